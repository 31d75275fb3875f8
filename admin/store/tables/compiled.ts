import { FORMAT } from '../../../liquid/program.ts';
import type { Diagnostic } from '../../../schema/diagnostic.ts';
import { kindOf } from '../../../schema/file.ts';
import { messageOf } from '../../../schema/message-of.ts';
import { finding } from '../../../site/check/finding.ts';
import type { CompiledFile } from '../../../site/facts.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import type { Given } from '../../../site/files/given.ts';
import { first } from '../rows/first.ts';
import type { DraftView } from './draft/view.ts';

/** Diagnostics that are kept of one file. */
const KEPT = 100;

type Row = { facts: string; diagnostics: string; code: string };

/** Files whose code is read together. */
const TOGETHER = 16;
const PAIRS = Array(TOGETHER).fill('(?, ?)').join(', ');

/** Texts by hash and what compiling them at a path gave: done once, kept for draft, staging and history. */
export class Compiled {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  text(hash: string): string | undefined {
    return first(this.#sql.exec<{ text: string }>('SELECT text FROM contents WHERE hash = ?', hash))?.text;
  }

  /** What is known of this text at this path, if this code's format compiled it. */
  get(hash: string, path: string): CompiledFile | undefined {
    const row = first(
      this.#sql.exec<Row>(
        'SELECT facts, diagnostics, code FROM compiled WHERE hash = ? AND path = ? AND format = ?',
        hash,
        path,
        FORMAT,
      ),
    );
    return row && { facts: JSON.parse(row.facts), diagnostics: JSON.parse(row.diagnostics), code: row.code };
  }

  /**
   * Compiles a text and keeps both; what was compiled before is not compiled again. Half a surrogate pair has no bytes: it
   * becomes the replacement character, as in the bytes that `hash` is of.
   */
  add(path: string, hash: string, text: string): CompiledFile {
    const known = this.get(hash, path);
    if (known) return known;
    const compiled = compileFile(path, text.toWellFormed());
    this.addText(hash, text);
    this.#keep(hash, path, compiled);
    return compiled;
  }

  /** Keeps a text that is compiled later. */
  addText(hash: string, text: string): void {
    this.#sql.exec('INSERT OR IGNORE INTO contents VALUES (?, ?)', hash, text.toWellFormed());
  }

