import type { Known } from '../../../site/addresses/address.ts';

/**
 * A line of what is kept, with tabs between: its address; what it shows; the numbers of all keys that it was made of; operations, bytes and what makes it
 * differ between requests; whether its links have to be followed at each release; the ids in it, or nothing where its links are not followed; its links.
 * The last two are JSON. The line of an address of which nothing is kept ends behind the first tab.
 */
export type SeenLine = string;

/** What is in a line, as it is written there. */
export interface LineParts {
  readonly shown: string;
  readonly keys: string;
  readonly cost: string;
  /** Empty where all of its links lead to pages, as they do until an address goes away. */
  readonly open: '' | typeof OPEN;
  readonly ids: string;
  readonly targets: string;
}

export const OPEN = '1';

export const lineOf = (path: string, { shown, keys, cost, open, ids, targets }: LineParts): SeenLine =>
  [path, shown, keys, cost, open, ids, targets].join('\t');

/** Says no more than that there is such an address. */
export const bareLine = (path: string): SeenLine => `${path}\t`;

/** Neither a path nor JSON holds a tab. */
export const pathIn = (line: SeenLine): string => line.slice(0, line.indexOf('\t'));

export function readLine(line: SeenLine): LineParts {
  const [, shown = '', keys = '', cost = '', open, ids = '', targets = ''] = line.split('\t');
  return { shown, keys, cost, open: open === OPEN ? OPEN : '', ids, targets };
}

/** Whether its links have to be followed at each release. */
export function isOpen(line: SeenLine): boolean {
  let at = 0;
  for (let field = 0; field < FIELDS_BEFORE_OPEN; field++) {
    at = line.indexOf('\t', at) + 1;
    if (at === 0) return false;
  }
  return line.startsWith(OPEN, at);
}

const FIELDS_BEFORE_OPEN = 4;

/** The same with its links followed anew. */
export function followedAgain(line: SeenLine, isWhole: boolean): SeenLine {
  const parts = readLine(line);
  const open = isWhole ? '' : OPEN;
  return parts.open === open ? line : lineOf(pathIn(line), { ...parts, open });
}

/** All that an address shows, where no form of addresses says that. */
export const shownAt = ({ page, params, entry, number }: Known): string =>
  JSON.stringify([page, Object.entries(params), entry, number]);

/** Where a list of numbers such as `1,20,3` ends that begins at a place of a text; -1 where one of them is not among some. */
export function endOfNumbers(text: string, from: number, some: Uint8Array): number {
  let number = -1;
  for (let at = from; ; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit >= 0 && digit <= 9) number = Math.max(number, 0) * 10 + digit;
    else {
      if (number >= 0 && some[number] !== 1) return -1;
      if (digit !== COMMA) return at;
      number = -1;
    }
  }
}

/** Notes the numbers of a list that is there. */
export function noteNumbers(text: string, from: number, end: number, noted: boolean[]): void {
  let number = 0;
  for (let at = from; at <= end; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit >= 0 && digit <= 9) number = number * 10 + digit;
    else {
      if (at > from && noted[number] !== true) noted[number] = true;
      number = 0;
    }
  }
}

/** Codes of characters; that of a comma from the one of a zero on. */
const ZERO = 48;
const COMMA = 44 - ZERO;
const SPACE = 32;
const ONE = 49;

/** What a line says behind its keys of what a page gave. */
export interface Cost {
  readonly operations: number;
  readonly bytes: number;
  readonly reads: readonly string[];
  /** Whether its links have to be followed at each release. */
  readonly isOpen: boolean;
}

/** What is written at a place of a text as `cost`, and behind it. */
export function costAt(text: string, from: number): Cost {
  const operations = digitsEnd(text, from);
  const bytes = digitsEnd(text, operations + 1);
  const end = text.charCodeAt(bytes) === SPACE ? text.indexOf('\t', bytes) : bytes;
  return {
    operations: numberIn(text, from, operations),
    bytes: numberIn(text, operations + 1, bytes),
    reads: end === bytes ? NOTHING : text.slice(bytes + 1, end).split(' '),
    isOpen: text.charCodeAt(end + 1) === ONE,
  };
}

const NOTHING: readonly string[] = [];

function digitsEnd(text: string, from: number): number {
  let at = from;
  for (let digit = 0; digit >= 0 && digit <= 9; at++) digit = text.charCodeAt(at) - ZERO;
  return at - 1;
}

function numberIn(text: string, from: number, end: number): number {
  let number = 0;
  for (let at = from; at < end; at++) number = number * 10 + text.charCodeAt(at) - ZERO;
  return number;
}
