import { RpcTarget } from 'cloudflare:workers';

import type { OpenPreview } from '../../schema/preview.ts';
import type { Compiling } from './compiling.ts';
import type { Differences } from './diff.ts';
import type { Drafts } from './drafts.ts';
import { type Outcome, outcome } from './outcome.ts';
import { first } from './rows/first.ts';
import type { Audit } from './tables/audit.ts';

/** A link that shows the draft or a release. */
export interface PreviewInfo {
  readonly id: string;
  /** 'draft', or the id of a release. */
  readonly what: string;
  readonly label: string;
  readonly author: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly expires: number;
}

type Row = { [Key in keyof PreviewInfo]: PreviewInfo[Key] & SqlStorageValue };

interface Parts {
  readonly sql: SqlStorage;
  readonly drafts: Drafts;
  readonly compiling: Compiling;
  readonly differences: Differences;
  readonly audit: Audit;
  /** Ends the WebSockets of a preview. */
  readonly ended: (id: string) => void;
}

/** Preview links. Their tokens are checked by the Worker; here is whether they were revoked, and what they show. */
export class Previews extends RpcTarget {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
  }

  list(): PreviewInfo[] {
    this.#forget();
    return this.#parts.sql.exec<Row>('SELECT * FROM previews ORDER BY created DESC, id').toArray();
  }

  add(preview: Omit<PreviewInfo, 'created'>): Promise<Outcome<PreviewInfo>> {
    return outcome(() => {
      const { id, what, label, author, expires } = preview;
      if (what !== 'draft') this.#parts.differences.manifest(what);
      const created = Date.now();
      this.#forget();
      this.#parts.sql.exec(
        'INSERT INTO previews VALUES (?, ?, ?, ?, ?, ?)',
        id,
        what,
        label,
        author,
        created,
        expires,
      );
      this.#parts.audit.add(author, 'preview.create', `${label || what} (${id})`);
      return { id, what, label, author, created, expires };
    });
  }

  /** Whether there was such a link. */
  revoke(id: string, author: string): boolean {
    const row = first(this.#parts.sql.exec<Row>('DELETE FROM previews WHERE id = ? RETURNING *', id));
    if (!row) return false;
    this.#parts.audit.add(author, 'preview.revoke', `${row.label || row.what} (${id})`);
    this.#parts.ended(id);
    return true;
  }

  /** What a link shows now; null when it was revoked or has expired. */
  async open(id: string): Promise<OpenPreview | null> {
    const row = this.#get(id);
    if (!row) return null;
    return {
      release: row.what === 'draft' ? this.#parts.drafts.id : row.what,
      label: row.label || (row.what === 'draft' ? 'The draft' : `Release ${row.what}`),
      expires: row.expires,
    };
  }

  async manifest(id: string): Promise<string | null> {
    const row = this.#get(id);
    if (!row) return null;
    if (row.what !== 'draft') return this.#parts.differences.manifest(row.what);
    await this.#parts.compiling.settled();
    return (await this.#parts.drafts.assembled()).text;
  }

  /** Packs of the draft; a release's are in KV. */
  async packs(id: string, names: readonly string[]): Promise<Record<string, string | null> | null> {
    if (this.#get(id)?.what !== 'draft') return null;
    return Object.fromEntries(names.map((name) => [name, this.#parts.drafts.pack(name) ?? null]));
  }

  /** When a link ends, in milliseconds since the epoch; undefined when it was revoked or has expired. */
  endOf(id: string): number | undefined {
    return this.#get(id)?.expires;
  }

  #get(id: string): Row | undefined {
    return first(
      this.#parts.sql.exec<Row>('SELECT * FROM previews WHERE id = ? AND expires > ?', id, Date.now()),
    );
  }

  #forget(): void {
    this.#parts.sql.exec('DELETE FROM previews WHERE expires <= ?', Date.now());
  }
}
