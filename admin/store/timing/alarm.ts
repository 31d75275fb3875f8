/** Does a part of some work. Returns the milliseconds after which to call again; undefined when nothing is left. */
export type AlarmJob = () => Promise<number | undefined> | number | undefined;

/** The one alarm of an object, shared by all that has to happen later: each brings its job, and says when it is needed. */
export class Alarm {
  readonly #storage: DurableObjectStorage;
  readonly #jobs: AlarmJob[] = [];

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  add(job: AlarmJob): void {
    this.#jobs.push(job);
  }

  /** Calls every job once, in the order in which they came, and sets the alarm for the one that has to go on first. */
  async ring(): Promise<void> {
    let wait = Number.POSITIVE_INFINITY;
    for (const job of this.#jobs) wait = Math.min(wait, (await job()) ?? Number.POSITIVE_INFINITY);
    if (wait !== Number.POSITIVE_INFINITY) await this.#storage.setAlarm(Date.now() + wait);
  }

  /** Sees to it that it rings at once. */
  now(): Promise<void> {
    return this.#storage.setAlarm(Date.now());
  }

  /** Sees to it that it rings at this time (milliseconds since the epoch) or before. */
  async by(at: number): Promise<void> {
    const set = await this.#storage.getAlarm();
    if (set === null || set > at) await this.#storage.setAlarm(at);
  }
}
