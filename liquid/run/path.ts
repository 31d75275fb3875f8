import type { Eval, Frame } from './frame.ts';
import { property } from './property.ts';

/**
 * Whether no array and no plain object has `key` from its prototype, nor a command of that name: then a hash
 * answers it with a plain access, which is what almost all keys of templates are.
 */
function isPlain(key: string): boolean {
  return !(key in Object.prototype) && key !== 'size' && key !== 'first' && key !== 'last';
}

/** The member `key`, known when linked. */
export function member(base: Eval, key: string): Eval {
  if (!isPlain(key)) return (f) => property(base(f), key);
  return (f) => plainMember(base(f), key);
}

/** The member `key` of a value, where `key` is plain: see above. */
function plainMember(target: unknown, key: string): unknown {
  if (typeof target !== 'object' || target === null) return undefined;
  const prototype: unknown = Object.getPrototypeOf(target);
  if (prototype !== Object.prototype && prototype !== null) return property(target, key);
  // A plain object is a record of its own properties; `key` is in no prototype.
  const value = (target as Record<string, unknown>)[key];
  return typeof value === 'function' ? undefined : value;
}

/** As `member`, straight from a slot: the most frequent path of all. */
export function localMember(slot: number, key: string): Eval {
  if (!isPlain(key)) return (f) => property(f.locals[slot], key);
  return (f) => plainMember(f.locals[slot], key);
}

/** A member whose key is an expression, or an integer. */
export function item(base: Eval, key: Eval): Eval {
  return (f: Frame) => property(base(f), key(f));
}
