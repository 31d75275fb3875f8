interface Reads {
  /** Reads these files again. */
  some(paths: readonly string[]): Promise<void>;
  /** Reads all files again, unless they were read as of this draft. */
  all(draft: string): Promise<void>;
  /** Returns when it is this editor's turn: many hear of the same save. */
  turn(): Promise<void>;
}

/** More changed files than this are read anew as a whole. */
const MOST = 20;

/** Reads what others have saved: once for all saves that are heard of while it reads, so that many in a row are not as many readings of a large site. */
export class SavedSince {
  readonly #reads: Reads;
  #paths = new Set<string>();
  #draft = '';
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** Call for each save. Returns when what it saved was read. */
  heard(paths: readonly string[], draft: string): Promise<void> {
    for (const path of paths) this.#paths.add(path);
    this.#draft = draft;
    this.#next ??= this.#last.catch(() => undefined).then(() => this.#read());
    return this.#next;
  }

  async #read(): Promise<void> {
    if (this.#paths.size > MOST) await this.#reads.turn();
    const paths = [...this.#paths];
    const draft = this.#draft;
    this.#paths = new Set();
    this.#last = this.#next ?? this.#last;
    this.#next = undefined;
    await (paths.length > MOST ? this.#reads.all(draft) : this.#reads.some(paths));
  }
}
