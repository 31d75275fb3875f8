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

const ZERO = 48;
const NINE = 57;

/** Calls `each` with the numbers of a list such as `1,20,3`, which begins at a place of a line. Gives where it ends; undefined where `each` is false. */
export function eachNumber(
  line: SeenLine,
  from: number,
  each: (number: number) => boolean,
): number | undefined {
  let number = 0;
  let hasDigits = false;
  for (let at = from; ; at++) {
    const code = line.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      number = number * 10 + code - ZERO;
      hasDigits = true;
      continue;
    }
    if (hasDigits && !each(number)) return undefined;
    if (code !== COMMA) return at;
    number = 0;
    hasDigits = false;
  }
}

const COMMA = 44;

/** What is written at a place of a line as `cost`. */
export function costAt(
  line: SeenLine,
  from: number,
): { readonly operations: number; readonly bytes: number; readonly reads: readonly string[] } {
  const [operations = '', bytes = '', ...reads] = line.slice(from, line.indexOf('\t', from)).split(' ');
  return { operations: Number(operations), bytes: Number(bytes), reads };
}
