import type { Field, Fields } from '../../schema/content/field.ts';
import { PICTURE_NAME } from '../../schema/media.ts';
import { isDate } from '../content/dates.ts';
import { isList, isObject, type Value } from './yaml/value.ts';

/** Characters above which a text gets a box of several lines. */
const LONG = 80;

const TEXTS: readonly (readonly [Field['type'], (text: string) => boolean])[] = [
  ['date', isDate],
  ['time', (text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)],
  ['color', (text) => /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(text)],
  ['url', (text) => /^https?:\/\/\S+$/.test(text)],
  ['email', (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)],
  ['image', (text) => /^[^\s:]+$/.test(text) && PICTURE_NAME.test(text)],
];

/** What a value looks like, for a form without fields that say it. It asks for nothing that the value has not. */
export function inferField(value: Value | undefined): Field {
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (typeof value === 'number') return { type: 'number' };
  if (isList(value)) return { type: 'list', of: inferItem(value) };
  if (isObject(value)) return { type: 'object', fields: inferFields(value) };
  if (typeof value !== 'string') return { type: 'text' };
  const found = TEXTS.find(([, fits]) => fits(value));
  if (found) return { type: found[0] };
  return value.length > LONG || value.includes('\n') ? { type: 'text', lines: 4 } : { type: 'text' };
}

export const inferFields = (values: { readonly [key: string]: Value }): Fields =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, inferField(value)]));

/** A field that all items of a list fit: of objects one with the keys of all, texts where they are of several types. */
function inferItem(items: readonly Value[]): Field {
  const objects = items.filter(isObject);
  if (objects.length > 0 && objects.length === items.length)
    return { type: 'object', fields: keysOfAll(objects) };
  const fields = items.filter((item) => item !== null).map(inferField);
  const [first = { type: 'text' as const }] = fields;
  if (first.type === 'list') return first;
  return fields.every(({ type }) => type === first.type) ? withLines(first, fields) : { type: 'text' };
}

const withLines = (field: Field, fields: readonly Field[]): Field => {
  const lines = fields.find((each) => each.lines !== undefined)?.lines;
  return lines === undefined ? field : { ...field, lines };
};

function keysOfAll(objects: readonly { readonly [key: string]: Value }[]): Fields {
  const values = new Map<string, Value[]>();
  for (const [key, value] of objects.flatMap((each) => Object.entries(each)))
    values.set(key, [...(values.get(key) ?? []), value]);
  return Object.fromEntries([...values].map(([key, all]) => [key, inferItem(all)]));
}
