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
 * Chosen to fit Workers' free plan: a million operations take about 10 ms of CPU, its limit for a request; 4 MiB of
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

  constructor(limits: Partial<Limits> = {}) {
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

  /** Characters printed so far. */
  get outputBytes(): number {
    return this.limits.output - this.outputLeft;
  }

  /** Characters and items kept so far. */
  get assignedBytes(): number {
    return this.limits.assigned - this.assignedLeft;
  }

  /** Partials and layouts entered and not left. */
  get depth(): number {
    return this.limits.depth - this.depthLeft;
  }

  /** For a body about to run: its nodes and the characters of its text. */
  spend(operations: number, characters: number): void {
    this.operationsLeft -= operations;
    this.outputLeft -= characters;
    if (this.operationsLeft < 0 || this.outputLeft < 0) this.exceeded();
  }

  charge(n: number): void {
    this.operationsLeft -= n;
    if (this.operationsLeft < 0) over('operations', this.limits.operations, 'operations');
  }

  output(n: number): void {
    this.outputLeft -= n;
    if (this.outputLeft < 0) over('output', this.limits.output, 'characters of output');
  }

  assign(n: number): void {
    this.assignedLeft -= n;
    if (this.assignedLeft < 0) over('assigned', this.limits.assigned, 'characters in variables');
  }

  private exceeded(): never {
    if (this.operationsLeft < 0) over('operations', this.limits.operations, 'operations');
    over('output', this.limits.output, 'characters of output');
  }

  enter(): void {
    this.depthLeft -= 1;
    if (this.depthLeft < 0) over('depth', this.limits.depth, 'partials inside each other');
  }

  leave(): void {
    this.depthLeft += 1;
  }
}

function over(name: string, limit: number, unit: string): never {
  fail(`budget_${name}`, `This render needs more than the limit of ${limit} ${unit}.`);
}
