import type { Diagnostic } from '../../liquid/error.ts';
import { FORMAT } from '../../liquid/program.ts';
import { type CompiledFile, compileFile, type Facts } from '../../site/compile-file.ts';
import { first } from './first.ts';

/** Diagnostics that are kept of one file. */
const KEPT = 100;

type Row = { facts: string; diagnostics: string; code: string };

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
    const whole = text.toWellFormed();
    const compiled = compileFile(path, whole);
    this.#sql.exec('INSERT OR IGNORE INTO contents VALUES (?, ?)', hash, whole);
    this.#sql.exec(
      'INSERT OR REPLACE INTO compiled VALUES (?, ?, ?, ?, ?, ?)',
      ...[hash, path, FORMAT, JSON.stringify(compiled.facts)],
      ...[JSON.stringify(compiled.diagnostics.slice(0, KEPT)), compiled.code],
    );
    return compiled;
  }

  /** Compiles the draft's files again that another format compiled, so that a release never mixes formats. */
  refresh(): void {
    const stale = this.#sql
      .exec<{ path: string; hash: string }>(
        `SELECT path, hash FROM files WHERE kind <> 'asset' AND NOT EXISTS
         (SELECT 1 FROM compiled WHERE compiled.hash = files.hash AND compiled.path = files.path AND format = ?)`,
        FORMAT,
      )
      .toArray();
    for (const { path, hash } of stale) this.add(path, hash, this.text(hash) ?? '');
  }

  /** Facts of every text file of the draft, by path. */
  facts(): Map<string, Facts> {
    const rows = this.#sql.exec<{ path: string; facts: string }>(
      'SELECT path, facts FROM files JOIN compiled USING (hash, path) ORDER BY path',
    );
    return new Map(Array.from(rows, (row) => [row.path, JSON.parse(row.facts) as Facts])); // written by add
  }

  /**
   * Facts of these texts, given as path and hash. What another format compiled is compiled again, so that a release never
   * mixes formats; `broken` are the errors of texts that this code does not compile any more.
   */
  factsOf(texts: Iterable<readonly [path: string, hash: string]>): {
    facts: Map<string, Facts>;
    broken: Diagnostic[];
  } {
    const drafted = this.#draftedFacts();
    const facts = new Map<string, Facts>();
    const broken: Diagnostic[] = [];
    for (const [path, hash] of texts) {
      const row = drafted.get(path);
      const known = row?.hash === hash ? (JSON.parse(row.facts) as Facts) : undefined; // written by add
      const compiled = known ? undefined : this.#again(path, hash);
      const errors = compiled?.diagnostics.filter(({ severity }) => severity === 'error') ?? [];
      broken.push(...errors.map((found) => ({ ...found, path })));
      const found = known ?? compiled?.facts;
      if (found) facts.set(path, found);
    }
    return { facts, broken };
  }

  /** JSON text of what was compiled from a text, by this code's format. */
  code(hash: string, path: string): string {
    const rows = this.#sql.exec<{ code: string }>(
      'SELECT code FROM compiled WHERE hash = ? AND path = ? AND format = ?',
      hash,
      path,
      FORMAT,
    );
    return rows.one().code;
  }

  #again(path: string, hash: string): CompiledFile {
    const text = this.text(hash);
    if (text === undefined) throw new Error(`the text ${hash} of ${path} is gone`);
    return this.add(path, hash, text);
  }

  /** Facts of the draft's texts that this code's format compiled, as JSON: most of a release's are the draft's. */
  #draftedFacts(): Map<string, { hash: string; facts: string }> {
    const rows = this.#sql.exec<{ path: string; hash: string; facts: string }>(
      'SELECT path, hash, facts FROM files JOIN compiled USING (hash, path) WHERE format = ?',
      FORMAT,
    );
    return new Map(Array.from(rows, ({ path, hash, facts }) => [path, { hash, facts }]));
  }

  diagnostics(hash: string, path: string): Diagnostic[] {
    return [...(this.get(hash, path)?.diagnostics ?? [])];
  }
}
