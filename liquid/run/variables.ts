import type { Frame } from './frame.ts';
import type { BlockRun } from './tags/layout.ts';

/** Letters of `marks`. */
export const COUNTER = 'c';
export const CYCLE = 't';
export const LOOP = 'l';

/**
 * What templates share that see each other's variables: a page with its includes and layouts, or one rendered
 * partial with its own. Lists of rare things are made when first needed.
 */
export class Variables {
  /** By name, undefined where not set. Made when a template needs it: others keep variables in their frame. */
  named: Map<string, unknown> | undefined;
  /** Counters, turns of cycles and ends of loops, by a letter and the name. Made when first needed. */
  private made: Map<string, number> | undefined;
  /** Whether `increment` or `decrement` ran: counters stand in front of the globals. */
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

  /** A name that no template set: a counter, or what the host gave. Notes flagged names. */
  global(f: Frame, name: string): unknown {
    const counter = this.hasCounters ? this.marks.get(COUNTER + name) : undefined;
    if (counter !== undefined) return counter;
    const { flagged } = f.state;
    if (flagged !== undefined && Object.hasOwn(flagged, name)) f.state.flags |= flagged[name] ?? 0;
    if (Object.hasOwn(this.globals, name)) return this.globals[name];
    return this.shared !== undefined && Object.hasOwn(this.shared, name) ? this.shared[name] : undefined;
  }
}

/** The variable or global at an index of the program's names. */
export function readVariable(f: Frame, index: number, name: string): unknown {
  if (f.vars === null) return lookUp(f, name);
  const value = f.vars[index];
  return value === undefined ? f.variables.global(f, name) : value;
}

/** A variable or global of a template whose variables are kept by name. */
export function lookUp(f: Frame, name: string): unknown {
  let steps = 0;
  for (let outer = f.outer; outer !== null; outer = outer.next) {
    const { scope, locals } = outer;
    steps += scope.length;
    if (steps > 63) {
      f.budget.charge(steps >> 6);
      steps = 0;
    }
    for (let at = scope.length - 2; at >= 0; at -= 2) {
      if (scope[at] === name) return locals[Number(scope[at + 1])];
    }
  }
  const value = f.variables.named?.get(name);
  return value === undefined ? f.variables.global(f, name) : value;
}

/** Sets a variable by its index in the program's names. nil is kept as null: it hides a global. */
export function assign(f: Frame, index: number, value: unknown): void {
  const stored = value === undefined ? null : value;
  if (f.vars) f.vars[index] = stored;
  else f.variables.named?.set(f.template.program.names[index] ?? '', stored);
}

/** Sets a variable of a partial about to run; one that the partial does not mention is left out. */
export function setNamed(f: Frame, name: string, value: unknown): void {
  const index = f.template.indexes.get(name);
  if (index !== undefined) assign(f, index, value);
  else f.variables.named?.set(name, value);
}
