import { fail } from '../error.ts';
import type { Budget } from './budget.ts';
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
  return Array.isArray(value) || isHash(value) ? inspect(value, budget) : '';
}

/** Ruby's `inspect`: `{"a"=>[1, "x", nil]}`. */
export function inspect(value: unknown, budget: Budget, depth = 0): string {
  if (typeof value === 'string') return quote(value, budget);
  if (Array.isArray(value)) {
    visit(budget, value.length, depth);
    return made(`[${value.map((item) => inspect(item, budget, depth + 1)).join(', ')}]`, budget);
  }
  if (isHash(value)) {
    const keys = Object.keys(value);
    visit(budget, keys.length, depth);
    const pairs = keys.map((key) => `${quote(key, budget)}=>${inspect(value[key], budget, depth + 1)}`);
    return made(`{${pairs.join(', ')}}`, budget);
  }
  if (value instanceof Markup) return quote(value.text, budget);
  return toText(value, budget) || 'nil';
}

/** A float as Ruby prints it: `5.0`, `1.0e+20`, `1.0e-05`. */
export function floatText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e16) return Number.isInteger(value) ? `${value}.0` : `${value}`;
  if (size === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  return Number.isFinite(value) ? scientific(value) : String(value);
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

/** `1.0e+20`: at least one digit after the point, and two of the exponent. */
function scientific(value: number): string {
  return value
    .toExponential()
    .replace(/^(-?\d)e/, '$1.0e')
    .replace(/(\d)$/, (digit, _, at, text) => {
      return '+-'.includes(text[at - 1]) ? `0${digit}` : digit;
    });
}

/** As Ruby quotes; control characters are written as JSON has them. */
function quote(text: string, budget: Budget): string {
  budget.charge(text.length >> 6);
  return made(JSON.stringify(text).replace(/#(?=[{$@])/g, '\\#'), budget);
}

/** A text that another is made of: each copy counts. */
function made(text: string, budget: Budget): string {
  budget.text(text.length);
  return text;
}

/** The digits of a big integer, which take longer the more there are. */
function bigText(value: bigint, budget: Budget): string {
  const text = String(value);
  budget.charge(text.length >> 5);
  return text;
}
