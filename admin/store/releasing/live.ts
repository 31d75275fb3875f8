import { KEYS } from '../../../schema/keys.ts';
import type { LiveMetadata } from '../../../schema/manifest.ts';
import { formatOf, liveText } from '../../../site/release/short.ts';
import type { Meta } from '../tables/meta.ts';
import { manifestOf } from '../tables/pending.ts';
import type { Releases } from '../tables/releases.ts';

/** KV takes one write a second to a key. Milliseconds. */
const LIVE_GAP = 1_000;

/** Where `live` is, or is going: a move is decided in SQLite first, then made in KV. */
export interface LiveMove {
  readonly release: string;
  readonly move: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

interface Parts {
  readonly storage: DurableObjectStorage;
  readonly kv: () => KVNamespace;
  readonly site: string;
  readonly releases: Releases;
  readonly meta: Meta;
  readonly now: () => number;
}

/** The pointer that visitors follow, and its moves. */
export class Live {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The release that `live` points to, as far as KV has confirmed. */
  get current(): LiveMove | undefined {
    return this.#read('live');
  }

  /** The move that KV has not confirmed yet. */
  get target(): LiveMove | undefined {
    return this.#read('target');
  }

  /** Decides that visitors move to a release. */
  setTarget(release: string): void {
    const target: LiveMove = { release, move: this.#parts.meta.next('move'), at: this.#parts.now() };
    this.#parts.meta.set('target', JSON.stringify(target));
  }

  /** Leaves visitors where they are. */
  drop(): void {
    this.#parts.storage.sql.exec("DELETE FROM meta WHERE key = 'target'");
  }

  /** Takes back a move: KV may have made it, or not, so visitors are moved to what is live once more. */
  takeBack(): void {
    this.drop();
    if (this.current) this.setTarget(this.current.release);
  }

  /** Milliseconds until a move can be made. */
  wait(): number {
    const { meta, now } = this.#parts;
    const since = now();
    const last = Math.min(since, meta.number('live_put')); // a clock that was set back is no reason to wait
    const wait = Math.max(0, last + LIVE_GAP - since);
    if (wait > 0) meta.set('live_put', last);
    return wait;
  }

  /** Makes a move, when that need not wait. */
  async make(target: LiveMove): Promise<void> {
    const { releases, meta, storage, now } = this.#parts;
    if (this.target?.move !== target.move) return;
    const since = now();
    await this.#put(target, since);
    storage.transactionSync(() => {
      if (this.target?.move !== target.move) return; // it was taken back, which is the next move
      meta.set('live', JSON.stringify({ ...target, at: since }));
      storage.sql.exec("DELETE FROM meta WHERE key IN ('target', 'refused_moves')");
      releases.setLive(target.release, since);
    });
  }

  /** Writes `live` as it is to KV once more: after a restore into an empty namespace. */
  async putAgain(): Promise<void> {
    const { current } = this;
    if (current) await this.#put(current, current.at);
  }

  async #put(move: LiveMove, since: number): Promise<void> {
    const { kv, site, releases, meta, now } = this.#parts;
    const text = liveText(await manifestOf(releases, move.release));
    const metadata: LiveMetadata = { id: move.release, format: formatOf(text), move: move.move, since };
    meta.set('live_put', now()); // only now: a large manifest takes a while
    await kv().put(KEYS.live(site), text, { metadata });
  }

  #read(key: 'live' | 'target'): LiveMove | undefined {
    const text = this.#parts.meta.text(key);
    return text === undefined ? undefined : (JSON.parse(text) as LiveMove); // written by setTarget and make
  }
}
