import { fail } from '../../error.ts';
import type { Budget } from '../budget.ts';
import { late } from '../late.ts';
import { Float, isHash, Markup, Range } from './values.ts';

/** How deep arrays and hashes may nest where a value is walked: data may nest deeper than the stack. */
export const MAX_NESTING = 100;

/** What `{{ value }}` prints: as `toText`, but an array prints its items one after the other. */
export function toOutput(value: unknown, budget: Budget, depth = 0): string {
  if (!Array.isArray(value)) return toText(value, budget);
  visit(budget, value.length, depth);
  let text = '';
  for (const item of value) {
    const part = toOutput(item, budget, depth + 1);
    // Arrays inside, and what stands for a hash, have counted theirs.
    if (typeof item !== 'object' || item instanceof Markup) budget.text(part.length);
    text += part;
  }
  return text;
}

/** Ruby's `to_s`: what a filter or a comparison takes as the text of a value. Charges `budget` for arrays and hashes. */
export function toText(value: unknown, budget: Budget): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return bigText(value, budget);
  if (typeof value !== 'object' || value === null) return '';
  if (value instanceof Markup) return value.text;
  if (value instanceof Float) return floatText(value.value);
  if (value instanceof Range) return `${value.first}..${value.last}`;
  return Array.isArray(value) || isHash(value) ? late('inspect')(value, budget) : '';
}

/** A float as Ruby prints it: `5.0`, `1.0e+20`, `1.0e-05`. */
export function floatText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e16) return Number.isInteger(value) ? `${value}.0` : `${value}`;
  if (size === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  return Number.isFinite(value) ? late('scientific')(value) : String(value);
}

/** Charges for a walk through `size` members and stops one that is too deep. */
export function visit(budget: Budget, size: number, depth: number): void {
  if (depth >= MAX_NESTING) fail('nesting', `Arrays and hashes nest deeper than ${MAX_NESTING} here.`);
  budget.charge(size + 1);
}

function numberText(value: number): string {
  if (!Number.isInteger(value)) return floatText(value);
  return Math.abs(value) < 1e21 ? String(value) : String(BigInt(value));
}

/** The digits of a big integer, which take longer the more there are. */
function bigText(value: bigint, budget: Budget): string {
  const text = String(value);
  budget.charge(text.length >> 5);
  return text;
}
