import { KEYS } from '../schema/keys.ts';
import { twice } from './twice.ts';

/** Where the packs of releases are: programs and data files, many in one text. */
export interface Packs {
  /** The texts of up to PACKS_AT_ONCE packs by their names, null where there is none. */
  read(names: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
}

/** KV's bulk get takes this many keys. */
export const PACKS_AT_ONCE = 100;

/** The packs of published releases, in KV. */
export function packsIn(kv: KVNamespace): Packs {
  return {
    async read(names) {
      const [name = ''] = names;
      if (names.length === 1) return new Map([[name, await twice(() => kv.get(KEYS.pack(name), 'text'))]]);
      const texts = await twice(() => kv.get(names.map(KEYS.pack), 'text'));
      return new Map(names.map((name) => [name, texts.get(KEYS.pack(name)) ?? null]));
    },
  };
}
