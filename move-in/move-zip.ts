import { zipSync } from 'fflate';
import { readPath } from '../schema/file.ts';
import { messageOf } from '../schema/message-of.ts';
import { kindOf } from './kind-of.ts';
import { moveIn } from './move-in.ts';
import type { SassCompiler } from './moved.ts';
import type { Kind, Report } from './report.ts';
import type { Source } from './source.ts';
import { namesIn } from './zip-directory.ts';
import { zipSource } from './zip-source.ts';

/** A zip of another system's site, as a zip of a site of Meniscus. */
export interface MovedZip {
  readonly zip: Uint8Array<ArrayBuffer>;
  /** Says what it was, too. */
  readonly report: Report;
}

/** What is asked of a move. */
export interface ZipMove {
  /** What messages call it. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What it is, where that was said. */
  readonly kind?: Kind | undefined;
  /** Loads what compiles Sass: megabytes, which only a site with such style sheets needs. */
  readonly loadSass?: () => Promise<SassCompiler>;
}

/**
 * Moves what is in a zip; undefined where it can be imported as it is: a site of Meniscus, or a part of one. Throws a sentence for a zip
 * that can't be read, and for what is nothing that can be moved.
 */
export async function moveZip(
  bytes: Uint8Array,
  { name, now, kind: said, loadSass }: ZipMove,
): Promise<MovedZip | undefined> {
  const source = sourceIn(bytes, name);
  const kind = said ?? whatItIs(source, bytes, name);
  if (kind === undefined) return undefined;
  const hasSass = source.files.some(({ path }) => /\.s[ac]ss$/i.test(path));
  const sass = hasSass ? await loadSass?.() : undefined;
  const { files, report } = await moveIn(source, kind, { now, ...(sass && { sass }) });
  const packed: Record<string, Uint8Array> = Object.create(null);
  for (const [path, file] of files)
    packed[path] = 'text' in file ? new TextEncoder().encode(file.text) : await source.read(file.copy);
  return { zip: zipSync(packed, { level: 1 }), report };
}

function sourceIn(bytes: Uint8Array, name: string): Source {
  try {
    return zipSource(bytes);
  } catch (error) {
    throw new Error(`${name} can't be read: ${messageOf(error)}.`);
  }
}

function whatItIs(source: Source, bytes: Uint8Array, name: string): Kind | undefined {
  const found = kindOf(source, name);
  if ('kind' in found) {
    if (found.kind === 'meniscus') return namesIn(bytes).every(isPath) ? undefined : 'meniscus';
    return found.kind === 'html' && isPart(source) ? undefined : found.kind;
  }
  // Pictures below assets/, say: names that are none are what the import has words for.
  if (found.why === 'nothing' && source.files.some(({ path }) => isPath(path))) return undefined;
  throw new Error(`${found.message} ${TO_DO[found.why]}`);
}

const TO_DO = {
  two: 'Choose what it is.',
  other: 'Build it, and zip the folder with the HTML that it was built to.',
  nothing: 'Zip the folder that has _config.yml, index.html or site.yaml in it, or choose what it is.',
} as const;

const isPath = (path: string): boolean => 'kind' in readPath(path);

/** Whether it has a template or entry of ours: then its pages of HTML are files of that site. */
const isPart = ({ files }: Source): boolean =>
  files.some(({ path }) => {
    const read = readPath(path);
    return 'kind' in read && !/^(?:asset|data|sample)$/.test(read.kind);
  });
