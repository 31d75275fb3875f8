import { DIRECTORY_AT } from './directory.ts';

/** What is behind the directory of an archive of more than 65,534 files or 4 GB, in front of its end (PKWARE's APPNOTE, 4.3.14, 4.3.15). */
export const END64 = 0x06064b50;
export const END64_BYTES = 56;
export const LOCATOR = 0x07064b50;
export const LOCATOR_BYTES = 20;

/** How many files an archive has, and where its directory is. */
export interface Directory {
  readonly count: number;
  readonly at: number;
}

/** What the end of an archive says of its directory; undefined where it refers to what is not there. `end` is the offset of the end. */
export function directoryAt(view: DataView, end: number): Directory | undefined {
  const plain = { count: view.getUint16(end + 10, true), at: view.getUint32(end + DIRECTORY_AT, true) };
  if (plain.count !== 0xffff && plain.at !== 0xffffffff) return plain;
  const locator = end - LOCATOR_BYTES;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR) return plain;
  const at = offset(view, locator + 8);
  if (at + END64_BYTES > locator || view.getUint32(at, true) !== END64) return undefined;
  return { count: offset(view, at + 32), at: offset(view, at + 48) };
}

/** A number of 64 bits. Above 2^53 it is not exact, and no archive is that long. */
const offset = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));
