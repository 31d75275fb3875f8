import { KEYS } from '../schema/keys.ts';
import { messageOf } from '../schema/message-of.ts';
import type { Lru } from './memory.ts';
import { PACKS_AT_ONCE, type Packs } from './packs.ts';
import { ReleaseError } from './read-manifest.ts';
import type { KeepAlive, SharedLoads } from './shared-load.ts';

/** What an isolate loads with: storage and memory, shared by all requests. */
export interface Store {
  readonly packs: Packs;
  readonly memory: Lru;
  readonly shared: SharedLoads;
}

/** Reads packs for one request. Needs nothing of the language, so that a page that was made at publish is sent without it. */
export class PackReader {
  private readonly store: Store;
  private readonly keepAlive: KeepAlive;
  /** Packs that texts were taken from: none of them stays in memory when one turns out to be damaged. */
  private sources: Set<string> | undefined;

  constructor(store: Store, keepAlive: KeepAlive) {
    this.store = store;
    this.keepAlive = keepAlive;
  }

  /** The text of a pack, where it is in memory. */
  known(pack: string): string | undefined {
    return this.store.memory.get<string>(packKey(pack));
  }

  /** A text of a pack. Throws a ReleaseError when the pack is not there. */
  async text(pack: string, start: number, length: number): Promise<string> {
    return this.cut(this.known(pack) ?? (await this.read([pack])).get(pack), pack, start, length);
  }

  /** The texts of packs, in one round of KV for up to 100 of them; null where there is none. */
  async read(names: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    if (names.length <= PACKS_AT_ONCE) return this.group(names);
    const groups = Array.from({ length: Math.ceil(names.length / PACKS_AT_ONCE) }, (_, n) =>
      this.group(names.slice(n * PACKS_AT_ONCE, (n + 1) * PACKS_AT_ONCE)),
    );
    return new Map((await Promise.all(groups)).flatMap((texts) => [...texts]));
  }

  private async group(names: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    const { packs, memory, shared } = this.store;
    const found = await shared.do(names.join(), this.keepAlive, () => readPacks(packs, names));
    for (const [name, text] of found) {
      this.addSource(name);
      if (text !== null) memory.set(packKey(name), text, text.length * 2);
    }
    return found;
  }

  /** A part of a pack's text. */
  cut(text: string | null | undefined, pack: string, start: number, length: number): string {
    this.addSource(pack);
    const isThere = typeof text === 'string';
    if (isThere && start + length <= text.length) return text.slice(start, start + length);
    this.forget();
    throw new ReleaseError(KEYS.pack(pack), isThere ? 'the pack is cut off' : 'the pack is not there (yet)');
  }

  /** Forgets the packs that were read here: what is damaged may be whole at the next read. */
  forget(): void {
    for (const pack of this.sources ?? []) this.store.memory.delete(packKey(pack));
  }

  private addSource(pack: string): void {
    this.sources ??= new Set();
    this.sources.add(pack);
  }
}

const packKey = (pack: string): string => `pack:${pack}`;

/** An error of storage becomes a ReleaseError: the release cannot be loaded now. */
const readPacks = (packs: Packs, names: readonly string[]) =>
  packs.read(names).catch((error) => {
    throw new ReleaseError(names.map(KEYS.pack).join(), messageOf(error));
  });
