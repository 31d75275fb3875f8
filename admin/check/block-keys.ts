import { entryOf } from '../../release/plan.ts';
import { type Blocks, blockKey } from '../../schema/content/blocks.ts';
import { type CollectionRecord, collectionKey } from '../../schema/content/records.ts';
import type { Assembled } from './assembled.ts';

const COLLECTION = collectionKey('');
/** Of what a large collection's record says but for its entries, and of which blocks are before and behind a block. */
const FORM = 'form:';
const BESIDE = 'beside:';

/**
 * What a page that finds entries by their slugs depends on. It reads the record of a large collection to find their blocks: that changes
 * with each entry that comes, goes or moves, and what is found does not, as long as those blocks have the same entries and neighbours.
 */
export class BlockKeys {
  readonly #site: Assembled;
  readonly #records = new Map<string, CollectionRecord | undefined>();
  readonly #beside = new Map<string, ReadonlyMap<string, string>>();

  constructor(site: Assembled) {
    this.#site = site;
  }

  /** The keys that were read, with what is asked of large collections in place of their records. */
  keysOf(read: readonly string[]): string[] {
    return read.flatMap((key) => {
      if (key.startsWith(COLLECTION) && this.#large(key.slice(COLLECTION.length))) return [FORM + key];
      return key.startsWith('blocks/') ? [key, BESIDE + key] : [key];
    });
  }

  /** What such a key stands for in this release, as a text; undefined for all other keys. */
  textOf(key: string): string | undefined {
    if (key.startsWith(BESIDE)) return this.#besideOf(key.slice(BESIDE.length));
    if (!key.startsWith(FORM)) return undefined;
    const record = this.#large(key.slice(FORM.length + COLLECTION.length));
    if (!record) return '';
    const { slugs, shelves } = record.blocks;
    return JSON.stringify({ ...record, blocks: { slugs, shelves } });
  }

  #besideOf(key: string): string {
    const name = key.split('/')[1] ?? '';
    const known = this.#beside.get(name) ?? besideEach(name, this.#large(name)?.blocks);
    this.#beside.set(name, known);
    return known.get(key) ?? '';
  }

  /** Its record; undefined where it is small, or is not inside of the manifest. */
  #large(name: string): (CollectionRecord & { readonly blocks: Blocks }) | undefined {
    if (!this.#records.has(name)) this.#records.set(name, this.#read(name));
    const record = this.#records.get(name);
    return record?.blocks && { ...record, blocks: record.blocks };
  }

  #read(name: string): CollectionRecord | undefined {
    const { manifest } = this.#site;
    const entry = entryOf(manifest, COLLECTION + name);
    if (!entry || entry.pack !== undefined) return undefined;
    return JSON.parse(manifest.inline(entry.at)) as CollectionRecord; // made by site/release/layout
  }
}

/** The keys of the blocks before and behind each block of a list. */
function besideEach(name: string, blocks: Blocks | undefined): Map<string, string> {
  const keys = blocks?.list.map(([, , slug], at) => blockKey(name, at, slug)) ?? [];
  return new Map(keys.map((key, at) => [key, `${keys[at - 1] ?? ''} ${keys[at + 1] ?? ''}`]));
}
