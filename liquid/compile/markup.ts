import type { Span } from './ast.ts';
import { MarkupError } from './diagnostics.ts';

/** What a token of a tag's inside can be; punctuation and operators are their own kind. */
export type Kind = 'id' | 'number' | 'string' | 'compare' | 'end' | 'other' | Punctuation;
type Punctuation = '.' | '..' | '[' | ']' | '(' | ')' | '|' | ':' | ',' | '=';

// One alternative matches at each place, none backtracks: the cost is linear.
const TOKEN =
  /\s*(?:([a-zA-Z_][\w-]*\??)|(-?\d+(?:\.\d+)?)|("[^"]*"|'[^']*')|(==|!=|<>|<=|>=|<|>)|(\.\.|[.[\]()|:,=]))/y;
const KINDS: readonly Kind[] = ['id', 'number', 'string', 'compare'];

/**
 * The tokens between the delimiters of one tag or output, read one after the other: the current token is in `kind`,
 * `text` and `start`..`end`. Identifiers, numbers and strings are those of Ruby Liquid's lexer.
 */
export class Markup {
  kind: Kind = 'end';
  text = '';
  start = 0;
  end = 0;
  /** The end of the token before the current one. */
  previousEnd: number;
  readonly source: string;
  readonly span: Span;
  /** The whole tag, for errors at its end. */
  private readonly whole: Span;
  private at: number;

  constructor(source: string, span: Span, whole = span) {
    this.source = source;
    this.span = span;
    this.whole = whole;
    this.at = span.start;
    this.previousEnd = span.start;
    this.advance();
  }

  advance(): void {
    this.previousEnd = this.end || this.span.start;
    TOKEN.lastIndex = this.at;
    const match = TOKEN.exec(this.source);
    const over = TOKEN.lastIndex - this.span.end;
    // The `-` of white space control may be right behind a name, which then ends before it.
    if (match && (over <= 0 || (over === 1 && match[1] !== undefined && match[1].length > 1))) {
      let group = 1;
      while (match[group] === undefined) group++;
      this.text = match[group] ?? '';
      if (over > 0) {
        this.text = this.text.slice(0, -1);
        TOKEN.lastIndex--;
      }
      // The pattern's last group holds punctuation only, which is its own kind.
      this.kind = KINDS[group - 1] ?? (this.text as Punctuation);
      this.end = TOKEN.lastIndex;
      this.start = this.end - this.text.length;
      this.at = this.end;
      return;
    }
    this.unknown();
  }

  /** Goes on if the current token is of `kind`. */
  accept(kind: Kind): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  acceptWord(word: string): boolean {
    if (this.kind !== 'id' || this.text !== word) return false;
    this.advance();
    return true;
  }

  /** The text of the current token, which must be of `kind`; `what` names it in the message. */
  expect(kind: Kind, what: string): string {
    if (this.kind !== kind) this.unexpected(what);
    const text = this.text;
    this.advance();
    return text;
  }

  expectWord(word: string): void {
    if (!this.acceptWord(word)) this.unexpected(`\`${word}\``);
  }

  expectEnd(): void {
    if (this.kind !== 'end') this.unexpected('nothing more');
  }

  /** The token after the current one, without going there. */
  peek(): Kind {
    const { kind, text, start, end, previousEnd, at } = this;
    this.advance();
    const next = this.kind;
    Object.assign(this, { kind, text, start, end, previousEnd, at });
    return next;
  }

  unexpected(what: string): never {
    if (this.kind === 'end')
      throw new MarkupError('syntax', `Expected ${what}, but the tag ends.`, this.whole);
    const found = this.source.slice(this.start, this.end);
    if (found === '"' || found === "'") {
      throw new MarkupError('unclosed_string', `This string is not closed by ${found}.`, this.place());
    }
    throw new MarkupError('syntax', `Expected ${what} here, but there is \`${found}\`.`, this.place());
  }

  place(): Span {
    return { start: this.start, end: this.end };
  }

  private unknown(): void {
    SPACE.lastIndex = this.at;
    SPACE.exec(this.source);
    this.start = Math.min(SPACE.lastIndex, this.span.end);
    this.kind = this.start < this.span.end ? 'other' : 'end';
    this.end = this.kind === 'end' ? this.span.end : this.start + 1;
    this.text = this.source.slice(this.start, this.end);
    this.at = this.end;
  }
}

const SPACE = /\s*/y;
