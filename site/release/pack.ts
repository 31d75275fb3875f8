import { LIMITS } from '../../schema/limits.ts';
import { type MadeOf, versionsOf } from './kept-layouts.ts';

export const jsonOf = (value: unknown): string => JSON.stringify(value).toWellFormed();

/** A program or data file that goes into a release. */
export interface Item {
  readonly key: string;
  /** Of texts it is made when it is asked for: all of them would not fit into memory. */
  readonly code: string;
  /** Its UTF-16 units, where it need not be made for that. */
  readonly units?: number;
  /** All that the code follows from, where that is shorter or is seldom asked for. */
  readonly source?: string | undefined;
  /** The same in short, to be compared with what it was when a release was made before. */
  readonly madeOf?: MadeOf | undefined;
  /** What the code gives as JSON, where less than all of it has to be made for who asks for some of it. `kept` is the code, where it need not be made. */
  value?(kept?: () => string): object;
  /** Notes that the code is about to be asked for, where it is put together from what other items have too. */
  wanted?(): Wanted;
}

/** What some items are put together from, made at once and in the order in which it is read fastest. */
export interface Wanted {
  /** UTF-16 units of all that was noted. */
  readonly units: number;
  /** Makes what was noted, with pauses. `isLast`: nothing will be noted after it. */
  ready(isLast: boolean): Generator<void>;
  /** Lets go of it. */
  drop(): void;
  /** Lets go of what is for later ones: there are none. */
  end(): void;
}

/** Asks for the code only where it has to: taking it out beside the units would make it. */
export const unitsOf = (item: Item): number => item.units ?? item.code.length;

export const textOf = (items: readonly Item[]): string => items.map((item) => item.code).join('');

/** All that the text of these items follows from; undefined where it is not known of one. */
export function sourceOf(items: readonly Item[]): string | undefined {
  const sources: string[] = [];
  for (const item of items) {
    const { source } = item;
    if (source === undefined) return undefined;
    sources.push(source);
  }
  return sources.length === 1 ? sources[0] : JSON.stringify(sources);
}

/** The same in short; undefined where it is not known of one. */
export function madeOfAll(items: readonly Item[]): MadeOf | undefined {
  const all: MadeOf[] = [];
  for (const { madeOf } of items) {
    if (!madeOf) return undefined;
    all.push(madeOf);
  }
  const [first] = all;
  if (all.length === 1) return first;
  const lists = all.map(versionsOf);
  const together = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const { length, at } of lists)
    for (let place = 0; place < length; place++) together[end++] = at(place);
  return {
    basis: JSON.stringify(all.map(({ basis }, at) => [basis, lists[at]?.length])),
    range: { all: together, from: 0, to: end },
  };
}

/**
 * Distributes items over packs of at most `packBytes` (one item may be larger: it gets a pack of its own). Which pack an item is in
 * depends on hashes of keys, not on its neighbours' sizes: a group that grows too large splits in two, and all others
 * keep their bytes. So a change of one item rewrites one pack, or two when it makes its pack split.
 */
export function packItems(items: readonly Item[]): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of [...items].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const name = groupOf(item.key);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return [...groups.values()].flatMap((group) => split(group, 0));
}

/** Layouts and partials are needed together by most pages; data and pages by few. */
function groupOf(key: string): string {
  const folder = key.slice(0, key.indexOf('/'));
  return folder === 'layouts' || folder === 'partials' ? 'frames' : folder;
}

/** What a reader wants one of, among many: it would read the others in vain. */
const FEW = /^(?:addresses|blocks|groups|slugs|texts)\//;

const mostOf = ([first]: readonly Item[]): number =>
  first && FEW.test(first.key) ? LIMITS.blockCharacters : LIMITS.packBytes;

function split(items: Item[], bit: number): Item[][] {
  if (items.length === 0) return [];
  const size = items.reduce((sum, item) => sum + unitsOf(item), 0);
  if (size <= mostOf(items) || items.length === 1 || bit === 32) return [items];
  const sides: [Item[], Item[]] = [[], []];
  for (const item of items) sides[(fnv1a(item.key) >>> bit) & 1 ? 1 : 0].push(item);
  return sides.flatMap((side) => split(side, bit + 1));
}

/** FNV-1a, 32 bits: spreads keys, guards nothing. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
