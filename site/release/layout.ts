import {
  type BlockRef,
  type Blocks,
  blockKey,
  groupKey,
  type LargeGroup,
  type SortValue,
  shelfKey,
  slugsKey,
} from '../../schema/content/blocks.ts';
import { type CollectionRecord, collectionKey, type EntryRecord } from '../../schema/content/records.ts';
import { LIMITS } from '../../schema/limits.ts';
import { hashOf } from '../../schema/text/hash-of.ts';
import type { WrittenEntries } from './exact-entries.ts';
import type { Item } from './pack.ts';

/** A collection as it goes into a release. */
export interface LaidOut {
  /** Its record: small, and read by every page that shows something of it. */
  readonly record: Item;
  readonly items: readonly Item[];
  /** Texts, each shelf for a pack of its own, which no line of the index names; or as items like others. */
  readonly shelves: readonly Item[];
  /** Tables of slugs, once it is known which packs the shelves are. */
  slugs(packs?: readonly string[]): Item[];
}

/** What a collection is laid out with. */
export interface Texts {
  /** The programs of an entry's text and excerpt, as JSON; undefined where it has none. */
  of(path: string): readonly [text: string, excerpt: string] | undefined;
  /** UTF-16 units of both, with a line end between them; 0 where it has none. */
  units(path: string): number;
  /** What both follow from; undefined where that is not known. */
  source(path: string): string | undefined;
  sortValue(entry: EntryRecord): SortValue;
  written(entries: readonly EntryRecord[]): WrittenEntries;
}

const textOf = (value: unknown): string => JSON.stringify(value).toWellFormed();

/** Whether a collection is one value that pages read as a whole. */
export function isSmall({ entries }: CollectionRecord): boolean {
  if (entries.length < 16) return true;
  // As an array in JSON, which of a large collection need not be made to its end.
  let size = 1;
  for (const entry of entries) {
    size += textOf(entry).length + 1;
    if (size > LIMITS.blockCharacters) return false;
  }
  return true;
}

/** A collection in blocks: see schema/content/blocks. With pauses. */
export function* layingOut(record: CollectionRecord, texts: Texts): Generator<void, LaidOut> {
  const { name, entries } = record;
  const items: Item[] = [];
  const sizes = new Map(entries.map((entry) => [entry, textOf(entry).length + 1]));
  yield;
  const inBlocks = (some: readonly EntryRecord[], keyOf: (at: number, slug: string) => string) =>
    cut(some, sizes).map((block, at): BlockRef => {
      const [first] = block;
      const slug = first?.slug ?? '';
      items.push(itemOf(keyOf(at, slug), { block, sizes }, texts));
      return [block.length, first ? texts.sortValue(first) : null, slug];
    });
  const list = inBlocks(entries, (at, slug) => blockKey(name, at, slug));
  yield;
  const groups: [field: string, groups: readonly LargeGroup[]][] = [];
  for (const [field, all] of Object.entries(record.groups ?? {})) {
    const large: LargeGroup[] = [];
    for (const [value, group, at] of all) {
      const some = at.flatMap((place) => entries[place] ?? []);
      const blocks = inBlocks(some, (place, slug) => groupKey(name, field, value, place, slug));
      const refs = blocks.map(([count, , slug]) => [count, slug] as const);
      large.push(blocks.length > 1 ? [value, group, some.length, refs] : [value, group, some.length]);
      if (large.length % GROUPS === 0) yield;
    }
    groups.push([field, large]);
  }
  const texted = yield* shelved(entries, texts);
  yield;
  const values = entries.map((entry) => [entry.slug, textOf(texts.sortValue(entry))] as const);
  yield;
  const characters = texted.reduce((sum, { slug, units }) => sum + slug.length + units + 4, 0);
  const count = countFor(charactersOf(values) + SHELF_NAME * countFor(characters));
  const shelfCount = texted.length === 0 ? 0 : Math.max(count, countFor(characters));
  const shelves = shelvesOf(texted, shelfCount, texts, name);
  const slugs = (packs?: readonly string[]) =>
    tables(values, count, (at) => slugsKey(name, at)).map(({ key, code }, at) => {
      const own = packs?.filter((_, shelf) => shelf % count === at);
      return { key, code: `{"of":${code}${own ? `,"shelves":${textOf(own)}` : ''}}` };
    });
  const blocks: Blocks = {
    size: entries.length,
    list,
    slugs: count,
    shelves: shelfCount,
    groups: Object.fromEntries(groups),
  };
  const { groups: _groups, ...rest } = record;
  const laid = { ...rest, entries: [], blocks } satisfies CollectionRecord;
  return { record: { key: collectionKey(name), code: textOf(laid) }, items, shelves, slugs };
}

