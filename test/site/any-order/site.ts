import { backupLines, Restore } from '../../../admin/store/backup/backup.ts';
import { fromStream, toStream } from '../../../admin/store/backup/lines.ts';
import { ProblemError } from '../../../schema/api/problem.ts';
import { KEYS } from '../../../schema/keys.ts';
import { NodeStore } from '../../support/node-store.ts';
import type { Files } from './world.ts';

const { setTimeout: realTimeout } = globalThis;

/** A store whose object is evicted, cut off and restored, and what should be in it. */
export class Site {
  store: NodeStore;
  readonly #writes: number;
  draft: Files = {};
  live: Files = {};
  now = Date.UTC(2026, 0, 20, 9);
  releases: {
    readonly id: string;
    readonly files: Files;
    readonly at: number;
  }[] = [];

  constructor(writes: number) {
    this.#writes = writes;
    this.store = new NodeStore(undefined, writes);
    this.store.now = () => this.now;
  }

  async save(files: Files): Promise<void> {
    const changed = Object.entries(files).filter(([path, text]) => this.draft[path] !== text);
    const gone = Object.keys(this.draft).filter((path) => files[path] === undefined);
    this.draft = files;
    if (changed.length + gone.length > 0)
      await this.store.save({
        ...Object.fromEntries(changed),
        ...Object.fromEntries(gone.map((path) => [path, null])),
      });
  }

  /** Another object on what this one left. */
  evict(): void {
    const { kv, metadata, storage } = this.store;
    const next = new NodeStore(storage, this.#writes);
    this.#take(next, kv, metadata);
  }

  #take(next: NodeStore, kv: ReadonlyMap<string, string>, metadata: ReadonlyMap<string, unknown>): void {
    for (const [key, value] of kv) next.kv.set(key, value);
    for (const [key, value] of metadata) next.metadata.set(key, value);
    next.now = () => this.now;
    this.store = next;
  }

  async restore(): Promise<void> {
    const { store } = this;
    const other = new NodeStore(undefined, this.#writes);
    const reads = {
      getWithMetadata: async (key: string) => {
        const value = store.kv.get(key);
        return { value: value === undefined ? null : new Blob([value]).stream(), metadata: null };
      },
    } as unknown as KVNamespace;
    const writes = {
      put: async (key: string, value: Uint8Array) => {
        other.kv.set(key, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value));
      },
    } as unknown as KVNamespace;
    const restore = new Restore(other.storage.sql, writes);
    const source = { sql: store.storage.sql, kv: reads, site: 'main', state: () => '' };
    for await (const line of fromStream(toStream(backupLines(source)))) await restore.take(line);
    other.files.reset();
    other.files.facts();
    for (const { id, state } of other.releases.list(1_000))
      if (state === 'live') other.kv.set(KEYS.release(id), other.releases.text(id, 'manifest'));
    this.#take(other, new Map(), new Map());
    await other.publisher.putLiveAgain();
  }

  /** The id of what is published from now on; undefined where some paths are no site. */
  begin(paths: readonly string[] | undefined): string | undefined {
    try {
      return this.store.publisher.begin({ message: '', author: 'test', paths }).id;
    } catch (error) {
      if (paths && error instanceof ProblemError) return undefined;
      throw error;
    }
  }

  /** Where it is not too late. */
  cancel(): void {
    if (this.store.publisher.busy && !this.store.publisher.target) this.store.publisher.cancel('test');
  }

  async finish(): Promise<void> {
    for (let wait = await this.store.publisher.step(); wait !== undefined; )
      wait = await this.store.publisher.step();
  }

  /** Does steps until others have had their turn so often, and never goes on. */
  async until(turns: number): Promise<void> {
    let had = 0;
    let evict: () => void = () => undefined;
    const cut = new Promise<void>((resolve) => {
      evict = resolve;
    });
    globalThis.setTimeout = ((then: () => void, wait: number) => {
      if (wait !== 0) return realTimeout(then, wait);
      had += 1;
      if (had === turns) evict();
      return had >= turns ? undefined : realTimeout(then, wait);
    }) as unknown as typeof setTimeout;
    this.store.written = async () => {
      had += 1;
      if (had >= turns) {
        evict();
        await new Promise(() => undefined);
      }
    };
    await Promise.race([this.finish(), cut]).finally(() => {
      globalThis.setTimeout = realTimeout;
    });
  }
}
