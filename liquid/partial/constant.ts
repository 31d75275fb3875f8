import { type Expr, type Operand, X } from '../program.ts';
import { BLANK, EMPTY, Float, isHash, Markup, Range } from '../run/values/values.ts';
import { isChanging } from './page.ts';
import { DYNAMIC } from './signals.ts';

/** Arrays and hashes are part of a program up to this many characters of JSON. */
const LARGEST = 4096;
const DEEPEST = 32;

/** The expression that has a value; undefined of what no program can hold: objects of the host's, and large ones. */
export function constantOf(value: unknown): Expr | undefined {
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return value;
    case 'number':
      return isPlainNumber(value) ? value : undefined;
    case 'bigint':
      return [X.big, String(value)];
    case 'undefined':
      return [X.path, null, '_'];
    case 'symbol':
      return value === EMPTY ? [X.empty] : value === BLANK ? [X.blank] : undefined;
    default:
      return value === null ? null : ofObject(value);
  }
}

function ofObject(value: unknown): Expr | undefined {
  if (value instanceof Markup) return [X.constant, value.text, value.place];
  if (value instanceof Float) return [X.float, Object.is(value.value, -0) ? '-0' : String(value.value)];
  if (value instanceof Range) return [X.range, value.first, value.last];
  return isJson(value) && JSON.stringify(value).length <= LARGEST ? [X.constant, value] : undefined;
}

/** JSON has no -0, and no number that is not finite. */
const isPlainNumber = (value: number): boolean => Number.isFinite(value) && !Object.is(value, -0);

/** Whether JSON keeps a value as it is, with all that is in it. */
function isJson(value: unknown, depth = 0): value is Operand {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true;
  if (typeof value === 'number') return isPlainNumber(value);
  if (depth > DEEPEST) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
  return isHash(value) && !isChanging(value) && isJsonHash(value, depth);
}

/** A member that is not known says so when it is read. */
function isJsonHash(hash: Readonly<Record<string, unknown>>, depth: number): boolean {
  try {
    return Object.values(hash).every((item) => isJson(item, depth + 1));
  } catch (error) {
    if (error === DYNAMIC) return false;
    throw error;
  }
}
