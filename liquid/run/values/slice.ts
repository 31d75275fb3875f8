import { fail } from '../../error.ts';
import type { Frame } from '../frame.ts';
import { late } from '../late.ts';
import { toInteger } from './numbers.ts';
import { toItems } from './property.ts';
import { HostObject, isNil, Markup, Range } from './values.ts';

/** The part of `items` that a loop visits: from `start` to before `end`. */
export interface Slice {
  readonly items: readonly unknown[];
  readonly start: number;
  readonly end: number;
}

/**
 * What `offset` and `limit` leave of a value, as Ruby Liquid's `slice_collection`: a negative offset skips nothing
 * but lowers the limit's end, a string is one item whatever they say. Of a range only that part is made.
 */
export function slice(value: unknown, offset: number, limit: number | undefined, f: Frame): Slice {
  const start = Math.max(0, offset);
  const bound = limit === undefined ? Number.POSITIVE_INFINITY : Math.max(0, offset + limit);
  if (value instanceof Range && (start > 0 || bound < value.size)) {
    const last = Math.min(value.last, value.first + bound - 1);
    const items = toItems(new Range(value.first + start, last), f.budget);
    return { items, start: 0, end: items.length };
  }
  const isPart = value instanceof HostObject && (start > 0 || bound < Number.POSITIVE_INFINITY);
  const part = isPart ? value.part(start, bound) : undefined;
  if (part) return { items: part, start: 0, end: part.length };
  const items = toItems(value, f.budget);
  if (typeof value === 'string' || value instanceof Markup) return { items, start: 0, end: items.length };
  const end = Math.min(items.length, bound);
  return { items, start: Math.min(start, end), end };
}

/** An `offset` or `limit` of `for`: nil is as if it were not there; an error when it is no integer. */
export function integerOption(value: unknown, name: string, f: Frame): number | undefined {
  if (isNil(value)) return undefined;
  const number = toInteger(value, f.budget);
  return number ?? fail('loop_option', `${name} must be an integer, but is ${late('kindName')(value)}.`);
}
