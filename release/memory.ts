/** Bytes of an entry itself, and of one character of its key, which may have many: roughly. */
const ENTRY = 200;
const CHARACTER = 2;

interface Entry {
  readonly value: unknown;
  readonly bytes: number;
  /** Whether it was read since room was last made. */
  used: boolean;
}

/**
 * What an isolate remembers, up to a number of bytes; what was not used lately goes first. Sizes of values are estimates of the
 * caller. Keys are counted here, since some come from visitors. A value larger than the whole is not kept. It is a
 * second-chance cache over a Map, which keeps insertion order: a look-up moves nothing, only making room does.
 */
export class Lru {
  private readonly entries: Map<string, Entry>;
  private readonly limit: number;
  private size: number;

  constructor(limit: number) {
    this.entries = new Map();
    this.limit = limit;
    this.size = 0;
  }

  get bytes(): number {
    return this.size;
  }

  /** The caller knows the type from the kind of key. */
  get<T>(key: string): T | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    entry.used = true;
    return entry.value as T; // one kind of value under one kind of key
  }

  set(key: string, value: unknown, size: number): void {
    this.delete(key);
    const bytes = size + ENTRY + CHARACTER * key.length;
    if (bytes > this.limit) return;
    this.entries.set(key, { value, bytes, used: false });
    this.size += bytes;
    if (this.size > this.limit) this.makeRoom(key);
  }

  /** Removes what was not read since the last time; what was read moves to the end. */
  private makeRoom(newest: string): void {
    // What moves to the end comes up again in this loop and is unused then, so the loop ends.
    for (const [key, entry] of this.entries) {
      if (this.size <= this.limit) return;
      if (!entry.used && key !== newest) {
        this.delete(key);
        continue;
      }
      entry.used = false;
      this.entries.delete(key);
      this.entries.set(key, entry);
    }
  }

  delete(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.size -= entry.bytes;
  }
}
