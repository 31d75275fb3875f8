import { type Field, itemField } from '../../schema/content/field.ts';
import type { Path, Value } from './yaml/value.ts';

/** One control of a form, and those inside of it. */
export interface Control {
  /** Where its value is; unique in the form. */
  readonly path: Path;
  /** In a person's words: the field's title, or its name. */
  readonly label: string;
  readonly field: Field;
  /** False for a value that the fields do not know: it is shown as what it looks like. */
  readonly known: boolean;
  /** Undefined where nothing is written. */
  readonly value: Value | undefined;
  /** What is wrong with it, without its name in front: what the server would say when it is saved. */
  readonly problems: readonly Problem[];
  /** Of an object its fields, of a list its items. */
  readonly controls: readonly Control[];
}

export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly help?: string | undefined;
}

/** Whether a list is typed as words, with completion, and not item by item. */
export function isTags({ type, ...field }: Field): boolean {
  if (type !== 'list') return false;
  const item = itemField({ type, ...field });
  return item.type === 'text' && item.lines === undefined;
}

/** What an item that is added begins as. */
export function newItem(list: Field): Value {
  const item = itemField(list);
  if (item.type === 'object') return {};
  return item.type === 'list' ? [] : item.type === 'boolean' ? false : item.type === 'number' ? 0 : '';
}
