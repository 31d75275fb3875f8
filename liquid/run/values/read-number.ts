import { fail } from '../../error.ts';
import { Float, type Numeric } from './values.ts';

/** Integers past this many bits (a thousand digits) stop the render: Ruby has no bound, a budget needs one. */
const MAX_BITS = 3322;

/** The float of `value`. */
export function float(value: number): Numeric {
  return Number.isInteger(value) ? new Float(value) : value;
}

/** The integer of `value`, as a number where that is exact. */
export function integer(value: bigint): Numeric {
  const small = Number(value);
  if (Number.isSafeInteger(small)) return small;
  return BigInt.asIntN(MAX_BITS, value) === value ? value : tooLarge();
}

/** The number that a text is: of one that is no number the integer that it begins with, or 0. */
export function readNumber(given: string): Numeric {
  const text = given.trim();
  return /^-?\d+\.\d+$/.test(text) ? float(Number(text)) : leadingInteger(text);
}

/** Ruby's `String#to_i`: `"12 apples"` is 12, `"1_000"` is 1000, `"apples"` is 0. */
function leadingInteger(text: string): Numeric {
  const digits = /^[+-]?\d+(?:_\d+)*/.exec(text)?.[0].replace(/[+_]/g, '') ?? '0';
  if (digits.length < 16) return Number(digits);
  return digits.length > 1001 ? tooLarge() : integer(BigInt(digits));
}

function tooLarge(): never {
  fail('number_too_large', 'An integer of more than a thousand digits was made here.');
}
