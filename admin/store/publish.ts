import type { Diagnostic } from '../../liquid/error.ts';
import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { KEYS } from '../../schema/keys.ts';
import type { LiveMetadata, ReleaseMetadata } from '../../schema/manifest.ts';
import { ProblemError } from '../../schema/problem.ts';
import { checkManifest } from '../../site/check-manifest.ts';
import { hasErrors } from '../../site/compile-file.ts';
import { sha256 } from '../../site/hash.ts';
import { fingerprint } from '../../worker/etag.ts';
import { beginCheck, type Checking } from './checking.ts';
import type { Compiled } from './compiled.ts';
import type { Files } from './files.ts';
import { RESPONSE } from './gate-responses.ts';
import { inFlight } from './in-flight.ts';
import type { Meta } from './meta.ts';
import { manifestOf, Pending, type PendingPack } from './pending.ts';
import type { Release, Releases } from './releases.ts';
import { keepSnapshot, readSnapshot, type Snapshot } from './snapshot.ts';
import type { Stored } from './stored.ts';

/** KV writes a slice, and how many of them at a time. */
const SLICE = 100;
const IN_FLIGHT = 6;
/** KV takes one write a second to a key. Milliseconds. */
const LIVE_GAP = 1_000;
/** Waits after a refusal by KV: doubling from half a second to half an hour, so that a day's limit is outlasted. */
const BACKOFF = { first: 500, most: 30 * 60_000, tries: 64 };

export interface PublishParts {
  readonly storage: DurableObjectStorage;
  readonly kv: () => KVNamespace;
  readonly site: string;
  readonly files: Files;
  readonly compiled: Compiled;
  readonly releases: Releases;
  readonly stored: Stored;
  readonly meta: Meta;
  readonly now: () => number;
}

/** Where `live` is, or is going: a move is decided in SQLite first, then made in KV. */
export interface LiveMove {
  readonly release: string;
  readonly move: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Publishing as a state machine whose every state is in SQLite: `step` can be called again after a crash at any point.
 * `live` moves last, so visitors have either the old release or the whole new one.
 */
export class Publisher {
  readonly #parts: PublishParts;
  /** Lost in a crash, and then made again. */
  #checking: Checking | undefined;

  readonly #pending: Pending;

  constructor(parts: PublishParts) {
    this.#parts = parts;
    this.#pending = new Pending(parts.storage.sql);
  }

  /** The release that `live` points to, as far as KV has confirmed. */
  get live(): LiveMove | undefined {
    return this.#move('live');
  }

  /** The move that KV has not confirmed yet. */
  get target(): LiveMove | undefined {
    return this.#move('target');
  }

  get busy(): boolean {
    return this.target !== undefined || this.#parts.releases.unfinished() !== undefined;
  }

  /** Begins a release of the draft as it is now. With force, what the gate finds does not stop it. */
  begin(message: string, author: string, force = false): Release {
    const { releases, files, storage } = this.#parts;
    const id = `r${this.#parts.now().toString(36)}${crypto.randomUUID().slice(0, 6)}`;
    storage.transactionSync(() => {
      this.refuseWhenBusy();
      releases.add({ id, message, author, draft: files.draft, files: files.count });
      keepSnapshot(releases, id, files);
      if (force) this.#parts.meta.set('forced', id);
    });
    return this.#get(id);
  }

  /**
   * Decides that `live` moves to a release that is whole: rollback, or forward again. Also to the one where it is already:
   * KV may have lost it.
   */
  async rollback(id: string): Promise<void> {
    if (this.#get(id).state === 'live') await manifestOf(this.#parts.releases, id);
    this.#parts.storage.transactionSync(() => {
      this.refuseWhenBusy();
      const release = this.#get(id);
      if (release.state !== 'live')
        throw new ProblemError('conflict', `The release ${id} was never live (it is ${release.state})`);
      this.#aim(id);
    });
  }

