import type { Known } from '../../../site/addresses/address.ts';
import { Numbers } from '../../../site/numbers.ts';
import { ColumnRow } from '../../../site/release/made/row-columns.ts';
import type { KeptRow } from '../../../site/release/made/row-texts.ts';
import { type Subject, subjectAt } from '../runs.ts';
import { compareOwn, type Places } from './rank.ts';

/** What is known of a body: it could be made; it is stored; it goes on where it is stored. */
const FOUND = 1;
const STORED = 2;
const GOES_ON = 4;

const flagsOf = (isStored: boolean): number => (isStored ? FOUND | STORED : FOUND);

/** A page with an address of its own. */
interface Own {
  readonly subject: Subject;
  readonly units: number;
  flags: number;
}

/** A body at a known address: its number, where that is known. */
interface OfKnown {
  readonly units: number;
  readonly isStored: boolean;
  readonly number: number | undefined;
}

/**
 * Pages whose bodies could be made, as a few bytes for each known address: of 100,000, a subject and a row for each would be the most of what is
 * held. A body has a number: known addresses their place, those of pages with an address of their own come behind.
 */
export class FoundBodies {
  readonly #places: Places;
  readonly #flags: Uint8Array;
  readonly #units: Uint32Array;
  /** A subject at any known address of each page. */
  readonly #ofPage = new Map<string, Subject>();
  readonly #own: Own[] = [];
  /** Of those with an address of their own, by that. */
  readonly #numbers = new Map<string, number>();
  /** Bodies, those that are stored, and those that go on. */
  count = 0;
  stored = 0;
  goingOn = 0;

  constructor(places: Places) {
    this.#places = places;
    this.#flags = new Uint8Array(places.order.length);
    this.#units = new Uint32Array(places.order.length);
  }

  /** `units` are UTF-16 units of its body, or as many bytes. */
  add(subject: Subject, units: number, isStored: boolean): void {
    const { known, pattern } = subject;
    if (known) {
      this.addKnown(subject, known, { units, isStored, number: this.#places.of(known.path) });
      return;
    }
    this.count += 1;
    if (isStored) this.stored += 1;
    this.#numbers.set(pattern, this.#flags.length + this.#own.length);
    this.#own.push({ subject, units, flags: flagsOf(isStored) });
  }

  /** One at a known address, of which `number` is the place; `like` is the subject of its page at any. */
  addKnown(like: Subject, known: Known, { units, isStored, number }: OfKnown): void {
    const { page, path } = known;
    this.count += 1;
    if (isStored) this.stored += 1;
    // Two pages at one address: whether it is this one that answers is looked at later.
    if (this.#numbers.delete(path)) this.count -= 1;
    if (!this.#ofPage.has(page)) this.#ofPage.set(page, like);
    if (number === undefined) throw new Error(`${path} is no known address`);
    this.#flags[number] = flagsOf(isStored);
    this.#units[number] = units;
  }

  /** All numbers in the order in which bodies are made: home first. */
  inOrder(): ReturnType<Numbers['all']> {
    const all = new Numbers();
    for (const [, number] of [...this.#numbers].sort(([a], [b]) => compareOwn(a, b))) all.push(number);
    for (const [number, flags] of this.#flags.entries()) if (flags !== 0) all.push(number);
    return all.all();
  }

  isOwn(number: number): boolean {
    return number >= this.#flags.length;
  }

  unitsOf(number: number): number {
    return this.#units[number] ?? this.#ownAt(number).units;
  }

  isStored(number: number): boolean {
    return (this.#flagsOf(number) & STORED) !== 0;
  }

  /** Notes that it stays where it is stored. */
  goOn(number: number): void {
    this.goingOn += 1;
    if (this.isOwn(number)) this.#ownAt(number).flags |= GOES_ON;
    else this.#flags[number] = this.#flagsOf(number) | GOES_ON;
  }

  /** `row` is one of this path, where that is known. */
  goesOn(path: string, row?: KeptRow): boolean {
    const number = this.#numberOf(path, row);
    return number !== undefined && (this.#flagsOf(number) & GOES_ON) !== 0;
  }

  subjectOf(number: number): Subject {
    const known = this.#places.order.at(number);
    return known ? subjectAt(this.#likeOf(known), known) : this.#ownAt(number).subject;
  }

  /** The key of the record that says that there is a body at a path: the page of a known address, the route of any other. */
  keyOf(path: string, row?: KeptRow): string | undefined {
    const number = this.#numberOf(path, row);
    if (number === undefined || this.#flagsOf(number) === 0) return undefined;
    return this.#places.order.at(number)?.page ?? path;
  }

  #numberOf(path: string, row: KeptRow | undefined): number | undefined {
    if (row instanceof ColumnRow) return row.number;
    return this.#numbers.get(path) ?? this.#places.of(path);
  }

  #flagsOf(number: number): number {
    return this.#flags[number] ?? this.#ownAt(number).flags;
  }

  #likeOf({ page, path }: Known): Subject {
    const like = this.#ofPage.get(page);
    if (!like) throw new Error(`nothing was found at ${path}`);
    return like;
  }

  #ownAt(number: number): Own {
    const own = this.#own[number - this.#flags.length];
    if (!own) throw new Error(`there is no body ${number}`);
    return own;
  }
}
