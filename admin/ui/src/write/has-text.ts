/** Whether HTML of a clipboard has text: Word gives a picture of what was copied too; a picture that was copied has an `img` and no text. */
export const hasText = (html: string): boolean =>
  html.replace(/<style[\s\S]*?<\/style>|<[^>]*>/gi, '').trim() !== '';
