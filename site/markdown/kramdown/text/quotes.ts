import type { StateInline, Token } from '../../markdown-it.ts';
import { type LiquidIn, liquidIn } from '../liquid-in.ts';

const PUNCTUATION = '[!"#$%\'()*+,\\-./:;<=>?@[\\\\\\]^_`{|}~]';
const CLOSES = '[^ \\\\\\t\\r\\n[{(-]';
const OPEN = { '"': '“', "'": '‘' } as const;
const CLOSE = { '"': '”', "'": '’' } as const;

/** Which quotes a pattern is about: those that begin it, or those behind its first character. */
type Rule = readonly [pattern: RegExp, signs: 'open' | 'close' | string];

/** kramdown's rules, which are SmartyPants', in order. Each is tried from the character before the quote, where that is text. */
const RULES: readonly Rule[] = [
  [/^(["'])(?=[_*]{1,2}[^ \t\r\n\f\v])/, 'open'],
  [new RegExp(`^(["'])(?=${PUNCTUATION}(?!\\.\\.)(?![\\p{L}\\p{N}_]))`, 'u'), 'close'],
  [/^[ \t\r\n\f\v]?("')(?=\w)/, '“‘'],
  [/^[ \t\r\n\f\v]?('")(?=\w)/, '‘“'],
  [/^[ \t\r\n\f\v]?(')(?=\d\ds)/, '’'],
  [/^[ \t\r\n\f\v](['"])(?=\w)/, 'open'],
  [new RegExp(`^${CLOSES}(['"])`, 'u'), 'close'],
  [/^(["'])(?=[ \t\r\n\f\v]|s(?![\p{L}\p{N}_])|$)/u, 'close'],
  [/^[\s\S]?(["'])/u, 'open'],
];
/** As much as a rule looks at, and tokens in which the tag of a branch is looked for. */
const AHEAD = 6;
const MOST_BACK = 100;

/** Quotes as kramdown sets them, of the text as it is written: what is beside them may be emphasis, a link or code. */
export function smartQuote(state: StateInline, silent: boolean): boolean {
  const { pos, src } = state;
  if (!state.md.options.typographer || (src[pos] !== '"' && src[pos] !== "'")) return false;
  const liquid = liquidIn(state);
  const first = before(state, liquid);
  const text = first + ahead(src, pos, state.posMax, liquid);
  for (const [pattern, signs] of RULES) {
    const [whole = '', quotes] = pattern.exec(text) ?? [];
    if (quotes === undefined) continue;
    // A quote that a rule took for the character before stays as it is.
    const passed = first === '' ? whole.length - quotes.length : 0;
    const quote = quotes === '"' ? '"' : "'";
    const sign = signs === 'open' ? OPEN[quote] : signs === 'close' ? CLOSE[quote] : signs;
    if (!silent) {
      state.pending += src.slice(pos, pos + passed);
      const token = state.push('text', '', 0);
      token.content = sign;
      token.info = 'sign';
    }
    state.pos = pos + passed + quotes.length;
    return true;
  }
  return false;
}

/** The character before, where it is text that no rule has taken; a letter for what Liquid prints. */
function before({ pending, tokens }: StateInline, liquid: LiquidIn): string {
  const last = pending.at(-1);
  if (last !== undefined) return last === '\\' ? '' : last;
  for (let at = tokens.length - 1; tokens[at]?.type === 'liquid'; at--) {
    const name = liquid.nameOf(tokens[at]?.content ?? '') ?? '';
    if (name === '') return 'x';
    if (/^(?:else|elsif|when)$/.test(name)) at = openOf(tokens, at, liquid);
    const text = tokens[at - 1];
    if (text?.type === 'text') return text.content.slice(-1);
  }
  return '';
}

/** The tag whose branch begins at a tag; what is before it is before each branch. */
function openOf(tokens: readonly Token[], from: number, liquid: LiquidIn): number {
  for (let at = from - 1, depth = 0; at >= Math.max(0, from - MOST_BACK); at--) {
    const name = tokens[at]?.type === 'liquid' ? (liquid.nameOf(tokens[at]?.content ?? '') ?? '') : '';
    if (/^end(?:if|unless|case|for)$/.test(name)) depth++;
    else if (/^(?:if|unless|case|for)$/.test(name) && depth-- === 0) return at;
  }
  return from;
}

/** The quote and what follows: tags are nothing, and what Liquid prints is letters. */
function ahead(src: string, from: number, max: number, liquid: LiquidIn): string {
  let text = '';
  for (let at = from; at < max && text.length < AHEAD; ) {
    const found = liquid.at(src, at);
    if (!found) text += src[at];
    else if (found.isOutput) text += 'xx';
    at = found ? found.end : at + 1;
  }
  return text;
}
