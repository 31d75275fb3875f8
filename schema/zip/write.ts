import { crc32 } from './crc32.ts';
import { DIRECTORY_AT, END, END_BYTES, ENTRY, ENTRY_BYTES, LOCAL, LOCAL_BYTES } from './directory.ts';
import { END64, END64_BYTES, LOCATOR, LOCATOR_BYTES } from './end64.ts';

/** The largest count of files and the largest offset that an archive holds without Zip64 (PKWARE's APPNOTE, 4.4.1.4). */
const MOST = { files: 0xfffe, offset: 0xfffffffe };

/** An offset in an extra field (4.5.3): its id, its length and the offset. */
const EXTRA = 12;

/** Names are in UTF-8 (4.4.4); versions of the format that a reader has to know (4.4.3). */
const UTF8 = 1 << 11;
const VERSION = { plain: 20, zip64: 45 };
/** 1 January 1980: a zip's times have no zone. */
const DAY_ONE = 0x21;

/** What goes into an archive. */
export interface Contents {
  readonly files: number;
  /** Of all files together. */
  readonly bytes: number;
  /** Of their paths in UTF-8. */
  readonly characters: number;
}

/** Writes an archive piece by piece, without packing: what is in it need not be held, but for its directory. */
export class ZipWriter {
  readonly #far: boolean;
  readonly #large: boolean;
  readonly #directory = new Pieces();
  #count = 0;
  #at = 0;

  /** `contents` is what will be added. */
  constructor(contents: Contents) {
    this.#far = isFar(contents);
    this.#large = isLarge(contents);
  }

  /** The bytes that stand for a file in the archive, in front of its own. */
  header(path: string, bytes: Uint8Array): Uint8Array {
    const name = new TextEncoder().encode(path);
    const crc = crc32(bytes);
    const header = new Uint8Array(LOCAL_BYTES + name.length);
    const view = new DataView(header.buffer);
    view.setUint32(0, LOCAL, true);
    describe(view, 4, { name, crc, size: bytes.length, version: this.#version });
    header.set(name, LOCAL_BYTES);
    this.#directory.add(this.#entry(name, crc, bytes.length));
    this.#count += 1;
    this.#at += header.length + bytes.length;
    return header;
  }

  /** The pieces behind the last file. */
  *end(): Generator<Uint8Array> {
    const start = this.#at;
    let size = 0;
    for (const piece of this.#directory.all()) {
      size += piece.length;
      yield piece;
    }
    const count = this.#count;
    if (this.#large) yield end64(count, size, start);
    yield endOf(count, size, start);
  }

  get #version(): number {
    return this.#far ? VERSION.zip64 : VERSION.plain;
  }

  #entry(name: Uint8Array, crc: number, size: number): Uint8Array {
    const extra = this.#far ? EXTRA : 0;
    const entry = new Uint8Array(ENTRY_BYTES + name.length + extra);
    const view = new DataView(entry.buffer);
    view.setUint32(0, ENTRY, true);
    view.setUint16(4, this.#version, true);
    describe(view, 6, { name, crc, size, version: this.#version });
    view.setUint16(30, extra, true);
    view.setUint32(42, this.#far ? 0xffffffff : this.#at, true);
    entry.set(name, ENTRY_BYTES);
    if (!this.#far) return entry;
    view.setUint16(ENTRY_BYTES + name.length, 1, true);
    view.setUint16(ENTRY_BYTES + name.length + 2, 8, true);
    view.setBigUint64(ENTRY_BYTES + name.length + 4, BigInt(this.#at), true);
    return entry;
  }
}

/** Bytes of a piece of the directory. */
const PIECE = 64 * 1024;

/** Many short parts one behind the other in few pieces: each by itself would take three times as much. */
class Pieces {
  readonly #whole: Uint8Array[] = [];
  #last = new Uint8Array(PIECE);
  #used = 0;

  /** None is longer than a piece. */
  add(part: Uint8Array): void {
    if (this.#used + part.length > PIECE) {
      this.#whole.push(this.#last.subarray(0, this.#used));
      this.#last = new Uint8Array(PIECE);
      this.#used = 0;
    }
    this.#last.set(part, this.#used);
    this.#used += part.length;
  }

  *all(): Generator<Uint8Array> {
    yield* this.#whole;
    if (this.#used > 0) yield this.#last.subarray(0, this.#used);
  }
}

interface Described {
  readonly name: Uint8Array;
  readonly crc: number;
  readonly size: number;
  readonly version: number;
}

/** What both headers of a file say, in the same order. */
function describe(view: DataView, at: number, { name, crc, size, version }: Described): void {
  view.setUint16(at, version, true);
  view.setUint16(at + 2, UTF8, true);
  view.setUint16(at + 8, DAY_ONE, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, size, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, name.length, true);
}

function end64(count: number, size: number, start: number): Uint8Array {
  const bytes = new Uint8Array(END64_BYTES + LOCATOR_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, END64, true);
  view.setBigUint64(4, BigInt(END64_BYTES - 12), true);
  view.setUint16(12, VERSION.zip64, true);
  view.setUint16(14, VERSION.zip64, true);
  view.setBigUint64(24, BigInt(count), true);
  view.setBigUint64(32, BigInt(count), true);
  view.setBigUint64(40, BigInt(size), true);
  view.setBigUint64(48, BigInt(start), true);
  view.setUint32(END64_BYTES, LOCATOR, true);
  view.setBigUint64(END64_BYTES + 8, BigInt(start + size), true);
  view.setUint32(END64_BYTES + 16, 1, true);
  return bytes;
}

function endOf(count: number, size: number, start: number): Uint8Array {
  const bytes = new Uint8Array(END_BYTES);
  const view = new DataView(bytes.buffer);
  const files = Math.min(count, 0xffff);
  view.setUint32(0, END, true);
  view.setUint16(8, files, true);
  view.setUint16(10, files, true);
  view.setUint32(12, Math.min(size, 0xffffffff), true);
  view.setUint32(DIRECTORY_AT, Math.min(start, 0xffffffff), true);
  return bytes;
}

/** Bytes of an archive, so that whoever gets it can tell that it is cut off. */
export function archiveSize(contents: Contents): number {
  const extra = isFar(contents) ? contents.files * EXTRA : 0;
  return plainSize(contents) + extra + (isLarge(contents) ? END64_BYTES + LOCATOR_BYTES : 0);
}

const plainSize = ({ files, bytes, characters }: Contents): number =>
  files * (LOCAL_BYTES + ENTRY_BYTES) + bytes + 2 * characters + END_BYTES;

/** Whether offsets need 64 bits. */
const isFar = (contents: Contents): boolean => plainSize(contents) > MOST.offset;

const isLarge = (contents: Contents): boolean => contents.files > MOST.files || isFar(contents);
