import { entryOf } from '../../../release/plan.ts';
import { type BlockRef, blockKey, compareEntries, type SlugTable } from '../../../schema/content/blocks.ts';
import { own } from '../../../schema/own.ts';
import { hashOf } from '../../../schema/text/hash-of.ts';
import type { Known } from '../../../site/addresses/address.ts';
import { type KnownList, picked } from '../../../site/addresses/known-list.ts';
import { readEntryPath } from '../../../site/content/entry-path.ts';
import { placesInOrder } from '../../../site/places-by.ts';
import { turn } from '../../store/renders.ts';
import type { Assembled } from '../assembled.ts';
import { BLOCKS } from '../gate-memory.ts';
import { LargeCollections, type LargeRecord } from './large-collections.ts';

/** Addresses whose blocks are looked for between two pauses. */
const LOOKED = 250;

/**
 * Known addresses of a large site that have to be rendered, in groups of those whose blocks fit into memory together, as each page of an entry
 * reads its block; in a group as they come, by shelf. In the order of shelves alone, each page would have its block made and parsed anew.
 * `room` is for blocks, in UTF-16 units. Has pauses.
 */
export async function byBlocks(site: Assembled, known: KnownList, room = BLOCKS): Promise<KnownList> {
  const groups = new BlockGroups(site, room);
  const found = new Uint32Array(known.length);
  for (const [at, each] of known.entries()) {
    found[at] = await groups.of(each);
    if (at % LOOKED === LOOKED - 1) await turn();
  }
  return picked(known, placesInOrder(found));
}

interface Large {
  readonly record: LargeRecord;
  /** The group of each block. */
  readonly groups: readonly number[];
  /** The table that was read last. */
  last?: { readonly number: number; readonly table: SlugTable };
}

/** Finds in which group an entry is: those of small collections and what shows none are in the first. */
class BlockGroups {
  readonly #site: Assembled;
  readonly #room: number;
  readonly #collections: LargeCollections;
  readonly #large = new Map<string, Large | undefined>();
  #count = 0;

  constructor(site: Assembled, room: number) {
    this.#site = site;
    this.#room = room;
    this.#collections = new LargeCollections(site);
  }

  async of({ entry, from }: Known): Promise<number> {
    const collection = entry === undefined ? undefined : readEntryPath(from)?.collection;
    const large = collection === undefined ? undefined : this.#largeOf(collection);
    if (!large || entry === undefined) return 0;
    const { record, groups } = large;
    const { list, slugs } = record.blocks;
    const number = hashOf(entry) % slugs;
    // Entries that come by shelf come by table, too.
    if (large.last?.number !== number)
      large.last = { number, table: await this.#collections.table(record.name, number) };
    const value = own(large.last.table.of, entry);
    return value === undefined ? 0 : (groups[blockOf(list, [value, entry], record.descending)] ?? 0);
  }

  #largeOf(name: string): Large | undefined {
    if (!this.#large.has(name)) this.#large.set(name, this.#read(name));
    return this.#large.get(name);
  }

  #read(name: string): Large | undefined {
    const record = this.#collections.record(name);
    if (!record) return undefined;
    let units = this.#room;
    const groups = record.blocks.list.map(([, , slug], at) => {
      const own = entryOf(this.#site.manifest, blockKey(name, at, slug))?.at[2] ?? 0;
      if (units + own > this.#room) {
        this.#count += 1;
        units = 0;
      }
      units += own;
      return this.#count;
    });
    return { record, groups };
  }
}

/** The block that an entry is in, by what it is sorted by and its slug. */
function blockOf(
  list: readonly BlockRef[],
  entry: Parameters<typeof compareEntries>[0],
  descending = false,
): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const [, value = null, slug = ''] = list[middle] ?? [];
    if (compareEntries([value, slug], entry, descending) <= 0) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
