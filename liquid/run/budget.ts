import { fail } from '../error.ts';

/** Upper bounds of one render. A Worker's clock stands still while it computes, so they are counts, not times. */
export interface Limits {
  /** Nodes run, loop rounds, filters, and what filters charge for the size of their input. */
  readonly operations: number;
  /** Characters printed, those of captures, blocks and filter results included. */
  readonly output: number;
  /** Characters and items kept in variables. */
  readonly assigned: number;
  /** Partials and layouts inside each other. */
  readonly depth: number;
}

/**
 * A million operations take 0.1 to 1 s of CPU (bench/operations.ts), the most that one page may cost anybody; the free
 * plan's 10 ms end at about 50,000, which is where publishing begins to warn. 4 MiB of
 * output is two hundred times a large page; 8 MiB of variables leaves an isolate of 128 MB room for other requests;
 * 64 partials deep is far above what a site nests and far below the stack.
 */
export const LIMITS: Limits = {
  operations: 1_000_000,
  output: 4 * 1024 * 1024,
  assigned: 8 * 1024 * 1024,
  depth: 64,
};

/** Upper bounds of one compile: characters of a source, and tags, brackets or parentheses inside each other. */
export const PARSE_LIMITS = { source: 1024 * 1024, nesting: 100 } as const;

/** The counters of one render. They count down, so that a check is one subtraction and one comparison. */
export class Budget {
  readonly limits: Limits;
  private operationsLeft: number;
  private outputLeft: number;
  private assignedLeft: number;
  private depthLeft: number;

  constructor(limits?: Partial<Limits>) {
    this.limits = { ...LIMITS, ...limits };
    this.operationsLeft = this.limits.operations;
    this.outputLeft = this.limits.output;
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

  output(n: number): void {
    this.spend(0, n);
  }

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
