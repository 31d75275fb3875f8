import type { Token } from '../../markdown-it.ts';

/** What stands beside a run of `*` or `_`. */
export interface Beside {
  readonly isAfterSpace: boolean;
  /** Behind a letter, or a letter and a dash: `_` opens nothing there. */
  readonly isAfterLetter: boolean;
  readonly isBeforeSpace: boolean;
  /** Before a letter or a digit: `_` closes nothing there. */
  readonly isBeforeWord: boolean;
}

/** A part of a run: text, or marks that open or close an element. */
export interface Part {
  readonly marks: string;
  readonly nesting: -1 | 0 | 1;
}

/** Elements as bits of what is open. */
const EM = 1;
const STRONG = 2;

/** One mark of a run: where its run is, how many marks are left of it from here, and whether it is the first of them. */
interface Mark {
  readonly token: number;
  readonly sign: string;
  readonly left: number;
  readonly isFirst: boolean;
  readonly beside: Beside;
  /** Whether nothing stands between the mark before and this one. */
  readonly isNext: boolean;
}

/** Marks that are in the same link, struck text or the text itself: emphasis begins and ends in one. */
interface Level {
  readonly marks: Mark[];
  readonly isStruck: boolean;
  readonly outer: Level | undefined;
  /** How many marks of the outer level are before it. */
  readonly at: number;
  /** What is open before each mark, and at the end. */
  readonly open: number[];
}

/** What each run, by its index, consists of. */
export function marksIn(tokens: readonly Token[]): Map<number, Part[]> {
  const parts = new Map<number, Part[]>();
  for (const level of levelsOf(tokens))
    new Reader(level).read((token, part) => {
      const known = parts.get(token);
      if (known) known.push(part);
      else parts.set(token, [part]);
    });
  return parts;
}

/** Outer ones first. */
function levelsOf(tokens: readonly Token[]): Level[] {
  let level: Level = { marks: [], isStruck: false, outer: undefined, at: 0, open: [] };
  const levels = [level];
  const tags = pairedTags(tokens);
  tokens.forEach(({ type, content, meta, ...other }, token) => {
    const nesting = tags.get(token) ?? other.nesting;
    if (nesting > 0) {
      level = { marks: [], isStruck: type === 's_open', outer: level, at: level.marks.length, open: [] };
      levels.push(level);
    } else if (nesting < 0) level = level.outer ?? level;
    else if (type === 'kramdown_marks')
      for (let left = content.length; left > 0; left--) {
        const isFirst = left === content.length;
        const isNext = !isFirst || (level.marks.length > 0 && level.marks.at(-1)?.token === token - 1);
        level.marks.push({ token, sign: content[0] ?? '', left, isFirst, beside: meta, isNext });
      }
  });
  return levels;
}

const TAG = /^<(\/?)([a-z][^\s/>]*)/i;

/** Tags of elements that begin and end in the same link, struck text or the text itself: 1 where they open, -1 where they close. */
function pairedTags(tokens: readonly Token[]): Map<number, -1 | 1> {
  const paired = new Map<number, -1 | 1>();
  // Those that are open, by name and place; other elements have no name, and hide what is open around them.
  const open: { readonly name: string; readonly token: number; readonly hidden: Map<string, number> }[] = [];
  let times = new Map<string, number>();
  const push = (name: string, token: number) => {
    open.push({ name, token, hidden: times });
    if (name === '') times = new Map();
    else times.set(name, (times.get(name) ?? 0) + 1);
  };
  const pop = (wanted: string): number => {
    for (let last = open.pop(); last; last = open.pop()) {
      const { name, token, hidden } = last;
      times = hidden;
      if (name !== '') times.set(name, (times.get(name) ?? 0) - 1);
      if (name === wanted) return token;
    }
    return -1;
  };
  tokens.forEach(({ type, nesting, content }, token) => {
    if (nesting > 0) push('', token);
    else if (nesting < 0) pop('');
    const [, slash, name = ''] = (type === 'html_inline' && TAG.exec(content)) || [];
    if (slash === '') push(name, token);
    else if ((times.get(name) ?? 0) > 0) paired.set(pop(name), 1).set(token, -1);
  });
  return paired;
}

/**
 * Where marks are read: the innermost element, by its sign and kind, and whether the other kind is open too. Numbers from 1 on;
 * 0 is outside of all.
 */
