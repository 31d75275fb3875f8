import type MarkdownIt from 'markdown-it';
import { own } from '../../schema/own.ts';
import type { StateBlock } from './markdown-it.ts';

type RenderRule = NonNullable<MarkdownIt['renderer']['rules'][string]>;

/** Characters of HTML that one text may become. */
export const MAX_HTML = 4 * 1024 * 1024;

export class OutputTooLarge extends Error {}

/** Cells of tables beyond two for each character: a wide row fills up those that are shorter. */
const MORE_CELLS = 16_384;

/**
 * Ends the reading of a text, and the making of its HTML, past the limits. What can be much longer than its source: a short
 * reference stands for a long address each time, as a name does for its title, and a short row of a table for many cells.
 */
export function useSizeLimit(md: MarkdownIt): void {
  limitCells(md);
  const { renderer } = md;
  let size = 0;
  const print: RenderRule = (tokens, index, options, env) => {
    const rule = own(renderer.rules, tokens[index]?.type ?? '');
    const html = rule
      ? rule(tokens, index, options, env, renderer)
      : renderer.renderToken(tokens, index, options);
    size += html.length;
    if (size > MAX_HTML) throw new OutputTooLarge('more HTML than one text may become');
    return html;
  };
  renderer.renderInline = (tokens, options, env) =>
    tokens.map((_, index) => print(tokens, index, options, env, renderer)).join('');
  renderer.render = (tokens, options, env) => {
    size = 0;
    const parts = tokens.map(({ type, children }, index) =>
      type === 'inline'
        ? renderer.renderInline(children ?? [], options, env)
        : print(tokens, index, options, env, renderer),
    );
    return parts.join('');
  };
}

function limitCells(md: MarkdownIt): void {
  const Plain = md.block.State;
  md.block.State = class extends Plain {
    private cells = 0;
    override push(...given: Parameters<StateBlock['push']>) {
      if (/^t[dh]_open$/.test(given[0]) && ++this.cells > 2 * this.src.length + MORE_CELLS)
        throw new OutputTooLarge('more cells than one text may have');
      return super.push(...given);
    }
  };
}
