import type { Budget } from '../budget.ts';
import { isFloat, isNumeric, looseInteger } from '../numbers.ts';
import { toText, visit } from '../text.ts';
import { BLANK, EMPTY, type Hash, isEmpty, isHash, isNil } from '../values.ts';
import type { FilterRun } from './spec.ts';

/** `fallback` for nil, false and what is empty; `allow_false: true` keeps false. */
export function defaultTo(input: unknown, _run: FilterRun, ...args: unknown[]): unknown {
  // Named arguments come last, always: see FilterFn.
  const named = args.at(-1) as Hash;
  const fallback = args.length > 1 ? args[0] : '';
  if (input === false) return isNil(named.allow_false) || named.allow_false === false ? fallback : input;
  return isNil(input) || input === EMPTY || input === BLANK || isEmpty(input) ? fallback : input;
}

export function toIntegerFilter(input: unknown): number {
  return typeof input === 'boolean' ? Number(input) : looseInteger(input);
}

/** JSON, indented by `space`. Where output is escaped, `<`, `>` and `&` are written so that no script can end there. */
export function json(input: unknown, run: FilterRun, space?: unknown): string {
  const indent = ' '.repeat(Math.max(0, Math.min(10, looseInteger(space))));
  const text = jsonOf(input, run.budget, indent, 0);
  return run.escape ? text.replace(/[<>&]/g, unicodeEscape) : text;
}

function jsonOf(value: unknown, budget: Budget, indent: string, depth: number): string {
  if (isNil(value)) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (isNumeric(value))
    return isFloat(value) && typeof value === 'number' && !Number.isFinite(value)
      ? 'null'
      : toText(value, budget);
  if (Array.isArray(value)) {
    visit(budget, value.length, depth);
    return block(
      '[',
      value.map((item) => jsonOf(item, budget, indent, depth + 1)),
      ']',
      indent,
      depth,
    );
  }
  if (isHash(value)) {
    const keys = Object.keys(value).filter(
      (key) => typeof value[key] !== 'function' && value[key] !== undefined,
    );
    visit(budget, keys.length, depth);
    const colon = indent === '' ? ':' : ': ';
    const members = keys.map(
      (key) => JSON.stringify(key) + colon + jsonOf(value[key], budget, indent, depth + 1),
    );
    return block('{', members, '}', indent, depth);
  }
  const text = toText(value, budget);
  budget.output(text.length);
  return JSON.stringify(text);
}

function block(
  open: string,
  members: readonly string[],
  close: string,
  indent: string,
  depth: number,
): string {
  if (indent === '' || members.length === 0) return open + members.join(',') + close;
  const line = `\n${indent.repeat(depth)}`;
  return `${open}${members.map((member) => line + indent + member).join(',')}${line}${close}`;
}

function unicodeEscape(character: string): string {
  return `\\u00${character.charCodeAt(0).toString(16)}`;
}
