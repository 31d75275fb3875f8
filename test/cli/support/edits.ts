import { type Ledger, linesOf } from './ledger.ts';
import type { Person } from './meniscus.ts';

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: () => number, all: readonly T[]): T {
  const found = all[Math.floor(random() * all.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

export const PATHS = [
  'pages/a.liquid',
  'pages/b.liquid',
  'data/c.yaml',
  'assets/d.txt',
  'partials/e.liquid',
  'layouts/f.liquid',
  'assets/g.bin',
];
/** Differs from one of them only in case: some disks have room for one of the two. */
export const UPPER = 'assets/D.txt';
export const LOWER = 'assets/d.txt';
export const ALL = [...PATHS, UPPER];
/** What no text begins with. Nobody may touch it on the way. */
export const BYTES = Buffer.from([0xff, 0x00, 0xfe, 0x0d, 0x0a]);
export const isBinary = (path: string) => path.endsWith('.bin');
/** Always changed together, to the same: half a batch would be seen. */
export const PAIR = ['data/pair-one.json', 'data/pair-two.json'] as const;

/** What is written in lines, of bytes as well. */
export const textLines = (text: string | undefined): string[] =>
  (text ?? '').split(/\r?\n/).filter((line) => line !== '' && !line.includes('\ufffd'));

export function bytesOf(path: string, lines: readonly string[], end: string): Buffer {
  const body = Buffer.from(lines.map((line) => `${line}${end}`).join(''));
  return isBinary(path) ? Buffer.concat([BYTES, body]) : body;
}

/** How often each was done. */
export type Done = Record<'edits' | 'renames' | 'clashes', number>;

/** What people do in their folders, noted in the ledger. */
export class Edits {
  readonly #random: () => number;
  readonly #ledger: Ledger;
  /** Whose editor ends lines in CRLF. */
  readonly #crlf: Person | undefined;
  readonly #done: Done;
  #pairs = 0;

  constructor(random: () => number, ledger: Ledger, crlf: Person | undefined, done: Done) {
    this.#random = random;
    this.#ledger = ledger;
    this.#crlf = crlf;
    this.#done = done;
  }

  edit(person: Person, path = pick(this.#random, PATHS)): void {
    const lines = textLines(person.read(path));
    if (lines.length > 3 && this.#random() < 0.3) {
      const [gone = ''] = lines.splice(Math.floor(this.#random() * lines.length), 1);
      this.#ledger.removed(person, path, [gone]);
    } else {
      const line = this.#ledger.next();
      this.#ledger.wrote(person, path, [line]);
      lines.splice(Math.floor(this.#random() * (lines.length + 1)), 0, line);
    }
    this.write(person, path, lines);
    this.#done.edits++;
  }

  write(person: Person, path: string, lines: readonly string[]): void {
    const end = person === this.#crlf && !isBinary(path) && !path.startsWith('assets/') ? '\r\n' : '\n';
    person.write(path, bytesOf(path, lines, end));
  }

  /** Under another name, with a new line, and with the lines of what has that name here. */
  rename(person: Person): void {
    const texts = PATHS.filter((path) => !isBinary(path));
    const there = texts.filter((path) => person.read(path) !== undefined);
    if (there.length === 0) return;
    const from = pick(this.#random, there);
    const to = pick(
      this.#random,
      texts.filter((path) => path !== from),
    );
    const lines = textLines(person.read(from));
    this.#ledger.removed(person, from, linesOf(lines.join('\n')));
    person.delete(from);
    const more = [...new Set([...textLines(person.read(to)), ...lines, this.#ledger.next()])];
    this.#ledger.wrote(person, to, linesOf(more.join('\n')));
    this.write(person, to, more);
    this.#done.renames++;
  }

  /** Makes a file whose name differs from another one only in case, which may be in the draft already, or come. */
  clash(person: Person): void {
    if (person.read(UPPER) !== undefined) return;
    const line = this.#ledger.next();
    this.#ledger.wrote(person, UPPER, [line]);
    this.write(person, UPPER, [line]);
    this.#done.clashes++;
  }

  /** As it is told: one of the two gets the other name, here with the lines of both. */
  unclash(person: Person): void {
    const text = person.read(UPPER);
    if (text === undefined) return;
    const lines = linesOf(text);
    this.#ledger.wrote(person, LOWER, lines);
    this.write(person, LOWER, [...new Set([...textLines(person.read(LOWER)), ...lines])]);
    this.#ledger.removed(person, UPPER, lines);
    person.delete(UPPER);
  }

  editPair(person: Person): void {
    const value = `"${++this.#pairs}"`;
    if (PAIR.every((path) => person.read(path) !== undefined))
      for (const path of PAIR) person.write(path, value);
  }

  delete(person: Person): void {
    const path = pick(this.#random, PATHS);
    const text = person.read(path);
    if (text === undefined) return;
    this.#ledger.removed(person, path, linesOf(text));
    person.delete(path);
  }
}
