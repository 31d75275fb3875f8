import { RpcTarget } from 'cloudflare:workers';
import { ProblemError } from '../../../schema/api/problem.ts';
import { WHOLE_FORMAT } from '../../../schema/format.ts';
import { KEYS } from '../../../schema/keys.ts';
import { LIMITS } from '../../../schema/limits.ts';
import type { ReleaseMetadata } from '../../../schema/manifest.ts';
import type { Compiling } from '../compiling.ts';
import { type Outcome, outcome } from '../outcome.ts';
import type { Publisher } from '../releasing/publish.ts';
import type { Files } from '../tables/files.ts';
import type { Meta } from '../tables/meta.ts';
import type { Releases } from '../tables/releases.ts';
import type { Alarm } from '../timing/alarm.ts';
import { backupLines, clearTables, notBackup, Restore } from './backup.ts';
import { fromStream, toStream } from './lines.ts';

interface Parts {
  readonly storage: DurableObjectStorage;
  readonly alarm: Alarm;
  readonly kv: () => KVNamespace;
  readonly site: string;
  readonly files: Files;
  readonly releases: Releases;
  readonly publisher: Publisher;
  readonly compiling: Compiling;
  readonly meta: Meta;
}

/** The whole site as one stream of JSON lines, and back. */
export class Backups extends RpcTarget {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
  }

  /** Draft, history, releases and all their bytes. Not tokens and sessions, which are secrets of this Worker. */
  backup(): Outcome<ReadableStream<Uint8Array>> | Promise<Outcome<ReadableStream<Uint8Array>>> {
    return outcome(() => {
      const { storage, kv, site, publisher } = this.#parts;
      if (publisher.busy)
        throw new ProblemError('conflict', 'A release is being published; back up when it is done');
      return toStream(backupLines({ sql: storage.sql, kv: kv(), site, state: () => this.#state() }));
    });
  }

  /** Fills an empty site from a backup: all of it, or nothing. */
  restore(stream: ReadableStream<Uint8Array>): Promise<Outcome<void>> {
    return outcome(async () => {
      const { storage, files, releases, meta } = this.#parts;
      if (files.count > 0 || releases.list(1).length > 0) {
        throw new ProblemError(
          'conflict',
          'A backup is restored into an empty site only; this one has files or releases',
        );
      }
      this.#parts.publisher.refuseWhenBusy();
      meta.set('restoring', 1);
      try {
        await this.#take(stream);
        await this.#toVisitors();
        storage.sql.exec("DELETE FROM meta WHERE key = 'restoring'");
      } catch (error) {
        storage.transactionSync(() => clearTables(storage.sql));
        files.reset();
        throw error;
      }
    });
  }

  /** A restore that a crash cut off leaves an empty site. */
  recover(): void {
    const { storage, meta, files } = this.#parts;
    if (!meta.text('restoring')) return;
    storage.transactionSync(() => clearTables(storage.sql));
    files.reset();
  }

  async #take(stream: ReadableStream<Uint8Array>): Promise<void> {
    const restore = new Restore(this.#parts.storage.sql, this.#parts.kv());
    let ended = false;
    for await (const line of fromStream(stream)) {
      if (ended) throw notBackup('it goes on after its end');
      ended = await restore.take(line);
    }
    if (!ended) throw notBackup('it is cut off');
    this.#parts.files.reset();
    const { files, compiling, alarm } = this.#parts;
    // Compiles everything, so that the first publish need not.
    if (files.count <= LIMITS.compiledAtOnce) files.facts();
    else {
      compiling.begin(files.count);
      await alarm.now();
    }
  }

  /** Puts the releases where visitors' Workers read them, the live one last. */
  async #toVisitors(): Promise<void> {
    const { kv, releases, publisher } = this.#parts;
    for (const { id, state } of releases.list(Number.MAX_SAFE_INTEGER)) {
      const metadata: ReleaseMetadata = { id, format: WHOLE_FORMAT };
      if (state === 'live') await kv().put(KEYS.release(id), releases.text(id, 'manifest'), { metadata });
    }
    await publisher.putLiveAgain();
  }

  #state(): string {
    const { files, publisher, releases } = this.#parts;
    return [files.draft, publisher.live?.move, publisher.busy, releases.list(1)[0]?.id].join();
  }
}
