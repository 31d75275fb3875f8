import { Compiling } from '../../admin/store/compiling.ts';
import { Editor } from '../../admin/store/edit.ts';
import type { Begun } from '../../admin/store/releasing/part.ts';
import { Publisher } from '../../admin/store/releasing/publish.ts';
import { Audit } from '../../admin/store/tables/audit.ts';
import { Compiled } from '../../admin/store/tables/compiled.ts';
import { Files } from '../../admin/store/tables/files.ts';
import { Meta } from '../../admin/store/tables/meta.ts';
import { type Release, Releases } from '../../admin/store/tables/releases.ts';
import { migrate } from '../../admin/store/tables/sql-schema.ts';
import { Staging } from '../../admin/store/tables/staging.ts';
import { Stored } from '../../admin/store/tables/stored.ts';
import { nodeStorage } from './node-storage.ts';

/** What of a site's object saves, compiles and publishes, in Node: to count what it does, and to profile it. Its KV is a Map. */
export class NodeStore {
  readonly kv = new Map<string, string>();
  /** Of values of KV. */
  readonly metadata = new Map<string, unknown>();
  readonly storage: DurableObjectStorage;
  readonly files: Files;
  readonly compiling: Compiling;
  readonly editor: Editor;
  readonly publisher: Publisher;
  readonly releases: Releases;
  /** Milliseconds since the epoch. */
  now = Date.now;
  /** Called before each write to KV. */
  written: (value: string) => Promise<void> = async () => undefined;

  /** `file`: where it is, or what a store that was evicted left. `bodyWrites`: packs of bodies that publishes may write on a day. */
  constructor(file?: string | DurableObjectStorage, bodyWrites = 0) {
    this.storage = typeof file === 'object' ? file : nodeStorage(file);
    migrate(this.storage);
    const { sql } = this.storage;
    const meta = new Meta(sql);
    const compiled = new Compiled(sql);
    const releases = new Releases(sql);
    const files = new Files(sql, meta, compiled);
    const tables = { meta, compiled, releases, files, staging: new Staging(sql) };
    const all = { ...tables, stored: new Stored(sql, meta), audit: new Audit(sql, meta) };
    const put = async (key: string, value: string, options?: { metadata?: unknown }) => {
      await this.written(value);
      this.kv.set(key, value);
      this.metadata.set(key, options?.metadata);
    };
    const kv = { put } as unknown as KVNamespace; // all that a publish asks of it
    const compiling = new Compiling(all);
    const parts = {
      ...all,
      storage: this.storage,
      kv: () => kv,
      site: 'main',
      now: () => this.now(),
      transforms: false,
      bodyWrites,
    };
    this.files = files;
    this.releases = releases;
    this.compiling = compiling;
    this.editor = new Editor({ ...parts, compiling });
    this.publisher = new Publisher(parts);
  }

  /** Saves texts by path, none where it is null, and compiles what is left to be. */
  async save(texts: Readonly<Record<string, string | null>>): Promise<void> {
    const edits = Object.entries(texts).map(([path, text]) => ({
      path,
      source: text === null ? null : { text },
    }));
    await this.editor.commit(edits, 'test');
    while (await this.compiling.step());
  }

  /** The text of a file as it is saved. */
  text(path: string): string {
    return this.files.text(this.files.hash(path) ?? '') ?? '';
  }

  /** Publishes, and gives the release as it ended. */
  async publish(begun: Partial<Begun> = {}): Promise<Release> {
    const { id } = this.publisher.begin({ message: '', author: 'test', ...begun });
    for (let wait = await this.publisher.step(); wait !== undefined; wait = await this.publisher.step())
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const release = this.releases.get(id);
    if (!release) throw new Error(`the release ${id} is gone`);
    return release;
  }
}
