/** Text that begins like Liquid, so that it prints itself: every `{{` and `{%` in a `raw` of its own. */
export function protect(text: string): string {
  return text.replace(/\{[{%]/g, (mark) => `{% raw %}${mark}{% endraw %}`);
}

/** How often a text begins like Liquid, and the first time, with what follows on its line. */
export function liquidIn(text: string): { readonly count: number; readonly first: string } | undefined {
  const count = text.match(/\{[{%]/g)?.length ?? 0;
  const first = /\{[{%].{0,40}/.exec(text)?.[0] ?? '';
  return count === 0 ? undefined : { count, first };
}
