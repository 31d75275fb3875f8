import type { Row } from '../../../check/seen/seen-store.ts';
import { first } from '../../rows/first.ts';
import type { Releases } from '../../tables/releases.ts';

/** In place of a release: whose these texts are says a list of each release, and no release is named so. */
const ALL = 'looked';
/** The part of its section `looked` that is the list of a release. All others wait until they are written as rows. */
const LIST = -1;

/** Texts of lines that the gate keeps of pages, by name, which is a number. Releases in which they are the same share them: each is there once, and never changes. */
export class LookedTexts {
  readonly #sql: SqlStorage;
  #next: number | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Gives its name. */
  add(text: string): number {
    this.#next ??= this.#last() + 1;
    const name = this.#next++;
    this.#sql.exec('INSERT INTO release_parts VALUES (?, ?, ?, ?)', ALL, 'looked', name, text);
    return name;
  }

  one(name: number): string {
    return this.#between(name, name + 1);
  }

  /** Some of them together, those whose names follow each other at once; nothing where one of them is not there as it was. */
  read(rows: readonly Row[]): string {
    let text = '';
    let units = 0;
    for (let at = 0; at < rows.length; ) {
      const begin = rows[at]?.[0] ?? 0;
      let end = begin;
      for (; rows[at]?.[0] === end; at++) {
        units += rows[at]?.[1] ?? 0;
        end++;
      }
      text += this.#between(begin, end);
    }
    return text.length === units ? text : '';
  }

  /** The names of all that are there. */
  names(): number[] {
    const rows = this.#sql.exec<{ part: number }>(
      "SELECT part FROM release_parts WHERE release = ? AND section = 'looked'",
      ALL,
    );
    return Array.from(rows, ({ part }) => part);
  }

  drop(name: number): void {
    this.#sql.exec(
      "DELETE FROM release_parts WHERE release = ? AND section = 'looked' AND part = ?",
      ALL,
      name,
    );
  }

  #last(): number {
    const all = "SELECT part FROM release_parts WHERE release = ? AND section = 'looked'";
    return first(this.#sql.exec<{ part: number }>(`${all} ORDER BY part DESC LIMIT 1`, ALL))?.part ?? 0;
  }

  #between(begin: number, end: number): string {
    const rows = this.#sql.exec<{ text: string }>(
      "SELECT text FROM release_parts WHERE release = ? AND section = 'looked' AND part >= ? AND part < ? ORDER BY part",
      ...[ALL, begin, end],
    );
    return Array.from(rows, ({ text }) => text).join('');
  }
}

/** Keeps which texts each bucket of a release has. */
export function keepRows(releases: Releases, id: string, rows: readonly (readonly Row[])[]): void {
  releases.savePart(id, 'looked', LIST, JSON.stringify(rows.map((each) => each.flat())));
}

/** Undefined where another version kept it, or nothing was. */
export function rowsOf(releases: Releases, id: string): Row[][] | undefined {
  const text = releases.partsIn(id, 'looked', LIST, LIST + 1);
  if (text === '') return undefined;
  const rows = JSON.parse(text) as number[][]; // as keepRows wrote it
  return rows.map((each) =>
    Array.from({ length: each.length / 2 }, (_, at) => [each[2 * at] ?? 0, each[2 * at + 1] ?? 0]),
  );
}
