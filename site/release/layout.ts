import {
  type BlockRef,
  type Blocks,
  blockKey,
  groupKey,
  type LargeGroup,
  slugsKey,
} from '../../schema/content/blocks.ts';
import { type CollectionRecord, collectionKey } from '../../schema/content/records.ts';
import { LIMITS } from '../../schema/limits.ts';
import { type Aside, RowsAside } from '../aside.ts';
import type { Collection } from '../content/collections.ts';
import type { Entries } from '../content/entries.ts';
import type { KeptLayouts, MadeOf } from './kept-layouts.ts';
import { type Measured, madeOf, measuring } from './measure.ts';
import { type Item, jsonOf, type Wanted } from './pack.ts';
import { MOST_ASIDE, RecordTexts } from './record-texts.ts';
import { shelvesOf, tablesOf } from './shelves.ts';
import type { Texts } from './sources.ts';

/** A collection as it goes into a release. */
export interface LaidOut {
  /** Its record: small, and read by every page that shows something of it. */
  readonly record: Item;
  readonly items: readonly Item[];
  /** Texts, each shelf for a pack of its own, which no line of the index names; or as items like others. */
  readonly shelves: readonly Item[];
  /** Tables of slugs, once it is known which packs the shelves are. */
  slugs(packs?: readonly string[]): Item[];
  /** Lets go of what is only asked for until packs are found. */
  found(): void;
}

/** Whether a collection is one value that pages read as a whole. */
export function isSmall({ entries }: Collection): boolean {
  if (entries.length < 16) return true;
  // As an array in JSON, which of a large collection need not be made to its end.
  let size = 1;
  for (const entry of entries) {
    size += jsonOf(entry).length + 1;
    if (size > LIMITS.blockCharacters) return false;
  }
  return true;
}

/**
 * A collection in blocks: see schema/content/blocks. With pauses. With `layouts`, entries that are as they were when it was laid out last are
 * not looked up again.
 */
export function* layingOut(
  record: Collection,
  texts: Texts,
  { layouts, aside }: { readonly layouts?: KeptLayouts; readonly aside?: Aside } = {},
): Generator<void, LaidOut> {
  const { name, entries } = record;
  const items: Item[] = [];
  const measured = yield* measuring(record, texts, layouts);
  const making = { entries, measured, records: recordTexts(record, measured, texts, aside) };
  const inBlocks = (numbers: Uint32Array, keyOf: (block: number, slug: string) => string): BlockRef[] =>
    cut(numbers, measured).map(([from, to], block) => {
      const first = numbers[from];
      const slug = first === undefined ? '' : entries.slugOf(first);
      items.push(new Block(keyOf(block, slug), numbers, [from, to], making));
      return [to - from, first === undefined ? null : entries.valueOf(first), slug];
    });
  const list = inBlocks(entries.numbers, (block, slug) => blockKey(name, block, slug));
  yield;
  const groups: [field: string, groups: readonly LargeGroup[]][] = [];
  for (const [field, all] of Object.entries(record.groups ?? {})) {
    const large: LargeGroup[] = [];
    for (const { name: value, slug: group, numbers } of all) {
      const blocks = inBlocks(numbers, (block, slug) => groupKey(name, field, value, block, slug));
      const refs = blocks.map(([count, , slug]) => [count, slug] as const);
      large.push(blocks.length > 1 ? [value, group, numbers.length, refs] : [value, group, numbers.length]);
      if (large.length % GROUPS === 0) yield;
    }
    groups.push([field, large]);
  }
  const { characters, count, shelfCount } = countsOf(entries, measured);
  yield;
  const shelves = shelvesOf(characters > 0 ? shelfCount : 0, { entries, measured, texts, layouts, name });
  yield;
  let ofSlugs: ReturnType<typeof tablesOf> | undefined;
  const slugs = (packs?: readonly string[]) => {
    ofSlugs ??= tablesOf(count, { entries, measured, layouts, name });
    return ofSlugs.map((item, at) =>
      item(
        slugsKey(name, at),
        packs?.filter((_, shelf) => shelf % count === at),
      ),
    );
  };
  const blocks: Blocks = {
    size: entries.length,
    list,
    slugs: count,
    shelves: shelves.length,
    groups: Object.fromEntries(groups),
  };
  const { groups: _groups, ...rest } = record;
  const laid = { ...rest, entries: [], blocks } satisfies CollectionRecord;
  return {
    record: { key: collectionKey(name), code: jsonOf(laid) },
    items,
    shelves,
    slugs,
    found: () => measured.sources.drop(),
  };
}

/** From which place to which. */
type Part = readonly [from: number, to: number];

/** Records as they are written. */
function recordTexts(
  collection: Collection,
  { sizes, rewritten }: Measured,
  texts: Texts,
  aside: Aside | undefined,
): RecordTexts {
  const { name, entries } = collection;
  const records = {
    units: (number: number) => (sizes[number] ?? 0) - 1 + (rewritten.get(number) ?? 0),
    text: (number: number) => jsonOf(texts.written([entries.of(number)]).entries[0]),
  };
  const rows = aside && isWorthRows(collection, records.units) ? new RowsAside(aside, `${name}/`) : undefined;
  return new RecordTexts(entries.paths.length, records, rows);
}