type Place = number;
const PLACES = 8;
const placeOf = (sign: string, kind: number, isBoth: boolean): Place =>
  1 + (sign === '_' ? 4 : 0) + (kind === STRONG ? 2 : 0) + (isBoth ? 1 : 0);
const signOf = (place: Place): string => (place > 4 ? '_' : '*');
const kindOf = (place: Place): number => (((place - 1) & 2) === 0 ? EM : STRONG);

interface Opened {
  readonly place: Place;
  readonly length: number;
  readonly close: number;
}

/**
 * kramdown reads an element to its first mark that may close it, and what it is in again where there is none. Here that mark is known
 * of each place, from the last one back, so that a text is read once.
 */
class Reader {
  readonly level: Level;
  readonly marks: readonly Mark[];
  /** What is open around all of it. */
  readonly around: number;
  /** Where an element closes that is read on from a mark: as many numbers a mark as there are places; -1 where it does not. */
  readonly closes: Int32Array;

  constructor(level: Level) {
    this.level = level;
    this.marks = level.marks;
    const { isStruck, outer, at } = level;
    this.around = isStruck ? 0 : (outer?.open[at] ?? 0);
    this.closes = new Int32Array(this.marks.length * PLACES);
    for (let mark = this.marks.length - 1; mark >= 0; mark--)
      for (let place = PLACES; place > 0; place--)
        this.closes[mark * PLACES + place - 1] = this.stops(mark, place)
          ? mark
          : this.closeAfter(mark, place);
  }

  read(add: (token: number, part: Part) => void): void {
    const stack: Opened[] = [];
    const { open } = this.level;
    for (let at = 0; at < this.marks.length; ) {
      const { sign, token, left } = this.marks[at] as Mark; // `at` is in range
      const inner = stack.at(-1);
      const place = inner?.place ?? 0;
      const opened = inner?.close === at ? undefined : this.opens(at, place);
      const length = opened?.length ?? (inner?.close === at ? inner.length : Math.min(2, left));
      for (let each = 0; each < length; each++) open.push(this.openIn(place));
      add(token, { marks: sign.repeat(length), nesting: opened ? 1 : inner?.close === at ? -1 : 0 });
      if (opened) stack.push(opened);
      else if (inner?.close === at) stack.pop();
      at += length;
    }
    open.push(this.around);
  }

  /** Kinds that are open in a place. */
  openIn(place: Place): number {
    if (place === 0) return this.around;
    return (place - 1) & 1 ? EM | STRONG : this.around | kindOf(place);
  }

  /** Whether a mark closes the element that it is in, which holds something. */
  stops(at: number, place: Place): boolean {
    const { sign, left, isFirst, beside } = this.marks[at] as Mark; // callers have it in range
    const length = kindOf(place) === EM ? 1 : 2;
    if (sign !== signOf(place) || left < length || (isFirst && beside.isAfterSpace)) return false;
    if (length === 1 && left === 2) return false;
    return sign === '*' || left > length || !beside.isBeforeWord;
  }

  /** The element that a mark opens. */
  opens(at: number, place: Place): Opened | undefined {
    const { sign, left, isFirst, beside } = this.marks[at] as Mark; // callers have it in range
    const length = Math.min(2, left);
    const kind = length === 2 ? STRONG : EM;
    const open = this.openIn(place);
    if ((open & kind) !== 0 || (left === length && beside.isBeforeSpace)) return undefined;
    if (sign === '_' && isFirst && beside.isAfterLetter) return undefined;
    const found = this.element(at, length, placeOf(sign, kind, (open | kind) === (EM | STRONG)));
    if (found || kind === EM || place !== 0) return found;
    return this.element(at, 1, placeOf(sign, EM, (open | EM) === (EM | STRONG)));
  }

  element(at: number, length: number, place: Place): Opened | undefined {
    const first = at + length;
    const isEmpty = this.marks[first]?.isNext === true;
    const close = isEmpty ? this.closeAfter(first, place) : this.closeFrom(first, place);
    return close < 0 ? undefined : { place, length, close };
  }

  closeFrom(at: number, place: Place): number {
    return this.closes[at * PLACES + place - 1] ?? -1;
  }

  /** Where the element of a place closes behind what a mark in it opens, or is text. */
  closeAfter(at: number, place: Place): number {
    const opened = this.opens(at, place);
    const { left } = this.marks[at] as Mark; // callers have it in range
    return this.closeFrom(opened ? opened.close + opened.length : at + Math.min(2, left), place);
  }
}
