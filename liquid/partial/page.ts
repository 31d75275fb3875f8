import type { Frame } from '../run/frame.ts';
import { DYNAMIC } from './signals.ts';

/** Makes a member unknown: who reads it is stopped, also when it is read with all others. */
export function hide(target: object, name: string): void {
  const get = (): never => {
    throw DYNAMIC;
  };
  Object.defineProperty(target, name, { get, configurable: true, enumerable: true });
}

/** `page` of the render; undefined where the host shares none, or it is not known. */
export function pageOf(f: Frame): object | undefined {
  const page: unknown = Object.getOwnPropertyDescriptor(f.variables.shared ?? {}, 'page')?.value;
  return typeof page === 'object' && page !== null ? page : undefined;
}

/** From here on only the request knows a member of `page`. */
export function hidePage(f: Frame, name: string): void {
  const page = pageOf(f);
  if (page) hide(page, name);
}
