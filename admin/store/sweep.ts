import { KEYS } from '../../schema/keys.ts';
import type { Meta } from './meta.ts';
import type { Releases } from './releases.ts';
import type { Staging } from './staging.ts';
import { STAGED_FOR } from './staging.ts';
import type { Stored } from './stored.ts';
import { planSweep } from './sweep-plan.ts';

/** KV deletions a sweep, and milliseconds until the next when there are more: slow, to leave the day's limit to others. */
const SLICE = 100;
const PAUSE = 60_000;
/** Milliseconds between two looks for texts that nothing refers to: that reads every row. */
const TEXTS_EVERY = 3_600_000;

interface Parts {
  readonly storage: DurableObjectStorage;
  readonly kv: () => KVNamespace;
  readonly releases: Releases;
  readonly stored: Stored;
  readonly staging: Staging;
  readonly meta: Meta;
  readonly now: () => number;
}

/**
 * Takes away what nothing needs any more. First SQLite forgets it and the generation goes up, so that the same content
 * published again gets another name; then KV is told, as often as it takes.
 */
export class Sweeper {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** One slice. Gives the milliseconds after which there may be more to do, or undefined. */
  async step(): Promise<number | undefined> {
    const next = this.#parts.storage.transactionSync(() => this.#forget());
    return (await this.#deleteDoomed()) ? PAUSE : next && Math.max(PAUSE, next - this.#parts.now());
  }

  #forget(): number | undefined {
    const { releases, stored, staging, storage, meta, now } = this.#parts;
    staging.expire(now());
    const plan = planSweep(releases.forSweep(), stored.names('pack'), now());
    const assets = stored.unusedAssets(now() - STAGED_FOR);
    for (const id of plan.releases) releases.drop(id);
    for (const name of [...plan.packs, ...assets]) stored.remove(name);
    const keys = [
      ...plan.releases.map(KEYS.release),
      ...plan.packs.map(KEYS.pack),
      ...assets.map(KEYS.asset),
    ];
    for (const key of keys) storage.sql.exec('INSERT OR IGNORE INTO doomed VALUES (?)', key);
    if (keys.length > 0) meta.next('generation');
    this.#forgetTexts();
    const staged = staging.oldest();
    return earliest(plan.next, staged === undefined ? undefined : staged + STAGED_FOR);
  }

  /** Texts and programs that neither the draft, nor history, nor staging refers to. Looks at most once an hour. */
  #forgetTexts(): void {
    const { storage, meta, now } = this.#parts;
    if (now() - meta.number('texts_swept') < TEXTS_EVERY) return;
    meta.set('texts_swept', now());
    storage.sql.exec(`DELETE FROM compiled WHERE
      NOT EXISTS (SELECT 1 FROM files WHERE files.path = compiled.path AND files.hash = compiled.hash) AND
      NOT EXISTS (SELECT 1 FROM staged WHERE staged.path = compiled.path AND staged.hash = compiled.hash)`);
    storage.sql.exec(`DELETE FROM contents WHERE
      hash NOT IN (SELECT hash FROM files) AND hash NOT IN (SELECT hash FROM staged) AND
      hash NOT IN (SELECT hash FROM history WHERE hash IS NOT NULL)`);
  }

  /** Whether there is more to delete. */
  async #deleteDoomed(): Promise<boolean> {
    const { storage, kv } = this.#parts;
    const rows = storage.sql.exec<{ key: string }>('SELECT key FROM doomed LIMIT ?', SLICE + 1).toArray();
    for (const { key } of rows.slice(0, SLICE)) {
      try {
        await kv().delete(key);
      } catch {
        return true; // it stays doomed and is tried again with the next slice
      }
      storage.sql.exec('DELETE FROM doomed WHERE key = ?', key);
    }
    return rows.length > SLICE;
  }
}

function earliest(...times: (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
