import { first } from '../../rows/first.ts';
import type { DraftEntry } from '../draft-entry.ts';
import { Chunk, comparePaths, type Line } from './chunk.ts';
import { FactLines, flagsOf, hasErrors, isWarned, type Known, kindOfFlags } from './fact-lines.ts';

/** Some files of the draft in path order. What is known of entries is in a row, and is read when it is asked for. Never changes. */
export interface Slice {
  readonly id: number;
  /** The path of its first file. */
  readonly first: string;
  readonly chunk: Chunk;
  /** UTF-16 units of each file's code. */
  readonly units: Uint32Array;
  readonly flags: Uint16Array;
  /** What is known of those that are no entries, by place. */
  readonly held: ReadonlyMap<number, Known>;
}

/** A file of a slice as it is written. */
export interface Item extends Line {
  readonly units: number;
  readonly flags: number;
  /** What is known of it as a line; empty where that is too long, and is found out anew. */
  readonly text: string;
  readonly held: Known | undefined;
}

/** UTF-16 units of the lines in a row, about, and of the longest that is in one: all are below the 2 MB of a row. */
export const UNITS = { row: 200_000, line: 200_000 };
/** Rows that are kept in memory. */
const RECENT = 8;

/** What is known of a file, where no row says it (any more). */
type Anew = (line: Line) => Known;

/** The rows of slices. */
export class SliceRows {
  readonly #sql: SqlStorage;
  readonly #anew: Anew;
  readonly #lines = new FactLines();
  #recent: { readonly id: number; readonly lines: readonly string[] }[] = [];
  /** Never one that a slice had: those who look at the draft of before ask for its rows. */
  #next = 0;

  constructor(sql: SqlStorage, anew: Anew) {
    this.#sql = sql;
    this.#anew = anew;
  }

  /** Reads all slices, in path order. */
  all(): Slice[] {
    const slices: Slice[] = [];
    for (const { id, listing } of this.#sql.exec<Row>('SELECT id, listing FROM draft_slices')) {
      slices.push(read(id, listing));
      this.#next = Math.max(this.#next, id + 1);
    }
    return slices.map((slice) => this.#holding(slice)).sort((a, b) => comparePaths(a.first, b.first));
  }

  item(entry: DraftEntry): Item {
    const { path, hash, saved, units, facts, errors, asset } = entry;
    const flags = flagsOf(entry);
    const known = { facts, ...(errors && { errors }), ...(asset && { asset }) };
    const text = this.#lines.write(known);
    const held = isHeld(flags) ? known : undefined;
    return { path, hash, saved, units, flags, text: text.length > UNITS.line ? '' : text, held };
  }

  items(slice: Slice): Item[] {
    const { chunk, units, flags, held } = slice;
    return Array.from(chunk.lines(), (line, at) => {
      const text = this.#line(slice, at) ?? this.#lines.write(this.#anew(line));
      return {
        ...line,
        units: units[at] ?? 0,
        flags: flags[at] ?? 0,
        text: text.length > UNITS.line ? '' : text,
        held: held.get(at),
      };
    });
  }

  /** Keeps some items as a slice. */
  keep(items: readonly Item[]): Slice {
    const id = this.#next++;
    const listing = items.map(({ path, hash, saved = '', units, flags }) =>
      [path, hash, saved, units, flags].join('\t'),
    );
    const texts = items.map(({ text }) => text);
    this.#sql.exec(
      'INSERT INTO draft_slices VALUES (?, ?, ?)',
      ...[id, listing.join('\n'), texts.join('\n')],
    );
    return sliceOf(id, items);
  }

  drop({ id }: Slice): void {
    this.#sql.exec('DELETE FROM draft_slices WHERE id = ?', id);
  }

  dropAll(): void {
    this.#sql.exec('DELETE FROM draft_slices');
  }

  /** What is known of a file of a slice: also where its row is not there any more. */
  known(slice: Slice, at: number): Known {
    const held = slice.held.get(at);
    if (held) return held;
    const line = this.#line(slice, at);
    return line ? this.#lines.read(line) : this.#anew(slice.chunk.line(at));
  }

  #line({ id }: Slice, at: number): string | undefined {
    const recent = this.#recent.find((each) => each.id === id);
    if (recent) return recent.lines[at];
    const row = first(this.#sql.exec<{ facts: string }>('SELECT facts FROM draft_slices WHERE id = ?', id));
    if (!row) return undefined;
    const lines = row.facts.split('\n');
    this.#recent = [{ id, lines }, ...this.#recent.slice(0, RECENT - 1)];
    return lines[at];
  }

  /** With what is held of its files. */
  #holding(slice: Slice): Slice {
    const held = new Map<number, Known>();
    for (const [at, flags] of slice.flags.entries()) if (isHeld(flags)) held.set(at, this.known(slice, at));
    return { ...slice, held };
  }
}

type Row = { id: number; listing: string };

function read(id: number, listing: string): Slice {
  const lines = listing.split('\n').map((line) => {
    const [path = '', hash = '', saved, units, flags] = line.split('\t');
    const numbers = { units: Number(units), flags: Number(flags) };
    return { path, hash, saved: saved ? Number(saved) : undefined, ...numbers, held: undefined };
  });
  return sliceOf(id, lines);
}

/** Of all but entries, checks ask again and again. */
const isHeld = (flags: number): boolean => kindOfFlags(flags) !== 'entry';

function sliceOf(id: number, items: readonly Omit<Item, 'text'>[]): Slice {
  const held = items.flatMap((item, at) => (item.held ? [[at, item.held] as const] : []));
  return {
    id,
    first: items[0]?.path ?? '',
    chunk: new Chunk(items),
    units: Uint32Array.from(items, ({ units }) => units),
    flags: Uint16Array.from(items, ({ flags }) => flags),
    held: new Map(held),
  };
}

/** A file of a slice. Its facts are read when they are asked for. */
export class SlicedEntry implements DraftEntry {
  readonly #rows: SliceRows;
  readonly #slice: Slice;
  readonly #at: number;

  constructor(rows: SliceRows, slice: Slice, at: number) {
    this.#rows = rows;
    this.#slice = slice;
    this.#at = at;
  }

  get path() {
    return this.#slice.chunk.path(this.#at);
  }

  get hash() {
    return this.#slice.chunk.hash(this.#at);
  }

  get saved() {
    return this.#slice.chunk.saved(this.#at);
  }

  get units() {
    return this.#slice.units[this.#at] ?? 0;
  }

  get facts() {
    return this.#rows.known(this.#slice, this.#at).facts;
  }

  get errors() {
    return hasErrors(this.#flags) ? this.#rows.known(this.#slice, this.#at).errors : undefined;
  }

  get warned() {
    return isWarned(this.#flags) ? true : undefined;
  }

  get asset() {
    return this.#slice.held.get(this.#at)?.asset;
  }

  get #flags(): number {
    return this.#slice.flags[this.#at] ?? 0;
  }
}
