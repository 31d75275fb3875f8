import { fingerprint } from '../../../release/etag.ts';
import { contentName } from '../../../schema/keys.ts';
import { LIMITS } from '../../../schema/limits.ts';
import { bodiesName } from '../../../schema/made/keys.ts';
import type { MadeRow } from '../../../schema/made/row.ts';
import type { Aside } from '../../../site/aside.ts';
import { sha256 } from '../../../site/hash.ts';
import type { RowColumns } from '../../../site/release/made/row-columns.ts';

/** A pack of bodies, or a table of their rows, for KV. */
export interface BodiesPack {
  readonly name: string;
  readonly hash: string;
  readonly text: string;
}

/** Where packs of bodies go. */
export interface BodiesStore {
  /** The generation under which a pack of this content is stored, or is to be stored. */
  generation(hash: string): number;
  isStored(name: string): boolean;
  /** Keeps one for its way into KV. */
  keep(pack: BodiesPack): void;
  readonly aside: Aside;
}

/** The first character of a pack: a reader of storage drops a byte order mark at the start. */
const START = '\n';

interface Waiting {
  readonly path: string;
  readonly page: string;
  readonly text: string;
}

export const digestOf = async (text: string): Promise<string> => (await sha256(text)).slice(0, 32);

/** Puts bodies into packs, one after the other. Only what is to be written is in them: what is stored already stays where it is. */
export class Packing {
  readonly #rows: RowColumns;
  /** Packs that have to be written. */
  writes = 0;
  readonly #store: BodiesStore;
  #waiting: Waiting[] = [];
  #units = START.length;

  /** `rows` takes those of what was added. */
  constructor(store: BodiesStore, rows: RowColumns) {
    this.#store = store;
    this.#rows = rows;
  }

  /** Whether a body fits into the pack that is open. */
  fits(units: number): boolean {
    return this.#waiting.length > 0 && this.#units + units <= LIMITS.bodiesPack;
  }

  /** Packs that have to be written once the one that is open is closed. */
  get begun(): number {
    return this.writes + (this.#waiting.length > 0 ? 1 : 0);
  }

  async add(body: Waiting): Promise<void> {
    if (!this.fits(body.text.length)) await this.close();
    this.#waiting.push(body);
    this.#units += body.text.length;
  }

  /** Ends the pack that is open. */
  async close(): Promise<void> {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    this.#units = START.length;
    const name = await this.pack(START + waiting.map(({ text }) => text).join(''));
    const prints = waiting.map(({ text }) => Promise.all([fingerprint(text), digestOf(text)]));
    let at = START.length;
    for (const [place, [{ bytes, etag }, digest]] of (await Promise.all(prints)).entries()) {
      const { path = '', page = '', text = '' } = waiting[place] ?? {};
      const row: MadeRow = [name, at, text.length, bytes, etag, page];
      at += text.length;
      this.#rows.add(path, { row, digest, standing: 'new' });
    }
  }

  /** Keeps a text as a pack of bodies, where it is not stored; gives its name. */
  async pack(text: string): Promise<string> {
    const hash = await sha256(text);
    const name = bodiesName(contentName(this.#store.generation(hash), hash));
    if (!this.#store.isStored(name)) {
      this.#store.keep({ name, hash, text });
      this.writes += 1;
    }
    return name;
  }
}
