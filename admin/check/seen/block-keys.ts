import { type Blocks, blockKey } from '../../../schema/content/blocks.ts';
import { collectionKey } from '../../../schema/content/records.ts';
import type { Assembled } from '../assembled.ts';
import { LargeCollections } from '../known/large-collections.ts';
import { ASKED, AskedKeys } from './asked.ts';
import { SHELF, Shelves } from './shelves.ts';

const COLLECTION = collectionKey('');
/** Of what a large collection's record says but for its entries, of which blocks are before and behind a block, and of the pack that a shelf is. */
const FORM = 'form:';
const BESIDE = 'beside:';

/** A page that reads so many blocks of a list may read all of it, which is said of large ones: it depends on all of the record. */
const BLOCKS = 8;

/**
 * What a page depends on that shows something of large collections. It reads the record of one to find blocks: that changes with each entry that comes,
 * goes or moves, and what is found most often does not. Entries that are found by their slugs are the same as long as their blocks have the same
 * entries and neighbours; of lists and groups the page depends on what it asked of the record. It
 * reads tables of slugs for the way to a block and to a shelf: a block with the same text has the same entries, so of a table only the
 * names of those shelves matter.
 */
export class BlockKeys {
  readonly #large: LargeCollections;
  readonly #asked: AskedKeys;
  readonly #beside = new Map<string, ReadonlyMap<string, string>>();
  #shelves: Promise<Shelves> | undefined;

  constructor(site: Assembled) {
    this.#large = new LargeCollections(site);
    this.#asked = new AskedKeys(this.#large);
  }

  /**
   * The keys that were read, with what is asked of large collections in place of their records and tables. `asked` is what Working collects; `unfound`: a
   * table said that there is no such entry.
   */
  async keysOf(read: readonly string[], asked: Iterable<string>, unfound: boolean): Promise<string[]> {
    const keys = [...(await this.#readKeys(read, unfound)), ...this.#asked.keysOf(asked)];
    const blocks = read.filter((key) => key.startsWith('blocks/'));
    if (blocks.length >= BLOCKS) keys.push(...blocks.map((key) => collectionKey(collectionIn(key))));
    return [...new Set(keys)];
  }

  async #readKeys(read: readonly string[], unfound: boolean): Promise<string[]> {
    const shelves = await this.#allShelves();
    const named = read.map((key) => shelves.keysOf(key));
    // A pack that no table names was found in another way.
    const isWhole = unfound || named.some((keys) => keys?.length === 0);
    return read.flatMap((key, at) => {
      if (key.startsWith(COLLECTION) && this.#large.record(key.slice(COLLECTION.length))) return [FORM + key];
      if (key.startsWith('blocks/')) return [key, BESIDE + key];
      if (isWhole) return [key];
      if (key.startsWith('slugs/') && this.#large.record(collectionIn(key))) return [];
      return named[at] ?? [key];
    });
  }

  /** What such a key stands for in this release, as a text; undefined for all other keys. */
  async textOf(key: string): Promise<string | undefined> {
    if (key.startsWith(ASKED)) return this.#asked.textOf(key);
    if (key.startsWith(BESIDE)) return this.#besideOf(key.slice(BESIDE.length));
    if (key.startsWith(SHELF)) return (await this.#allShelves()).packOf(key);
    if (!key.startsWith(FORM)) return undefined;
    const record = this.#large.record(key.slice(FORM.length + COLLECTION.length));
    if (!record) return '';
    const { slugs, shelves } = record.blocks;
    return JSON.stringify({ ...record, blocks: { slugs, shelves } });
  }

  #besideOf(key: string): string {
    const name = collectionIn(key);
    const known = this.#beside.get(name) ?? besideEach(name, this.#large.record(name)?.blocks);
    this.#beside.set(name, known);
    return known.get(key) ?? '';
  }

  #allShelves(): Promise<Shelves> {
    this.#shelves ??= this.#readShelves();
    return this.#shelves;
  }

  /** From the tables of slugs of all large collections. */
  async #readShelves(): Promise<Shelves> {
    const shelves = new Shelves();
    for (const name of this.#large.names()) {
      const { slugs = 0 } = this.#large.record(name)?.blocks ?? {};
      for (let table = 0; table < slugs; table++)
        for (const [at, pack] of ((await this.#large.table(name, table)).shelves ?? []).entries())
          shelves.add(name, table + at * slugs, pack);
    }
    return shelves;
  }
}

const collectionIn = (key: string): string => key.split('/')[1] ?? '';

/** The keys of the blocks before and behind each block of a list. */
function besideEach(name: string, blocks: Blocks | undefined): Map<string, string> {
  const keys = blocks?.list.map(([, , slug], at) => blockKey(name, at, slug)) ?? [];
  return new Map(keys.map((key, at) => [key, `${keys[at - 1] ?? ''} ${keys[at + 1] ?? ''}`]));
}
