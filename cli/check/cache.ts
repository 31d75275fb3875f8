import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { finding } from '../../site/check/finding.ts';
import type { CompiledFile } from '../../site/facts.ts';
import { compileFile } from '../../site/files/compile-file.ts';
import type { Given } from '../../site/files/given.ts';
import { hashOf } from '../folder/read.ts';
import { OWN_FOLDER, writeOwn } from '../sync/state.ts';
import { codeStamp } from './code-stamp.ts';

const PATH = `${OWN_FOLDER}/check.json`;

/** What a check needs of a compiled file. Of its code, whether there is any. */
export type Known = CompiledFile;

/** Written by the same code, as its stamp says: so its shape is known. */
const fileSchema = z.object({ stamp: z.string(), entries: z.record(z.string(), z.unknown()) });

/** Compiled files by their path, content and what the site gives them. Only what the last check used is kept. */
export class CompileCache {
  readonly #folder: string;
  readonly #known: Map<string, Known>;
  readonly #used = new Map<string, Known>();
  #changed = false;

  constructor(folder: string, fresh = false) {
    this.#folder = folder;
    this.#known = fresh ? new Map() : readEntries(folder);
  }

  /** A file by itself; undefined where its text is none. */
  file(path: string, hash: string, text: () => string | undefined): Known | undefined {
    return this.#get(`${path}\n${hash}`, hash, text, (source) =>
      withBom(path, source, compileFile(path, source)),
    );
  }

  /** A file with what the rest of the site says. */
  placed(path: string, hash: string, given: Given, text: () => string): CompiledFile {
    const key = `${path}\n${hash}\n${hashOf(JSON.stringify(given))}`;
    const known = this.#get(key, hash, text, (source) => compileFile(path, source, given));
    if (!known) throw new Error('compiling always answers');
    return known;
  }

  #get(
    key: string,
    hash: string,
    text: () => string | undefined,
    make: (source: string) => CompiledFile,
  ): Known | undefined {
    const kept = this.#used.get(key) ?? this.#known.get(key);
    if (kept) {
      this.#used.set(key, kept);
      return kept;
    }
    const source = text();
    if (source === undefined) return undefined;
    const { facts, diagnostics, code } = make(source);
    const known = { facts, diagnostics, code: code === '' ? '' : 'kept' };
    // A file may have changed since its hash was taken: then this is not what belongs to the hash.
    if (hashOf(source) === hash) {
      this.#used.set(key, known);
      this.#changed = true;
    }
    return known;
  }

  save(): void {
    if (!this.#changed && this.#used.size === this.#known.size) return;
    writeOwn(
      this.#folder,
      PATH,
      JSON.stringify({ stamp: codeStamp(), entries: Object.fromEntries(this.#used) }),
    );
  }
}

/** A mark that editors do not show, and that files of a site do not need. */
function withBom(path: string, text: string, compiled: CompiledFile): CompiledFile {
  if (!text.startsWith('\ufeff')) return compiled;
  const says = finding(
    path,
    'bom',
    'The file begins with a byte order mark, which nothing needs.',
    'meniscus check --fix takes it out.',
  );
  return { ...compiled, diagnostics: [...compiled.diagnostics, { ...says, severity: 'info' }] };
}

function readEntries(folder: string): Map<string, Known> {
  const path = join(folder, PATH);
  if (!existsSync(path)) return new Map();
  try {
    const { stamp, entries } = z.parse(fileSchema, JSON.parse(readFileSync(path, 'utf8')));
    return stamp === codeStamp() ? new Map(Object.entries(entries) as [string, Known][]) : new Map(); // see fileSchema
  } catch {
    return new Map(); // only a cache: everything is compiled again
  }
}
