/** Plain data, as a form holds it. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** Keys and places from the top of a text down to a value. */
export type Path = readonly (string | number)[];

/** One change of a text. A path to what is not there yet is made on the way. */
export type Change =
  /** Puts a value in place of what is there; a new key comes behind those that `order` has before it. */
  | { readonly kind: 'set'; readonly path: Path; readonly value: Value; readonly order?: readonly string[] }
  /** Puts a new item into the list at `path`, before the item `at`. */
  | { readonly kind: 'insert'; readonly path: Path; readonly at: number; readonly value: Value }
  /** Takes away a key or an item of a list. */
  | { readonly kind: 'remove'; readonly path: Path }
  /** Moves an item of the list at `path` to where it is the item `to`. */
  | { readonly kind: 'move'; readonly path: Path; readonly from: number; readonly to: number };

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

export const isObject = (value: Value | undefined): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether it is a list or an object with something in it. */
export const isFull = (value: Value): boolean =>
  isList(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0;
