import type { Frame } from '../run/frame.ts';
import { DYNAMIC } from './signals.ts';

/** Makes a member unknown: who reads it is stopped, also when it is read with all others. */
export function hide(target: object, name: string): void {
  const get = (): never => {
    throw DYNAMIC;
  };
  Object.defineProperty(target, name, { get, configurable: true, enumerable: true });
}

interface Changing {
  readonly hash: object;
  /** Members that only the request adds. */
  readonly added: Set<string>;
}

const CHANGING = new WeakMap<object, Changing>();

/**
 * A hash that a page changes while it is rendered. What it is at one time is no constant. Once a member may have been added, who lists
 * members, or asks for that one, is stopped.
 */
export function changing(hash: object): object {
  const added = new Set<string>();
  const check = (name: string | symbol) => {
    if (typeof name === 'string' && added.has(name) && !Object.hasOwn(hash, name)) throw DYNAMIC;
  };
  const made = new Proxy(hash, {
    get: (target, name) => {
      check(name);
      const found = Object.getOwnPropertyDescriptor(target, name);
      return found?.get ? found.get() : found?.value;
    },
    getOwnPropertyDescriptor: (target, name) => {
      check(name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    ownKeys: (target) => {
      if (added.size > 0) throw DYNAMIC;
      return Reflect.ownKeys(target);
    },
  });
  CHANGING.set(made, { hash, added });
  return made;
}

export const isChanging = (value: object): boolean => CHANGING.has(value);

/** `page` of the render; undefined where the host shares none, or it is not known. */
export function pageOf(f: Frame): object | undefined {
  const page: unknown = Object.getOwnPropertyDescriptor(f.variables.shared ?? {}, 'page')?.value;
  return typeof page === 'object' && page !== null ? page : undefined;
}

/** From here on only the request knows a member of `page`, and whether it is there. */
export function hidePage(f: Frame, name: string): void {
  const page = pageOf(f);
  const { hash, added } = (page && CHANGING.get(page)) ?? {};
  if (hash && !Object.hasOwn(hash, name)) added?.add(name);
  else if (page) hide(page, name);
}
