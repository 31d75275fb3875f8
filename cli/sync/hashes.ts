import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Content, readFound, readWhole } from '../folder/read.ts';
import { type Found, isSettled } from '../folder/scan.ts';
import type { Hashes } from './compare.ts';
import { OWN_FOLDER, writeOwn } from './state.ts';

/** A line a file: path, stamp, hash, and where its lines end in CRLF the hash with LF; tabs between them. */
const PATH = `${OWN_FOLDER}/hashes.tsv`;

interface KnownFile {
  /** Empty where it can't be relied on: the file is read again next time. */
  readonly stamp: string;
  readonly hash: string;
  readonly lf?: string | undefined;
}

/** Hashes of a folder's files. A file whose stamp is known is not read again. */
export class FolderHashes {
  readonly #folder: string;
  #known: Map<string, KnownFile>;
  #changed = false;

  constructor(folder: string) {
    this.#folder = folder;
    this.#known = readCache(folder);
  }

  /** Of all files. `base` and `there` decide for texts with CRLF: their own hash counts where either side has it, else that with LF. */
  of(
    files: ReadonlyMap<string, Found>,
    base: Hashes,
    there: Hashes,
    each?: (done: number) => void,
  ): Map<string, string> {
    const found = new Map<string, string>();
    for (const [path, file] of files) {
      found.set(path, this.one(file, base.get(path), there.get(path)));
      each?.(found.size);
    }
    return found;
  }

  one(file: Found, base: string | undefined, there: string | undefined): string {
    const { hash, lf } = this.#look(file);
    return lf === undefined || hash === base || hash === there ? hash : lf;
  }

  /** Whether its lines end in CRLF. */
  hasCrlf(path: string): boolean {
    return this.#known.get(path)?.lf !== undefined;
  }

  #look(file: Found): KnownFile {
    const known = this.#known.get(file.path);
    if (known?.stamp === file.stamp) return known;
    const now = Date.now();
    const { hash, lf } = readFound(file) ?? readWhole(this.#folder, file);
    const found = { stamp: isSettled(file, now) ? file.stamp : '', hash, lf: lf?.hash };
    this.#known.set(file.path, found);
    this.#changed = true;
    return found;
  }

  /** Keeps what was learned for the next command. */
  save(files: ReadonlyMap<string, Found>): void {
    if (!this.#changed && this.#known.size === files.size) return;
    const kept = [...this.#known].filter(([path, { stamp }]) => files.has(path) && stamp !== '');
    this.#known = new Map(kept);
    const lines = kept.map(([path, { stamp, hash, lf }]) =>
      [path, stamp, hash, ...(lf === undefined ? [] : [lf])].join('\t'),
    );
    writeOwn(this.#folder, PATH, lines.map((line) => `${line}\n`).join(''));
    this.#changed = false;
  }
}

/** The bytes that go up for a file whose hash was taken as `hash`; undefined where it has changed since. */
export function contentFor(folder: string, path: string, hash: string): Content['bytes'] | undefined {
  const content = readWhole(folder, { path });
  if (content.hash === hash) return content.bytes;
  return content.lf?.hash === hash ? content.lf.bytes : undefined;
}

/** Only a cache: of a line that is not as we write it nothing is known, and the file is read again. */
function readCache(folder: string): Map<string, KnownFile> {
  const path = join(folder, PATH);
  const known = new Map<string, KnownFile>();
  if (!existsSync(path)) return known;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [name = '', stamp = '', hash = '', lf] = line.split('\t');
    if (isHash(hash) && (lf === undefined || isHash(lf))) known.set(name, { stamp, hash, lf });
  }
  return known;
}

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
