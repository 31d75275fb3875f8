import type { Field, Fields } from '../../../../schema/content/field.ts';
import { readEntryPath } from '../../../../site/content/entry-path.ts';
import { today } from '../language/today.ts';

/** What a new entry begins with: its title, the day, and what its collection requires, to be filled in. */
export function entryText(path: string, fields: Fields, day = today()): string {
  const entry = readEntryPath(path);
  const name = entry?.slug.split('/').at(-1) || entry?.collection || 'entry';
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
  const given = { title, date: entry?.date ?? day };
  const values = Object.entries(fields).flatMap(([key, field]) =>
    field.required === true || key === 'title' || key === 'date'
      ? [[key, beginning(key, field, given)] as const]
      : [],
  );
  const known = values.length > 0 ? Object.fromEntries(values) : { title };
  if (path.endsWith('.json')) return `${JSON.stringify(known, null, 2)}\n`;
  const yaml = yamlLines(known, '');
  return /\.ya?ml$/.test(path) ? yaml : `---\n${yaml}---\n`;
}

type Value = string | number | boolean | null | readonly never[] | { readonly [key: string]: Value };

function beginning(key: string, field: Field, given: { title: string; date: string }): Value {
  if (key === 'title' && field.type === 'text') return given.title;
  if (field.type === 'date' || key === 'date') return given.date;
  if (field.type === 'boolean') return false;
  if (field.type === 'list') return [];
  if (field.type !== 'object') return null;
  const inside = Object.entries(field.fields ?? {}).filter(([, each]) => each.required === true);
  return Object.fromEntries(inside.map(([name, each]) => [name, beginning('', each, given)]));
}

function yamlLines(values: { readonly [key: string]: Value }, indent: string): string {
  return Object.entries(values)
    .map(([key, value]) => {
      if (value === null) return `${indent}${key}:\n`;
      if (Array.isArray(value)) return `${indent}${key}: []\n`;
      if (typeof value !== 'object') return `${indent}${key}: ${scalar(value)}\n`;
      const lines = yamlLines(value as { [key: string]: Value }, `${indent}  `); // arrays are out above
      return lines === '' ? `${indent}${key}: {}\n` : `${indent}${key}:\n${lines}`;
    })
    .join('');
}

/** A name of digits, or true, would be read as something else than a text. */
function scalar(value: string | number | boolean): string {
  const text = String(value);
  const isPlain =
    typeof value !== 'string' ||
    (/^[a-z][\w .-]*$/i.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text));
  return isPlain || /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : JSON.stringify(text);
}
