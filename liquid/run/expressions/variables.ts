import type { Frame } from '../frame.ts';

/** Letters of `marks`. */
export const COUNTER = 'c';
export const CYCLE = 't';
export const LOOP = 'l';

/** A name that no template set: a counter, or what the host gave. Notes flagged names. */
export function readGlobal(f: Frame, name: string): unknown {
  const { variables } = f;
  const counter = variables.hasCounters ? variables.marks.get(COUNTER + name) : undefined;
  if (counter !== undefined) return counter;
  const { flagged } = f.state;
  if (flagged !== undefined && Object.hasOwn(flagged, name)) f.state.flags |= flagged[name] ?? 0;
  const { globals, shared } = variables;
  if (Object.hasOwn(globals, name)) return globals[name];
  return shared !== undefined && Object.hasOwn(shared, name) ? shared[name] : undefined;
}

/** The variable or global at an index of the program's names. */
export function readVariable(f: Frame, index: number, name: string): unknown {
  if (f.vars === null) return lookUp(f, name);
  const value = f.vars[index];
  return value === undefined ? readGlobal(f, name) : value;
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
  return value === undefined ? readGlobal(f, name) : value;
}

/** Sets a variable by its index in the program's names; returns what it was. nil is kept as null: it hides a global. */
export function assign(f: Frame, index: number, value: unknown): unknown {
  const stored = value === undefined ? null : value;
  let before: unknown;
  if (f.vars) {
    before = f.vars[index];
    f.vars[index] = stored;
  } else {
    const name = f.template.program.names[index] ?? '';
    before = f.variables.named?.get(name);
    f.variables.named?.set(name, stored);
  }
  return before;
}

/** Sets a variable of a partial about to run; one that the partial does not mention is left out. */
export function setNamed(f: Frame, name: string, value: unknown): void {
  const index = f.template.indexes.get(name);
  if (index !== undefined) assign(f, index, value);
  else f.variables.named?.set(name, value);
}
