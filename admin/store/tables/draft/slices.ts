import { PackedNumbers } from '../../../../site/columns/packed-numbers.ts';
import { comparePaths } from '../../../../site/columns/paths.ts';
import { first } from '../../rows/first.ts';
import type { DraftEntry } from '../draft-entry.ts';
import { Chunk, type Line } from './chunk.ts';
import { FactLines, flagsOf, hasErrors, isWarned, type Known, kindOfFlags } from './fact-lines.ts';

/** Some files of the draft in path order. What is known of entries is in rows, and is read when it is asked for. Never changes. */
export interface Slice {
  readonly id: number;
  /** The path of its first file. */
  readonly first: string;
  readonly chunk: Chunk;
  /** UTF-16 units of each file's code. */
  readonly units: PackedNumbers;
  readonly flags: PackedNumbers;
  /** Each of the flags that one of its files has, once: a handful. */
  readonly kinds: readonly number[];
  /** Where each file's line ends in the text of its row, which is ASCII. */
  readonly ends: PackedNumbers;
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

/** UTF-16 units of a slice's lines, about, and of the longest that is in one: a row is below its 2 MB whatever it has. */
export const UNITS = { slice: 200_000, line: 200_000 };
/** Lines in a row, some 16 KB of posts: who asks for one reads all of them, as SQLite does. */
const LINES = 32;
/** The rows of a slice have numbers from its own times this: it has fewer. */
const ROWS = 65_536;
/** Characters of rows that are kept in memory, a byte each. Walks over all files need one row at a time. */
const RECENT = 1_000_000;

/** What is known of a file, where no row says it (any more). */
type Anew = (line: Line) => Known;

/** The rows of slices. */
export class SliceRows {
  readonly #sql: SqlStorage;
  readonly #anew: Anew;
  readonly #lines = new FactLines();
  /** Texts of rows, those that were read first in front. */
  readonly #recent = new Map<number, string>();
  #characters = 0;
  /** Never one that a slice had: those who look at the draft of before ask for its rows. */
  #next = 0;

  constructor(sql: SqlStorage, anew: Anew) {
    this.#sql = sql;
    this.#anew = anew;
  }

  /** Reads all slices, in path order. Has pauses. */
  *reading(): Generator<void, Slice[]> {
    const slices: Slice[] = [];
    let next = 0;
    for (let rows = this.#rowsFrom(next); rows.length > 0; rows = this.#rowsFrom(next)) {
      for (const { id, listing } of rows) {
        slices.push(this.#holding(read(id, listing)));
        next = id + 1;
      }
      this.#next = Math.max(this.#next, next);
      yield;
    }
    return slices.sort((a, b) => comparePaths(a.first, b.first));
  }

  #rowsFrom(id: number): Row[] {
    const query = 'SELECT id, listing FROM draft_slices WHERE id >= ? ORDER BY id LIMIT ?';
    return this.#sql.exec<Row>(query, id, SOME).toArray();
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
    // The slice last: one that is there has its rows, and rows of one that never came are written over.
    for (let at = 0; at < texts.length; at += LINES)
      this.#sql.exec(
        'INSERT OR REPLACE INTO draft_facts VALUES (?, ?)',
        rowOf(id, at),
        texts.slice(at, at + LINES).join('\n'),
      );
    this.#sql.exec('INSERT INTO draft_slices VALUES (?, ?)', id, listing.join('\n'));
    return sliceOf(
      id,
      items,
      texts.map(({ length }) => length),
    );
  }

  drop({ id }: Slice): void {
    this.#sql.exec('DELETE FROM draft_slices WHERE id = ?', id);
    this.#sql.exec('DELETE FROM draft_facts WHERE id BETWEEN ? AND ?', rowOf(id, 0), rowOf(id + 1, 0) - 1);
  }

  dropAll(): void {
    this.#sql.exec('DELETE FROM draft_slices');
    this.#sql.exec('DELETE FROM draft_facts');
  }

  /** What is known of a file of a slice: also where its row is not there any more. */
  known(slice: Slice, at: number): Known {
    const held = slice.held.get(at);
    if (held) return held;
    const line = this.#line(slice, at);
    return line ? this.#lines.read(line) : this.#anew(slice.chunk.line(at));
  }

  /** A file's line, where its row is there. */
  #line({ id, ends }: Slice, at: number): string | undefined {
    const from = at % LINES === 0 ? 0 : (ends.at(at - 1) ?? 0) + 1;
    return this.#row(rowOf(id, at))?.slice(from, ends.at(at));
  }

  #row(id: number): string | undefined {
    const text =
      this.#recent.get(id) ??
      first(this.#sql.exec<{ text: string }>('SELECT text FROM draft_facts WHERE id = ?', id))?.text;
    if (text === undefined || this.#recent.has(id)) return text;
    this.#recent.set(id, text);
    this.#characters += text.length;
    for (const [other, { length }] of this.#recent) {
      if (this.#characters <= RECENT || other === id) break;
      this.#recent.delete(other);
      this.#characters -= length;
    }
    return text;
  }

  /** With what is held of its files. */
  #holding(slice: Slice): Slice {
    const held = new Map<number, Known>();
    for (let at = 0; at < slice.chunk.size; at++)
      if (isHeld(slice.flags.at(at) ?? 0)) held.set(at, this.known(slice, at));
    return { ...slice, held };
  }
}

/** Slices that are read between two pauses. */
const SOME = 16;

type Row = { id: number; listing: string };

/** The number of the row that has the line of a slice's file. */
const rowOf = (slice: number, at: number): number => slice * ROWS + Math.floor(at / LINES);

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
  let end = 0;
  const held = items.flatMap((item, at) => (item.held ? [[at, item.held] as const] : []));
  const chunk = new Chunk(items);
  return {
    id,
    first: chunk.first,
    chunk,
    units: new PackedNumbers(items.map(({ units }) => units)),
    flags: new PackedNumbers(items.map(({ flags }) => flags)),
    kinds: [...new Set(items.map(({ flags }) => flags))],
    ends: new PackedNumbers(
      lengths.map((length, at) => {
        end = at % LINES === 0 ? length : end + 1 + length;
        return end;
      }),
    ),
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
