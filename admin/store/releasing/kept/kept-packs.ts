import { FORMAT } from '../../../../liquid/program.ts';
import { contentName } from '../../../../schema/keys.ts';
import { VERSION } from '../../../../schema/version.ts';
import { linesOf, piecesOf } from '../../../../site/lines-in-pieces.ts';
import { Numbers } from '../../../../site/numbers.ts';
import type { KnownPacks, PackName } from '../../../../site/release/make-pack.ts';
import { hexOf, WordRows, wordsOf } from '../../../../site/word-rows.ts';
import type { Pending } from '../../tables/pending.ts';
import type { Stored } from '../../tables/stored.ts';

interface Parts {
  readonly stored: Stored;
  readonly pending: Pending;
}

/** The first line of what is kept: another version may make other packs of the same. */
const FIRST = `${VERSION} ${FORMAT}`;
/** A digest of what it follows from; its name, of a generation and a part of its hash; its hash and its units. */
const LINE = /^([\da-f]{64}) (\d+)-([\da-f]{32}) ([\da-f]{64}) (\d+)$/;

/** Numbers of a row: what it follows from, hash, generation, units. */
const WORDS = 18;
const HASH = 8;
const GENERATION = 16;
const UNITS = 17;

/**
 * The packs of large collections of the last release, by what they follow from: of 10,000 entries, one edit changes one of 2,000 packs of
 * texts and a few of 300 of blocks, and the others need not be made to find that. Those that are new wait for their way into KV from the moment
 * when they were made. They are held as numbers: their texts would be a tenth of what a publish takes.
 */
export class KeptPacks implements KnownPacks {
  readonly #parts: Parts;
  readonly #isStill: () => boolean;
  /** Those of the last release and of this one. */
  readonly #rows = new WordRows(WORDS, HASH);
  /** Rows of this one. */
  readonly #ofThis = new Numbers();

  /** Nothing waits for a release that is not being checked any more. */
  constructor(parts: Parts, isStill: () => boolean) {
    this.#parts = parts;
    this.#isStill = isStill;
  }

  /** Takes the `pieces` of the last release. Has pauses. */
  *read(before: Iterable<string>): Generator<void> {
    let isFirst = true;
    for (const line of linesOf(before)) {
      if (line === undefined) yield;
      else if (!isFirst) this.#readLine(line);
      else if (line !== FIRST) return;
      else isFirst = false;
    }
  }

  #readLine(line: string): void {
    const [, from = '', generation = '', name, hash = '', units] = LINE.exec(line) ?? [];
    if (name !== undefined && hash.startsWith(name))
      this.#rows.push([...wordsOf(from), ...wordsOf(hash), Number(generation), Number(units)]);
  }

  find(from: readonly string[]): (PackName | undefined)[] {
    const rows = from.map((each) => this.#rows.find(wordsOf(each)).at(-1));
    const known = rows.map((row) => (row === undefined ? undefined : this.#packAt(row)));
    const stored = this.#parts.stored.those(known.flatMap((pack) => pack?.name ?? []));
    return known.map((pack, at) => {
      // One that a sweep took is made again, under another name.
      if (!pack || !stored.has(pack.name)) return undefined;
      this.#ofThis.push(rows[at] ?? 0);
      return pack;
    });
  }

  add(from: string, pack: PackName, text: string): void {
    const generation = Number.parseInt(pack.name, 10);
    this.#ofThis.push(this.#rows.push([...wordsOf(from), ...wordsOf(pack.hash), generation, pack.units]));
    const { stored, pending } = this.#parts;
    if (this.#isStill() && !stored.has(pack.name)) pending.add({ ...pack, text });
  }

  #packAt(row: number): PackName {
    const hash = hexOf(this.#rows.words(row, HASH, HASH));
    const name = contentName(this.#rows.word(row, GENERATION), hash);
    return { name, hash, units: this.#rows.word(row, UNITS) };
  }

  /** What is kept for the next release, in pieces of a text. */
  pieces(): Generator<string> {
    return piecesOf(this.#linesToKeep());
  }

  *#linesToKeep(): Generator<string> {
    yield FIRST;
    for (const row of this.#ofThis.all()) {
      const { name, hash, units } = this.#packAt(row);
      yield `${hexOf(this.#rows.words(row, 0, HASH))} ${name} ${hash} ${units}`;
    }
  }
}
