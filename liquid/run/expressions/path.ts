import { type Expr, X } from '../../program.ts';
import type { Budget } from '../budget.ts';
import type { Eval } from '../frame.ts';
import type { Linker } from '../linker.ts';
import { element, property } from '../values/member.ts';
import { HostObject } from '../values/values.ts';

/** A closure a member is fastest; a path of half a million members must not need as much stack. */
const MAX_CLOSURES = 16;

/** `base.key[key]`: a string is a member, or a command such as `size`; what is in brackets is an expression and no command. */
export function path(operands: readonly [Expr, ...Expr[]], linker: Linker): Eval {
  const base = operands[0];
  const keys = operands.slice(1);
  const target = linker.expr(base);
  const isLong = keys.length > MAX_CLOSURES;
  // To look a value up takes as long as to evaluate what it is looked up by. In a short path a name takes next to nothing.
  for (const key of keys) if (isLong || typeof key !== 'string') linker.parts += 1;
  if (isLong) {
    const steps = keys.map((key) => ({
      find: typeof key === 'string' ? property : element,
      key: linker.expr(key),
    }));
    return (f) => steps.reduce((value, { find, key }) => find(value, key(f), f.budget), target(f));
  }
  const slot = Array.isArray(base) && base[0] === X.local ? Number(base[1]) : -1;
  let value = target;
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as Expr; // the list is as long as the loop says
    if (typeof key !== 'string') value = item(value, linker.expr(key));
    else if (at === 0 && slot >= 0 && isPlain(key)) value = memberOfLocal(slot, key);
    else value = memberOf(value, key);
  }
  return value;
}

const memberOfLocal =
  (slot: number, key: string): Eval =>
  (f) =>
    member(f.locals[slot], key, f.budget);

function memberOf(value: Eval, key: string): Eval {
  if (!isPlain(key)) return (f) => property(value(f), key, f.budget);
  return (f) => member(value(f), key, f.budget);
}

function item(base: Eval, key: Eval): Eval {
  return (f) => element(base(f), key(f));
}

/**
 * Whether no array and no plain object has `key` from its prototype, nor a command of that name: then a hash
 * returns it by a plain access, which is what almost all keys of templates are.
 */
function isPlain(key: string): boolean {
  return !(key in Object.prototype) && key !== 'size' && key !== 'first' && key !== 'last';
}

/** The member `key` of a value, where `key` is plain. */
function member(target: unknown, key: string, budget: Budget): unknown {
  if (typeof target !== 'object' || target === null) return undefined;
  if (target instanceof HostObject) return target.get(key);
  const prototype: unknown = Object.getPrototypeOf(target);
  if (prototype !== Object.prototype && prototype !== null) return property(target, key, budget);
  // A plain object is a record of its own properties; `key` is in no prototype.
  const value = (target as Record<string, unknown>)[key];
  return typeof value === 'function' ? undefined : value;
}
