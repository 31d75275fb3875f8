import { fail } from '../../error.ts';
import { float, integer, isFloat, type Numeric, numberOf, toNumber } from '../numbers.ts';
import { Markup } from '../values.ts';
import {
  addDecimals,
  divideDecimals,
  floorModulo,
  moduloDecimals,
  multiplyDecimals,
  roundDecimal,
  subtractDecimals,
} from './decimal.ts';
import { itemsOf } from './input.ts';
import { memberOrNil } from './member.ts';
import type { FilterRun } from './spec.ts';

/** One arithmetic operation for each way that numbers are kept. */
interface Operation {
  readonly exact: (a: number, b: number) => number;
  readonly big: (a: bigint, b: bigint) => bigint;
  readonly decimal: (a: number, b: number) => Numeric;
}

const ADD: Operation = { exact: (a, b) => a + b, big: (a, b) => a + b, decimal: addDecimals };
const SUBTRACT: Operation = { exact: (a, b) => a - b, big: (a, b) => a - b, decimal: subtractDecimals };
const MULTIPLY: Operation = { exact: (a, b) => a * b, big: (a, b) => a * b, decimal: multiplyDecimals };
const DIVIDE: Operation = {
  exact: (a, b) => (a - floorModulo(a, b)) / b,
  big: (a, b) => (a - bigModulo(a, b)) / b,
  decimal: divideDecimals,
};
const MODULO: Operation = { exact: floorModulo, big: bigModulo, decimal: moduloDecimals };

export function plus(input: unknown, run: FilterRun, operand: unknown): Numeric {
  return operate(ADD, numeric(input, run), numeric(operand, run));
}

export function minus(input: unknown, run: FilterRun, operand: unknown): Numeric {
  return operate(SUBTRACT, numeric(input, run), numeric(operand, run));
}

export function times(input: unknown, run: FilterRun, operand: unknown): Numeric {
  return operate(MULTIPLY, numeric(input, run), numeric(operand, run));
}

export function dividedBy(input: unknown, run: FilterRun, operand: unknown): Numeric {
  return operate(DIVIDE, numeric(input, run), divisor(operand, run));
}

export function modulo(input: unknown, run: FilterRun, operand: unknown): Numeric {
  return operate(MODULO, numeric(input, run), divisor(operand, run));
}

export function abs(input: unknown, run: FilterRun): Numeric {
  const value = numeric(input, run);
  return numberOf(value) < 0 ? operate(SUBTRACT, 0, value) : value;
}

export function atLeast(input: unknown, run: FilterRun, least: unknown): Numeric {
  const value = numeric(input, run);
  const bound = numeric(least, run);
  return numberOf(bound) > numberOf(value) ? bound : value;
}

export function atMost(input: unknown, run: FilterRun, most: unknown): Numeric {
  const value = numeric(input, run);
  const bound = numeric(most, run);
  return numberOf(bound) < numberOf(value) ? bound : value;
}

export function ceil(input: unknown, run: FilterRun): Numeric {
  return whole(numeric(input, run), Math.ceil);
}

export function floor(input: unknown, run: FilterRun): Numeric {
  return whole(numeric(input, run), Math.floor);
}

/** An integer, unless digits after the point are asked of a float. */
export function round(input: unknown, run: FilterRun, digits?: unknown): Numeric {
  const value = numeric(input, run);
  const places = Math.trunc(numberOf(numeric(digits, run)));
  if (typeof value === 'bigint') return value;
  const rounded = roundDecimal(finite(value), places);
  return places > 0 && isFloat(value) ? float(rounded) : whole(rounded, Math.round);
}

export function sum(input: unknown, run: FilterRun, property?: unknown): Numeric {
  const items = itemsOf(input, run);
  const values =
    property === undefined || property === null ? items : items.map((item) => memberOrNil(item, property));
  return itemsOf(values, run).reduce<Numeric>((total, value) => operate(ADD, total, numeric(value, run)), 0);
}

function operate(operation: Operation, a: Numeric, b: Numeric): Numeric {
  if (isFloat(a) || isFloat(b)) return operation.decimal(numberOf(a), numberOf(b));
  if (typeof a === 'number' && typeof b === 'number') {
    const result = operation.exact(a, b);
    if (Number.isSafeInteger(result) && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return result;
  }
  return integer(operation.big(big(a), big(b)));
}

function big(value: Numeric): bigint {
  return typeof value === 'bigint' ? value : BigInt(numberOf(value));
}

/** Reading a long string is work. */
function numeric(value: unknown, run: FilterRun): Numeric {
  const text = value instanceof Markup ? value.text : value;
  if (typeof text === 'string' && text.length > 15) run.budget.charge(text.length >> 4);
  return toNumber(text);
}

function divisor(value: unknown, run: FilterRun): Numeric {
  const number = numeric(value, run);
  return numberOf(number) === 0 ? fail('division_by_zero', 'A number was divided by 0 here.') : number;
}

function whole(value: Numeric, toWhole: (value: number) => number): Numeric {
  if (typeof value === 'bigint') return value;
  const result = toWhole(numberOf(finite(value)));
  return Number.isSafeInteger(result) ? result + 0 : integer(BigInt(result));
}

function finite(value: Numeric): Numeric {
  return Number.isFinite(numberOf(value))
    ? value
    : fail('not_finite', 'An infinite number has no nearest integer.');
}

function bigModulo(a: bigint, b: bigint): bigint {
  const rest = a % b;
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
}
