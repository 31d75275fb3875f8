import type { Diagnostic } from '../../liquid/error.ts';
import { FORMAT } from '../../liquid/program.ts';
import { type FileKind, isText, readPath } from '../../schema/file.ts';
import { LIMITS } from '../../schema/limits.ts';
import type { AssetRecord } from '../../schema/manifest.ts';
import { ProblemError } from '../../schema/problem.ts';
import { checkRefs } from '../../site/check.ts';
import { type CompiledFile, compileFile, type Facts, hasErrors } from '../../site/compile-file.ts';
import { sha256 } from '../../site/hash.ts';
import type { Meta } from './meta.ts';

/** What the API tells about a file. */
export interface FileInfo {
  readonly path: string;
  readonly kind: FileKind;
  /** SHA-256 of its bytes, hex. */
  readonly hash: string;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  readonly author: string;
  /** Milliseconds since the epoch. */
  readonly updated: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** When a change may be made: RFC 9110's If-Match and If-None-Match, as they stood in the request. */
export interface Condition {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

/** The bytes of an asset are in KV before its file is written. */
export interface AssetContent {
  readonly hash: string;
  readonly size: number;
  readonly type: string;
  readonly name: string;
}

export interface Change {
  readonly path: string;
  readonly content: { readonly text: string } | { readonly asset: AssetContent };
  readonly condition: Condition;
  readonly author: string;
}

type Row = Record<'path' | 'kind' | 'hash' | 'facts' | 'diagnostics' | 'author', string> & {
  size: number;
  updated: number;
  type: string | null;
  asset: string | null;
};

/** The ETag of a file with this hash: the same bytes have the same ETag, so a client can know it too. */
export const etagOf = (hash: string): string => `"${hash.slice(0, 32)}"`;

/** The draft: the site as it is being edited. Every change is one transaction with its line of history. */
export class Files {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #meta: Meta;

  constructor(storage: DurableObjectStorage, meta: Meta) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#meta = meta;
  }

  /** Counts the changes of the draft. */
  get draft(): number {
    return this.#meta.number('draft');
  }

  get count(): number {
    return this.#sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM files').one().n;
  }

  info(path: string): FileInfo | undefined {
    const row = this.#row(path);
    return row && toInfo(row);
  }

  /** A page of the list in path order, and the cursor of the next. */
  list(prefix: string, after: string, limit: number): { files: FileInfo[]; cursor: string | undefined } {
    const from = after > prefix ? after : prefix;
    const rows = this.#sql
      .exec<Row>(
        `SELECT * FROM files WHERE path ${after > prefix ? '>' : '>='} ? AND path < ? ORDER BY path LIMIT ?`,
        from,
        `${prefix}\uffff`,
        limit + 1,
      )
      .toArray();
    const files = rows.slice(0, limit).map(toInfo);
    return { files, cursor: rows.length > limit ? files.at(-1)?.path : undefined };
  }

  text(hash: string): string {
    return this.#sql.exec<{ text: string }>('SELECT text FROM contents WHERE hash = ?', hash).one().text;
  }

  /** Saves a file, or throws a ProblemError and changes nothing. */
  async write(change: Change): Promise<{ file: FileInfo; created: boolean; changed: boolean }> {
    const kind = checkPath(change.path);
    const { content } = change;
    if (isText(kind) !== 'text' in content)
      throw new ProblemError('invalid', `${change.path} is not ${isText(kind) ? 'an asset' : 'text'}`);
    const hash = 'text' in content ? await sha256(content.text) : content.asset.hash;
    const compiled = 'text' in content ? compileChecked(change.path, content.text) : EMPTY_ASSET;
    // Nothing is awaited from here on: what was checked still holds when it is written.
    return this.#storage.transactionSync(() => {
      const before = this.info(change.path);
      checkCondition(change.path, before, change.condition);
      if (!before && this.count >= LIMITS.filesPerSite) {
        throw new ProblemError('too_large', `A site has at most ${LIMITS.filesPerSite} files`, {
          limit: LIMITS.filesPerSite,
          rule: 'files_per_site',
        });
      }
      const warnings = checkRefs(change.path, compiled.facts, { has: (path) => this.#exists(path) });
      const diagnostics = [
        ...compiled.diagnostics,
        ...warnings.map((found) => ({ ...found, severity: 'warning' as const })),
      ];
      if (before?.hash !== hash) this.#save(change, kind, hash, compiled, diagnostics);
      const file = this.info(change.path);
      if (!file) throw new Error(`${change.path} is not there after it was saved`);
      return { file: { ...file, diagnostics }, created: !before, changed: before?.hash !== hash };
    });
  }