  /** Does one slice of what is unfinished. Gives the milliseconds after which to call again, or undefined when done. */
  async step(): Promise<number | undefined> {
    const release = this.#parts.releases.unfinished();
    try {
      if (this.target) return await this.#moveLive(this.target);
      if (!release) return undefined;
      if (release.state === 'checking')
        return await this.#check(release).catch((error) => this.#giveUp(release, error));
      return await this.#write(release);
    } catch (error) {
      return this.#retry(release, error);
    }
  }

  /** One slice of checking: the whole site first, then the gate. Saves that come meanwhile are for the next release. */
  async #check(release: Release): Promise<number | undefined> {
    const { releases, stored, storage, meta } = this.#parts;
    const known = this.#checking?.id === release.id ? this.#checking : undefined;
    const snapshot = known ? undefined : this.#snapshot(release);
    const checking = known ?? (snapshot && (await beginCheck(this.#parts, release, snapshot)));
    if (!checking) return this.#fail(release, NOT_NOTED, []);
    if (!('gate' in checking)) return this.#fail(release, firstError(checking.refused), checking.refused);
    this.#checking = checking;
    if (!(await checking.gate.slice())) return 0;
    const { warnings, gate } = checking;
    this.#checking = undefined;
    const diagnostics = [...gate.diagnostics, ...warnings];
    // Force publishes what may be wrong with a page, not what would be no page.
    const forced = meta.text('forced') === release.id;
    const refusing = forced ? diagnostics.filter(({ code }) => code === RESPONSE) : diagnostics;
    if (hasErrors(refusing)) return this.#fail(release, firstError(refusing), diagnostics);
    const made = await gate.ready.addTo(checking.made, fingerprint);
    checkManifest(made);
    const sum = await sha256(made.manifest);
    storage.transactionSync(() => {
      releases.saveText(release.id, 'manifest', made.manifest);
      releases.saveText(release.id, 'sum', sum);
      releases.dropSection(release.id, 'assets');
      releases.saveText(release.id, 'pages', JSON.stringify(gate.pages));
      releases.setPacks(
        release.id,
        made.packs.map((pack) => pack.name),
      );
      releases.setDiagnostics(release.id, diagnostics);
      for (const pack of made.packs) if (!stored.has(pack.name)) this.#pending.add(pack);
      releases.setState(release.id, 'writing');
    });
    return 0;
  }

  /** What the release is made from; undefined where that was not noted, and the draft is not that any more. */
  #snapshot({ id, draft }: Release): Snapshot | undefined {
    const { releases, files, storage } = this.#parts;
    return storage.transactionSync(() => {
      const noted = readSnapshot(releases, id);
      if (noted || files.draft !== draft) return noted;
      keepSnapshot(releases, id, files);
      return readSnapshot(releases, id);
    });
  }

  async #write(release: Release): Promise<number> {
    const { storage, releases } = this.#parts;
    const rows = this.#pending.list(SLICE);
    await inFlight(rows, IN_FLIGHT, (row) => this.#writePack(row));
    if (rows.length === SLICE) return 0;
    const metadata: ReleaseMetadata = { id: release.id, format: MANIFEST_FORMAT };
    await this.#parts
      .kv()
      .put(KEYS.release(release.id), await manifestOf(releases, release.id), { metadata });
    storage.transactionSync(() => {
      releases.setState(release.id, 'ready');
      this.#aim(release.id);
    });
    return 0;
  }

  async #writePack(pack: PendingPack): Promise<void> {
    const { storage, stored } = this.#parts;
    const text = await this.#pending.text(pack);
    await this.#parts.kv().put(KEYS.pack(pack.name), text);
    storage.transactionSync(() => {
      stored.add(pack.name, 'pack', pack.hash, text.length);
      this.#pending.drop(pack.name);
    });
  }

