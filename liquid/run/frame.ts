import type { Operand } from '../program.ts';
import type { Budget } from './budget.ts';
import type { FilterRun } from './filters/spec.ts';
import type { Template } from './link.ts';
import type { Loop } from './loop.ts';
import type { Variables } from './variables.ts';

/** A linked node or body: what it prints. */
export type Run = (f: Frame) => string;
/** A linked expression. */
export type Eval = (f: Frame) => unknown;

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
