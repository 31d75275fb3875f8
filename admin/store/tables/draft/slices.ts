import { PackedNumbers } from '../../../../site/columns/packed-numbers.ts';
import { comparePaths } from '../../../../site/columns/paths.ts';
import { first } from '../../rows/first.ts';
import type { DraftEntry } from '../draft-entry.ts';
import { Chunk, type Line } from './chunk.ts';
import { FactLines, flagsOf, hasErrors, isWarned, type Known, kindOfFlags } from './fact-lines.ts';

/** Some files of the draft in path order. What is known of entries is in a row, and is read when it is asked for. Never changes. */
export interface Slice {
  readonly id: number;
  /** The path of its first file. */
  readonly first: string;
  readonly chunk: Chunk;
  /** UTF-16 units of each file's code. */
  readonly units: PackedNumbers;
  readonly flags: PackedNumbers;
  /** Where each file's line ends in the row's text, which is ASCII. */
  readonly ends: Uint32Array;
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
/** Characters of rows that are kept in memory, a byte each. Walks over all files need one row at a time; those who ask here and there read a line. */
const RECENT = 1_000_000;
/** Files further on in a slice, up to which they are asked for one after the other. */
const NEAR = 8;

/** What is known of a file, where no row says it (any more). */
type Anew = (line: Line) => Known;

/** The rows of slices. */
export class SliceRows {
  readonly #sql: SqlStorage;
  readonly #anew: Anew;
  readonly #lines = new FactLines();
  /** Texts of rows by slice, those that were read first in front. */
  readonly #recent = new Map<number, string>();
  #characters = 0;
  /** What was read last where its row is not kept. */
  #last = { id: -1, at: 0 };
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
      const text = this.#line(slice, at) ?? this.#lines.write(held.get(at) ?? this.#anew(line));
      return {
        ...line,
        units: units.at(at) ?? 0,
        flags: flags.at(at) ?? 0,
        text: text.length > UNITS.line ? '' : text,
        held: held.get(at),
      };
    });
  }

  /** Keeps some items as a slice. */
  keep(items: readonly Item[]): Slice {
    const id = this.#next++;
    const listing = items.map(({ path, hash, saved = '', units, flags, text }) =>
      [path, hash, saved, units, flags, text.length].join('\t'),
    );
    const texts = items.map(({ text }) => text);
    this.#sql.exec(
      'INSERT INTO draft_slices VALUES (?, ?, ?)',
      ...[id, listing.join('\n'), texts.join('\n')],
    );
    return sliceOf(
      id,
      items,
      texts.map(({ length }) => length),
    );
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

  /** A line of a row. Of those who ask in another order than that of paths, each has that line read alone. */
  #line(slice: Slice, at: number): string | undefined {
    const { id, ends } = slice;
    const from = at === 0 ? 0 : (ends[at - 1] ?? 0) + 1;
    const to = ends[at] ?? 0;
    const recent = this.#recent.get(id);
    if (recent !== undefined) return recent.slice(from, to);
    const last = this.#last;
    this.#last = { id, at };
    if (last.id === id && at > last.at && at <= last.at + NEAR) return this.#whole(id)?.slice(from, to);
    return this.#exec(
      'SELECT CAST(substr(CAST(facts AS BLOB), ?, ?) AS TEXT) AS text FROM draft_slices WHERE id = ?',
      from + 1,
      to - from,
      id,
    );
  }

  #whole(id: number): string | undefined {
    const text = this.#exec('SELECT facts AS text FROM draft_slices WHERE id = ?', id);
    if (text === undefined) return undefined;
    this.#recent.set(id, text);
    this.#characters += text.length;
    for (const [other, { length }] of this.#recent) {
      if (this.#characters <= RECENT || other === id) break;
      this.#recent.delete(other);
      this.#characters -= length;
    }
    return text;
  }

  #exec(query: string, ...values: readonly number[]): string | undefined {
    return first(this.#sql.exec<{ text: string }>(query, ...values))?.text;
  }

  /** With what is held of its files. */
  #holding(slice: Slice): Slice {
    const held = new Map<number, Known>();
    for (let at = 0; at < slice.chunk.size; at++)
      if (isHeld(slice.flags.at(at) ?? 0)) held.set(at, this.known(slice, at));
    return { ...slice, held };
  }
}

type Row = { id: number; listing: string };

function read(id: number, listing: string): Slice {
  const lines = listing.split('\n').map((line) => {
    const [path = '', hash = '', saved, units, flags, length] = line.split('\t');
    const numbers = { units: Number(units), flags: Number(flags), length: Number(length) };
    return { path, hash, saved: saved ? Number(saved) : undefined, ...numbers, held: undefined };
  });
  return sliceOf(
    id,
    lines,
    lines.map(({ length }) => length),
  );
}

/** Of all but entries, checks ask again and again. */
const isHeld = (flags: number): boolean => kindOfFlags(flags) !== 'entry';

function sliceOf(id: number, items: readonly Omit<Item, 'text'>[], lengths: readonly number[]): Slice {
  let end = -1;
  const held = items.flatMap((item, at) => (item.held ? [[at, item.held] as const] : []));
  const chunk = new Chunk(items);
  return {
    id,
    first: chunk.first,
    chunk,
    units: new PackedNumbers(items.map(({ units }) => units)),
    flags: new PackedNumbers(items.map(({ flags }) => flags)),
    ends: Uint32Array.from(lengths, (length) => {
      end += length + 1;
      return end;
    }),
    held: new Map(held),
  };
}

/** How many slices there are, and which: one that is gone and one in its place have other numbers. */
export const sumOf = (slices: readonly Slice[]): string =>
  `${slices.length} ${slices.reduce((sum, { id }) => sum + id, 0)}`;

/** Whether no two slices have the same files. */
export const isInOrder = (slices: readonly Slice[]): boolean =>
  slices.every(({ chunk }, at) => {
    const next = slices[at + 1];
    return next === undefined || comparePaths(chunk.path(chunk.size - 1), next.first) < 0;
  });

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
    return this.#slice.units.at(this.#at) ?? 0;
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
    return this.#slice.flags.at(this.#at) ?? 0;
  }
}
