import { entryOf } from '../../../release/plan.ts';
import { type Blocks, type SlugTable, slugsKey } from '../../../schema/content/blocks.ts';
import { type CollectionRecord, collectionKey } from '../../../schema/content/records.ts';
import type { Assembled } from '../assembled.ts';

const COLLECTION = collectionKey('');

/** The record of a collection whose entries are in blocks. */
export type LargeRecord = CollectionRecord & { readonly blocks: Blocks };

/** The large collections of a release, as they are in its manifest. */
export class LargeCollections {
  readonly #site: Assembled;
  readonly #records = new Map<string, LargeRecord | undefined>();

  constructor(site: Assembled) {
    this.#site = site;
  }

  /** The record of one; undefined where it is small, or is not inside of the manifest. */
  record(name: string): LargeRecord | undefined {
    if (!this.#records.has(name)) this.#records.set(name, this.#read(name));
    return this.#records.get(name);
  }

  /** Names of all collections. */
  names(): string[] {
    return Array.from(this.#site.manifest.keys(COLLECTION), (key) => key.slice(COLLECTION.length));
  }

  #read(name: string): LargeRecord | undefined {
    const { manifest } = this.#site;
    const entry = entryOf(manifest, COLLECTION + name);
    if (!entry || entry.pack !== undefined) return undefined;
    const record = JSON.parse(manifest.inline(entry.at)) as CollectionRecord; // made by site/release/layout
    return record.blocks && { ...record, blocks: record.blocks };
  }

  /** A table of slugs: read each time that it is asked for, where it is not in memory. */
  async table(name: string, table: number): Promise<SlugTable> {
    const { manifest, store } = this.#site;
    const key = slugsKey(name, table);
    const { pack, at, address } = entryOf(manifest, key) ?? {};
    if (!at || address === undefined) throw new Error(`the release has no ${key}`);
    if (pack === undefined) return JSON.parse(manifest.inline(at)) as SlugTable; // made by site/release/layout, as below
    const known = store.memory.get<SlugTable>(address);
    if (known) return known;
    const text = (await store.packs.read([pack])).get(pack) ?? '';
    return JSON.parse(text.slice(at[1], at[1] + at[2])) as SlugTable;
  }
}
