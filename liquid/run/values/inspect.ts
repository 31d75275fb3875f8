import type { Budget } from '../budget.ts';
import { toText, visit } from './text.ts';
import { Float, isHash, isNil, Markup, plain } from './values.ts';

/** What hashes of the project's own print, of which Ruby has none. */
export const SHOWN = new WeakMap<object, string>();

/** Ruby's `inspect`: `{"a"=>[1, "x", nil]}`. */
export function inspect(value: unknown, budget: Budget, depth = 0): string {
  if (typeof value === 'string') return quote(value, budget);
  if (Array.isArray(value)) {
    visit(budget, value.length, depth);
    return made(`[${value.map((item) => inspect(item, budget, depth + 1)).join(', ')}]`, budget);
  }
  if (isHash(value)) {
    const shown = SHOWN.get(value);
    if (shown !== undefined) return shown;
    const keys = Object.keys(value);
    visit(budget, keys.length, depth);
    const pairs = keys.map((key) => `${quote(key, budget)}=>${inspect(value[key], budget, depth + 1)}`);
    return made(`{${pairs.join(', ')}}`, budget);
  }
  if (value instanceof Markup) return quote(value.text, budget);
  return toText(value, budget) || 'nil';
}

/** `1.0e+20`: at least one digit after the point, and two of the exponent. */
export function scientific(value: number): string {
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

/** How a message names the kind of `value`. */
export function kindName(value: unknown): string {
  if (isNil(value)) return 'nil';
  if (Array.isArray(value)) return 'an array';
  return isHash(value) ? 'a hash' : `a ${value instanceof Float ? 'number' : typeof plain(value)}`;
}
