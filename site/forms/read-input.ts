import type { Field } from '../../schema/content/field.ts';
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
