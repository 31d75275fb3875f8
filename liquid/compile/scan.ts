import type { Span } from './ast.ts';
import type { Findings } from './diagnostics.ts';

/** A piece of the source. `inner` is what is between the delimiters, `-` of white space control left out. */
export type Token =
  | (Span & { readonly kind: 'text'; readonly text: string })
  | (Span & { readonly kind: 'output'; readonly inner: Span })
  | (Span & { readonly kind: 'tag'; readonly name: string; readonly nameSpan: Span; readonly inner: Span });

/** What is between `{% raw %}` and `{% endraw %}`, which is not scanned. */
export interface Verbatim extends Span {
  readonly text: string;
}

/** Where the parser has its tokens from. */
export interface TokenSource {
  next(): Token | undefined;
  /** Goes behind `{% end… %}` and returns what it passed, or undefined when there is none: then it is at the end. */
  verbatim(endTag: string): Verbatim | undefined;
  /** Goes behind the `{% endcomment %}` that belongs to a comment just opened. False when there is none. */
  comment(): boolean;
}

/**
 * Cuts a source into tokens, one at a time, in time linear in its length: each search for an end is remembered, so
 * that a thousand unclosed `{{` look for `}}` once. An output or tag ends at the first `}}` or `%}`, also inside
 * quotes, as in Ruby's Liquid.
 */
export class Scanner implements TokenSource {
  private at: number;
  private readonly source: string;
  private readonly findings: Findings;
  private trimNext = false;
  private readonly ends: Record<string, number> = { '}}': -2, '%}': -2 };

  constructor(source: string, offset: number, findings: Findings) {
    this.source = source;
    this.at = offset;
    this.findings = findings;
  }

  /** Where in the source it is. */
  get position(): number {
    return this.at;
  }

  /** Whether what was read last removes the white space behind it. */
  get trims(): boolean {
    return this.trimNext;
  }

  next(): Token | undefined {
    while (this.at < this.source.length) {
      const token = this.opens(this.at) ? this.markup() : this.text();
      if (token) return token;
    }
    return undefined;
  }

  verbatim(endTag: string): Verbatim | undefined {
    // What is behind the name does not matter, as for every end tag.
    const pattern = new RegExp(`\\{%-?\\s*${endTag}(?!\\w)`, 'g');
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.source);
    const close = match ? this.endOf('%}', pattern.lastIndex) : -1;
    const start = this.at;
    const end = match && close >= 0 ? match.index : this.source.length;
    this.at = end === this.source.length ? end : close + 2;
    this.trimNext = close >= 0 && this.source[close - 1] === '-';
    return close < 0 ? undefined : { start, end, text: this.source.slice(start, end) };
  }

  comment(): boolean {
    let depth = 1;
    while (depth > 0) {
      const start = this.source.indexOf('{%', this.at);
      const close = start < 0 ? -1 : this.endOf('%}', start + 2);
      if (close < 0) {
        this.at = this.source.length;
        return false;
      }
      this.at = close + 2;
      this.trimNext = this.source[close - 1] === '-';
      const name = this.nameAt(start + 2).name;
      if (name === 'comment') depth++;
      else if (name === 'endcomment') depth--;
      else if (name === 'raw') this.verbatim('endraw');
    }
    return true;
  }

  private opens(at: number): boolean {
    if (this.source[at] !== '{') return false;
    const second = this.source[at + 1];
    return second === '{' || second === '%';
  }

  private text(from = this.at): Token | undefined {
    let end = this.source.indexOf('{', from);
    while (end >= 0 && !this.opens(end)) end = this.source.indexOf('{', end + 1);
    if (end < 0) end = this.source.length;
    let start = this.at;
    this.at = end;
    let last = end;
    if (this.trimNext) while (start < last && isSpace(this.source.charCodeAt(start))) start++;
    if (this.source[end + 2] === '-')
      while (last > start && isSpace(this.source.charCodeAt(last - 1))) last--;
    this.trimNext = false;
    return start === last
      ? undefined
      : { kind: 'text', start, end: last, text: this.source.slice(start, last) };
  }

  private markup(): Token | undefined {
    const start = this.at;
    const output = this.source[start + 1] === '{';
    const from = this.source[start + 2] === '-' ? start + 3 : start + 2;
    const { name, span: nameSpan } = output
      ? { name: '', span: { start: from, end: from } }
      : this.nameAt(start + 2);
    const close = this.endOf(output ? '}}' : '%}', start + 2);
    if (close < 0 || this.opensIn(name, nameSpan.end, close)) return this.unclosed(start, output);
    this.at = close + 2;
    this.trimNext = this.source[close - 1] === '-';
    const last = this.trimNext && close > from ? close - 1 : close;
    const inner = { start: Math.min(nameSpan.end, last), end: last };
    const span = { start, end: close + 2 };
    return output ? { kind: 'output', ...span, inner } : { kind: 'tag', ...span, name, nameSpan, inner };
  }

  /** Reports what has no end and goes on behind its beginning, as text. */
  private unclosed(start: number, output: boolean): Token | undefined {
    const [open, close] = output ? ['{{', '}}'] : ['{%', '%}'];
    const code = output ? 'unclosed_output' : 'unclosed_tag';
    this.findings.error(code, `This ${open} is not closed by ${close}.`, { start, end: start + 2 });
    return this.text(start + 2);
  }

  /** Whether another output or tag opens in the markup of the tag `name`, comments left out. */
  private opensIn(name: string, from: number, close: number): boolean {
    if (name === '#') return false;
    if (name !== 'liquid') return this.opensAgain(from, close);
    let comments = 0;
    for (let start = from; start < close; ) {
      const feed = this.source.indexOf('\n', start);
      const end = feed < 0 || feed > close ? close : feed;
      const word = /^\s*(#|\w*)/.exec(this.source.slice(start, end))?.[1];
      if (word === 'comment') comments++;
      else if (word === 'endcomment') comments = Math.max(0, comments - 1);
      else if (word !== '#' && comments === 0 && this.opensAgain(start, end)) return true;
      start = end + 1;
    }
    return false;
  }

  /** Whether another output or tag opens, outside quotes, between two places. */
  private opensAgain(from: number, close: number): boolean {
    let quote = '';
    for (let at = from; at < close; at++) {
      const character = this.source[at] ?? '';
      if (quote !== '') quote = character === quote ? '' : quote;
      else if (character === '"' || character === "'") quote = character;
      else if (character === '{' && this.opens(at)) return true;
    }
    return false;
  }

  private endOf(delimiter: string, from: number): number {
    const known = this.ends[delimiter] ?? -2;
    if (known === -1 || known >= from) return known;
    const found = this.source.indexOf(delimiter, from);
    this.ends[delimiter] = found;
    return found;
  }

  private nameAt(from: number): { name: string; span: Span } {
    TAG_NAME.lastIndex = from;
    const name = TAG_NAME.exec(this.source)?.[1] ?? '';
    const end = TAG_NAME.lastIndex;
    return { name, span: { start: end - name.length, end } };
  }
}

const TAG_NAME = /-?\s*(#|\w*)/y;

/** What white space control removes: Ruby's `strip`. */
function isSpace(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13) || unit === 0;
}
