import { fail } from '../../error.ts';
import { order } from '../values/compare.ts';
import { floorModulo, isFloat, numberOf } from '../values/numbers.ts';
import { float, integer } from '../values/read-number.ts';
import { isNil, type Numeric } from '../values/values.ts';
import { itemsOf, numberIn } from './coerce.ts';
import { memberOf } from './lists/member.ts';
import type { FilterRun, FilterSpec, Filters } from './spec.ts';

/**
 * An operation on two numbers or two bigints, which JavaScript writes the same. On two numbers of `unit` parts of one,
 * its result is of `unit ** power` parts.
 */
type Operation = readonly [run: (a: number, b: number) => number, power: number];

const ADD: Operation = [(a, b) => a + b, 1];
const SUBTRACT: Operation = [(a, b) => a - b, 1];
const MULTIPLY: Operation = [(a, b) => a * b, 2];
const DIVIDE: Operation = [(a, b) => a / b, 0];
const DIVIDE_DOWN: Operation = [(a, b) => (a - floorModulo(a, b)) / b, 0];
const MODULO: Operation = [floorModulo, 1];

/** Half away from zero. An integer, unless digits after the point are asked of a float. */
function round(input: Numeric, _: FilterRun, digits: Numeric = 0): Numeric {
  const places = Math.trunc(numberOf(digits));
  if (typeof input === 'bigint' || (places > 0 && !isFloat(input))) return input;
  const toPlaces = (value: number) => Math.sign(value) * (rounded(Math.abs(value), places) || 0);
  return places > 0 && Number.isFinite(numberOf(input))
    ? float(toPlaces(numberOf(input)))
    : whole(input, toPlaces);
}

function sum(input: readonly unknown[], run: FilterRun, key?: unknown): Numeric {
  const { budget } = run;
  const values = isNil(key) ? input : input.map((item) => memberOf(item, key, run));
  const plus = (total: Numeric, value: unknown) => operate(total, numberIn(value, budget), ADD);
  return itemsOf(values, budget).reduce(plus, 0);
}

function binary(operation: Operation): FilterSpec {
  return ['nn', (input: Numeric, _: FilterRun, operand: Numeric) => operate(input, operand, operation)];
}

export const MATH: Filters = {
  abs: ['n', (input: Numeric) => (numberOf(input) > 0 ? input : operate(0, input, SUBTRACT))],
  at_least: [
    'nn',
    (input: Numeric, _: FilterRun, bound: Numeric) => (order(input, bound) === -1 ? bound : input),
  ],
  at_most: [
    'nn',
    (input: Numeric, _: FilterRun, bound: Numeric) => (order(input, bound) === 1 ? bound : input),
  ],
  ceil: ['n', (input: Numeric) => whole(input, Math.ceil)],
  // Integers are divided downwards; a float by 0 is infinite.
  divided_by: [
    'nn',
    (input: Numeric, _: FilterRun, operand: Numeric) =>
      isFloat(input) || isFloat(operand)
        ? operate(input, operand, DIVIDE)
        : operate(input, divisor(operand), DIVIDE_DOWN),
  ],
  floor: ['n', (input: Numeric) => whole(input, Math.floor)],
  minus: binary(SUBTRACT),
  // The remainder has the sign of the divisor.
  modulo: [
    'nn',
    (input: Numeric, _: FilterRun, operand: Numeric) => operate(input, divisor(operand), MODULO),
  ],
  plus: binary(ADD),
  round: ['nN', round],
  sum: ['lK', sum],
  times: binary(MULTIPLY),
};

function operate(a: Numeric, b: Numeric, operation: Operation): Numeric {
  const run = operation[0];
  const x = numberOf(a);
  const y = numberOf(b);
  if (isFloat(a) || isFloat(b)) return float(decimal(x, y, operation));
  const result = run(x, y) + 0;
  if (Number.isSafeInteger(x) && Number.isSafeInteger(y) && Number.isSafeInteger(result)) return result;
  const big = (value: Numeric, number: number) => BigInt(typeof value === 'bigint' ? value : number);
  // See Operation: of two bigints it makes one.
  return integer(run(big(a, x) as never, big(b, y) as never) as never);
}

/**
 * Floats are computed in decimals, as Ruby Liquid does: `0.1 | plus: 0.2` is 0.3. A division of exact integers rounds
 * once, so the test finds the shortest decimals that read as the two; past 15 digits it is binary after all.
 */
function decimal(a: number, b: number, [run, power]: Operation): number {
  for (let unit = 1; unit < 1e16; unit *= 10) {
    const x = Math.round(a * unit);
    const y = Math.round(b * unit);
    if (!Number.isSafeInteger(x) || !Number.isSafeInteger(y)) break;
    if (x / unit === a && y / unit === b) return run(x, y) / (power > 1 ? unit * unit : unit ** power);
  }
  return run(a, b);
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
