import type MarkdownIt from 'markdown-it';
import type { StateBlock, StateInline } from '../markdown-it.ts';
import { readAttributes } from './attributes.ts';
import { lineAt } from './blocks/boundary.ts';
import { liquidIn } from './liquid-in.ts';

/** What `{::options … /}` sets for the text that it is in. */
export interface Options {
  readonly ids: boolean;
  /** Whether text in block HTML is Markdown. */
  readonly blockHtml: boolean;
  readonly tocLevels: { readonly first: number; readonly last: number };
  /** The number of the first line of a block of code, where lines have numbers. */
  readonly firstLine: number | undefined;
}

const DEFAULTS: Options = {
  ids: true,
  blockHtml: false,
  tocLevels: { first: 1, last: 6 },
  firstLine: undefined,
};
const known = new WeakMap<object, Options>();

export const optionsOf = (env: object): Options => known.get(env) ?? DEFAULTS;

/** `{::comment}`, `{::nomarkdown}`, `{::options /}` and the line `^`, which ends blocks. */
export function useExtensions(md: MarkdownIt): void {
  const alt = ['paragraph', 'reference', 'blockquote', 'list'];
  md.block.ruler.before('fence', 'kramdown_extension', block, { alt });
  md.block.ruler.before('fence', 'kramdown_end', endOfBlock, { alt });
  md.inline.ruler.before('linkify', 'kramdown_extension', inline);
  md.renderer.rules.kramdown_end = () => '';
}

const START = /^\{::(comment|nomarkdown|options)(?:\s([^}]*?))?(\/)?\}/;

function endOfBlock(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  const text = lineAt(state, line).trimEnd();
  if (text !== '^' && !/^\{:\/\w*\}$/.test(text)) return false;
  if (silent) return true;
  state.push('kramdown_end', '', 0).meta = 'boundary';
  state.line = line + 1;
  return true;
}

function block(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  const text = lineAt(state, line);
  const [whole = '', name = '', list = '', isClosed] = START.exec(text) ?? [];
  if (whole === '' || text.slice(whole.length).trim() !== '') return false;
  const close = isClosed ? line : closeOf(state, name, line + 1, endLine);
  if (close === undefined) return false;
  if (silent) return true;
  if (name === 'options') set(state.env, list);
  const token = name === 'nomarkdown' ? state.push('html_block', '', 0) : state.push('kramdown_end', '', 0);
  if (name !== 'nomarkdown') token.meta = 'boundary';
  if (name === 'comment') token.info = list.trim();
  token.map = [isClosed ? line : line + 1, close];
  if (name === 'nomarkdown' && !isClosed)
    token.content = state.getLines(line + 1, close, state.blkIndent, true);
  state.line = close + 1;
  return true;
}

const unclosed = new WeakMap<object, Set<string>>();

/** The line that ends an extension. Each name that has none further on is looked for once. */
function closeOf(state: StateBlock, name: string, from: number, endLine: number): number | undefined {
  const none = unclosed.get(state.env) ?? new Set();
  unclosed.set(state.env, none);
  for (let line = from; line < endLine && !none.has(name); line++) {
    if (lineAt(state, line).trimEnd() === '{:/}' || lineAt(state, line).trimEnd() === `{:/${name}}`)
      return line;
  }
  none.add(name);
  return undefined;
}

function inline(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (!src.startsWith('{::', pos)) return false;
  const [whole = '', name = '', , isClosed] = START.exec(src.slice(pos, Math.min(pos + 200, posMax))) ?? [];
  if (whole === '') return false;
  const from = pos + whole.length;
  const end = isClosed ? undefined : endOf(state, name, from);
  if (!isClosed && !end) return false;
  if (!silent && name === 'nomarkdown' && end) {
    state.push('html_inline', '', 0).content = liquidIn(state).marked(src, from, end.start);
  }
  state.pos = end?.end ?? from;
  return true;
}

const openNames = new WeakMap<StateInline, Set<string>>();

function endOf(
  state: StateInline,
  name: string,
  from: number,
): { readonly start: number; readonly end: number } | undefined {
  const none = openNames.get(state) ?? new Set();
  openNames.set(state, none);
  const pattern = new RegExp(`\\{:/(?:${name})?\\}`, 'g');
  pattern.lastIndex = from;
  const found = none.has(name) ? null : pattern.exec(state.src);
  if (!found) none.add(name);
  const end = found ? found.index + found[0].length : Infinity;
  return found && end <= state.posMax ? { start: found.index, end } : undefined;
}

function set(env: object, list: string): void {
  const values = new Map(readAttributes(list).pairs);
  const before = optionsOf(env);
  known.set(env, {
    ids: (values.get('auto_ids') ?? `${before.ids}`) !== 'false',
    blockHtml: (values.get('parse_block_html') ?? `${before.blockHtml}`) === 'true',
    tocLevels: levelsOf(values.get('toc_levels')) ?? before.tocLevels,
    firstLine: firstLineOf(values.get('syntax_highlighter_opts')) ?? before.firstLine,
  });
}

/** Of `line_numbers: true, start_line: 5`; nothing else of Rouge's options changes what is printed here. */
function firstLineOf(text: string | undefined): number | undefined {
  if (text === undefined || !/\bline_numbers:\s*true\b/.test(text)) return undefined;
  return Number(/\bstart_line:\s*(\d{1,9})/.exec(text)?.[1] ?? 1);
}

/** `1..3`, `2,3` or `2`. */
function levelsOf(text: string | undefined): Options['tocLevels'] | undefined {
  const numbers = (text?.match(/[1-6]/g) ?? []).map(Number);
  return numbers.length > 0 ? { first: Math.min(...numbers), last: Math.max(...numbers) } : undefined;
}
