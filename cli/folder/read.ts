import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isText, kindOf } from '../../schema/file.ts';
import { CliError, EXIT } from '../frame/exit.ts';
import { codeOf } from '../frame/trouble.ts';
import { type Found, isAsFound, scanPath } from './scan.ts';

/** Tries at a file that changes while it is read. */
const TRIES = 5;

export const hashOf = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** What a site takes of a file. */
export interface Content {
  readonly bytes: Buffer;
  readonly hash: string;
  /** Where its lines end in CRLF: the same with LF, which is what a site takes when nothing else says so. */
  readonly lf?: { readonly bytes: Buffer; readonly hash: string };
}

/** Reads a file of the site whole: as it was at one time, never half of an old and half of a new one. */
export function readWhole(folder: string, { path }: Pick<Found, 'path'>): Content {
  for (let tries = 0; tries < TRIES; tries++) {
    const found = scanPath(folder, path).files.get(path);
    if (!found) throw gone(path);
    const content = readFound(found);
    if (content) return content;
  }
  throw new CliError(`${path} changes while it is read: something is writing to it.`, {
    code: 'file_changes',
    exit: EXIT.found,
    next: 'Wait for it to end, then run the same command again.',
  });
}

/** The same of a file that was found a moment ago; undefined where it is another by now, or gone. */
export function readFound(found: Found): Content | undefined {
  try {
    const bytes = readFileSync(found.file);
    return isAsFound(found) ? contentOf(found.path, bytes) : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export function contentOf(path: string, bytes: Buffer): Content {
  const content = { bytes, hash: hashOf(bytes) };
  if (!isText(kindOf(path)) || !bytes.includes('\r\n')) return content;
  const lf = Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  return { ...content, lf: { bytes: lf, hash: hashOf(lf) } };
}

/** The text of bytes; undefined where they are not UTF-8. A byte order mark stays. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function gone(path: string): CliError {
  return new CliError(`${path} went away while it was read.`, {
    code: 'file_changes',
    exit: EXIT.found,
    next: 'Run the same command again.',
  });
}
