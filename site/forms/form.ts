import { type Field, type Fields, itemField } from '../../schema/content/field.ts';
import { own } from '../../schema/own.ts';
import { checkFields, type FieldProblem } from '../content/check-fields.ts';
import type { Control, Problem } from './control.ts';
import { inferField } from './infer-field.ts';
import { labelOf } from './label.ts';
import { isList, isObject, type Path, type Value } from './yaml/value.ts';

/** What every entry may have, whatever the fields of its collection are. */
export const ENTRY_FIELDS: Fields = {
  title: { type: 'text', title: 'Title' },
  date: { type: 'date', title: 'Date' },
  draft: { type: 'boolean', title: 'Draft', help: 'A draft is shown in previews only.' },
};

/** Names that mean something in every entry, shown when they are there. */
const ENTRY_MORE: Fields = {
  updated: { type: 'date', title: 'Updated' },
  order: { type: 'number', title: 'Order' },
  url: {
    type: 'text',
    title: 'Address',
    help: 'Its own address, such as /about, in place of the usual one.',
  },
  excerpt: { type: 'text', title: 'Excerpt', lines: 3 },
};

/** The fields of an entry's form: those of its collection, and what every entry has. */
export function entryFields(fields: Fields = {}, values: unknown = {}): Fields {
  const there = isObject(values as Value) ? Object.keys(values as object) : []; // plain data
  const more = Object.entries(ENTRY_MORE).filter(([name]) => there.includes(name));
  const { title, date, ...rest } = ENTRY_FIELDS;
  const { title: ownTitle, ...others } = fields;
  // People look for the title first, and for the date behind it.
  return {
    ...({ title: ownTitle ?? title, ...(!others.date && { date }) } as Fields),
    ...others,
    ...without(rest, fields),
    ...without(Object.fromEntries(more), fields),
  };
}

const without = (fields: Fields, others: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !Object.hasOwn(others, name)));

/** The controls of an object: its fields in their order, and behind them what else it holds. */
export function formOf(values: Value | undefined, fields: Fields = {}): readonly Control[] {
  const given = isObject(values) ? values : {};
  const problems = Object.keys(fields).length > 0 ? checkFields(given, fields) : [];
  return controlsOf(given, fields, [], problems);
}

/** The control of a whole file of data, which may be a list; `name` is the file's, for people. */
export function fileForm(value: Value, fields: Fields = {}, name = ''): Control {
  const isKnown = Object.keys(fields).length > 0;
  const inferred = inferField(value);
  const object: Field = { type: 'object', fields };
  const field: Field = !isKnown ? inferred : isList(value) ? { type: 'list', of: object } : object;
  const problems = isKnown ? checkFields({ [WHOLE]: value }, { [WHOLE]: field }) : [];
  const inside = problems.map((problem) => ({
    ...problem,
    ...(problem.code === 'field_unknown' && NOT_STATED),
    path: problem.path.slice(1),
    name: problem.path.join('.'),
  }));
  return controlOf([], name, field, true, value, inside);
}

/** Of a value that a file of fields does not name: there is no collection. */
const NOT_STATED = {
  message: 'Is none of the fields that are stated for this file',
  help: 'Add it to its .fields.yaml, or take it out.',
};

/** Stands for a file in messages, where what is wrong is with all of it. */
const WHOLE = 'This file';

type Found = FieldProblem & { readonly name?: string };

function controlsOf(
  values: { readonly [key: string]: Value },
  fields: Fields,
  path: Path,
  problems: readonly Found[],
): readonly Control[] {
  const known = Object.entries(fields).map(([name, field]) =>
    controlOf([...path, name], name, field, true, own(values, name), problems),
  );
  const others = Object.entries(values)
    .filter(([name]) => !Object.hasOwn(fields, name))
    .map(([name, value]) =>
      controlOf([...path, name], name, inferField(value), Object.keys(fields).length === 0, value, problems),
    );
  return [...known, ...others];
}

function controlOf(
  path: Path,
  name: string,
  field: Field,
  known: boolean,
  value: Value | undefined,
  problems: readonly Found[],
): Control {
  const here = problems.filter((problem) => problem.path.join('\n') === path.join('\n')).map(told);
  const inside = problems.filter((problem) => problem.path.length > path.length);
  return {
    path,
    label: field.title ?? labelOf(name),
    field,
    known,
    value,
    problems: here,
    controls: insideOf(path, field, value, inside),
  };
}

function insideOf(
  path: Path,
  field: Field,
  value: Value | undefined,
  problems: readonly Found[],
): readonly Control[] {
  if (field.type === 'object') {
    const values = isObject(value) ? value : {};
    return value === undefined || value === null || isObject(value)
      ? controlsOf(values, field.fields ?? {}, path, problems)
      : [];
  }
  if (field.type !== 'list' || !isList(value)) return [];
  const item = itemField(field);
  return value.map((each, at) => controlOf([...path, at], String(at + 1), item, true, each, problems));
}

/** Without the name of the value in front, which the control has already. */
function told({ severity, message, help, path, name }: Found): Problem {
  const fronts = [name ?? path.join('.'), path.at(-1) ?? ''].map((each) => `${each} `);
  const front = fronts.find((each) => message.startsWith(each)) ?? '';
  const short = message.slice(front.length);
  return {
    severity,
    message: short.charAt(0).toUpperCase() + short.slice(1),
    ...(help !== undefined && { help }),
  };
}
