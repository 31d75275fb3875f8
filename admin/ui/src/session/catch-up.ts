interface Reads {
  /** The draft's ETag as of which the files were read; undefined while they were not. */
  readAt(): string | undefined;
  /** Reads how the site is now; answers the draft's ETag. */
  now(): Promise<string | undefined>;
  /** Reads all of it again. */
  all(): Promise<void>;
}

/** Reads what happened while nobody listened: before the first connection opened, and between two connections. */
export class CatchUp {
  readonly #reads: Reads;
  #isFirst = true;
  #heard = 0;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** Call when somebody's save is heard of. */
  heard(): void {
    this.#heard += 1;
  }

  /** Call when a connection has opened: what is saved from then on is heard of. */
  async opened(): Promise<void> {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    const known = this.#reads.readAt();
    // Files that were not read yet will be read with all that was saved by then.
    if (isFirst && (known === undefined || (await this.#reads.now()) === known)) return;
    let before: number;
    // What was asked for before a save may come after it, and would put the file back as it was.
    do {
      before = this.#heard;
      await this.#reads.all();
    } while (this.#heard !== before);
  }
}
