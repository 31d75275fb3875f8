import type { Budget } from '../budget.ts';
import { late } from '../late.ts';
import { Float, isNumeric, type Numeric, plain } from './values.ts';

export function isFloat(value: unknown): boolean {
  return value instanceof Float || (typeof value === 'number' && !Number.isInteger(value));
}

/** `value` as a JavaScript number; a big integer loses digits. */
export function numberOf(value: Numeric): number {
  return value instanceof Float ? value.value : Number(value);
}

/** Ruby Liquid's `Utils.to_number`: what arithmetic makes of a value; what is no number is 0. */
export function toNumber(value: unknown, budget: Budget): Numeric {
  if (isNumeric(value)) return value;
  const text = plain(value);
  if (typeof text !== 'string') return 0;
  readDigits(text, budget);
  return late('readNumber')(text);
}

/** Ruby Liquid's `Utils.to_integer`: integers and strings that are wholly one; undefined for all else. */
export function toInteger(value: unknown, budget: Budget): number | undefined {
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : plain(value);
  if (typeof text !== 'string') return undefined;
  readDigits(text, budget);
  return /^\s*[+-]?\d+\s*$/.test(text) ? clamp(Number(text)) : undefined;
}

/** Ruby's `to_i`: floats lose their fraction, strings give the integer they begin with, all else is 0. */
export function looseInteger(value: unknown, budget: Budget): number {
  return clamp(Math.trunc(numberOf(toNumber(value, budget))) || 0);
}

/** The remainder with the sign of the divisor, as Ruby's `%`. */
export function floorModulo(a: number, b: number): number {
  const left = a % b;
  return left && left < 0 !== b < 0 ? left + b : left;
}

/** Indexes and lengths: no string or array reaches 2^53. */
function clamp(value: number): number {
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));
}

/** A number is made of all of its digits. */
function readDigits(text: string, budget: Budget): void {
  if (text.length > 31) budget.charge(text.length >> 5);
}
