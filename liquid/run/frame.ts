import type { Operand, Program } from '../program.ts';
import type { Budget } from './budget.ts';
import type { FilterRun } from './filters/spec.ts';
import type { Loop } from './loop.ts';

/** A linked node or body: what it prints. */
export type Run = (f: Frame) => string;
/** A linked expression. */
export type Eval = (f: Frame) => unknown;

/** Something that prints when a frame is there to run it in. */
export interface Runnable {
  run(f: Frame): string;
}

/**
 * A program ready to run; link.ts makes it. It holds no state of a render, so one serves any number of renders, also
 * inside each other.
 */
export interface Template extends Runnable {
  readonly program: Program;
  /** Operations for a frame of its own: slots and variables. */
  readonly price: number;
  /** The program's names, each with its index. */
  readonly indexes: ReadonlyMap<string, number>;
}

/** Prints a block. `base` prints the block that it stands in for; null: there is none. */
export type BlockRun = (caller: Frame, outer: Outer | null, base: (() => string) | null) => string;

/** Pending `break` or `continue`. */
export const BREAK = 1;
export const CONTINUE = 2;

/** What one render has in common across all its templates. */
export interface State extends FilterRun {
  /** The innermost frame: where an error is. */
  frame: Frame;
  /** 0, BREAK or CONTINUE: bodies and loops that can see one look here after each node. */
  signal: number;
  flags: number;
  readonly flagged: Readonly<Record<string, number>> | undefined;
  readonly profile: Profile | undefined;
  partial(name: string, kind: 'partial' | 'layout'): Template;
}

/** How often tags ran: by template, then by offset in its source. */
export type Profile = Map<string, Map<number, number>>;

/** Names that a template sees of the one that includes it: loop variables and arguments. The innermost come first. */
export interface Outer {
  /** Names, each followed by its slot in `locals`; of two equal names the last one counts. */
  readonly scope: readonly Operand[];
  readonly locals: readonly unknown[];
  readonly next: Outer | null;
}

/**
 * What templates share that see each other's variables: a page with its includes and layouts, or one rendered
 * partial with its own. Lists of rare things are made when first needed.
 */
export class Variables {
  /** By name, undefined where not set. Made when a template needs it: others keep variables in their frame. */
  named: Map<string, unknown> | undefined;
  /** Counters, turns of cycles and ends of loops, by a letter and the name. Made when first needed. */
  private made: Map<string, number> | undefined;
  /** Whether `increment` or `decrement` ran: counters are in front of the globals. */
  hasCounters = false;
  lastChanged = '';
  blocks: Map<string, BlockRun> | undefined;
  /** Whether blocks are kept for the layout instead of printed. */
  keepBlocks = false;
  readonly globals: Readonly<Record<string, unknown>>;
  readonly shared: Readonly<Record<string, unknown>> | undefined;

  constructor(
    globals: Readonly<Record<string, unknown>>,
    shared: Readonly<Record<string, unknown>> | undefined,
  ) {
    this.globals = globals;
    this.shared = shared;
  }

  get marks(): Map<string, number> {
    this.made ??= new Map();
    return this.made;
  }
}

/**
 * One run of one template. Everything that changes during a render hangs on a frame, nothing on the template, so
 * templates are shared between renders.
 */
export class Frame {
  readonly template: Template;
  readonly state: State;
  readonly budget: Budget;
  readonly escape: boolean;
  /** Loop variables by slot. */
  readonly locals: unknown[];
  /** Variables by index in the program's names, undefined where not set; null when `variables` holds them by name. */
  readonly vars: unknown[] | null;
  readonly variables: Variables;
  readonly outer: Outer | null;
  readonly parent: Frame | null;
  /** Offset of the tag being run. */
  at = 0;
  /** The innermost `for` loop around, for `parentloop`. */
  loop: Loop | null = null;

  constructor(
    template: Template,
    state: State,
    variables: Variables,
    parent: Frame | null,
    outer: Outer | null,
  ) {
    const { program } = template;
    this.template = template;
    this.state = state;
    this.budget = state.budget;
    this.escape = state.escape;
    this.locals = program.slots === 0 ? NONE : new Array(program.slots).fill(null);
    this.vars = variables.named || program.shared ? null : new Array(program.names.length);
    this.variables = variables;
    this.parent = parent;
    this.outer = outer;
    if (this.vars === null) variables.named ??= new Map();
  }
}

const NONE: unknown[] = [];
