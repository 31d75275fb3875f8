import { log } from '../../../release/log.ts';
import { ProblemError } from '../../../schema/api/problem.ts';
import { WHOLE_FORMAT } from '../../../schema/format.ts';
import { KEYS } from '../../../schema/keys.ts';
import type { ReleaseMetadata } from '../../../schema/manifest.ts';
import { messageOf } from '../../../schema/message-of.ts';
import { finding } from '../../../site/check/finding.ts';
import type { Compiled } from '../tables/compiled.ts';
import type { Files } from '../tables/files.ts';
import type { Meta } from '../tables/meta.ts';
import { manifestOf, Pending } from '../tables/pending.ts';
import type { Release, Releases } from '../tables/releases.ts';
import type { Stored } from '../tables/stored.ts';
import { Attempts, RESTARTS } from './attempts.ts';
import { writePacks } from './body-writes.ts';
import { Checker } from './checking.ts';
import { keepLeft } from './left.ts';
import { Live, type LiveMove } from './live.ts';
import { type Begun, checkSettingsOf, partOf } from './part.ts';
import { draftSnapshot, EMPTY, keepSnapshot, releasedSnapshot } from './snapshot.ts';

/** KV writes a slice. */
const SLICE = 100;
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
  readonly transforms: boolean;
  readonly bodyWrites: number;
  readonly now: () => number;
}

/**
 * Publishing as a state machine whose every state is in SQLite: `step` can be called again after a crash at any point.
 * `live` moves last, so visitors have either the old release or the whole new one.
 */
export class Publisher {
  readonly #parts: PublishParts;
  readonly #live: Live;
  readonly #pending: Pending;
  readonly #attempts: Attempts;
  readonly #checker: Checker;

  /** The release that was cancelled last, as far as this isolate knows: for who waits for it. */
  cancelled = '';

  constructor(parts: PublishParts) {
    this.#parts = parts;
    this.#live = new Live(parts);
    this.#pending = new Pending(parts.storage.sql);
    this.#attempts = new Attempts(parts.storage, parts.meta);
    const note = (page: string) => this.#attempts.note(page);
    this.#checker = new Checker({ ...parts, pending: this.#pending, live: () => this.live?.release, note });
  }

  /** The release that `live` points to, as far as KV has confirmed. */
  get live(): LiveMove | undefined {
    return this.#live.current;
  }

  /** The move that KV has not confirmed yet. */
  get target(): LiveMove | undefined {
    return this.#live.target;
  }

  get busy(): boolean {
    return this.target !== undefined || this.#parts.releases.unfinished() !== undefined;
  }

