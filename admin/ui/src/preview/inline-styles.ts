/**
 * Puts style sheets that are being edited into the page in place of the links to what is saved of them, so that CSS shows
 * as it is typed. `texts` are paths and texts of files with unsaved changes.
 */
export function inlineStyles(html: string, texts: readonly (readonly [string, string])[]): string {
  return texts
    .filter(([path]) => path.startsWith('assets/') && path.endsWith('.css'))
    .reduce((page, [path, css]) => {
      const name = path.replaceAll(/[.\\[\]]/g, '\\$&');
      const link = new RegExp(
        `<link\\b[^>]*\\bhref=(["']?)/${name}(?:\\?[^"'\\s>]*)?\\1(?=[\\s/>])[^>]*>`,
        'gi',
      );
      // A function, so that $& in the style sheet is text.
      return page.replace(link, () => `<style>${css.replaceAll(/<\/style/gi, '<\\/style')}</style>`);
    }, html);
}
