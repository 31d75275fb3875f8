import type MarkdownIt from 'markdown-it';
import type { StateBlock, StateCore, Token } from '../../markdown-it.ts';
import { tokenLike } from '../../token-like.ts';
import { readAttributes } from '../attributes.ts';
import { lineAt } from '../blocks/boundary.ts';

/** First tags of elements by what they are of. */
type Known = Map<string, string>;

const known = new WeakMap<object, Known>();
const DEFINITION = /^\*\[([^\]]{1,100})\]:(.*)$/;

/** `*[HTML]: Hyper Text` on a line of its own: each HTML in the text gets that title. */
export function useAbbreviations(md: MarkdownIt): void {
  md.block.ruler.before('reference', 'kramdown_abbreviation', define);
  md.core.ruler.push('kramdown_abbreviations', mark);
}

function define(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  const [, name, title = ''] = DEFINITION.exec(lineAt(state, line)) ?? [];
  if (name === undefined) return false;
  if (silent) return true;
  const tags = known.get(state.env) ?? new Map<string, string>();
  const list = line + 1 < endLine ? LIST.exec(lineAt(state, line + 1))?.[1] : undefined;
  known.set(state.env, tags.set(name, tagOf(title.trim(), list, state.md.utils.escapeHtml)));
  state.push('kramdown_end', '', 0).meta = 'boundary';
  state.line = line + (list === undefined ? 1 : 2);
  return true;
}

/** An attribute list on a line of its own below a definition. */
const LIST = /^\{:(?![:/])([^{}]*)\}\s*$/;

/** One text for each name, however often that is there: a title may be long. */
function tagOf(title: string, list: string | undefined, html: (text: string) => string): string {
  const { classes, pairs } = readAttributes(list ?? '');
  const all = [...pairs, ['class', classes], ['title', title]] as const;
  const shown = all.filter(([, value]) => value !== '');
  return `<abbr${shown.map(([name, value]) => ` ${html(name)}="${html(value)}"`).join('')}>`;
}

function mark(state: StateCore): void {
  const tags = known.get(state.env);
  if (!tags) return;
  const lengths = [...new Set([...tags.keys()].map(({ length }) => length))].sort((a, b) => b - a);
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
      add('html_inline', tags?.get(name) ?? '');
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
        tags?.has(text.slice(at, at + each)) && !/^[\p{L}\p{N}_]/u.test(text.slice(at + each, at + each + 2)),
    );
    return length === undefined ? undefined : text.slice(at, at + length);
  }
}
