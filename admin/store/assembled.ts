import type { AssetRecord } from '../../schema/manifest.ts';
import { assemble } from '../../site/assemble.ts';
import type { SiteFacts } from '../../site/check.ts';
import { type Store, Working } from '../../worker/load.ts';
import { Lru } from '../../worker/lru.ts';
import { Manifest } from '../../worker/manifest.ts';
import { Shared } from '../../worker/share.ts';

/** Bytes that renders of one assembled site may remember. */
const MEMORY = 16 * 1024 * 1024;

/** A site as a release that can be rendered: what the site Worker's code loads from, wherever its texts are. */
export class Assembled {
  readonly manifest: Manifest;
  readonly text: string;
  readonly #store: Store;

  constructor(text: string, packs: Pick<KVNamespace, 'get'>) {
    this.text = text;
    this.manifest = new Manifest('assembled', text);
    // Loading only ever calls the bulk form of `get`.
    this.#store = { kv: packs as KVNamespace, memory: new Lru(MEMORY), shared: new Shared() };
  }

  get store(): Store {
    return this.#store;
  }

  working(): Working {
    return new Working(this.#store, this.manifest, () => undefined);
  }
}

export interface Sources {
  readonly id: string;
  readonly facts: SiteFacts;
  code(path: string): string;
  readonly assets: ReadonlyMap<string, AssetRecord>;
}

/** Assembles files that are not (yet) a release. Its packs stay in memory. */
export async function assembleSources(
  sources: Sources,
): Promise<{ site: Assembled; packs: Map<string, string> }> {
  const made = await assemble({ ...sources, version: 0, at: 0, generation: () => 0 });
  const packs = new Map(made.packs.map(({ name, text }) => [name, text]));
  return { site: new Assembled(made.manifest, inMemory(packs)), packs };
}

/** Answers KV's bulk get from memory. */
export function inMemory(packs: ReadonlyMap<string, string>): Pick<KVNamespace, 'get'> {
  const get = async (keys: readonly string[]) =>
    new Map(keys.map((key) => [key, packs.get(key.slice(key.indexOf(':') + 1)) ?? null]));
  // One of the many forms of `get`: the only one that loading uses.
  return { get } as unknown as Pick<KVNamespace, 'get'>;
}
