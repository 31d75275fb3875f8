import { ProblemError } from '../../../schema/api/problem.ts';
import { crc32 } from '../../../schema/zip/crc32.ts';
import {
  type DirectoryEntry,
  directoryEntry,
  END,
  END_BYTES,
  LOCAL,
  LOCAL_BYTES,
} from '../../../schema/zip/directory.ts';
import { directoryAt } from '../../../schema/zip/end64.ts';

/** What an archive may hold. Its directory's claims are checked against these limits, and its bytes against the claims. */
export interface ZipLimits {
  readonly entries: number;
  /** Bytes of all files together, unpacked. */
  readonly total: number;
  /** Bytes that a file of this name may have. */
  file(name: string): number;
}

/** A file in an archive, not unpacked yet. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes when unpacked, as the archive claims; unpacking checks it. */
  readonly size: number;
  unpack(): Promise<Uint8Array<ArrayBuffer>>;
}

const SYMLINK = 0xa000;
const TYPE = 0xf000;

/**
 * Reads an archive's directory (PKWARE's APPNOTE, 4.3). Refuses, before anything is unpacked: encrypted and linked entries,
 * names that are not UTF-8 or occur twice, other methods than stored and deflated, files of Zip64, and what is over a limit.
 */
export function readZip(bytes: Uint8Array<ArrayBuffer>, limits: ZipLimits): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const directory = directoryAt(view, end);
  if (!directory) throw damaged('its directory is not where it says');
  const { count } = directory;
  if (count > limits.entries) throw tooMuch(`${count} entries`, limits.entries, 'zip_entries');
  const seen = new Set<string>();
  const entries: ZipEntry[] = [];
  let { at } = directory;
  let total = 0;
  for (let n = 0; n < count; n++) {
    const listed = directoryEntry(view, at, end);
    if (!listed) throw damaged('its directory is cut off');
    const entry = readEntry(bytes, view, listed);
    at = listed.next;
    if (seen.has(entry.name)) throw refuse(entry.name, 'is in the archive twice', 'zip_duplicate');
    seen.add(entry.name);
    if (entry.name.endsWith('/')) continue;
    total += entry.size;
    if (entry.size > limits.file(entry.name))
      throw tooMuch(`${entry.name} of ${entry.size} bytes`, limits.file(entry.name), 'file_size');
    if (total > limits.total) throw tooMuch(`${total} bytes unpacked`, limits.total, 'zip_total');
    entries.push(entry);
  }
  return entries;
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - END_BYTES; at >= 0 && at > view.byteLength - END_BYTES - 0xffff; at--)
    if (view.getUint32(at, true) === END) return at;
  throw damaged('it has no directory');
}

function readEntry(bytes: Uint8Array<ArrayBuffer>, view: DataView, listed: DirectoryEntry): ZipEntry {
  const { flags, method, crc, packed, size, attributes, local } = listed;
  const name = readName(listed.name);
  if (flags & 1) throw refuse(name, 'is encrypted', 'zip_encrypted');
  if (((attributes >>> 16) & TYPE) === SYMLINK) throw refuse(name, 'is a symbolic link', 'zip_symlink');
  if (method !== 0 && method !== 8)
    throw refuse(name, `is packed with method ${method}; use deflate`, 'zip_method');
  if ([packed, size, local].includes(0xffffffff)) throw refuse(name, 'needs Zip64', 'zip64');
  return {
    name,
    size,
    unpack: () => unpack(name, contentOf(bytes, view, name, local, packed), method, size, crc),
  };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readName(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw refuse('An entry', 'has a name that is not UTF-8', 'zip_encoding');
  }
}

function contentOf(
  bytes: Uint8Array<ArrayBuffer>,
  view: DataView,
  name: string,
  local: number,
  packed: number,
) {
  if (local + LOCAL_BYTES > bytes.byteLength || view.getUint32(local, true) !== LOCAL)
    throw damaged(`${name} is not where it says`);
  const start = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed > bytes.byteLength) throw damaged(`${name} is cut off`);
  return bytes.subarray(start, start + packed);
}

/** Unpacks as far as `size`, and not a byte further. */
async function unpack(
  name: string,
  packed: Uint8Array<ArrayBuffer>,
  method: number,
  size: number,
  crc: number,
) {
  const out = method === 0 ? packed.slice() : await inflate(name, packed, size);
  if (out.byteLength !== size) throw damaged(`${name} has not the size that the archive claims`);
  if (crc32(out) !== crc) throw damaged(`${name} has another checksum than the archive says`);
  return out;
}

async function inflate(name: string, packed: Uint8Array<ArrayBuffer>, size: number) {
  const out = new Uint8Array(size);
  let at = 0;
  try {
    for await (const chunk of new Blob([packed])
      .stream()
      .pipeThrough(new DecompressionStream('deflate-raw'))) {
      if (at + chunk.byteLength > size) throw damaged(`${name} has not the size that the archive claims`);
      out.set(chunk, at);
      at += chunk.byteLength;
    }
  } catch (error) {
    throw error instanceof ProblemError ? error : damaged(`${name} cannot be unpacked`);
  }
  return out.subarray(0, at);
}

const refuse = (name: string, why: string, rule: string) =>
  new ProblemError('invalid', `${name} ${why}. Nothing was imported.`, { rule, path: name });

const damaged = (why: string) =>
  new ProblemError('invalid', `This is not a whole zip archive: ${why}. Nothing was imported.`, {
    rule: 'zip',
  });

/** What takes more than an archive may have. */
export const INSTEAD =
  'Bring a larger site with the command line: unpack the archive, and run `meniscus push` in its folder.';

const tooMuch = (what: string, limit: number, rule: string) =>
  new ProblemError(
    'too_large',
    `The archive has ${what}; ${limit} are allowed. Nothing was imported. ${rule === 'file_size' ? '' : INSTEAD}`.trim(),
    { limit, rule },
  );
