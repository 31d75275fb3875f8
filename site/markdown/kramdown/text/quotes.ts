import { type Context, isRaw, type Reading, readingOf } from '../../liquid/reading.ts';
import type { StateInline } from '../../markdown-it.ts';

const PUNCTUATION = '[!"#$%\'()*+,\\-./:;<=>?@[\\\\\\]^_`{|}~]';
const CLOSES = '[^ \\\\\\t\\r\\n[{(-]';
const OPEN = { '"': '“', "'": '‘' } as const;
const CLOSE = { '"': '”', "'": '’' } as const;

/** Which quotes a pattern is about: those that begin it, or those behind its first character. */
type Rule = readonly [pattern: RegExp, signs: 'open' | 'close' | string];

/** kramdown's rules, which are SmartyPants', in order. Each is tried from the character before the quote, where that is text. */
const RULES: readonly Rule[] = [
  [/^(["'])(?=[_*]{1,2}\S)/, 'open'],
  [new RegExp(`^(["'])(?=${PUNCTUATION}(?!\\.\\.)(?![\\p{L}\\p{N}_]))`, 'u'), 'close'],
  [/^\s?("')(?=\w)/, '“‘'],
  [/^\s?('")(?=\w)/, '‘“'],
  [/^\s?(')(?=\d\ds)/, '’'],
  [/^\s(['"])(?=\w)/, 'open'],
  [new RegExp(`^${CLOSES}(['"])`, 'u'), 'close'],
  [/^(["'])(?=\s|s\b|$)/, 'close'],
  [/^[\s\S]?(["'])/u, 'open'],
];
/** As much as a rule looks at. */
const AHEAD = 6;

/** Quotes as kramdown sets them, of the text as it is written: what is beside them may be emphasis, a link or code. */
export function smartQuote(state: StateInline, silent: boolean): boolean {
  const { pos, src } = state;
  if (!state.md.options.typographer || (src[pos] !== '"' && src[pos] !== "'")) return false;
  const reading = readingOf(state);
  const text = before(state, reading) + ahead(reading.context(src), pos, state.posMax);
  for (const [pattern, signs] of RULES) {
    const quotes = pattern.exec(text)?.[1];
    if (quotes === undefined) continue;
    const quote = quotes === '"' ? '"' : "'";
    const sign = signs === 'open' ? OPEN[quote] : signs === 'close' ? CLOSE[quote] : signs;
    if (!silent) state.push('text', '', 0).content = sign;
    state.pos = pos + quotes.length;
    return true;
  }
  return false;
}

/** The character before, where it is text that no rule has taken; a letter for what Liquid prints. */
function before({ pending, tokens }: StateInline, { marks }: Reading): string {
  const last = pending.at(-1);
  if (last !== undefined) return last === '\\' ? '' : last;
  for (let at = tokens.length - 1; tokens[at]?.type === 'liquid'; at--) {
    if (marks.piece(tokens[at]?.content ?? '')?.kind === 'output') return 'x';
    const text = tokens[at - 1];
    if (text?.type === 'text') return text.content.slice(-1);
  }
  return '';
}

/** The quote and what follows: tags are nothing, and what Liquid prints is letters. */
function ahead(context: Context, from: number, max: number): string {
  let text = '';
  for (let at = from; at < max && text.length < AHEAD; ) {
    const found = isRaw(context, at) ? undefined : context.finder.at(at);
    if (!found) text += context.finder.text[at];
    else if (found.kind === 'output') text += 'xx';
    at = found ? found.end : at + 1;
  }
  return text;
}