  #keep(hash: string, key: string, { facts, diagnostics, code }: CompiledFile): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO compiled VALUES (?, ?, ?, ?, ?, ?)',
      ...[hash, key, FORMAT, JSON.stringify(facts)],
      ...[JSON.stringify(diagnostics.slice(0, KEPT)), code],
    );
  }

  /**
   * A kept text compiled with what the rest of its site says; undefined when the text is not kept any more. It is kept
   * like the others, with what was given behind its path, until a sweep: no path holds a line end.
   */
  placed(hash: string, path: string, given: Given): CompiledFile | undefined {
    const key = placedKey(path, given);
    const known = this.get(hash, key);
    if (known) return known;
    const text = this.text(hash);
    if (text === undefined) return undefined;
    const compiled = compileFile(path, text, given);
    this.#keep(hash, key, compiled);
    return compiled;
  }

  /** The code of the same; empty when the text is not kept any more. */
  placedCode(hash: string, path: string, given: Given): string {
    return this.#code(hash, placedKey(path, given)) ?? this.placed(hash, path, given)?.code ?? '';
  }

  /** The same; undefined where no text of this hash is kept: an asset's bytes are not. */
  read(hash: string, path: string): CompiledFile | undefined {
    const known = this.get(hash, path);
    if (known) return known;
    const text = this.text(hash);
    return text === undefined ? undefined : this.add(path, hash, text);
  }

  /** What is known of a text that is kept, which is compiled again where another format compiled it. */
  ready(hash: string, path: string): CompiledFile {
    return this.get(hash, path) ?? this.add(path, hash, this.#kept(hash, path));
  }

  /** JSON text of a program or data file, as visitors' Workers get it. */
  code(hash: string, path: string): string {
    return this.keptCode(hash, path) ?? this.ready(hash, path).code;
  }

  /** The same of several files, by path. */
  codes(files: readonly { readonly path: string; readonly hash: string }[]): ReadonlyMap<string, string> {
    const codes = new Map<string, string>();
    for (let at = 0; at < files.length; at += TOGETHER) {
      const some = files.slice(at, at + TOGETHER);
      // As many each time: SQLite keeps what it made of a query that it had before.
      const pairs = Array.from({ length: TOGETHER }, (_, place) => some[place] ?? some[0]);
      const rows = this.#sql.exec<{ path: string; code: string }>(
        `SELECT path, code FROM compiled WHERE (hash, path) IN (VALUES ${PAIRS}) AND format = ?`,
        ...pairs.flatMap((file) => (file ? [file.hash, file.path] : [])),
        FORMAT,
      );
      for (const { path, code } of rows.toArray()) codes.set(path, code);
    }
    for (const { path, hash } of files) if (!codes.has(path)) codes.set(path, this.code(hash, path));
    return codes;
  }

  /** The same; undefined when the text is not kept any more. */
  keptCode(hash: string, path: string): string | undefined {
    const known = this.#code(hash, path);
    if (known !== undefined) return known;
    const text = this.text(hash);
    return text === undefined ? undefined : this.add(path, hash, text).code;
  }

  #code(hash: string, key: string): string | undefined {
    const rows = this.#sql.exec<{ code: string }>(
      'SELECT code FROM compiled WHERE hash = ? AND path = ? AND format = ?',
      ...[hash, key, FORMAT],
    );
    return first(rows)?.code;
  }

  #kept(hash: string, path: string): string {
    const text = this.text(hash);
    if (text === undefined) throw new Error(`the text ${hash} of ${path} is gone`);
    return text;
  }

  /** Whether a text was compiled at this path, and with what was given. */
  has(hash: string, path: string, given?: Given): boolean {
    const key = given ? placedKey(path, given) : path;
    const found = this.#sql.exec(
      'SELECT 1 FROM compiled WHERE hash = ? AND path = ? AND format = ?',
      ...[hash, key, FORMAT],
    );
    return found.toArray().length > 0;
  }

  /** The draft's texts behind this path that are not compiled, or by another format: so many of them, in path order. */
  missing(after: string, limit: number): { path: string; hash: string }[] {
    return this.#sql
      .exec<{ path: string; hash: string }>(
        `SELECT path, hash FROM files WHERE path > ? AND kind <> 'asset' AND NOT EXISTS
         (SELECT 1 FROM compiled WHERE compiled.hash = files.hash AND compiled.path = files.path AND format = ?)
         ORDER BY path LIMIT ?`,
        ...[after, FORMAT, limit],
      )
      .toArray();
  }

  /** Compiles a kept text, and returns its length. What our own code fails at is an error of the file, as others are. */
  make(hash: string, path: string, given?: Given): number {
    try {
      const text = this.#kept(hash, path);
      if (given) this.placed(hash, path, given);
      else this.add(path, hash, text);
      return text.length;
    } catch (error) {
      const message = `This file could not be compiled: ${messageOf(error)}`;
      console.error(JSON.stringify({ level: 'error', at: 'compile', path, message }));
      const diagnostics = [finding(path, 'not_compiled', message)];
      if (!given) this.#keep(hash, path, { facts: { kind: kindOf(path) }, diagnostics, code: '' });
      return 0;
    }
  }

  /** Compiles the draft's files again that another format compiled, so that a release never mixes formats. */
  refresh(): void {
    for (const { path, hash } of this.missing('', Number.MAX_SAFE_INTEGER))
      this.add(path, hash, this.#kept(hash, path));
  }

  /** What compiling files found: `broken` are the errors of texts that this code does not compile any more, `warned` what it warns of in others. */
  foundIn(files: DraftView): { broken: Diagnostic[]; warned: Diagnostic[] } {
    const broken: Diagnostic[] = [];
    const warned: Diagnostic[] = [];
    for (const { path, hash, errors = [], warned: isWarned } of files.found) {
      broken.push(...errors.map((each) => ({ ...each, path })));
      const warnings = isWarned && warned.length < WARNED ? warningsIn(this.diagnostics(hash, path)) : [];
      warned.push(...warnings.map((each) => ({ ...each, path })));
    }
    return { broken, warned };
  }

  diagnostics(hash: string, path: string): Diagnostic[] {
    return [...(this.get(hash, path)?.diagnostics ?? [])];
  }
}

const placedKey = (path: string, given: Given): string => `${path}\n${JSON.stringify(given)}`;

/** Warnings of files that a release lists, about. */
const WARNED = 500;

/** What refuses a file. */
export const errorsIn = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity === 'error');

export const warningsIn = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity === 'warning');
