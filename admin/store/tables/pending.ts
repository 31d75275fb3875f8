import { ProblemError } from '../../../schema/api/problem.ts';
import { bodiesName } from '../../../schema/made/keys.ts';
import { sha256 } from '../../../site/hash.ts';
import { cutParts } from '../rows/parts.ts';
import type { Releases } from './releases.ts';

/** A pack by its name in KV and the SHA-256 of its text. */
export interface PendingPack {
  readonly name: string;
  readonly hash: string;
}

/** Before the names of texts that were put aside: no name of a pack has a colon. */
const ASIDE = 'aside:';

/** Packs that are checked and wait in SQLite for their way into KV. */
export class Pending {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add({ name, hash, text }: PendingPack & { readonly text: string }): void {
    for (const [part, piece] of cutParts(text).entries())
      this.#sql.exec('INSERT OR REPLACE INTO pending VALUES (?, ?, ?, ?)', name, hash, part, piece);
  }

  has(name: string): boolean {
    return this.#sql.exec('SELECT 1 FROM pending WHERE name = ? LIMIT 1', name).toArray().length > 0;
  }

  /** The names of all texts that wait, those put aside, too. Asked of the key alone: rows are long. */
  *names(): Generator<string> {
    for (const { name } of this.#sql.exec<{ name: string }>('SELECT name FROM pending WHERE part = 0'))
      yield name;
  }

  /** The text of a pack, as it is kept; undefined where none of that name waits. */
  peek(name: string): string | undefined {
    const rows = this.#sql
      .exec<{ text: string }>('SELECT text FROM pending WHERE name = ? ORDER BY part', name)
      .toArray();
    return rows.length > 0 ? rows.map(({ text }) => text).join('') : undefined;
  }

  /** Puts a text aside that the check of a release asks for later: no pack. */
  putAside(name: string, text: string): void {
    this.add({ name: ASIDE + name, hash: '', text });
  }

  aside(name: string): string | undefined {
    return this.peek(ASIDE + name);
  }

  clearAside(): void {
    this.#sql.exec("DELETE FROM pending WHERE hash = ''");
  }

  /** Packs of bodies come last: a page is rendered without them, and without the others there is no release. */
  list(limit: number): PendingPack[] {
    const first = this.#list('NOT GLOB', limit);
    return first.length < limit ? [...first, ...this.#list('GLOB', limit - first.length)] : first;
  }

  #list(compare: 'GLOB' | 'NOT GLOB', limit: number): PendingPack[] {
    const rows = this.#sql.exec<{ name: string; hash: string }>(
      `SELECT DISTINCT name, hash FROM pending WHERE hash <> '' AND name ${compare} ? LIMIT ?`,
      `*${bodiesName('')}`,
      limit,
    );
    return rows.toArray();
  }

  async text({ name, hash }: PendingPack): Promise<string> {
    return asChecked(`The pack ${name}`, this.peek(name) ?? '', hash);
  }

  drop(name: string): void {
    this.#sql.exec('DELETE FROM pending WHERE name = ?', name);
  }

  clear(): void {
    this.#sql.exec('DELETE FROM pending');
  }
}

/** A release's text as it was checked. Releases of older versions have no sum. Throws a ProblemError when it changed. */
export async function manifestOf(releases: Releases, id: string): Promise<string> {
  const text = releases.text(id, 'manifest');
  return releases.has(id, 'sum') ? asChecked(`The release ${id}`, text, releases.text(id, 'sum')) : text;
}

/** A text that is not the one that was checked any more is never written to KV. */
async function asChecked(what: string, text: string, hash: string): Promise<string> {
  if ((await sha256(text)) === hash) return text;
  throw new ProblemError('conflict', `${what} is not kept as it was checked. Publish again.`);
}
