import { fail } from '../../error.ts';
import { order } from '../compare.ts';
import { float, integer, isFloat, type Numeric, numberOf } from '../numbers.ts';
import { isNil } from '../values.ts';
import { itemsOf, numberIn } from './coerce.ts';
import { memberOf } from './member.ts';
import type { FilterRun, Filters } from './spec.ts';

/** An operation on two numbers, both as integers of `unit` parts of one. */
type Scaled = (a: number, b: number, unit: number) => number;
type Big = (a: bigint, b: bigint) => bigint;

const add: Scaled = (a, b, unit) => (a + b) / unit;
const subtract: Scaled = (a, b, unit) => (a - b) / unit;
const addBig: Big = (a, b) => a + b;
const subtractBig: Big = (a, b) => a - b;
const multiply: Scaled = (a, b, unit) => (a * b) / (unit * unit);
const divide: Scaled = (a, b) => a / b;
const divideDown: Scaled = (a, b) => (a - floorModulo(a, b)) / b;
const rest: Scaled = (a, b, unit) => floorModulo(a, b) / unit;

/** Half away from zero. An integer, unless digits after the point are asked of a float. */
function round(input: Numeric, _: FilterRun, digits: Numeric = 0): Numeric {
  const places = Math.trunc(numberOf(digits));
  if (typeof input === 'bigint' || (places > 0 && !isFloat(input))) return input;
  const toPlaces = (value: number) => Math.sign(value) * (rounded(Math.abs(value), places) || 0);
  return places > 0 && Number.isFinite(numberOf(input))
    ? float(toPlaces(numberOf(input)))
    : whole(input, toPlaces);
}

function sum(input: readonly unknown[], { budget }: FilterRun, key?: unknown): Numeric {
  const values = isNil(key) ? input : input.map((item) => memberOf(item, key));
  const plus = (total: Numeric, value: unknown) => operate(total, numberIn(value, budget), add, addBig);
  return itemsOf(values, budget).reduce(plus, 0);
}

export const MATH: Filters = {
  abs: ['n', (input: Numeric) => (numberOf(input) < 0 ? operate(0, input, subtract, subtractBig) : input)],
  at_least: [
    'nn',
    (input: Numeric, _: FilterRun, bound: Numeric) => (order(input, bound) === -1 ? bound : input),
  ],
  at_most: [
    'nn',
    (input: Numeric, _: FilterRun, bound: Numeric) => (order(input, bound) === 1 ? bound : input),
  ],
  ceil: ['n', (input: Numeric) => whole(input, Math.ceil)],
  // Integers are divided downwards.
  divided_by: [
    'nn',
    (input: Numeric, _: FilterRun, operand: Numeric) => {
      const operation = isFloat(input) || isFloat(operand) ? divide : divideDown;
      return operate(input, divisor(operand), operation, (a, b) => (a - bigModulo(a, b)) / b);
    },
  ],
  floor: ['n', (input: Numeric) => whole(input, Math.floor)],
  minus: [
    'nn',
    (input: Numeric, _: FilterRun, operand: Numeric) => operate(input, operand, subtract, subtractBig),
  ],
  // The remainder has the sign of the divisor.
  modulo: [
    'nn',
    (input: Numeric, _: FilterRun, operand: Numeric) => operate(input, divisor(operand), rest, bigModulo),
  ],
  plus: ['nn', (input: Numeric, _: FilterRun, operand: Numeric) => operate(input, operand, add, addBig)],
  round: ['nN', round],
  sum: ['lK', sum],
  times: [
    'nn',
    (input: Numeric, _: FilterRun, operand: Numeric) => operate(input, operand, multiply, (a, b) => a * b),
  ],
};

export function floorModulo(a: number, b: number): number {
  const left = a % b;
  return left !== 0 && left < 0 !== b < 0 ? left + b : left;
}

function operate(a: Numeric, b: Numeric, scaled: Scaled, big: Big): Numeric {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (isFloat(a) || isFloat(b)) return float(decimal(x, y, scaled));
  const result = scaled(x, y, 1) + 0;
  const exact = Number.isSafeInteger(x) && Number.isSafeInteger(y) && Number.isSafeInteger(result);
  return exact
    ? result
    : integer(big(BigInt(typeof a === 'bigint' ? a : x), BigInt(typeof b === 'bigint' ? b : y)));
}

/**
 * Floats are computed in decimals, as Ruby Liquid does: `0.1 | plus: 0.2` is 0.3. A division of exact integers rounds
 * once, so the test finds the shortest decimals that read as the two; past 15 digits it is binary after all.
 */
function decimal(a: number, b: number, scaled: Scaled): number {
  for (let unit = 1; unit < 1e16; unit *= 10) {
    const x = Math.round(a * unit);
    const y = Math.round(b * unit);
    if (!Number.isSafeInteger(x) || !Number.isSafeInteger(y)) break;
    if (x / unit === a && y / unit === b) return scaled(x, y, unit);
  }
  return scaled(a, b, 1);
}

/** A power of ten is exact up to 22; only next to a half can the product's own rounding decide. */
function rounded(size: number, places: number): number {
  const scale = 10 ** places;
  const scaled = size * scale;
  const nearHalf = Math.abs((scaled % 1) - 0.5) < 1e-6;
  if (places < 0 || places > 15 || nearHalf || scaled > 1e9)
    return shift(Math.round(shift(size, places)), -places);
  return Math.round(scaled) / scale;
}

/** Moves the decimal point, which keeps 1.005 from becoming 100.49999. */
function shift(value: number, places: number): number {
  const [digits, exponent = 0] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}

function divisor(value: Numeric): Numeric {
  return numberOf(value) === 0 ? fail('division_by_zero', 'A number was divided by 0 here.') : value;
}

function whole(value: Numeric, toWhole: (value: number) => number): Numeric {
  if (typeof value === 'bigint') return value;
  const number = numberOf(value);
  if (!Number.isFinite(number)) fail('not_finite', 'An infinite number has no nearest integer.');
  const result = toWhole(number) + 0;
  return Number.isSafeInteger(result) ? result : integer(BigInt(result));
}

function bigModulo(a: bigint, b: bigint): bigint {
  return ((a % b) + b) % b;
}
