import type { Known } from '../../../site/addresses/address.ts';

/**
 * A line of what is kept, with tabs between: its address; the numbers of all keys that it was made of; what it shows; operations, bytes and what makes it
 * differ between requests; the ids in it, or nothing where its links are not followed; its links. The last two are JSON, which many pages share.
 */
export type SeenLine = string;

/** What is in a line, as it is written there. */
export interface LineParts {
  readonly keys: string;
  readonly shown: string;
  readonly cost: string;
  readonly ids: string;
  readonly targets: string;
}

export const lineOf = (path: string, { keys, shown, cost, ids, targets }: LineParts): SeenLine =>
  [path, keys, shown, cost, ids, targets].join('\t');

/** Neither a path nor JSON holds a tab. */
export const pathIn = (line: SeenLine): string => line.slice(0, line.indexOf('\t'));

export function readLine(line: SeenLine): LineParts {
  const [, keys = '', shown = '', cost = '', ids = '', targets = ''] = line.split('\t');
  return { keys, shown, cost, ids, targets };
}

export const shownAt = ({ page, params, entry, number }: Known): string =>
  JSON.stringify([page, Object.entries(params), entry, number]);

/** Of a list such as `1,20,3`. */
export const numbersIn = (list: string): number[] => (list === '' ? [] : list.split(',').map(Number));
