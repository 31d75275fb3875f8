/** Bytes that are written at once. */
const ROOM = 64 * 1024;
/** Bytes of a UTF-16 unit in UTF-8, at the most. */
const OF_UNIT = 3;

/**
 * Writes parts as pieces of one length. A buffer of its own for each would lie about until V8 has 64 MB of them: it does not see them as a
 * part of its heap.
 */
export class Batches {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #room = new Uint8Array(ROOM);
  #used = 0;

  constructor(writer: WritableStreamDefaultWriter<Uint8Array>) {
    this.#writer = writer;
  }

  /** The part may be changed once this is done. */
  async write(part: Uint8Array): Promise<void> {
    for (let at = 0; at < part.length; ) {
      if (this.#used === ROOM) await this.flush();
      const piece = part.subarray(at, at + ROOM - this.#used);
      this.#room.set(piece, this.#used);
      this.#used += piece.length;
      at += piece.length;
    }
  }

  /** What is written is a copy: a stream may read it later. */
  async flush(): Promise<void> {
    if (this.#used === 0) return;
    const piece = this.#room.slice(0, this.#used);
    this.#used = 0;
    await this.#writer.write(piece);
  }
}

/** Texts as UTF-8, short ones in one buffer: what it gave of one is gone with the next. */
export class ShortTexts {
  readonly #encoder = new TextEncoder();
  readonly #room = new Uint8Array(ROOM);

  bytes(text: string): Uint8Array {
    if (text.length * OF_UNIT > ROOM) return this.#encoder.encode(text);
    return this.#room.subarray(0, this.#encoder.encodeInto(text, this.#room).written);
  }
}