/** Whether its records are in several blocks each, and short. */
function isWorthRows({ entries, groups = {} }: Collection, unitsOf: (number: number) => number): boolean {
  if (Object.keys(groups).length === 0) return false;
  const units = entries.numbers.reduce((sum, number) => sum + unitsOf(number), 0);
  return units <= MOST_ASIDE.all && units <= MOST_ASIDE.each * entries.length;
}

interface MakingBlocks {
  readonly entries: Entries;
  readonly measured: Measured;
  readonly records: RecordTexts;
}

/**
 * A block, whose text is made whenever it is asked for: those of 100,000 entries and their groups would not fit into memory. There are
 * thousands, each of a class, as an object with getters of its own takes ten times as much.
 */
class Block implements Item {
  readonly key: string;
  readonly units: number;
  readonly #all: Uint32Array;
  readonly #from: number;
  readonly #to: number;
  readonly #making: MakingBlocks;

  /** Of the entries from one place in `all`, which are numbers, to another. */
  constructor(key: string, all: Uint32Array, [from, to]: Part, making: MakingBlocks) {
    this.key = key;
    this.#all = all;
    this.#from = from;
    this.#to = to;
    this.#making = making;
    const [, more] = markOf(this.#numbers, making.measured);
    this.units = sizeOf(all, from, to, making.measured) + 1 + more;
  }

  get #numbers(): Uint32Array {
    return this.#all.subarray(this.#from, this.#to);
  }

  get code(): string {
    const { records, measured } = this.#making;
    const [mark] = markOf(this.#numbers, measured);
    return `${mark}[${Array.from(this.#numbers, (number) => records.of(number)).join(',')}]`;
  }

  get source(): string | undefined {
    const { entries, measured } = this.#making;
    return measured.sources.together(this.#numbers, entries.basis.from);
  }

  get madeOf(): MadeOf | undefined {
    const { entries, measured } = this.#making;
    return madeOf(entries.basis.from, { all: this.#all, from: this.#from, to: this.#to }, measured);
  }

  wanted(): Wanted {
    return this.#making.records.wanted(this.#numbers);
  }
}

/** Of entries as JSON, each with the comma behind it. */
function sizeOf(numbers: Uint32Array, from: number, to: number, { sizes }: Measured): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += sizes[numbers[at] ?? 0] ?? 0;
  return sum;
}

/** What goes before entries as JSON, see exact-entries; and how much longer all is than it is measured to be. */
function markOf(numbers: Uint32Array, { rewritten }: Measured): readonly [mark: '' | ' ', more: number] {
  let mark: '' | ' ' = '';
  let more = 0;
  if (rewritten.size > 0)
    for (const number of numbers) {
      const longer = rewritten.get(number);
      if (longer !== undefined) mark = ' ';
      more += longer ?? 0;
    }
  return [mark, more + mark.length];
}

/** Groups that are laid out between two pauses. */
const GROUPS = 20;

/** Of a slug as JSON. */
const QUOTES = 2;

/** How many tables of slugs there are, and how many shelves if there are texts, which have so many `characters`. */
function countsOf(entries: Entries, { units, slugs, values }: Measured) {
  let characters = 0;
  let ofTables = 0;
  for (const number of entries.numbers) {
    const length = (slugs[number] ?? 0) - QUOTES;
    ofTables += length + (values[number] ?? 0) + 4;
    if (units[number]) characters += length + (units[number] ?? 0) + 4;
  }
  const count = countFor(ofTables + SHELF_NAME * countFor(characters));
  return { characters, count, shelfCount: Math.max(count, countFor(characters)) };
}

/**
 * Cuts a list where the hash of an entry's own slug says, until each part is small enough: an entry that comes or goes changes the part
 * that it is in, and rarely where parts begin. Gives where each part begins and ends.
 */
function cut(numbers: Uint32Array, measured: Measured): Part[] {
  const done: Part[] = [];
  const todo: Part[] = [[0, numbers.length]];
  for (let some = todo.pop(); some !== undefined; some = todo.pop()) {
    const [from, to] = some;
    if (to - from < 2 || sizeOf(numbers, from, to, measured) + 2 <= LIMITS.blockCharacters) {
      done.push(some);
      continue;
    }
    const middle = lowest(numbers, from, to, measured);
    todo.push([middle, to], [from, middle]);
  }
  return done;
}

/** Where the entry with the lowest hash is, but for the first. */
function lowest(numbers: Uint32Array, from: number, to: number, { hashes }: Measured): number {
  let best = from + 1;
  let least = Number.POSITIVE_INFINITY;
  for (let at = from + 1; at < to; at++) {
    const hash = hashes[numbers[at] ?? 0] ?? 0;
    if (hash < least) [best, least] = [at, hash];
  }
  return best;
}

/** Characters that a table has for each shelf. */
const SHELF_NAME = 45;

/** How many tables are needed for none to be large on average: a power of two. */
function countFor(characters: number): number {
  let count = 1;
  while (count * LIMITS.blockCharacters < characters) count *= 2;
  return count;
}
