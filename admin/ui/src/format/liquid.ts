import { BLOCKS, endOfBlock, endOfElement, indentLiquid, markupAt } from './markup.ts';
import { OpenThings, VOID } from './open-things.ts';
import type { ShowsSpace } from './showing-space.ts';

/** Elements in which white space shows without a style. */
const SHOWN = /^(?:pre|textarea|xmp|listing|plaintext)$/;
/** Elements in which white space shows, or is no HTML. */
const KEPT = /^(?:pre|textarea|script|style|title|xmp|listing|plaintext|code|samp|kbd|iframe|noscript)$/;

/**
 * A template in HTML with its lines indented anew. Nothing but white space beside line breaks changes, and that only where a
 * browser folds it: not in `pre` and the like, scripts, values of attributes, what is captured, and what is raw. No white space
 * comes where there was none, and none goes for good. Lines stay lines, but of several empty ones one is left. `shows` says in
 * which other elements white space shows, by the site's styles.
 */
export function formatLiquid(source: string, shows: ShowsSpace = () => false): string {
  const [front = ''] = /^\ufeff?\s*---[ \t]*\r?\n[\s\S]*?\r?\n---[ \t]*(?=\r?\n)/.exec(source) ?? [];
  const body = source.slice(front.length);
  // What is no HTML may be for an attribute or a script.
  if (!/<[a-z]|\{%-?\s*(?:block|render|include)\s/i.test(body)) return source;
  return front + new Indenter(body, shows).run();
}

/** The elements of a template in which white space shows, with their tags. All of it, where that cannot be known. */
export function spaceShownIn(source: string, shows: ShowsSpace): readonly { from: number; to: number }[] {
  const indenter = new Indenter(source, shows);
  try {
    indenter.run();
  } catch (error) {
    if (!(error instanceof NotFormatted)) throw error;
    return [{ from: 0, to: source.length }];
  }
  return indenter.shown;
}

/** What happens to the white space in front of a line: nothing, or it has so many columns, or it goes along with another line. */
type Line = 'kept' | { readonly columns: number } | { readonly by: number };

class Indenter {
  readonly #source: string;
  readonly #open = new OpenThings();
  /** By the offset at which a line begins; the first is never moved, as there may be a text in front of it. */
  readonly #lines = new Map<number, Line>();
  #at = 0;
  /** Where the line that is being read begins, and its columns. */
  #lineAt = 0;
  #columns = 0;
  /** Whether nothing but end tags came on it so far. */
  #leads = false;

  /** A line that stays: behind front matter a line break begins the text, and what follows may be its first white space. */
  readonly #first: number;
  readonly #shows: ShowsSpace;
  /** Elements in which white space shows. */
  readonly shown: { from: number; to: number }[] = [];

  constructor(source: string, shows: ShowsSpace) {
    this.#source = source;
    this.#shows = shows;
    this.#first = /^\r?\n/.test(source) ? source.indexOf('\n') + 1 : 0;
  }

  run(): string {
    const source = this.#source;
    while (this.#at < source.length) this.#step(source[this.#at] ?? '');
    return this.#written();
  }

  #step(char: string): void {
    const markup = markupAt(this.#source, this.#at);
    if (char === '\n') this.#newLine(this.#open.indent);
    else if (markup) this.#markup(markup.name, markup.end, '');
    else if (char === '<') this.#angle();
    else {
      this.#leads &&= /\s/.test(char);
      this.#at++;
    }
  }

  #newLine(columns: number): void {
    this.#at++;
    this.#lineAt = this.#at;
    this.#columns = columns;
    this.#leads = true;
    this.#lines.set(this.#at, { columns });
  }

  /** What begins the line closes what was opened on a line with so many columns. */
  #closes(indent: number): void {
    if (!this.#leads) return;
    this.#columns = indent;
    if (this.#lines.has(this.#lineAt)) this.#lines.set(this.#lineAt, { columns: indent });
  }

  /** Goes to an offset; lines that begin on the way stay as they are, or move by as much as the line that it is on. */
  #skip(to: number, moves = false): void {
    const by = this.#columns - columnsAt(this.#source, this.#lineAt);
    const isMoved = moves && this.#lines.has(this.#lineAt) && this.#lineAt !== this.#first;
    for (let feed = this.#feedBefore(to); feed >= 0; feed = this.#feedBefore(to)) {
      this.#at = feed + 1;
      this.#lines.set(this.#at, isMoved ? { by } : 'kept');
    }
    this.#at = to;
    this.#leads = false;
  }

  #feedBefore(to: number): number {
    const feed = this.#source.indexOf('\n', this.#at);
    return feed < to ? feed : -1;
  }

  #markup(name: string, end: number, quote: string): void {
    const isKept = name === 'raw' || name === 'capture' || (name === 'block' && this.#isText(end));
    if (name === 'comment' || name === 'doc') this.#skip(endOfBlock(this.#source, name, end), quote === '');
    else if (isKept) this.#skip(endOfBlock(this.#source, name, end));
    else this.#tag(name, end, quote);
  }

  /** An output, or a tag whose inside is no more than that of the file. */
  #tag(name: string, end: number, quote: string): void {
    const isBranch = name === 'else' || name === 'elsif' || name === 'when';
    const block = isBranch
      ? this.#open.branch()
      : name.startsWith('end')
        ? this.#open.closeBlock(name.slice(3))
        : undefined;
    if (block) this.#sameQuote(block.quote, quote, block.indent);
    const columns = this.#columns;
    if (BLOCKS.test(name)) this.#open.openBlock(name, columns, quote);
    if (quote === '') this.#inMarkup(name, end, columns);
    else this.#skip(end);
  }

  /** Whether a block has no element: it may be for an attribute or the title. */
  #isText(from: number): boolean {
    const inside = this.#source.slice(from, endOfBlock(this.#source, 'block', from));
    return !/<[a-z]|\{%-?\s*(?:block|render|include)\s/i.test(inside);
  }

  /** A branch that opens or closes quotes makes it unknown what is inside of them. */
  #sameQuote(before: string, now: string, indent: number): void {
    if (before !== now) throw new NotFormatted('A value of an attribute begins or ends in a branch');
    if (now === '') this.#closes(indent);
  }

  /** Lines of a tag or output: not those inside of a text in quotes. */
  #inMarkup(name: string, end: number, indent: number): void {
    const text = this.#source.slice(this.#at, end);
    const lines = text.split('\n').slice(1);
    const isLiquid = name === 'liquid';
    const wanted = isLiquid ? indentLiquid(lines, indent) : [];
    for (const [index, line] of lines.entries()) {
      this.#at = this.#source.indexOf('\n', this.#at) + 1;
      const before = this.#source.slice(end - text.length, this.#at);
      const inText = !isLiquid && inQuotes(before);
      const closes = /^\s*-?[%}]\}/.test(line);
      const columns = isLiquid ? columnsAt(wanted[index] ?? '', 0) : indent + (closes ? 0 : 2);
      this.#lines.set(this.#at, inText ? 'kept' : { columns });
    }
    this.#at = end;
    this.#leads &&= /^end/.test(name);
  }

  #angle(): void {
    const source = this.#source;
    const [tag, closing, name = ''] =
      /^<(?:!--|(\/?)([a-zA-Z][\w:-]*|\{))/.exec(source.slice(this.#at, this.#at + 80)) ?? [];
    if (tag === undefined) {
      this.#leads = false;
      this.#at++;
    } else if (tag === '<!--') {
      const end = source.indexOf('-->', this.#at);
      this.#skip(end < 0 ? source.length : end + 3);
    } else if (name === '{') {
      // Which element it is shows when it is rendered.
      this.#skip(closing ? this.#at + 2 : endOfElement(source, '\\{\\{', this.#at + 1));
    } else if (closing) this.#closing(name);
    else this.#opening(name);
  }

  #closing(name: string): void {
    const element = this.#open.closeElement(name.toLowerCase());
    if (element) this.#closes(element.indent);
    const leads = this.#leads;
    this.#inTag(name);
    this.#leads = leads;
  }

  #opening(name: string): void {
    const start = this.#at;
    if (this.#open.endBefore(name.toLowerCase())) this.#closes(this.#open.indent);
    const columns = this.#columns;
    this.#inTag(name);
    const tag = this.#source.slice(start, this.#at);
    if (tag.endsWith('/>') || VOID.test(name.toLowerCase())) return;
    const isShown =
      SHOWN.test(name.toLowerCase()) || /\bstyle\s*=[^>]*white-space/i.test(tag) || this.#shows(tag);
    if (isShown || KEPT.test(name.toLowerCase())) {
      this.#skip(endOfElement(this.#source, name, this.#at));
      if (isShown) this.shown.push({ from: start, to: this.#at });
    } else this.#open.openElement(name.toLowerCase(), columns);
  }

  /** Reads a tag of HTML to behind its `>`: white space between attributes may change, that in their values may not. */
  #inTag(name: string): void {
    const source = this.#source;
    const indent = this.#columns;
    this.#at += name.length + 1;
    this.#leads = false;
    let quote = '';
    while (this.#at < source.length) {
      const char = source[this.#at] ?? '';
      const markup = markupAt(source, this.#at);
      if (markup) {
        this.#markup(markup.name, markup.end, quote);
        continue;
      }
      this.#at++;
      if (quote !== '') {
        if (char === quote) quote = '';
        else if (char === '\n') this.#lines.set(this.#at, 'kept');
      } else if (char === '>') return;
      else if (char === '"' || char === "'") quote = char;
      else if (char === '\n') {
        const closes = /^\s*\/?>/.test(source.slice(this.#at, this.#at + 200));
        this.#lines.set(this.#at, { columns: indent + (closes ? 0 : 2) });
      }
    }
  }

  #written(): string {
    const source = this.#source;
    if (this.#first > 0) this.#lines.set(this.#first, 'kept');
    const starts = [...this.#lines.keys()].sort((a, b) => a - b);
    let written = '';
    let wasEmpty = false;
    for (const [index, start] of [0, ...starts].entries()) {
      const next = starts[index];
      const how = this.#lines.get(start) ?? 'kept';
      const line = this.#line(start, source.slice(start, next ?? source.length), how);
      // White space before a line break is beside it only if that is none of a text that is kept.
      const ends = next !== undefined && this.#lines.get(next) !== 'kept';
      const isEmpty = line.trim() === '';
      if (isEmpty && wasEmpty && ends && how !== 'kept') continue;
      wasEmpty = isEmpty && how !== 'kept';
      written += ends ? line.replace(/[ \t]+(?=\r?\n$)/, '') : line;
    }
    return written;
  }

  #line(start: number, line: string, how: Line): string {
    if (how === 'kept') return line;
    const columns = 'by' in how ? columnsAt(this.#source, start) + how.by : how.columns;
    const text = line.replace(/^[ \t]+/, '');
    return /^\r?(?:\n|$)/.test(text) ? text : ' '.repeat(Math.max(0, columns)) + text;
  }
}

/** Why a template is left as it is. */
export class NotFormatted extends Error {}

/** Columns of the white space at an offset; a tab is two. */
function columnsAt(source: string, at: number): number {
  const [space = ''] = /^[ \t]*/.exec(source.slice(at, at + 400)) ?? [];
  return space.replaceAll('\t', '  ').length;
}

function inQuotes(text: string): boolean {
  let quote = '';
  for (const char of text) {
    if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = '';
  }
  return quote !== '';
}
