import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type Content, readWhole } from '../folder/read.ts';
import type { Found } from '../folder/scan.ts';
import type { Hashes } from './compare.ts';
import { OWN_FOLDER, writeOwn } from './state.ts';

const PATH = `${OWN_FOLDER}/hashes.json`;
/** Milliseconds: a file that was changed so shortly before it was read may change again without another stamp. */
const FRESH = 2_000;

/** Stamp, hash, and the hash with LF where lines end in CRLF. */
const cacheSchema = z.record(
  z.string(),
  z.union([z.tuple([z.string(), z.string()]), z.tuple([z.string(), z.string(), z.string()])]),
);

/** Hashes of a folder's files. A file whose stamp is known is not read again. */
export class FolderHashes {
  readonly #folder: string;
  #known: Map<string, readonly [stamp: string, hash: string, lf?: string]>;
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
    const [, hash, lf] = this.#look(file);
    return lf === undefined || hash === base || hash === there ? hash : lf;
  }

  /** Whether its lines end in CRLF. */
  hasCrlf(path: string): boolean {
    return this.#known.get(path)?.[2] !== undefined;
  }

  #look(file: Found): readonly [stamp: string, hash: string, lf?: string] {
    const known = this.#known.get(file.path);
    if (known?.[0] === file.stamp) return known;
    const { hash, lf } = readWhole(this.#folder, file);
    const entry = lf ? ([file.stamp, hash, lf.hash] as const) : ([file.stamp, hash] as const);
    // Without a stamp that can be relied on, it is read again next time.
    const isFresh = Date.now() - file.modified < FRESH;
    this.#known.set(
      file.path,
      isFresh ? (['', entry[1], ...(lf ? [lf.hash] : [])] as unknown as typeof entry) : entry,
    );
    this.#changed = true;
    return entry;
  }

  /** Keeps what was learned for the next command. */
  save(files: ReadonlyMap<string, Found>): void {
    if (!this.#changed && this.#known.size === files.size) return;
    const kept = [...this.#known].filter(([path, [stamp]]) => files.has(path) && stamp !== '');
    this.#known = new Map(kept);
    writeOwn(this.#folder, PATH, JSON.stringify(Object.fromEntries(kept)));
    this.#changed = false;
  }
}

/** The bytes that go up for a file whose hash was taken as `hash`; undefined where it has changed since. */
export function contentFor(folder: string, path: string, hash: string): Content['bytes'] | undefined {
  const content = readWhole(folder, { path });
  if (content.hash === hash) return content.bytes;
  return content.lf?.hash === hash ? content.lf.bytes : undefined;
}

function readCache(folder: string): Map<string, readonly [string, string, string?]> {
  const path = join(folder, PATH);
  if (!existsSync(path)) return new Map();
  try {
    return new Map(Object.entries(z.parse(cacheSchema, JSON.parse(readFileSync(path, 'utf8')))));
  } catch {
    return new Map(); // only a cache: everything is read again
  }
}
