import type { EntryRecord } from '../../schema/content/records.ts';
import type { Entries } from '../content/entries.ts';
import { TextsTogether } from '../texts-together.ts';
import type { WrittenEntries } from './exact-entries.ts';

/** What a collection is laid out with. */
export interface Texts {
  /** The programs of an entry's text and excerpt, as JSON; undefined where it has none. */
  of(path: string): readonly [text: string, excerpt: string] | undefined;
  /** The same of several entries. */
  all(paths: readonly string[]): (readonly [text: string, excerpt: string] | undefined)[];
  /** UTF-16 units of both, with a line end between them; 0 where it has none. */
  units(path: string): number;
  /** What both follow from; undefined where that is not known. */
  source(path: string): string | undefined;
  /** When it was saved last, where that is known. */
  saved(path: string): number | undefined;
  written(entries: readonly EntryRecord[]): WrittenEntries;
  /** Whether an entry is written otherwise than it is. */
  isRewritten(path: string): boolean;
}

/**
 * What entries of a collection follow from besides their paths: when they were saved, and what their texts are. An entry is on a shelf, in a
 * block of the list and in one of each of its groups: those that are noted are looked up once, in the order of paths.
 */
export class Sources {
  readonly #entries: Entries;
  readonly #texts: Texts;
  #noted: TextsTogether;

  constructor(entries: Entries, texts: Texts) {
    this.#entries = entries;
    this.#texts = texts;
    this.#noted = new TextsTogether(entries.paths.length);
  }

  note(number: number): void {
    const source = this.#source(number);
    if (source !== undefined) this.#noted.add(number, source);
  }

  /** To be called after the last one. */
  end(): void {
    this.#noted.end();
  }

  /** All that a text of these entries follows from, behind what is the same for all; undefined where it is not known of one. */
  together(numbers: Uint32Array, ...basis: readonly string[]): string | undefined {
    const lines = [...basis];
    for (const number of numbers) {
      const source = this.#noted.of(number) ?? this.#source(number);
      if (source === undefined) return undefined;
      lines.push(`${this.#entries.pathOf(number)} ${source}`);
    }
    return lines.join('\n');
  }

  drop(): void {
    this.#noted = new TextsTogether(0);
  }

  #source(number: number): string | undefined {
    const path = this.#entries.pathOf(number);
    const source = this.#texts.source(path);
    return source === undefined ? undefined : `${this.#texts.saved(path) ?? ''} ${source}`;
  }
}
