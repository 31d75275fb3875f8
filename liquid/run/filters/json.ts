import { isNumeric, looseInteger, numberOf } from '../numbers.ts';
import { toText, visit } from '../text.ts';
import { isHash, isNil } from '../values.ts';
import type { FilterRun, Filters } from './spec.ts';

export const JSON_TEXT: Filters = {
  inspect: ['vV', json],
  json: ['vV', json],
  jsonify: ['vV', json],
  to_integer: ['v', (input: unknown) => (typeof input === 'boolean' ? Number(input) : looseInteger(input))],
};

/** JSON, indented by `space`. Where output is escaped, `<`, `>` and `&` are written so that no script can end there. */
function json(input: unknown, run: FilterRun, space?: unknown): string {
  const { budget } = run;
  const plainData = (value: unknown, depth: number): unknown => {
    if (isNil(value) || typeof value === 'boolean') return value;
    if (isNumeric(value)) return numberOf(value);
    if (Array.isArray(value)) {
      visit(budget, value.length, depth);
      return value.map((item) => plainData(item, depth + 1));
    }
    if (!isHash(value)) return toText(value, budget);
    const entries = Object.entries(value);
    visit(budget, entries.length, depth);
    return Object.fromEntries(entries.map(([key, item]) => [key, plainData(item, depth + 1)]));
  };
  const text = JSON.stringify(plainData(input, 0) ?? null, null, looseInteger(space));
  budget.output(text.length);
  return run.escape
    ? text.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)
    : text;
}
