import type { Budget } from '../budget.ts';
import { looseInteger, numberOf } from '../values/numbers.ts';
import { toText, visit } from '../values/text.ts';
import {
  Float,
  type Hash,
  HostObject,
  isHash,
  isNil,
  isNumeric,
  Markup,
  type Numeric,
  plain,
} from '../values/values.ts';
import type { FilterRun, Filters } from './spec.ts';

export const JSON_TEXT: Filters = {
  inspect: ['vV', json],
  json: ['vV', json],
  jsonify: ['vV', json],
  to_integer: [
    'v',
    (input: unknown, { budget }: FilterRun) =>
      typeof input === 'boolean' ? Number(input) : looseInteger(input, budget),
  ],
};

/** JSON, indented by `space`. Where output is escaped, it is markup of a script. */
function json(input: unknown, run: FilterRun, space?: unknown): string | Markup {
  const text = jsonText(input, run, space);
  return run.escape ? new Markup(text, 'j') : text;
}

/**
 * The JSON of a value. Where output is escaped, `<`, `>` and `&` are written so that no script can end there, and a key `__proto__` is
 * left out: in JavaScript it would not be a key, but set the prototype.
 */
export function jsonText(
  input: unknown,
  run: Pick<FilterRun, 'budget' | 'escape' | 'data'>,
  space?: unknown,
): string {
  const { budget } = run;
  const isCode = run.escape && !run.data;
  const text = new Writer(budget, looseInteger(space, budget), isCode).write(input, '\n');
  return isCode ? text.replace(/[<>&\u2028\u2029]/g, unicodeEscape) : text;
}

/** A character as JavaScript, JSON and regular expressions all write it. */
export function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Writes as JSON.stringify does, and counts each value as often as it is there, before it is written. */
class Writer {
  private readonly budget: Budget;
  private readonly indent: string;
  private readonly isCode: boolean;
  private depth = 0;

  constructor(budget: Budget, space: number, isCode: boolean) {
    this.budget = budget;
    this.isCode = isCode;
    this.indent = ' '.repeat(Math.max(0, Math.min(10, space)));
  }

  /** `line` is a line break and the indentation of the place. */
  write(given: unknown, line: string): string {
    const value = given instanceof HostObject ? plain(given) : given;
    if (isNil(value) || typeof value === 'boolean') return String(value ?? null);
    if (isNumeric(value)) return this.number(value);
    if (Array.isArray(value)) return this.array(value, line);
    return isHash(value) ? this.hash(value, line) : this.string(toText(value, this.budget));
  }

  /** With all its digits: 2.0 stays 2.0. JSON has no word for what is not finite. */
  private number(value: Numeric): string {
    const isExact = typeof value === 'bigint' || (value instanceof Float && Number.isFinite(value.value));
    return isExact ? toText(value, this.budget) : JSON.stringify(numberOf(value));
  }

  private array(items: readonly unknown[], line: string): string {
    visit(this.budget, items.length, this.depth++);
    const inner = line + this.indent;
    const parts = items.map((item) => this.write(item, inner));
    this.depth--;
    return this.list('[', parts, ']', line);
  }

  private hash(hash: Hash, line: string): string {
    const keys = Object.keys(hash);
    visit(this.budget, keys.length, this.depth++);
    const inner = line + this.indent;
    const colon = this.indent === '' ? ':' : ': ';
    const parts: string[] = [];
    for (const key of keys) {
      if (hash[key] !== undefined && !(this.isCode && key === '__proto__'))
        parts.push(this.string(key) + colon + this.write(hash[key], inner));
    }
    this.depth--;
    return this.list('{', parts, '}', line);
  }

  private list(open: string, parts: readonly string[], close: string, line: string): string {
    if (parts.length === 0) return open + close;
    if (this.indent === '') return `${open}${parts.join(',')}${close}`;
    this.budget.text(parts.length * line.length);
    const inner = line + this.indent;
    return `${open}${inner}${parts.join(`,${inner}`)}${line}${close}`;
  }

  private string(text: string): string {
    this.budget.text(text.length);
    return JSON.stringify(text);
  }
}
