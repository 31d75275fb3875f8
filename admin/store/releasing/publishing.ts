import { ProblemError } from '../../../schema/api/problem.ts';
import type { Compiling } from '../compiling.ts';
import type { Events } from '../events.ts';
import { inTurns } from '../renders.ts';
import type { Audit } from '../tables/audit.ts';
import type { Files } from '../tables/files.ts';
import type { Release, Releases } from '../tables/releases.ts';
import type { Alarm } from '../timing/alarm.ts';
import type { Begun } from './part.ts';
import type { Publisher } from './publish.ts';
import type { Sweeper } from './sweep.ts';

/** Milliseconds that a caller waits for a publish. After that the release is returned in the state that it has by then. */
const PATIENCE = 25_000;

interface Parts {
  readonly alarm: Alarm;
  readonly publisher: Publisher;
  readonly compiling: Compiling;
  readonly sweeper: Sweeper;
  readonly files: Files;
  readonly releases: Releases;
  readonly audit: Audit;
  readonly events: Events;
  /** Called when a publish begins. */
  readonly begun: () => void;
}

/** Runs the publisher from the alarm, holds the callers that wait for it, and sends its progress to open admins. */
export class Publishing {
  readonly #parts: Parts;
  #waiters: (() => void)[] = [];
  /** The progress that was sent last. */
  #sent = '';

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.alarm.add(() => this.#step());
  }

  /** Publishes the draft, or a part of it. Returns when it is live, or after 25 s. Throws a ProblemError when it failed. */
  async publish(begun: Begun): Promise<Release> {
    const { publisher, audit, releases, files } = this.#parts;
    await inTurns(files.reading());
    const { id, only } = publisher.begin(begun);
    this.#parts.begun();
    const { author, message, force } = begun;
    const part = only
      ? `only ${only.paths.count} of the files that differ: ${only.paths.first.join(', ')} `
      : '';
    audit.add(author, force ? 'publish.force' : 'publish', `${id} ${part}${message}`);
    await this.#settle();
    const release = releases.get(id);
    if (!release) throw new Error(`the release ${id} is gone`);
    if (release.state !== 'failed') return release;
    const detail = `Not published: ${release.reason}`;
    if (publisher.cancelled === id) throw new ProblemError('conflict', detail, { rule: 'publish_cancelled' });
    const needs = release.only?.needs;
    throw new ProblemError('invalid', detail, {
      diagnostics: [...release.diagnostics],
      ...(needs && { rule: 'also_publish', needs: [...needs] }),
    });
  }

  /** Ends the publish that is under way, or that of this release only. */
  async cancel(author: string, id?: string): Promise<Release> {
    const { publisher, audit } = this.#parts;
    const release = publisher.cancel(author, id);
    audit.add(author, 'publish.cancel', `${release.id} ${release.message}`);
    this.#sendProgress();
    this.#release();
    // Visitors may be on their way to the cancelled release: the alarm moves them back.
    await this.resume();
    return release;
  }

  /** Moves visitors to another release that was live before. */
  async rollback(id: string, author: string): Promise<void> {
    await this.#parts.publisher.rollback(id);
    this.#parts.audit.add(author, 'rollback', id);
    await this.#settle();
  }

  /** Goes on with what is left, soon. */
  resume(): Promise<void> {
    return this.#parts.alarm.now();
  }

  /** An AlarmJob: what is saved is compiled, then published, then swept. */
  async #step(): Promise<number | undefined> {
    const { publisher, compiling, sweeper } = this.#parts;
    if (await compiling.step()) return 0;
    const again = await publisher.step();
    this.#sendProgress();
    if (again !== undefined) return again;
    if (publisher.busy) return 0;
    this.#release();
    return sweeper.step();
  }

  /** Sends how far a publish is, and which release is live, when that has changed. */
  #sendProgress(): void {
    const { releases, publisher, events } = this.#parts;
    const [release] = releases.list(1);
    const live = publisher.live?.release;
    const progress = `${release?.id} ${release?.state} ${release?.reason} ${live}`;
    if (progress === this.#sent) return;
    this.#sent = progress;
    if (release) {
      const { id, version, state, reason, author } = release;
      events.tell({ type: 'release', release: { id, version, state, reason, author } });
    }
    if (live) events.tell({ type: 'live', release: live });
  }

  #release(): void {
    for (const done of this.#waiters.splice(0)) done();
  }

  async #settle(): Promise<void> {
    const done = new Promise<void>((resolve) => this.#waiters.push(resolve));
    await this.resume();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const enough = new Promise((resolve) => {
      timer = setTimeout(resolve, PATIENCE);
    });
    await Promise.race([done, enough]);
    clearTimeout(timer); // a running timer keeps the object in memory, and its time is paid for
  }
}
