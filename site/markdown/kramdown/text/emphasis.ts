import type MarkdownIt from 'markdown-it';
import type { StateInline, Token } from '../../markdown-it.ts';
import { liquidIn } from '../liquid-in.ts';
import { type Beside, marksIn } from './spans.ts';

/** Emphasis and struck text as kramdown finds them. */
export function useEmphasis(md: MarkdownIt): void {
  md.inline.ruler.at('emphasis', run);
  md.inline.ruler.at('strikethrough', struck);
  md.inline.ruler2.disable(['balance_pairs', 'strikethrough']);
  md.inline.ruler2.at('emphasis', settle);
}

const RUN = /\*+|_+/y;

/** Marks, which are text or emphasis when all of the text is read: see spans.ts. */
function run(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  RUN.lastIndex = pos;
  const marks = RUN.exec(src)?.[0].slice(0, posMax - pos);
  if (marks === undefined) return false;
  state.pos += marks.length;
  if (silent) return true;
  const liquid = liquidIn(state);
  const last = state.pending === '' ? state.tokens.at(-1) : undefined;
  const before =
    last?.type === 'liquid' && liquid.nameOf(last.content) === ''
      ? 'x'
      : src.slice(Math.max(0, pos - 2), pos);
  const after = liquid.at(src, state.pos)?.isOutput ? 'x' : src.slice(state.pos, state.pos + 2);
  const token = state.push('kramdown_marks', '', 0);
  token.content = marks;
  token.meta = {
    isAfterSpace: /[ \t\r\n\f\v]$/.test(before),
    isAfterLetter: /\p{Alphabetic}-?$/u.test(before),
    isBeforeSpace: /^[ \t\r\n\f\v]/.test(after),
    isBeforeWord: /^[\p{Alphabetic}\p{Nd}]/u.test(after),
  } satisfies Beside;
  return true;
}

/** Where no more struck text ends, by the end of the text that was looked through. */
const unclosed = new WeakMap<StateInline, Map<number, number>>();

/** `~~a~~` to the next two behind a sign, whatever is between. */
function struck(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (!/^~~[^ \t\r\n\f\v~]/.test(src.slice(pos, pos + 3))) return false;
  const none = unclosed.get(state) ?? new Map<number, number>();
  unclosed.set(state, none);
  if ((none.get(posMax) ?? posMax) <= pos) return false;
  let close = src.indexOf('~~', pos + 3);
  while (close > 0 && close + 2 <= posMax && /[ \t\r\n\f\v~]/.test(src[close - 1] ?? ''))
    close = src.indexOf('~~', close + 1);
  if (close < 0 || close + 2 > posMax) {
    none.set(posMax, pos);
    return false;
  }
  if (!silent) {
    state.push('s_open', 'del', 1).markup = '~~';
    Object.assign(state, { pos: pos + 2, posMax: close });
    state.md.inline.tokenize(state);
    state.push('s_close', 'del', -1).markup = '~~';
    state.posMax = posMax;
  }
  state.pos = close + 2;
  return true;
}

/** Puts elements and text in place of marks. */
function settle({ tokens, Token: Made }: StateInline): boolean {
  if (!tokens.some(({ type }) => type === 'kramdown_marks')) return false;
  const found = marksIn(tokens);
  const before = tokens.splice(0, tokens.length);
  before.forEach((token, index) => {
    const parts = found.get(index);
    if (!parts) tokens.push(token);
    else
      for (const { marks, nesting } of parts) {
        const tag = marks.length === 2 ? 'strong' : 'em';
        const made: Token =
          nesting === 0
            ? new Made('text', '', 0)
            : new Made(`${tag}_${nesting > 0 ? 'open' : 'close'}`, tag, nesting);
        if (nesting === 0) made.content = marks;
        else made.markup = marks;
        tokens.push(made);
      }
  });
  return false;
}