  async #moveLive(target: LiveMove): Promise<number | undefined> {
    const { releases, meta, storage, now } = this.#parts;
    const since = now();
    const last = Math.min(since, meta.number('live_put')); // a clock that was set back is no reason to wait
    if (last + LIVE_GAP > since) {
      meta.set('live_put', last);
      return last + LIVE_GAP - since;
    }
    meta.set('live_put', since);
    await this.#putLive(target, since);
    storage.transactionSync(() => {
      meta.set('live', JSON.stringify({ ...target, at: since }));
      storage.sql.exec("DELETE FROM meta WHERE key = 'target'");
      releases.setLive(target.release, since);
    });
    return undefined;
  }

  /** Writes `live` as it is to KV once more: after a restore into an empty namespace. */
  async putLiveAgain(): Promise<void> {
    if (this.live) await this.#putLive(this.live, this.live.at);
  }

  async #putLive(move: LiveMove, since: number): Promise<void> {
    const { kv, site, releases } = this.#parts;
    const metadata: LiveMetadata = { id: move.release, format: MANIFEST_FORMAT, move: move.move, since };
    await kv().put(KEYS.live(site), await manifestOf(releases, move.release), { metadata });
  }

  #aim(release: string): void {
    const target: LiveMove = { release, move: this.#parts.meta.next('move'), at: this.#parts.now() };
    this.#parts.meta.set('target', JSON.stringify(target));
  }

  /** Checking asks nothing of KV: what goes wrong there is ours, and would go wrong again. */
  #giveUp(release: Release, error: unknown): undefined {
    const message = error instanceof Error ? error.message : String(error);
    console.error(JSON.stringify({ level: 'error', at: 'publish', release: release.id, message }));
    return this.#fail(release, `checking stopped, by a fault of Meniscus: ${message}`, []);
  }

  #retry(release: Release | undefined, error: unknown): number | undefined {
    const message = error instanceof Error ? error.message : String(error);
    console.error(JSON.stringify({ level: 'error', at: 'publish', release: release?.id, message }));
    if (error instanceof ProblemError) return this.#stop(release, message);
    if (!release) return BACKOFF.first;
    const tries = this.#parts.releases.refused(
      release.id,
      `Workers KV refused a write and will be asked again: ${message}`,
    );
    if (tries > BACKOFF.tries)
      return this.#fail(release, `Workers KV refused ${tries} times: ${message}`, []);
    return Math.min(BACKOFF.most, BACKOFF.first * 2 ** (tries - 1));
  }

  /** What is not kept as it was will not be tomorrow: visitors stay where they are. */
  #stop(release: Release | undefined, reason: string): undefined {
    if (release) return this.#fail(release, reason, []);
    this.#parts.storage.sql.exec("DELETE FROM meta WHERE key = 'target'");
    return undefined;
  }

  #fail(release: Release, reason: string, diagnostics: Parameters<Releases['setDiagnostics']>[1]): undefined {
    const { storage, releases } = this.#parts;
    storage.transactionSync(() => {
      releases.setDiagnostics(release.id, diagnostics);
      releases.setState(release.id, 'failed', reason);
      releases.dropText(release.id);
      this.#pending.clear();
      storage.sql.exec("DELETE FROM meta WHERE key = 'target'");
    });
  }

  /** Throws a ProblemError that says what is going on, if anything is. */
  refuseWhenBusy(): void {
    if (this.#parts.meta.text('restoring'))
      throw new ProblemError('conflict', 'A backup is being restored; try again when it is done');
    const other = this.#parts.releases.unfinished();
    if (other)
      throw new ProblemError(
        'conflict',
        `The release ${other.id} of ${other.author} is being published (${other.state}); try again when it is done`,
      );
    if (this.target)
      throw new ProblemError(
        'conflict',
        `Visitors are being moved to the release ${this.target.release}; try again in a moment`,
      );
  }

  #get(id: string): Release {
    const release = this.#parts.releases.get(id);
    if (!release) throw new ProblemError('not_found', `There is no release ${id}`);
    return release;
  }

  #move(key: 'live' | 'target'): LiveMove | undefined {
    const text = this.#parts.meta.text(key);
    return text === undefined ? undefined : (JSON.parse(text) as LiveMove); // written by #aim and #moveLive
  }
}

const NOT_NOTED =
  'it was begun by an earlier version of Meniscus, and the draft has changed since; publish again';

const firstError = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.find(({ severity }) => severity === 'error')?.message ?? 'the site has errors';
