import { KEYS } from '../../../schema/keys.ts';
import type { Meta } from '../tables/meta.ts';
import type { Releases } from '../tables/releases.ts';
import type { Staging } from '../tables/staging.ts';
import { STAGED_FOR } from '../tables/staging.ts';
import type { Stored } from '../tables/stored.ts';
import { planSweep } from './sweep-plan.ts';

/** KV deletions a sweep, and milliseconds until the next when there are more: slow, to leave the day's limit to others. */
const SLICE = 100;
const PAUSE = 60_000;
/** Milliseconds between two looks for assets and texts that nothing refers to: that reads every row. */
const LOOK_EVERY = 24 * 3_600_000;

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
 * published again gets another name. Then KV deletes it; a call that fails is made again until it succeeds.
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
    const looked = meta.number('texts_swept');
    const looks = now() - looked >= LOOK_EVERY;
    const assets = looks ? stored.unusedAssets(now() - STAGED_FOR) : [];
    for (const id of plan.releases) releases.drop(id);
    for (const name of [...plan.packs, ...assets]) stored.remove(name);
    const keys = [
      ...plan.releases.map(KEYS.release),
      ...plan.packs.map(KEYS.pack),
      ...assets.map(KEYS.asset),
    ];
    for (const key of keys) storage.sql.exec('INSERT OR IGNORE INTO doomed VALUES (?)', key);
    if (keys.length > 0) meta.next('generation');
    if (looks) this.#forgetTexts();
    const staged = staging.oldest();
    // What there is since the last look is looked at when it may be looked again.
    const look = looks ? undefined : looked + LOOK_EVERY;
    return earliest(plan.next, look, staged === undefined ? undefined : staged + STAGED_FOR);
  }

  /** Texts and programs that neither the draft, nor history, nor staging refers to. */
  #forgetTexts(): void {
    const { storage, meta, now } = this.#parts;
    meta.set('texts_swept', now());
    storage.sql.exec(`DELETE FROM compiled WHERE
      NOT EXISTS (SELECT 1 FROM files WHERE files.path = compiled.path AND files.hash = compiled.hash) AND
      NOT EXISTS (SELECT 1 FROM staged WHERE staged.path = compiled.path AND staged.hash = compiled.hash)`);
    storage.sql.exec(`DELETE FROM contents WHERE
      hash NOT IN (SELECT hash FROM files) AND hash NOT IN (SELECT hash FROM staged) AND
      NOT EXISTS (SELECT 1 FROM history WHERE history.hash = contents.hash)`);
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
