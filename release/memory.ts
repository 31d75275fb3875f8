/** Bytes of an entry itself, and of one character of its key, which may have many: roughly. */
const ENTRY = 200;
const CHARACTER = 2;

interface Entry {
  readonly value: unknown;
  readonly bytes: number;
  /** Whether it was got since it was last looked at for something to let go. */
  used: boolean;
}

/**
 * What an isolate remembers, up to a number of bytes: what was not used lately goes first. Sizes are estimates given by the
 * caller; keys are counted here, as some are what a visitor asked for. A value larger than the whole is not kept. A Map keeps insertion order: the clock of a second-chance cache, in
 * which a look-up costs a look-up, and only room that is needed moves anything.
 */
export class Lru {
  readonly #entries = new Map<string, Entry>();
  readonly #limit: number;
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The caller knows the type from the kind of key. */
  get<T>(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    entry.used = true;
    return entry.value as T; // one kind of value under one kind of key
  }

  set(key: string, value: unknown, size: number): void {
    this.delete(key);
    const bytes = size + ENTRY + CHARACTER * key.length;
    if (bytes > this.#limit) return;
    this.#entries.set(key, { value, bytes, used: false });
    this.#bytes += bytes;
    if (this.#bytes > this.#limit) this.#makeRoom(key);
  }

  /** Lets go of what was not used since it was last looked at here; what was used is looked at again later. */
  #makeRoom(newest: string): void {
    // What is set again during the loop comes up again, not used any more: so it ends.
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= this.#limit) return;
      if (!entry.used && key !== newest) {
        this.delete(key);
        continue;
      }
      entry.used = false;
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}