/** A block, whose text is made whenever it is asked for: those of 100,000 entries and their groups would not fit into memory. */
function itemOf(key: string, { block, sizes }: Sized, texts: Texts): Item {
  const { mark, entries } = texts.written(block);
  const isAsMeasured = entries.every((entry, at) => entry === block[at]);
  return {
    key,
    units: isAsMeasured ? sizeOf(block, sizes) + 1 + mark.length : mark.length + textOf(entries).length,
    get code() {
      const written = texts.written(block);
      return written.mark + textOf(written.entries);
    },
  };
}

interface Sized {
  readonly block: readonly EntryRecord[];
  readonly sizes: ReadonlyMap<EntryRecord, number>;
}

/** Of entries as JSON, each with the comma behind it. */
const sizeOf = (entries: readonly EntryRecord[], sizes: Sized['sizes']): number =>
  entries.reduce((sum, entry) => sum + (sizes.get(entry) ?? 0), 0);

/** Groups that are laid out between two pauses, and texts whose lengths are asked for. */
const GROUPS = 20;
const TEXTS = 1_000;

/** An entry that has a text, and how long its programs are. */
interface Shelved {
  readonly slug: string;
  readonly path: string;
  readonly units: number;
}

/** `[` and `]`; the comma is where the line end was. */
const BRACKETS = 2;

function* shelved(entries: readonly EntryRecord[], texts: Texts): Generator<void, Shelved[]> {
  const found: Shelved[] = [];
  for (const [at, { slug, path }] of entries.entries()) {
    const units = texts.units(path);
    if (units > 0) found.push({ slug, path, units: units + BRACKETS });
    if (at % TEXTS === TEXTS - 1) yield;
  }
  return found;
}

/** Shelves by the hash of slugs. Their texts are read when one is asked for its code, and not kept. */
function shelvesOf(texted: readonly Shelved[], count: number, texts: Texts, name: string): Item[] {
  const parts = Array.from({ length: count }, (): Shelved[] => []);
  for (const text of [...texted].sort((a, b) => (a.slug < b.slug ? -1 : 1)))
    parts[hashOf(text.slug) % count]?.push(text);
  return parts.map((part, at) => ({
    // No closure of layOut is held here: with it all that is only needed until a release is laid out would be.
    key: shelfKey(name, at),
    units: part.reduce(
      (sum, { slug, units }) => sum + textOf(slug).length + 1 + units,
      1 + Math.max(1, part.length),
    ),
    get source() {
      const rows = part.map(({ slug, path }) => [slug, path, texts.source(path)] as const);
      return rows.every(([, , source]) => source !== undefined) ? JSON.stringify(rows) : undefined;
    },
    get code() {
      const rows = part.map(({ slug, path }) => `${textOf(slug)}:[${texts.of(path)?.join(',')}]`);
      return `{${rows.join(',')}}`.toWellFormed();
    },
  }));
}

/**
 * Cuts a list where the hash of an entry's own slug says, until each part is small enough: an entry that comes or goes changes the part
 * that it is in, and rarely where parts begin.
 */
function cut(
  entries: readonly EntryRecord[],
  sizes: ReadonlyMap<EntryRecord, number>,
): (readonly EntryRecord[])[] {
  const done: (readonly EntryRecord[])[] = [];
  const todo = [entries];
  for (let some = todo.pop(); some !== undefined; some = todo.pop()) {
    const size = sizeOf(some, sizes) + 2;
    if (size <= LIMITS.blockCharacters || some.length < 2) {
      done.push(some);
      continue;
    }
    const at = lowest(some);
    todo.push(some.slice(at), some.slice(0, at));
  }
  return done;
}

/** Where the entry with the lowest hash is, but for the first. */
function lowest(entries: readonly EntryRecord[]): number {
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 1; at < entries.length; at++) {
    const hash = hashOf(entries[at]?.slug ?? '');
    if (hash < least) [best, least] = [at, hash];
  }
  return best;
}

type Rows = readonly (readonly [key: string, json: string])[];

/** Characters that a table has for each shelf. */
const SHELF_NAME = 45;

const charactersOf = (rows: Rows): number =>
  rows.reduce((sum, [key, json]) => sum + key.length + json.length + 4, 0);

/** How many tables are needed for none to be large on average: a power of two. */
function countFor(characters: number): number {
  let count = 1;
  while (count * LIMITS.blockCharacters < characters) count *= 2;
  return count;
}

/** Tables by the hash of their keys. Values are JSON already. */
function tables(rows: Rows, count: number, keyOf: (at: number) => string): Item[] {
  const parts = Array.from({ length: count }, (): string[] => []);
  for (const [key, json] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1)))
    parts[hashOf(key) % count]?.push(`${textOf(key)}:${json}`);
  return parts.map((part, at) => ({ key: keyOf(at), code: `{${part.join(',')}}`.toWellFormed() }));
}
