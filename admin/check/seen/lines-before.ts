import { pathIn, type SeenLine } from './seen-line.ts';

/** Between lines that are in the order in which they are asked for and others: no line is empty. */
export const BREAK = '\n';

/** By address: of two lines of one the last counts. */
export function byPath(lines: string, found = new Map<string, SeenLine>()): Map<string, SeenLine> {
  for (let from = 0; from < lines.length; ) {
    const to = lines.indexOf('\n', from);
    const line = lines.slice(from, to);
    if (line !== '') found.set(pathIn(line), line);
    from = to + 1;
  }
  return found;
}

const TAB = 9;

/** The lines of a bucket of the release before. Most are taken in their order: they are found where they stand, and no list is made of them. */
export class LinesBefore {
  readonly text: string;
  /** Where those in order end, and where the next of them is. */
  #end: number;
  #next = 0;
  /** By address, once one is asked for that is not the next in order. */
  #others: Map<string, SeenLine> | undefined;
  /** Of the line that was found last: the text that it stands in, where it begins, and where it ends with its end; and whether it was the next in order. */
  source = '';
  from = 0;
  to = 0;
  isInOrder = false;

  /** Where they are no rows, another version wrote them: those in order end with a break, and without one they are others. */
  constructor(text: string, isRows: boolean) {
    this.text = text;
    const isOrdered = isRows && !text.startsWith(BREAK);
    this.#end = isOrdered ? text.length : text.startsWith(BREAK) ? 0 : text.indexOf(`\n${BREAK}`) + 1;
  }

  /** Finds the line of an address, once. */
  find(path: string): boolean {
    this.isInOrder = this.#isNext(path);
    if (this.isInOrder) {
      this.source = this.text;
      this.from = this.#next;
      this.to = this.text.indexOf('\n', this.from) + 1;
      this.#next = this.to;
      return true;
    }
    const line = this.#takeOther(path);
    this.source = line ?? '';
    this.from = 0;
    this.to = this.source.length;
    return line !== undefined;
  }

  /** The line of an address, once. */
  take(path: string): SeenLine | undefined {
    return this.find(path) ? this.line : undefined;
  }

  /** The one that was found last. */
  get line(): SeenLine {
    return this.isInOrder ? this.source.slice(this.from, this.to - 1) : this.source;
  }

  #takeOther(path: string): SeenLine | undefined {
    this.#others ??= byPath(this.text.slice(this.#end));
    if (!this.#others.has(path) && this.#next < this.#end) {
      byPath(this.text.slice(this.#next, this.#end), this.#others);
      this.#next = this.#end;
    }
    const line = this.#others.get(path);
    this.#others.delete(path);
    return line;
  }

  /** Whether there are lines that were not taken. */
  get hasLeft(): boolean {
    if (this.#next < this.#end) return true;
    this.#others ??= byPath(this.text.slice(this.#end));
    return this.#others.size > 0;
  }

  #isNext(path: string): boolean {
    const { text } = this;
    const at = this.#next;
    return at < this.#end && text.startsWith(path, at) && text.charCodeAt(at + path.length) === TAB;
  }
}
