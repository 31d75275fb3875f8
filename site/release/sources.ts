import type { EntryRecord } from '../../schema/content/records.ts';
import type { Entries } from '../content/entries.ts';
import type { WrittenEntries } from './exact-entries.ts';
import { TextsTogether } from './texts-together.ts';

/** What a collection is laid out with. */
export interface Texts {
  /** The programs of an entry's text and excerpt, as JSON; undefined where it has none. */
  of(path: string): readonly [text: string, excerpt: string] | undefined;
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
 * What each entry of a collection follows from besides its path: when it was saved, and what its text is. An entry is on a shelf, in a
 * block of the list and in one of each of its groups: it is looked up once, in the order of paths.
 */
export class Sources {
  readonly #entries: Entries;
  readonly #texts: Texts;
  #noted: TextsTogether;

  constructor(entries: Entries, texts: Texts) {
    this.#entries = entries;
    this.#texts = texts;
    this.#noted = new TextsTogether(entries.length);
  }

  note(place: number): void {
    const source = this.#source(place);
    if (source !== undefined) this.#noted.add(place, source);
  }

  /** To be called after the last one. */
  end(): void {
    this.#noted.end();
  }

  /** Undefined where it is not known. */
  of(place: number): string | undefined {
    return this.#noted.of(place) ?? this.#source(place);
  }

  drop(): void {
    this.#noted = new TextsTogether(0);
  }

  #source(place: number): string | undefined {
    const path = this.#entries.pathAt(place);
    const source = this.#texts.source(path);
    return source === undefined ? undefined : `${this.#texts.saved(path) ?? ''} ${source}`;
  }
}
