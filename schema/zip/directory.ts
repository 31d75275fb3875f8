/** What a zip's directory says of a file (PKWARE's APPNOTE, 4.3.12). Nothing of it is checked. */
export interface DirectoryEntry {
  readonly name: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  /** Bytes as packed and unpacked. */
  readonly packed: number;
  readonly size: number;
  /** Attributes for the system that packed it. */
  readonly attributes: number;
  /** Offset of the header in front of its bytes. */
  readonly local: number;
  /** Offset of the next entry. */
  readonly next: number;
}

/** The signature of what is behind the directory (4.3.16). */
export const END = 0x06054b50;
/** Its bytes without a comment, and where in it the directory's offset is. */
export const END_BYTES = 22;
export const DIRECTORY_AT = 16;

/** The signatures of an entry (4.3.12) and of the header in front of its bytes (4.3.7), and their bytes without a name. */
export const ENTRY = 0x02014b50;
export const ENTRY_BYTES = 46;
export const LOCAL = 0x04034b50;
export const LOCAL_BYTES = 30;

/** The directory's entry at an offset; undefined where there is none before `end`. */
export function directoryEntry(view: DataView, at: number, end: number): DirectoryEntry | undefined {
  if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY) return undefined;
  const short = (place: number) => view.getUint16(at + place, true);
  const long = (place: number) => view.getUint32(at + place, true);
  const length = short(28);
  const start = at + ENTRY_BYTES;
  const room = Math.max(0, Math.min(length, view.byteLength - start));
  return {
    name: new Uint8Array(view.buffer, view.byteOffset + start, room),
    flags: short(8),
    method: short(10),
    crc: long(16),
    packed: long(20),
    size: long(24),
    attributes: long(38),
    local: long(42),
    next: start + length + short(30) + short(32),
  };
}
