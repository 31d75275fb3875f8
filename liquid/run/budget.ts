import { fail } from '../error.ts';

/** Upper bounds of one render. A Worker's clock stands still while it computes, so they are counts, not times. */
export interface Limits {
  /** Nodes run, loop rounds, and every step whose work grows with a value or with a node. */
  readonly operations: number;
  /** Characters of the page, and of any one text on the way to it. */
  readonly output: number;
  /** Characters of all texts made on the way: captures, and what filters and values become. */
  readonly text: number;
  /** Characters and items that variables keep at one time. */
  readonly assigned: number;
  /** Partials and layouts inside each other. */
  readonly depth: number;
}

/**
 * A million operations take 0.1 to 1 s of CPU (bench/operations.ts), the most that one page may cost anybody; the free
 * plan's 10 ms end at about 50,000, which is where publishing begins to warn. 4 MiB of output is two hundred times a large
 * page. 32 MiB of text are made by a layout that takes a page of 200 kB apart and puts it together again a hundred times; at
 * two bytes a character they are half of an isolate's 128 MB. 64 partials deep is far above what a site nests and far below
 * the stack.
 */
export const LIMITS: Limits = {
  operations: 1_000_000,
  output: 4 * 1024 * 1024,
  text: 32 * 1024 * 1024,
  assigned: 16 * 1024 * 1024,
  depth: 64,
};

/**
 * Upper bounds of one compile: characters of a source; tags, brackets or parentheses inside each other; names of a
 * template; parts of one tag: values, members of paths, filters, conditions, arguments; digits of an integer.
 */
export const PARSE_LIMITS = {
  source: 1024 * 1024,
  nesting: 100,
  names: 5000,
  parts: 5000,
  digits: 1000,
} as const;

/** Of what `once` is for, a cache keeps at least this many. */
const MOST_KEPT = 90;

/** The counters of one render. They count down, so that a check is one subtraction and one comparison. */
export class Budget {
  readonly limits: Limits;
  /** What is left of each limit. Only the methods here change them, but for what variables keep that end. */
  operationsLeft: number;
  outputLeft: number;
  textLeft: number;
  assignedLeft: number;
  private depthLeft: number;
  private freeLeft = 5000;
  private seen: Set<string> | undefined;

  constructor(limits?: Partial<Limits>) {
    this.limits = { ...LIMITS, ...limits };
    this.operationsLeft = this.limits.operations;
    this.outputLeft = this.limits.output;
    this.textLeft = this.limits.text;
    this.assignedLeft = this.limits.assigned;
    this.depthLeft = this.limits.depth;
  }

  /** Operations charged so far. */
  get operations(): number {
    return this.limits.operations - this.operationsLeft;
  }

  /** For a body about to run: its nodes and the characters of its text. */
  spend(operations: number, characters: number): void {
    this.operationsLeft -= operations;
    this.outputLeft -= characters;
    if (this.operationsLeft < 0) this.over('operations');
    if (this.outputLeft < 0) this.over('output');
  }

  charge(n: number): void {
    this.spend(n, 0);
  }

  /** For `n` characters about to be read or copied by the platform, which does a hundred in less than a microsecond. */
  read(n: number): void {
    if (n > 127) this.charge(n >> 7);
  }

  /** For `n` small steps, of which eight take less than a microsecond. */
  steps(n: number): void {
    if (n > 7) this.charge(n >> 3);
  }

  /** For dear work that an ordinary page asks for some hundred times at most: charged when that is used up. */
  dear(n: number): void {
    this.freeLeft -= n;
    if (this.freeLeft < 0) this.charge(n);
  }

  /** As `dear`, for work whose result is kept under `key`: once a render, or each time when there are too many keys. */
  once(key: string, n: number): void {
    this.seen ??= new Set();
    if (this.seen.has(key)) return;
    if (this.seen.size < MOST_KEPT) this.seen.add(key);
    this.dear(n);
  }

  output(n: number): void {
    this.outputLeft -= n;
    if (this.outputLeft < 0) this.over('output');
  }

  /** Stops for a text of `n` characters about to be made, when it is longer than a page may be. */
  fits(n: number): void {
    if (n > this.limits.output) this.over('output');
  }

  /** For a text of `n` characters that is made on the way. */
  text(n: number): void {
    this.fits(n);
    this.textLeft -= n;
    if (this.textLeft < 0) this.over('text');
  }

  /** What was printed becomes a value: `n` characters of the page become a text on the way. */
  kept(n: number): void {
    this.outputLeft += n;
    this.text(n);
  }

  /** For a variable that keeps `n` more than it did; less than 0: fewer. */
  assign(n: number): void {
    this.assignedLeft -= n;
    if (this.assignedLeft < 0) this.over('assigned');
  }

  enter(): void {
    this.depthLeft -= 1;
    if (this.depthLeft < 0) this.over('depth');
  }

  leave(): void {
    this.depthLeft += 1;
  }

  private over(name: keyof Limits): never {
    fail(`budget_${name}`, `This render is over its limit of ${this.limits[name]} for ${name}.`);
  }
}
