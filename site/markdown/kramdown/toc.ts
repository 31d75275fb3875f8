import type MarkdownIt from 'markdown-it';
import type { StateCore, Token } from '../markdown-it.ts';
import { OutputTooLarge } from '../size-limit.ts';
import { optionsOf } from './extensions.ts';

/** Links that the tables of contents of one text may have. */
const MOST_LINKS = 20_000;

interface Entry {
  readonly level: number;
  readonly id: string;
  readonly inline: Token;
}

/** Puts links to the text's headings in place of each list that has `{:toc}`. */
export function useToc(md: MarkdownIt): void {
  md.core.ruler.push('kramdown_toc', (state) => {
    if (!state.tokens.some(isToc)) return;
    const entries = entriesOf(state);
    const times = state.tokens.filter(isToc).length;
    if (times > 1 && times * entries.length > MOST_LINKS)
      throw new OutputTooLarge('more links than one text may have');
    const made: Token[] = [];
    for (let at = 0; at < state.tokens.length; at++) {
      const token = state.tokens[at] as Token; // `at` is in range
      for (const each of isToc(token) ? listOf(state, token, entries) : [token]) made.push(each);
      if (isToc(token)) at = closeOf(state.tokens, at);
    }
    state.tokens = made;
  });
}

const isToc = ({ meta, nesting }: Token): boolean => nesting === 1 && meta?.isToc === true;

/** Where the element that a token opens is closed. */
export function closeOf(tokens: readonly Token[], open: number): number {
  let at = open + 1;
  while (at < tokens.length && !(tokens[at]?.nesting === -1 && tokens[at]?.level === tokens[open]?.level))
    at++;
  return at;
}

function entriesOf({ tokens, env }: StateCore): Entry[] {
  const { first, last } = optionsOf(env).tocLevels;
  return tokens.flatMap((token, at) => {
    const inline = tokens[at + 1];
    const id = token.attrGet('id');
    if (token.type !== 'heading_open' || !inline || id === null) return [];
    const level = Number(token.tag.slice(1));
    const isOut = level < first || level > last || token.attrGet('class')?.split(' ').includes('no_toc');
    return isOut ? [] : [{ level, id, inline }];
  });
}

function listOf(state: StateCore, list: Token, entries: readonly Entry[]): Token[] {
  if (entries.length === 0) return [];
  const made: Token[] = [];
  const prefix = list.attrGet('id') ?? 'markdown-toc';
  const push = (type: string, tag: string, nesting: -1 | 0 | 1): Token => {
    const token = new state.Token(type, tag, nesting);
    token.block = true;
    made.push(token);
    return token;
  };
  const begin = () => {
    const token = push(list.type, list.tag, 1);
    if (made.length > 1) return;
    token.attrs = list.attrs;
    token.attrSet('id', prefix);
  };
  const end = () => push(list.type.replace('open', 'close'), list.tag, -1);
  const open: number[] = [];
  begin();
  for (const { level, id, inline } of entries) {
    const isDeeper = open.length > 0 && (open.at(-1) ?? 0) < level;
    if (isDeeper) begin();
    while (!isDeeper && open.length > 0 && (open.at(-1) ?? 0) >= level) {
      open.pop();
      push('list_item_close', 'li', -1);
      if (open.length > 0 && (open.at(-1) ?? 0) >= level) end();
    }
    push('list_item_open', 'li', 1);
    open.push(level);
    link(push('inline', '', 0), id, `${prefix}-${id}`, inline);
  }
  for (let at = open.length; at > 0; at--) {
    push('list_item_close', 'li', -1);
    end();
  }
  return made;

  function link(token: Token, id: string, own: string, { children, content }: Token): void {
    const start = new state.Token('link_open', 'a', 1);
    start.attrs = [
      ['href', `#${id}`],
      ['id', own],
    ];
    const shown = (children ?? []).filter(({ type }) => !/^(?:link_|footnote_)/.test(type));
    token.content = content;
    token.children = [start, ...shown, new state.Token('link_close', 'a', -1)];
  }
}
