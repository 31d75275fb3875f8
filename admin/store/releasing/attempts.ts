import type { Meta } from '../tables/meta.ts';

/** Restarts of the object in one step of a publish after which the publish is given up. */
export const RESTARTS = 3;

interface Begun {
  readonly step: string;
  /** Times that it was begun, the last one included. */
  readonly times: number;
  /** What of it was being done. */
  readonly where: string;
}

/**
 * Notes which step of a publish was begun and has not ended, on disk before anything of it is done: a step that resets the
 * object, by its CPU time or its memory, throws nothing that could be caught.
 */
export class Attempts {
  readonly #storage: DurableObjectStorage;
  readonly #meta: Meta;

  constructor(storage: DurableObjectStorage, meta: Meta) {
    this.#storage = storage;
    this.#meta = meta;
  }

  /** Begins a step; gives how often it was begun before and never ended, and where it was then. */
  async begin(step: string): Promise<{ cut: number; where: string }> {
    const before = this.#read();
    const known = before?.step === step ? before : undefined;
    const cut = known?.times ?? 0;
    await this.#write({ step, times: cut + 1, where: known?.where ?? '' });
    return { cut, where: known?.where ?? '' };
  }

  /** Notes what of the step is done next. */
  async note(where: string): Promise<void> {
    const begun = this.#read();
    if (begun) await this.#write({ ...begun, where });
  }

  end(): void {
    this.#storage.sql.exec("DELETE FROM meta WHERE key = 'begun'");
  }

  /** What is written in one turn is lost when that turn resets the object: `sync` waits until it is on disk. */
  async #write(begun: Begun): Promise<void> {
    this.#meta.set('begun', JSON.stringify(begun));
    await this.#storage.sync();
  }

  #read(): Begun | undefined {
    const text = this.#meta.text('begun');
    return text === undefined ? undefined : (JSON.parse(text) as Begun); // written by #write
  }
}
