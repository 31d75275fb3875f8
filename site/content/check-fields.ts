import { nearest } from '../../liquid/compile/nearest.ts';
import { type Field, type Fields, itemField } from '../../schema/content/field.ts';
import { isRecord } from '../../schema/record.ts';
import { isDate } from './dates.ts';

/** Something wrong with the value at a key path of an entry. */
export interface FieldProblem {
  readonly path: readonly string[];
  readonly severity: 'error' | 'warning';
  readonly code: 'field' | 'field_required' | 'field_unknown';
  readonly message: string;
  readonly help?: string;
}

type Values = Readonly<Record<string, unknown>>;

/** Names that an entry has by itself, and those that say how it is published. */
const OWN: ReadonlySet<string> = new Set([
  'date',
  'updated',
  'order',
  'draft',
  'url',
  'title',
  'markdown',
  'excerpt',
]);

/** Compares an entry's values with the fields of its collection. */
export function checkFields(values: Values, fields: Fields): FieldProblem[] {
  return checkObject(values, fields, []).filter(
    ({ code, path }) => code !== 'field_unknown' || !OWN.has(path.join('.')),
  );
}

function checkObject(values: Values, fields: Fields, path: readonly string[]): FieldProblem[] {
  const known = Object.entries(fields).flatMap(([name, field]) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const at = [...path, name];
    if (value !== undefined && value !== null && value !== '') return checkValue(value, field, at);
    if (field.required !== true) return [];
    const message = `${name} is required`;
    return [{ path: at, severity: 'error', code: 'field_required', message } as const];
  });
  const unknown = Object.keys(values)
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => unknownField(name, fields, path));
  return [...known, ...unknown];
}

function unknownField(name: string, fields: Fields, path: readonly string[]): FieldProblem {
  const near = nearest(name, Object.keys(fields));
  return {
    path: [...path, name],
    severity: 'warning',
    code: 'field_unknown',
    message: `${name} is no field of this collection`,
    help:
      near === undefined
        ? 'Add it to the fields of _collection.yaml, or take it out.'
        : `Did you mean ${near}?`,
  };
}

function checkValue(value: unknown, field: Field, path: readonly string[]): FieldProblem[] {
  if (field.type === 'list') return checkList(value, field, path);
  if (field.type === 'object') {
    return isRecord(value)
      ? checkObject(value, field.fields ?? {}, path)
      : [wrong(path, instead(value, 'an object: names and values'))];
  }
  const rule = RULES[field.type](value, field);
  return rule === undefined ? [] : [wrong(path, rule)];
}

function checkList(value: unknown, field: Field, path: readonly string[]): FieldProblem[] {
  if (!Array.isArray(value)) {
    return [wrong(path, instead(value, 'a list: [a, b], or a line with - for each item'))];
  }
  const size = sized(value.length, field, 'items');
  const item = itemField(field);
  return [
    ...(size === undefined ? [] : [wrong(path, size)]),
    ...value.flatMap((each, index) => checkValue(each, item, [...path, String(index)])),
  ];
}

function wrong(path: readonly string[], rule: string): FieldProblem {
  return { path, severity: 'error', code: 'field', message: `${path.join('.')} ${rule}` };
}

/** What a value must be, and what it is. */
const instead = (value: unknown, what: string): string => `must be ${what}; it is ${shown(value)}`;

/** Characters of a value that a message shows. */
const SHOWN = 40;

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** What a value of a type has to be; undefined when it is that. */
type Rule = (value: unknown, field: Field) => string | undefined;

const matching =
  (pattern: RegExp, what: string): Rule =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? undefined : instead(value, what);

const text: Rule = (value, field) => {
  if (typeof value !== 'string' && typeof value !== 'number') return instead(value, 'a text');
  return sized([...String(value)].length, field, 'characters');
};

const RULES: Readonly<Record<Exclude<Field['type'], 'list' | 'object'>, Rule>> = {
  text,
  markdown: text,
  number: (value, field) =>
    typeof value === 'number' ? sized(value, field, '') : instead(value, 'a number'),
  boolean: (value) => (typeof value === 'boolean' ? undefined : instead(value, 'true or false')),
  date: (value) =>
    isDate(value)
      ? undefined
      : instead(value, 'a date: 2024-05-31, or 2024-05-31 18:00, with a zone such as +02:00 behind it'),
  time: matching(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'a time of day: 09:30'),
  select: (value, { options = [] }) =>
    options.some((option) => option === value) ? undefined : instead(value, `one of ${options.join(', ')}`),
  image: matching(/^(\/|https?:\/\/|[^\s/:][^\s:]*$)/, 'a picture: the name of an asset, or its address'),
  file: matching(/^(\/|https?:\/\/|[^\s/:][^\s:]*$)/, 'a file: the name of an asset, or its address'),
  color: matching(/^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i, 'a colour: #1a6bb5'),
  url: matching(
    /^(https?:\/\/[^\s]+|\/[^\s]*|mailto:[^\s]+|tel:[^\s]+)$/,
    'an address: https://…, or a path that begins with /',
  ),
  email: matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an e-mail address'),
  reference: (value, { to }) =>
    typeof value === 'string' ? undefined : instead(value, `the slug of an entry of ${to}`),
};

/** `unit` is what is counted; empty for the number itself. */
function sized(size: number, { min, max }: Field, unit: string): string | undefined {
  const [must, found, counted] = unit === '' ? ['be', 'is', ''] : ['have', 'has', ` ${unit}`];
  if (max !== undefined && size > max) return `must ${must} at most ${max}${counted}; it ${found} ${size}`;
  if (min !== undefined && size < min) return `must ${must} at least ${min}${counted}; it ${found} ${size}`;
  return undefined;
}
