/** Bytes that are read of a value at once, where nobody says how many. */
const ROOM = 64 * 1024;

export interface Piece {
  readonly bytes: Uint8Array;
  readonly last: boolean;
}

/**
 * Reads values of Workers KV into a buffer of its own. A buffer for each value would lie about until V8 has 64 MB of them. One value at a time:
 * what it gave is gone with what it reads next.
 */
export class ValueReader {
  #buffer = new ArrayBuffer(0);

  /** The bytes of a value in pieces of so many, of which the last, which is told, may have fewer. An empty value is one piece. */
  async *pieces(value: ReadableStream<Uint8Array>, size: number): AsyncGenerator<Piece> {
    const reader = value.getReader({ mode: 'byob' });
    try {
      for (let from = 0; ; from = 1) {
        // With a byte of the next one, if there is any.
        const used = await this.#fill(reader, from, size + 1);
        const last = used <= size;
        yield { bytes: new Uint8Array(this.#buffer, 0, last ? used : size), last };
        if (last) return;
        new Uint8Array(this.#buffer).copyWithin(0, size, used);
      }
    } finally {
      // Where nobody wants the rest.
      await reader.cancel();
    }
  }

  /** All bytes of a value. */
  async whole(value: ReadableStream<Uint8Array>): Promise<Uint8Array> {
    const reader = value.getReader({ mode: 'byob' });
    let used = 0;
    for (let size = Math.max(ROOM, this.#buffer.byteLength); ; size *= 2) {
      used = await this.#fill(reader, used, size);
      if (used < size) return new Uint8Array(this.#buffer, 0, used);
    }
  }

  /** Reads from one place on until there are `size` bytes, or the value ends. Returns how many there are. */
  async #fill(reader: ReadableStreamBYOBReader, from: number, size: number): Promise<number> {
    if (this.#buffer.byteLength < size) {
      const larger = new Uint8Array(size);
      larger.set(new Uint8Array(this.#buffer, 0, from));
      this.#buffer = larger.buffer;
    }
    let used = from;
    while (used < size) {
      // The buffer goes with the question, and comes back with the answer.
      const { value, done } = await reader.read(new Uint8Array(this.#buffer, used, size - used));
      this.#buffer = value?.buffer ?? new ArrayBuffer(size);
      if (done) break;
      used += value.byteLength;
    }
    return used;
  }
}
