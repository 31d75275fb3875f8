import type MarkdownIt from 'markdown-it';

/** Characters of HTML that one text may become. */
export const MAX_HTML = 4 * 1024 * 1024;

export class OutputTooLarge extends Error {}

/**
 * Ends the making of HTML past the limit. What can be much longer than its source is attributes: a short reference
 * stands for a long address each time.
 */
export function useSizeLimit(md: MarkdownIt): void {
  const { renderer } = md;
  const render = renderer.render.bind(renderer);
  const renderAttrs = renderer.renderAttrs.bind(renderer);
  let size = 0;
  renderer.render = (tokens, options, env) => {
    size = 0;
    return render(tokens, options, env);
  };
  renderer.renderAttrs = (token) => {
    const attributes = renderAttrs(token);
    size += attributes.length;
    if (size > MAX_HTML) throw new OutputTooLarge('more HTML than one text may become');
    return attributes;
  };
}
