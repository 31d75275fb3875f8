import type { Paths } from '../columns/paths.ts';
import { type Slugs, slugsOf } from '../content/slugs.ts';
import { Numbers } from '../numbers.ts';
import { TextsTogether } from '../texts-together.ts';
import type { Known } from './address.ts';
import { type EntriesOnPage, PlainKnown, TextKnown } from './entry-known.ts';
import type { KnownRun } from './known-list.ts';

/**
 * The addresses of a collection's entries on one page: a number for each, where it follows from the path of the file, and a text where it
 * follows from what the entry says. Of 100,000 entries, an object for each would be a tenth of all that is held.
 */
export class EntryAddresses implements KnownRun {
  readonly #on: EntriesOnPage;
  /** Of all entries of the collection, by their numbers. */
  readonly paths: Paths;
  readonly #slugs: Slugs;
  readonly #numbers = new Numbers();
  #texts: TextsTogether | undefined;
  /** What is neither, by place. */
  readonly #others = new Map<number, Known>();

  constructor(on: EntriesOnPage, paths: Paths) {
    this.#on = on;
    this.paths = paths;
    this.#slugs = slugsOf(paths);
  }

  /** Adds an entry whose slug is in the route as it is; or, with `known`, one that has another address. */
  add(number: number, known?: Known): void {
    const place = this.#numbers.length;
    this.#numbers.push(number);
    if (known instanceof TextKnown) {
      this.#texts ??= new TextsTogether(this.paths.length);
      this.#texts.add(place, known.text);
    } else if (known && !(known instanceof PlainKnown)) this.#others.set(place, known);
  }

  /** To be called after the last one. */
  end(): void {
    this.#numbers.all();
    this.#texts?.end();
  }

  get length(): number {
    return this.#numbers.length;
  }

  /** Whether another's are the same, as far as that is found out in no time: false where one is no number or text. */
  isSame(other: EntryAddresses): boolean {
    const [some, others] = [this.#numbers.all(), other.#numbers.all()];
    const isAlike = this.paths === other.paths && this.#on.form === other.#on.form;
    if (!isAlike || some.length !== others.length || this.#others.size + other.#others.size > 0) return false;
    for (let place = 0; place < some.length; place++) {
      if (some[place] !== others[place]) return false;
      if (this.#texts?.of(place) !== other.#texts?.of(place)) return false;
    }
    return true;
  }

  at(place: number): Known | undefined {
    const number = this.#numbers.all()[place];
    if (number === undefined) return undefined;
    const text = this.#texts?.of(place);
    if (text !== undefined) return new TextKnown(this.#on, this.paths.at(number) ?? '', text);
    return this.#others.get(place) ?? new PlainKnown(this.#on, this.paths, number, this.#slugs);
  }
}