  /** Removes a file, or throws a ProblemError. */
  remove(path: string, condition: Condition, author: string): void {
    checkPath(path);
    this.#storage.transactionSync(() => {
      const before = this.info(path);
      checkCondition(path, before, condition);
      if (!before) throw new ProblemError('not_found', `${path} does not exist`, { path });
      this.#sql.exec('DELETE FROM files WHERE path = ?', path);
      this.#sql.exec('DELETE FROM programs WHERE path = ?', path);
      this.#sql.exec(
        'INSERT INTO history (path, hash, size, author, at) VALUES (?, NULL, 0, ?, ?)',
        path,
        author,
        Date.now(),
      );
      this.#meta.next('draft');
    });
  }

  /** Facts of all files, for whole-site checks and releases. */
  facts(): Map<string, Facts> {
    const rows = this.#sql.exec<{ path: string; facts: string }>(
      'SELECT path, facts FROM files ORDER BY path',
    );
    return new Map(Array.from(rows, (row) => [row.path, JSON.parse(row.facts) as Facts])); // written by #save
  }

  /** Asset records of all asset files. */
  assets(): Map<string, AssetRecord> {
    const rows = this.#sql.exec<Row>("SELECT * FROM files WHERE kind = 'asset' ORDER BY path");
    return new Map(
      Array.from(rows, (row) => [row.path, { name: row.asset ?? '', type: row.type ?? '', size: row.size }]),
    );
  }

  code(path: string): string {
    return this.#sql.exec<{ code: string }>('SELECT code FROM programs WHERE path = ?', path).one().code;
  }

  /** Path and hash of every file: what a release was made of. */
  hashes(): [path: string, hash: string][] {
    return Array.from(this.#sql.exec<Row>('SELECT * FROM files ORDER BY path'), (row) => [
      row.path,
      row.hash,
    ]);
  }

  #exists(path: string): boolean {
    return this.#sql.exec('SELECT 1 FROM files WHERE path = ?', path).toArray().length > 0;
  }

  #row(path: string): Row | undefined {
    return this.#sql.exec<Row>('SELECT * FROM files WHERE path = ?', path).toArray()[0];
  }

  #save(
    change: Change,
    kind: FileKind,
    hash: string,
    compiled: CompiledFile,
    diagnostics: readonly Diagnostic[],
  ): void {
    const { path, content, author } = change;
    const asset = 'asset' in content ? content.asset : undefined;
    const size = asset ? asset.size : new TextEncoder().encode('text' in content ? content.text : '').length;
    if ('text' in content) this.#sql.exec('INSERT OR IGNORE INTO contents VALUES (?, ?)', hash, content.text);
    this.#sql.exec(
      'INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      path,
      kind,
      hash,
      size,
      asset?.type ?? null,
      asset?.name ?? null,
      JSON.stringify(compiled.facts),
      JSON.stringify(diagnostics.slice(0, 100)),
      author,
      Date.now(),
    );
    this.#sql.exec('INSERT OR REPLACE INTO programs VALUES (?, ?, ?)', path, FORMAT, compiled.code);
    this.#sql.exec(
      'INSERT INTO history (path, hash, size, type, asset, author, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      path,
      hash,
      size,
      asset?.type ?? null,
      asset?.name ?? null,
      author,
      Date.now(),
    );
    this.#meta.next('draft');
  }
}

const EMPTY_ASSET: CompiledFile = { facts: { kind: 'asset' }, code: '', diagnostics: [] };

function toInfo(row: Row): FileInfo {
  const { path, hash, size, author, updated } = row;
  const kind = row.kind as FileKind; // written by #save
  return {
    path,
    kind,
    hash,
    etag: etagOf(hash),
    size,
    author,
    updated,
    diagnostics: JSON.parse(row.diagnostics),
  };
}

/** The kind of a valid path, or a ProblemError that says what is wrong with it. */
export function checkPath(path: string): FileKind {
  const read = readPath(path);
  if ('kind' in read) return read.kind;
  throw new ProblemError('invalid', read.problem.message, { path, rule: read.problem.code });
}

function compileChecked(path: string, text: string): CompiledFile {
  const compiled = compileFile(path, text);
  if (!hasErrors(compiled.diagnostics)) return compiled;
  const diagnostics = compiled.diagnostics.map((found) => ({ ...found, path }));
  const first = diagnostics.find((found) => found.severity === 'error');
  const where = first ? `line ${first.start.line}, column ${first.start.column}: ${first.message}` : '';
  throw new ProblemError('invalid', `${path} was not saved: ${where}`, {
    path,
    rule: first?.code,
    diagnostics,
  });
}

function checkCondition(
  path: string,
  before: FileInfo | undefined,
  { ifMatch, ifNoneMatch }: Condition,
): void {
  const refuse = (detail: string) => {
    throw new ProblemError('precondition_failed', detail, { path, ...(before && { etag: before.etag }) });
  };
  if (ifMatch !== undefined && !(before && names(ifMatch, before.etag))) {
    refuse(
      before
        ? `${path} was changed by someone else; its ETag is now ${before.etag}`
        : `${path} does not exist (any more)`,
    );
  }
  if (ifNoneMatch !== undefined && before && names(ifNoneMatch, before.etag))
    refuse(`${path} exists already`);
}

/** Whether a list of ETags names this one, compared weakly: a proxy that compresses weakens what we sent. */
function names(list: string, etag: string): boolean {
  return list.trim() === '*' || list.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
