import { type Expr, type Operand, X } from '../program.ts';
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

/** Indexes of the variables that nodes set, whatever they are inside of. */
export function setIn(operand: Operand, found = new Set<number>()): Set<number> {
  if (typeof operand !== 'object' || operand === null || !isList(operand)) return found;
  const [tag, , index] = operand;
  if ((tag === 'assign' || tag === 'capture') && typeof index === 'number') found.add(index);
  for (const each of operand) setIn(each, found);
  return found;
}

/** Names of members of `page` that nodes set, and partials that they render. */
export function pageSetIn(
  operand: Operand,
  partial: (name: string) => Template,
  found = new Set<string>(),
  seen = new Set<string>(),
): Set<string> {
  if (typeof operand !== 'object' || operand === null || !isList(operand)) return found;
  const [tag, at, name] = operand;
  if (typeof at === 'number' && typeof name === 'string') {
    if (tag === 'page') found.add(name);
    if (tag === 'render' && !seen.has(name)) {
      seen.add(name);
      pageSetIn(partial(name).program.body, partial, found, seen);
    }
  }
  for (const each of operand) pageSetIn(each, partial, found, seen);
  return found;
}
