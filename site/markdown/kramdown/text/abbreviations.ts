import type MarkdownIt from 'markdown-it';
import type { StateBlock, StateCore, Token } from '../../markdown-it.ts';
import { tokenLike } from '../../token-like.ts';
import { lineAt } from '../blocks/boundary.ts';

/** Titles by what they are of. */
type Known = Map<string, string>;

const known = new WeakMap<object, Known>();
const DEFINITION = /^\*\[([^\]]{1,100})\]:(.*)$/;

/** `*[HTML]: Hyper Text` on a line of its own: each HTML in the text gets that title. */
export function useAbbreviations(md: MarkdownIt): void {
  md.block.ruler.before('reference', 'kramdown_abbreviation', define);
  md.core.ruler.push('kramdown_abbreviations', mark);
}

function define(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  const [, name, title = ''] = DEFINITION.exec(lineAt(state, line)) ?? [];
  if (name === undefined) return false;
  if (silent) return true;
  const titles = known.get(state.env) ?? new Map<string, string>();
  known.set(state.env, titles.set(name, title.trim()));
  state.push('kramdown_end', '', 0).meta = 'boundary';
  state.line = line + 1;
  return true;
}

function mark(state: StateCore): void {
  const titles = known.get(state.env);
  if (!titles) return;
  const lengths = [...new Set([...titles.keys()].map(({ length }) => length))].sort((a, b) => b - a);
  const html = state.md.utils.escapeHtml;
  // One text for each name, however often that is there: a title may be long.
  const tags = new Map(
    Array.from(titles, ([name, title]) => [name, `<abbr${title && ` title="${html(title)}"`}>`]),
  );
  for (const block of state.tokens)
    if (block.children) block.children = block.children.flatMap((token) => marked(token));

  function marked(token: Token): Token[] {
    if (token.type !== 'text') return [token];
    const made: Token[] = [];
    let from = 0;
    const add = (type: string, content: string) => content && made.push(tokenLike(token, { type, content }));
    for (const { index } of token.content.matchAll(/(?<![\p{L}\p{N}_])\S/gu)) {
      const name = index < from ? undefined : nameAt(token.content, index);
      if (name === undefined) continue;
      add('text', token.content.slice(from, index));
      add('html_inline', tags.get(name) ?? '');
      add('text', name);
      add('html_inline', '</abbr>');
      from = index + name.length;
    }
    if (from === 0) return [token];
    add('text', token.content.slice(from));
    return made;
  }

  /** The longest name that is there as a word. */
  function nameAt(text: string, at: number): string | undefined {
    const length = lengths.find(
      (each) =>
        titles?.has(text.slice(at, at + each)) &&
        !/^[\p{L}\p{N}_]/u.test(text.slice(at + each, at + each + 2)),
    );
    return length === undefined ? undefined : text.slice(at, at + length);
  }
}
