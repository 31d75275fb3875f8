import { type Body, type Expr, type Operand, X } from '../program.ts';
import { readGlobal } from '../run/expressions/variables.ts';
import type { Frame, Template } from '../run/frame.ts';
import { DYNAMIC, Unknown, Whole } from './signals.ts';

/** What a variable of a frame holds: undefined where no template set it, so that its name is a global's. */
export function storedAt(f: Frame, index: number): unknown {
  if (f.vars) return f.vars[index];
  const name = f.template.program.names[index] ?? '';
  return isOuter(f, name) ? outerValue(f, name) : f.variables.named?.get(name);
}

/** Whether a name is an argument or a loop variable of the template that this one is called from. */
export function isOuter(f: Frame, name: string): boolean {
  for (let outer = f.outer; outer !== null; outer = outer.next)
    if (outer.scope.some((each, at) => at % 2 === 0 && each === name)) return true;
  return false;
}

function outerValue(f: Frame, name: string): unknown {
  for (let outer = f.outer; outer !== null; outer = outer.next) {
    const { scope, locals } = outer;
    for (let at = scope.length - 2; at >= 0; at -= 2)
      if (scope[at] === name) return locals[Number(scope[at + 1])];
  }
  return undefined;
}

/** A global: its value, or undefined where only the request knows it. */
export function globalOf(f: Frame, name: string): { readonly value: unknown } | undefined {
  try {
    return { value: readGlobal(f, name) };
  } catch (error) {
    if (error === DYNAMIC) return undefined;
    throw error;
  }
}

/** Calls `visit` with every operation of an expression, until one returns true. */
function some(operand: Operand, visit: (e: readonly Operand[]) => boolean): boolean {
  if (typeof operand !== 'object' || operand === null) return false;
  if (!isList(operand)) return Object.values(operand).some((each) => some(each, visit));
  return (typeof operand[0] === 'number' && visit(operand)) || operand.some((each) => some(each, visit));
}

const isList = (operand: object): operand is readonly Operand[] => Array.isArray(operand);

/** Whether an expression reads a variable whose value is not known. Throws Whole for one that finds variables by their names. */
export function readsUnknown(e: Expr, f: Frame): boolean {
  return some(e, ([operation, operand]) => {
    if (operation === X.dynamic || operation === X.self) throw new Whole('it has names that are values');
    if (operation === X.local || operation === X.loop) return f.locals[Number(operand)] instanceof Unknown;
    return operation === X.name && storedAt(f, Number(operand)) instanceof Unknown;
  });
}

/** Whether an expression is the same in every template of the page: it reads nothing that a template set. */
export function readsGlobalsOnly(e: Expr, f: Frame): boolean {
  return !some(e, ([operation, operand]) => {
    if (operation === X.local || operation === X.loop || operation === X.each) return true;
    return operation === X.name && (storedAt(f, Number(operand)) !== undefined || f.variables.hasCounters);
  });
}

/** What nodes set, whatever they are inside of, and the names of partials that they render. */
interface Sets {
  /** Indexes of variables. */
  readonly variables: Set<number>;
  /** Names of members of `page`. */
  readonly members: Set<string>;
  readonly partials: Set<string>;
}

/** A body is asked for in each round of a loop. */
const SETS = new WeakMap<Body, Sets>();

function setsOf(body: Body): Sets {
  const known = SETS.get(body);
  if (known) return known;
  const found: Sets = { variables: new Set(), members: new Set(), partials: new Set() };
  note(body as readonly Operand[], found);
  SETS.set(body, found);
  return found;
}

function note(operand: Operand, found: Sets): void {
  if (typeof operand !== 'object' || operand === null || !isList(operand)) return;
  const [tag, at, what] = operand;
  if ((tag === 'assign' || tag === 'capture') && typeof what === 'number') found.variables.add(what);
  if (typeof at === 'number' && typeof what === 'string') {
    if (tag === 'page') found.members.add(what);
    if (tag === 'render') found.partials.add(what);
  }
  for (const each of operand) note(each, found);
}

/** Indexes of the variables that nodes set. */
export const setIn = (body: Body): ReadonlySet<number> => setsOf(body).variables;

/** Names of members of `page` that nodes set, and partials that they render. */
export function pageSetIn(body: Body, partial: (name: string) => Template): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const todo = [body];
  for (const next of todo) {
    const { members, partials } = setsOf(next);
    for (const name of members) found.add(name);
    for (const name of partials) {
      if (!seen.has(name)) todo.push(partial(name).program.body);
      seen.add(name);
    }
  }
  return found;
}
