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
import { hashOf } from '../../schema/text/hash-of.ts';
import type { Collection } from '../content/collections.ts';
import type { Entries } from '../content/entries.ts';
import type { Item, Wanted } from './pack.ts';
import { RecordTexts } from './record-texts.ts';
import { jsonOf, shelvesOf, tables } from './shelves.ts';
import { Sources, type Texts } from './sources.ts';

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

/** A collection in blocks: see schema/content/blocks. With pauses. */
export function* layingOut(record: Collection, texts: Texts): Generator<void, LaidOut> {
  const { name, entries } = record;
  const items: Item[] = [];
  const measured = yield* measuring(entries, texts);
  const making = { entries, measured, records: recordTexts(entries, measured, texts) };
  const inBlocks = (at: Places, keyOf: (block: number, slug: string) => string): BlockRef[] =>
    cut(at, measured).map(([from, to], block) => {
      const first = at[from];
      const slug = first === undefined ? '' : entries.slugAt(first);
      items.push(new Block(keyOf(block, slug), at, [from, to], making));
      return [to - from, first === undefined ? null : entries.valueAt(first), slug];
    });
  const list = inBlocks(
    Uint32Array.from({ length: entries.length }, (_, at) => at),
    (block, slug) => blockKey(name, block, slug),
  );
  yield;
  const groups: [field: string, groups: readonly LargeGroup[]][] = [];
  for (const [field, all] of Object.entries(record.groups ?? {})) {
    const large: LargeGroup[] = [];
    for (const [value, group, at] of all) {
      const blocks = inBlocks(at, (block, slug) => groupKey(name, field, value, block, slug));
      const refs = blocks.map(([count, , slug]) => [count, slug] as const);
      large.push(blocks.length > 1 ? [value, group, at.length, refs] : [value, group, at.length]);
      if (large.length % GROUPS === 0) yield;
    }
    groups.push([field, large]);
  }
  const { units } = measured;
  const { characters, count, shelfCount } = countsOf(entries, units);
  yield;
  const shelves = shelvesOf(characters > 0 ? shelfCount : 0, {
    entries,
    units,
    hashes: measured.hashes,
    sources: measured.sources,
    texts,
    name,
  });
  let ofSlugs: readonly string[] | undefined;
  const slugs = (packs?: readonly string[]) => {
    ofSlugs ??= tables(entries, measured.hashes, count);
    return ofSlugs.map((code, at) => {
      const own = packs?.filter((_, shelf) => shelf % count === at);
      return { key: slugsKey(name, at), code: `{"of":${code}${own ? `,"shelves":${jsonOf(own)}` : ''}}` };
    });
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

/** Places of entries in their collection. */
type Places = Uint32Array | readonly number[];
/** From which of those to which. */
type Part = readonly [from: number, to: number];

/** What blocks are cut by, of the entry at each place. */
interface Measured {
  /** Its length as JSON, with the comma behind it. */
  readonly sizes: Uint32Array;
  /** The hash of its slug. */
  readonly hashes: Uint32Array;
  /** Of places whose entries are written otherwise than they are measured, how much longer these are. */
  readonly rewritten: ReadonlyMap<number, number>;
  /** How long its programs are, as they are on a shelf; 0 where it has none. */
  readonly units: Uint32Array;
  readonly sources: Sources;
}

function* measuring(entries: Entries, texts: Texts): Generator<void, Measured> {
  const sizes = new Uint32Array(entries.length);
  const hashes = new Uint32Array(entries.length);
  const units = new Uint32Array(entries.length);
  const rewritten = new Map<number, number>();
  const sources = new Sources(entries, texts);
  let looked = 0;
  for (const at of entries.byPath) {
    const path = entries.pathAt(at);
    sizes[at] = (entries.unitsAt(at) ?? jsonOf(entries.at(at)).length) + 1;
    hashes[at] = hashOf(entries.slugAt(at));
    const ofPrograms = texts.units(path);
    if (ofPrograms > 0) units[at] = ofPrograms + BRACKETS;
    sources.note(at);
    const written = texts.isRewritten(path) ? texts.written([entries.at(at)]) : undefined;
    if (written?.mark) rewritten.set(at, jsonOf(written.entries[0]).length + 1 - (sizes[at] ?? 0));
    if (++looked % TEXTS === 0) yield;
  }
  sources.end();
  yield;
  return { sizes, hashes, rewritten, units, sources };
}

/** Records as they are written. */
function recordTexts(entries: Entries, { sizes, rewritten }: Measured, texts: Texts): RecordTexts {
  return new RecordTexts(entries.byPath, {
    units: (place) => (sizes[place] ?? 0) - 1 + (rewritten.get(place) ?? 0),
    text: (place) => jsonOf(texts.written([entries.at(place)]).entries[0]),
  });
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
  readonly #at: Places;
  readonly #from: number;
  readonly #to: number;
  readonly #making: MakingBlocks;

  /** Of the entries from one place in `at` to another. */
  constructor(key: string, at: Places, [from, to]: Part, making: MakingBlocks) {
    this.key = key;
    this.#at = at;
    this.#from = from;
    this.#to = to;
    this.#making = making;
    const [, more] = markOf(at, from, to, making.measured);
    this.units = sizeOf(at, from, to, making.measured) + 1 + more;
  }

  get #places(): number[] {
    return Array.from(this.#at.slice(this.#from, this.#to));
  }

  get code(): string {
    const { records, measured } = this.#making;
    const [mark] = markOf(this.#at, this.#from, this.#to, measured);
    return `${mark}[${this.#places.map((place) => records.of(place)).join(',')}]`;
  }

  get source(): string | undefined {
    const { entries, measured } = this.#making;
    const lines = [entries.from];
    for (const place of this.#places) {
      const source = measured.sources.of(place);
      if (source === undefined) return undefined;
      lines.push(`${entries.pathAt(place)} ${source}`);
    }
    return lines.join('\n');
  }

  wanted(): Wanted {
    return this.#making.records.wanted(this.#places);
  }
}

/** Of entries as JSON, each with the comma behind it. */
function sizeOf(at: Places, from: number, to: number, { sizes }: Measured): number {
  let sum = 0;
  for (let n = from; n < to; n++) sum += sizes[at[n] ?? 0] ?? 0;
  return sum;
}

/** What goes before entries as JSON, see exact-entries; and how much longer all is than it is measured to be. */
function markOf(
  at: Places,
  from: number,
  to: number,
  { rewritten }: Measured,
): readonly [mark: '' | ' ', more: number] {
  let mark: '' | ' ' = '';
  let more = 0;
  for (let n = from; rewritten.size > 0 && n < to; n++) {
    const longer = rewritten.get(at[n] ?? 0);
    if (longer !== undefined) mark = ' ';
    more += longer ?? 0;
  }
  return [mark, more + mark.length];
}

/** Groups that are laid out between two pauses, and texts whose lengths are asked for. */
const GROUPS = 20;
const TEXTS = 1_000;

/** `[` and `]`; the comma is where the line end was. */
const BRACKETS = 2;

/** How many tables of slugs there are, and how many shelves if there are texts, which have so many `characters`. */
function countsOf(entries: Entries, units: Uint32Array) {
  let characters = 0;
  let ofTables = 0;
  for (let at = 0; at < entries.length; at++) {
    const { length } = entries.slugAt(at);
    ofTables += length + jsonOf(entries.valueAt(at)).length + 4;
    if (units[at]) characters += length + (units[at] ?? 0) + 4;
  }
  const count = countFor(ofTables + SHELF_NAME * countFor(characters));
  return { characters, count, shelfCount: Math.max(count, countFor(characters)) };
}

/**
 * Cuts a list where the hash of an entry's own slug says, until each part is small enough: an entry that comes or goes changes the part
 * that it is in, and rarely where parts begin. Gives where each part begins and ends.
 */
function cut(at: Places, measured: Measured): Part[] {
  const done: Part[] = [];
  const todo: Part[] = [[0, at.length]];
  for (let some = todo.pop(); some !== undefined; some = todo.pop()) {
    const [from, to] = some;
    if (to - from < 2 || sizeOf(at, from, to, measured) + 2 <= LIMITS.blockCharacters) {
      done.push(some);
      continue;
    }
    const middle = lowest(at, from, to, measured);
    todo.push([middle, to], [from, middle]);
  }
  return done;
}

/** Where the entry with the lowest hash is, but for the first. */
function lowest(at: Places, from: number, to: number, { hashes }: Measured): number {
  let best = from + 1;
  let least = Number.POSITIVE_INFINITY;
  for (let n = from + 1; n < to; n++) {
    const hash = hashes[at[n] ?? 0] ?? 0;
    if (hash < least) [best, least] = [n, hash];
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
