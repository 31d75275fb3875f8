import { contentName } from '../../../schema/keys.ts';
import type { Facts } from '../../../site/facts.ts';
import { sha256 } from '../../../site/hash.ts';
import { first } from '../rows/first.ts';
import type { Meta } from './meta.ts';

/** A value in KV: its name, the SHA-256 of what it holds, and its size. */
export interface StoredValue {
  readonly name: string;
  readonly hash: string;
  /** Bytes of an asset, UTF-16 units of a pack. */
  readonly size: number;
}

/** What is in KV under names of content: packs and assets. A name, once written, is never written again. */
export class Stored {
  readonly #sql: SqlStorage;
  readonly #meta: Meta;

  constructor(sql: SqlStorage, meta: Meta) {
    this.#sql = sql;
    this.#meta = meta;
  }

  /** The generation under which this content is or will be stored: a new one after each sweep. */
  generation(hash: string): number {
    const row = first(
      this.#sql.exec<{ name: string }>(
        "SELECT name FROM stored WHERE kind IN ('pack', 'asset') AND hash = ?",
        hash,
      ),
    );
    return row ? Number(row.name.split('-')[0]) : this.#meta.number('generation') + 1;
  }

  has(name: string): boolean {
    return this.#sql.exec('SELECT 1 FROM stored WHERE name = ?', name).toArray().length > 0;
  }

  /** Those of some names that are there; at most a hundred are asked for. */
  those(names: readonly string[]): ReadonlySet<string> {
    const marks = names.map(() => '?').join(', ');
    const rows = this.#sql.exec<{ name: string }>(
      `SELECT name FROM stored WHERE name IN (${marks})`,
      ...names,
    );
    return new Set(Array.from(rows, ({ name }) => name));
  }

  add(name: string, kind: 'pack' | 'asset', hash: string, size: number): void {
    this.#sql.exec('INSERT OR IGNORE INTO stored VALUES (?, ?, ?, ?, ?)', name, kind, hash, size, Date.now());
  }

  /** The name for an asset's bytes. Its type is part of what it holds: the same bytes as text and as HTML differ. */
  async assetName(
    bytesHash: string,
    type: string,
  ): Promise<{ name: string; hash: string; stored: boolean; measured: boolean }> {
    const hash = await sha256(`${type}\n${bytesHash}`);
    const name = contentName(this.generation(hash), hash);
    // Whoever asks is about to use it: the sweep leaves it alone for another day.
    this.#sql.exec('UPDATE stored SET at = ? WHERE name = ?', Date.now(), name);
    const measured = assetFacts(this.#sql, { name, type }).picture !== undefined;
    return { name, hash, stored: this.has(name), measured };
  }

  addPicture(name: string, width: number, height: number): void {
    this.#sql.exec('INSERT OR REPLACE INTO pictures VALUES (?, ?, ?)', name, width, height);
  }

  /** Values of a kind whose names come after `after`, in the order of their names. */
  after(kind: 'pack' | 'asset', after: string, limit: number): StoredValue[] {
    const rows = this.#sql.exec<{ name: string; hash: string; size: number }>(
      'SELECT name, hash, size FROM stored WHERE kind = ? AND name > ? ORDER BY name LIMIT ?',
      kind,
      after,
      limit,
    );
    return rows.toArray();
  }

  names(kind: 'pack' | 'asset'): string[] {
    return Array.from(
      this.#sql.exec<{ name: string }>('SELECT name FROM stored WHERE kind = ?', kind),
      (row) => row.name,
    );
  }

  /** Assets older than `before` that neither draft, nor history, nor staging refers to: releases are made of those. */
  unusedAssets(before: number): string[] {
    const rows = this.#sql.exec<{ name: string }>(
      `SELECT name FROM stored WHERE kind = 'asset' AND at < ?
       AND NOT EXISTS (SELECT 1 FROM history WHERE history.asset = stored.name)
       AND NOT EXISTS (SELECT 1 FROM staged WHERE staged.asset = stored.name)`,
      before,
    );
    return Array.from(rows, (row) => row.name);
  }

  remove(name: string): void {
    this.#sql.exec('DELETE FROM pictures WHERE name = ?', name);
    this.#sql.exec('DELETE FROM stored WHERE name = ?', name);
  }
}

/** What is known of an asset: of a picture also how large it is, if it was uploaded since that is looked at. */
export function assetFacts(sql: SqlStorage, { name, type }: { name: string; type: string }): Facts {
  if (!type.startsWith('image/')) return { kind: 'asset' };
  const row = first(
    sql.exec<{ width: number; height: number }>('SELECT width, height FROM pictures WHERE name = ?', name),
  );
  return { kind: 'asset', ...(row && { picture: [row.width, row.height] }) };
}