  /** Begins a release of the draft as it is now, or of what is live with only some paths of the draft. */
  begin({ message, author, force = false, paths, who = {} }: Begun): Release {
    const { releases, files, storage } = this.#parts;
    const id = `r${this.#parts.now().toString(36)}${crypto.randomUUID().slice(0, 6)}`;
    this.refuseWhenBusy();
    // Not in the transaction: what is known of the draft may be kept meanwhile, and stays kept where that is refused.
    const draft = draftSnapshot(files);
    const snapshot = storage.transactionSync(() => {
      const live = paths && (this.live ? releasedSnapshot(releases, this.live.release) : EMPTY);
      const part = live && partOf(paths, live, draft, who);
      const snapshot = part?.snapshot ?? draft;
      if (live) checkSettingsOf(this.#parts.compiled, live, snapshot, who);
      releases.add({ id, message, author, draft: files.draft, files: snapshot.hashes.size });
      keepSnapshot(releases, id, snapshot);
      if (part) releases.setOnly(id, part.only);
      if (part) keepLeft(releases, id, part.snapshot, draft);
      if (force) this.#parts.meta.set('forced', id);
      return snapshot;
    });
    this.#checker.begun(id, snapshot);
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
      this.#live.setTarget(id);
    });
  }

  /** Ends the publish that is under way, or the one of this id; visitors keep what they have. */
  cancel(author: string, id?: string): Release {
    const release = this.#parts.releases.unfinished();
    if (!release) throw new ProblemError('not_found', 'Nothing is being published');
    if (id !== undefined && id !== release.id)
      throw new ProblemError(
        'conflict',
        `It is the release ${release.id} that is being published, not ${id}`,
      );
    if (this.target && !this.live)
      throw new ProblemError(
        'conflict',
        'The first release is going live already, and there is no earlier one to keep',
      );
    this.cancelled = release.id;
    this.#fail(release, `${author} cancelled it`, []);
    return this.#get(release.id);
  }

  /** Does one slice of what is unfinished. Gives the milliseconds after which to call again, or undefined when done. */
  async step(): Promise<number | undefined> {
    const release = this.#parts.releases.unfinished();
    const { target } = this;
    if (!target && !release) return undefined;
    const wait = target && this.#live.wait();
    if (wait) return wait;
    try {
      const goesOn = release !== undefined && this.#checker.has(release.id);
      const { cut, where } = goesOn ? NOT_CUT : await this.#attempts.begin(this.#stepName(release, target));
      if (cut >= RESTARTS && this.#cutOff(release, target, where)) return 0;
      return await this.#do(release, target, cut > 0);
    } finally {
      if (!this.#checker.busy) this.#attempts.end();
    }
  }

  async #do(release: Release | undefined, target: LiveMove | undefined, again: boolean) {
    try {
      if (target) {
        await this.#live.make(target);
        return undefined;
      }
      if (!release || !this.#isStill(release)) return 0;
      if (release.state === 'checking')
        return await this.#check(release, again).catch((error) => this.#giveUp(release, error));
      return await this.#write(release);
    } catch (error) {
      return this.#retry(release, error);
    }
  }

  /** What is begun again when the object was reset: each pack that is written is a step forward. */
  #stepName(release: Release | undefined, target: LiveMove | undefined): string {
    if (target) return `move ${target.move}`;
    const [next] = release?.state === 'writing' ? this.#pending.list(1) : [];
    return `${release?.state} ${release?.id} ${next?.name ?? ''}`;
  }

  /** Gives up a step that was begun too often; false where there is nothing else to do. */
  #cutOff(release: Release | undefined, target: LiveMove | undefined, where: string): boolean {
    const doing = target ? 'moving visitors' : release?.state === 'checking' ? 'checking it' : 'writing it';
    const at = where && `, the last time at ${where}`;
    const why = where && ': it takes more CPU time or memory than the platform gives';
    const reason = `the admin was restarted ${RESTARTS} times while ${doing}${at}${why}`;
    log('error', { at: 'publish', release: release?.id, message: reason });
    if (release) this.#fail(release, reason, where ? [finding(where, 'restarts', reason)] : []);
    else if (this.live && target?.release !== this.live.release) this.#live.takeBack();
    else return false;
    return true;
  }

  async #check(release: Release, again: boolean): Promise<number | undefined> {
    const refused = await this.#checker.slice(release, again);
    if (!refused) return 0;
    const { releases } = this.#parts;
    const { needs = [] } = refused;
    releases.giveBack(release.id);
    if (needs.length > 0 && release.only) releases.setOnly(release.id, { ...release.only, needs });
    return this.#fail(release, refused.reason, refused.diagnostics);
  }

  /** Whether it is in the state that it was in: someone may have cancelled it while something was waited for. */
  #isStill({ id, state }: Release): boolean {
    return this.#parts.releases.state(id) === state;
  }

  async #write(release: Release): Promise<number> {
    const { storage, releases } = this.#parts;
    const rows = this.#pending.list(SLICE);
    await writePacks(this.#parts, this.#pending, rows);
    if (rows.length === SLICE || !this.#isStill(release)) return 0;
    const manifest = await manifestOf(releases, release.id);
    const metadata: ReleaseMetadata = { id: release.id, format: WHOLE_FORMAT };
    await this.#parts.kv().put(KEYS.release(release.id), manifest, { metadata });
    storage.transactionSync(() => {
      if (!this.#isStill(release)) return;
      releases.setState(release.id, 'ready');
      this.#live.setTarget(release.id);
    });
    return 0;
  }

  /** Writes `live` as it is to KV once more: after a restore into an empty namespace. */
  putLiveAgain(): Promise<void> {
    return this.#live.putAgain();
  }

  /** Checking asks nothing of KV: what goes wrong there is ours, and would go wrong again. */
  #giveUp(release: Release, error: unknown): undefined {
    const message = messageOf(error);
    log('error', { at: 'publish', release: release.id, message });
    return this.#fail(release, `Meniscus failed while checking it: ${message}`, []);
  }

  #retry(release: Release | undefined, error: unknown): number | undefined {
    const message = messageOf(error);
    log('error', { at: 'publish', release: release?.id, message });
    if (error instanceof ProblemError) return this.#stop(release, message);
    if (!release) return backoff(this.#parts.meta.next('refused_moves'));
    if (!this.#isStill(release)) return 0;
    const tries = this.#parts.releases.refused(
      release.id,
      `Workers KV refused a write, which will be tried again: ${message}`,
    );
    if (tries > BACKOFF.tries)
      return this.#fail(release, `Workers KV refused ${tries} times: ${message}`, []);
    return backoff(tries);
  }

  /** What is not kept as it was will not be tomorrow: visitors stay where they are. */
  #stop(release: Release | undefined, reason: string): undefined {
    if (release) return this.#fail(release, reason, []);
    this.#live.drop();
    return undefined;
  }

  /** Ends a release that does not go live. What KV was told of it meanwhile is taken back: visitors move to what is live. */
  #fail(release: Release, reason: string, diagnostics: Parameters<Releases['setDiagnostics']>[1]): undefined {
    const { storage, releases } = this.#parts;
    this.#checker.drop();
    storage.transactionSync(() => {
      if (!this.#isStill(release)) return;
      releases.setDiagnostics(release.id, diagnostics);
      releases.setState(release.id, 'failed', reason);
      releases.dropText(release.id);
      this.#pending.clear();
      this.#attempts.end();
      if (this.target?.release === release.id) this.#live.takeBack();
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
}

const NOT_CUT = { cut: 0, where: '' };

const backoff = (tries: number): number => Math.min(BACKOFF.most, BACKOFF.first * 2 ** (tries - 1));
