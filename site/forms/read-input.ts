import type { Field } from '../../schema/content/field.ts';
import { checkFields } from '../content/check-fields.ts';
import type { Change, Path, Value } from './yaml/value.ts';

/** What was typed into a control as a value; undefined for nothing. Text that is no value stays text, and is told of. */
export function readInput(field: Field, typed: string): Value | undefined {
  if (typed === '') return undefined;
  if (field.type === 'number') return readNumber(typed) ?? typed;
  if (field.type === 'select') return field.options?.find((option) => String(option) === typed) ?? typed;
  return typed;
}

/** With a comma as many write it, too. Undefined for what is no number. */
function readNumber(typed: string): number | undefined {
  const plain = typed.trim().replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain) ? Number(plain) : undefined;
}

/** The change that an input makes: nothing typed takes the key away. `order` are the keys beside it, as the form has them. */
export function changeFor(path: Path, value: Value | undefined, order: readonly string[] = []): Change {
  if (value === undefined) return { kind: 'remove', path };
  return { kind: 'set', path, value, order };
}

/** What is wrong with one value, before it is written: as the server says it. Empty when nothing is. */
export function problemWith(field: Field, value: Value | undefined): string {
  const [problem] = checkFields(value === undefined ? {} : { value }, { value: field });
  if (!problem) return '';
  const text = problem.message.replace(/^value(?:[.\d]*) /, '');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A date as its controls have it: what is not there is empty. */
export interface DateParts {
  readonly date: string;
  readonly time: string;
  readonly zone: string;
}

const DATE =
  /^(\d{4}-\d{2}-\d{2})(?:([T ])(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(\s*)(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;

/** The parts of a date; undefined for a text that is none, which is edited as text. */
export function splitDate(text: string): DateParts | undefined {
  const [whole, date = '', , time = '', , zone = ''] = DATE.exec(text.trim()) ?? [];
  if (whole === undefined) return text.trim() === '' ? { date: '', time: '', zone: '' } : undefined;
  return { date, time: time.length === 4 ? `0${time}` : time, zone };
}

/** The text of a date with a part changed, written as it was: `T` or a space between, and a space before the zone or none. */
export function joinDate(before: string, change: Partial<DateParts>): string {
  const [, , between = ' ', , space = '', had] = DATE.exec(before.trim()) ?? [];
  const { date, time, zone } = { ...(splitDate(before) ?? { date: '', time: '', zone: '' }), ...change };
  if (date === '') return '';
  if (time === '') return date;
  const gap = had === undefined ? (between === ' ' ? ' ' : '') : space;
  return `${date}${between}${time}${zone && gap}${zone}`;
}
