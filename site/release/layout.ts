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
  /** Whether an entry is written otherwise than it is. */
  isRewritten(entry: EntryRecord): boolean;
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
  const measured = yield* measuring(entries, texts);
  const making = { entries, measured, texts };
  const inBlocks = (at: Places, keyOf: (block: number, slug: string) => string): BlockRef[] =>
    cut(at, measured).map(([from, to], block) => {
      const first = entries[at[from] ?? -1];
      const slug = first?.slug ?? '';
      items.push(itemOf(keyOf(block, slug), at, from, to, making));
      return [to - from, first ? texts.sortValue(first) : null, slug];
    });
  const list = inBlocks(Uint32Array.from(entries.keys()), (block, slug) => blockKey(name, block, slug));
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

/** Places of entries in their collection. */
type Places = Uint32Array | readonly number[];

/** What blocks are cut by, of the entry at each place. */
interface Measured {
  /** Its length as JSON, with the comma behind it. */
  readonly sizes: Uint32Array;
  /** The hash of its slug. */
  readonly hashes: Uint32Array;
  /** Places of those that are written otherwise than they are measured. */
  readonly rewritten: ReadonlySet<number>;
}

function* measuring(entries: readonly EntryRecord[], texts: Texts): Generator<void, Measured> {
  const sizes = new Uint32Array(entries.length);
  const hashes = new Uint32Array(entries.length);
  const rewritten = new Set<number>();
  for (const [at, entry] of entries.entries()) {
    sizes[at] = textOf(entry).length + 1;
    hashes[at] = hashOf(entry.slug);
    if (texts.isRewritten(entry)) rewritten.add(at);
    if (at % TEXTS === TEXTS - 1) yield;
  }
  yield;
  return { sizes, hashes, rewritten };
}

interface MakingBlocks {
  readonly entries: readonly EntryRecord[];
  readonly measured: Measured;
  readonly texts: Texts;
}

/** A block, whose text is made whenever it is asked for: those of 100,000 entries and their groups would not fit into memory. */
function itemOf(
  key: string,
  at: Places,
  from: number,
  to: number,
  { entries, measured, texts }: MakingBlocks,
): Item {
  const block = () => Array.from(at.slice(from, to), (place) => entries[place] ?? []).flat();
  const code = () => {
    const written = texts.written(block());
    return written.mark + textOf(written.entries);
  };
  return {
    key,
    units: isRewritten(at, from, to, measured) ? code().length : sizeOf(at, from, to, measured) + 1,
    get code() {
      return code();
    },
    get source() {
      const lines: string[] = [];
      for (const { path, url = '', saved = '' } of block()) {
        const source = texts.source(path);
        if (source === undefined) return undefined;
        lines.push(`${path} ${url} ${saved} ${source}`);
      }
      return lines.join('\n');
    },
  };
}

/** Of entries as JSON, each with the comma behind it. */
function sizeOf(at: Places, from: number, to: number, { sizes }: Measured): number {
  let sum = 0;
  for (let n = from; n < to; n++) sum += sizes[at[n] ?? 0] ?? 0;
  return sum;
}

function isRewritten(at: Places, from: number, to: number, { rewritten }: Measured): boolean {
  if (rewritten.size > 0) for (let n = from; n < to; n++) if (rewritten.has(at[n] ?? 0)) return true;
  return false;
}

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
 * that it is in, and rarely where parts begin. Gives where each part begins and ends.
 */
function cut(at: Places, measured: Measured): (readonly [from: number, to: number])[] {
  const done: (readonly [number, number])[] = [];
  const todo: (readonly [number, number])[] = [[0, at.length]];
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
