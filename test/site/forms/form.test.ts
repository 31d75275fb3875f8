import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIELD_TYPES, type Fields } from '../../../schema/content/field.ts';
import { checkFields } from '../../../site/content/check-fields.ts';
import { type Control, isTags, newItem } from '../../../site/forms/control.ts';
import { joinDate, splitDate } from '../../../site/forms/dates.ts';
import { fieldsPaths, readFields } from '../../../site/forms/fields-file.ts';
import { entryFields, fileForm, formOf } from '../../../site/forms/form.ts';
import { inferField, inferFields } from '../../../site/forms/infer-field.ts';
import { labelOf } from '../../../site/forms/label.ts';
import { changeFor, readInput } from '../../../site/forms/read-input.ts';
import type { Value } from '../../../site/forms/yaml/value.ts';
import { runs } from '../../support/runs.ts';

const all = (controls: readonly Control[]): Control[] =>
  controls.flatMap((each) => [each, ...all(each.controls)]);
const at = (controls: readonly Control[], path: string) =>
  all(controls).find((each) => each.path.join('.') === path);

const FIELDS: Fields = {
  title: { type: 'text', required: true, max: 10 },
  published_on: { type: 'date' },
  size: { type: 'select', options: ['small', 5] },
  tags: { type: 'list', of: 'text', max: 2 },
  seo: { type: 'object', fields: { title: { type: 'text', title: 'For search', max: 3 } } },
  team: {
    type: 'list',
    of: { type: 'object', fields: { name: { type: 'text', required: true }, mail: { type: 'email' } } },
  },
};

describe('a form of fields', () => {
  test('begins with the title, and with the date where the collection has none of its own', () => {
    const names = (fields: Fields) => Object.keys(entryFields(fields));
    expect(names({})).toEqual(['title', 'date', 'draft']);
    expect(names({ place: { type: 'text' }, title: { type: 'text', max: 9 } })).toEqual([
      'title',
      'date',
      'place',
      'draft',
    ]);
    expect(entryFields({ title: { type: 'text', max: 9 } }).title).toEqual({ type: 'text', max: 9 });
    expect(names({ place: { type: 'text' }, date: { type: 'date' } })).toEqual([
      'title',
      'place',
      'date',
      'draft',
    ]);
  });

  test('has a control for each, in order, with what is wrong at its field', () => {
    const form = formOf(
      {
        title: 'Much too long',
        tags: ['a', 'b', 'c'],
        seo: { title: 'long' },
        team: [{ name: 'Ann' }, { mail: 'x' }],
        extra: 5,
      },
      FIELDS,
    );
    expect(form.map(({ label }) => label)).toEqual([
      'Title',
      'Published on',
      'Size',
      'Tags',
      'Seo',
      'Team',
      'Extra',
    ]);
    expect(at(form, 'title')?.problems).toEqual([
      { severity: 'error', message: 'Must have at most 10 characters; it has 13' },
    ]);
    expect(at(form, 'tags')?.problems[0]?.message).toBe('Must have at most 2 items; it has 3');
    expect(at(form, 'seo.title')).toMatchObject({ label: 'For search', problems: [{ severity: 'error' }] });
    expect(at(form, 'team.1.name')).toMatchObject({
      value: undefined,
      problems: [{ message: 'Is required' }],
    });
    expect(at(form, 'team.1.mail')?.problems[0]?.message).toMatch(/^Must be an e-mail address; it is /);
    expect(at(form, 'team.0.name')?.problems).toEqual([]);
    expect(at(form, 'extra')).toMatchObject({
      known: false,
      field: { type: 'number' },
      problems: [{ severity: 'warning' }],
    });
  });

  test('has controls for what is not there yet', () => {
    const form = formOf(undefined, FIELDS);
    expect(at(form, 'seo.title')).toMatchObject({ value: undefined });
    expect(at(form, 'title')?.problems[0]?.message).toBe('Is required');
    expect(at(form, 'team')?.controls).toEqual([]);
  });

  test('says all that the server says, and nothing else', () => {
    const value: fc.Arbitrary<Value> = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Value>;
    const values = fc.record(
      {
        title: value,
        published_on: value,
        size: value,
        tags: fc.oneof(value, fc.array(fc.string())),
        seo: value,
        team: fc.array(value),
        other: value,
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<{ [key: string]: Value }>;
    fc.assert(
      fc.property(values, (given) => {
        const told = all(formOf(given, FIELDS)).flatMap(({ path, problems }) =>
          problems.map(({ severity }) => `${severity} ${path.join('.')}`),
        );
        const server = checkFields(given, FIELDS).map(
          ({ severity, path }) => `${severity} ${path.join('.')}`,
        );
        expect(told.sort()).toEqual(server.sort());
      }),
      { numRuns: runs(500) },
    );
  });
});

test('an entry has a title, a date and a draft, unless its collection says otherwise', () => {
  expect(Object.keys(entryFields({}))).toEqual(['title', 'date', 'draft']);
  expect(
    Object.keys(entryFields({ name: { type: 'text' }, title: { type: 'markdown' } }, { order: 1 })),
  ).toEqual(['title', 'date', 'name', 'draft', 'order']);
});

describe('a form of a value', () => {
  test('is made from what it looks like', () => {
    const types = (value: Value) =>
      Object.fromEntries(
        Object.entries(inferFields(value as { [key: string]: Value })).map(([key, { type }]) => [key, type]),
      );
    expect(
      types({
        a: 'x',
        b: 5,
        c: true,
        d: '2024-01-05',
        e: '09:30',
        f: '#fff',
        g: 'https://a.test',
        h: 'a@b.test',
        i: 'sea.jpg',
        j: null,
        k: ['a'],
        l: { m: 1 },
      }),
    ).toEqual({
      a: 'text',
      b: 'number',
      c: 'boolean',
      d: 'date',
      e: 'time',
      f: 'color',
      g: 'url',
      h: 'email',
      i: 'image',
      j: 'text',
      k: 'list',
      l: 'object',
    });
    expect(inferField('long '.repeat(30))).toEqual({ type: 'text', lines: 4 });
    expect(inferField([{ a: 1 }, { b: 'x' }])).toMatchObject({
      of: { type: 'object', fields: { a: { type: 'number' }, b: { type: 'text' } } },
    });
    expect(inferField([1, 'a'])).toEqual({ type: 'list', of: { type: 'text' } });
  });

  test('never finds the value itself wrong', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (values) => {
        const given = values as { [key: string]: Value };
        const found = all(formOf(given)).flatMap(({ problems }) => problems);
        expect(found).toEqual([]);
      }),
      { numRuns: runs(300) },
    );
  });

  test('a file may be a list, with fields for its items', () => {
    const form = fileForm([{ day: 'Mon', open: 25 }, {}], {
      day: { type: 'text', required: true },
      open: { type: 'time' },
    });
    expect(form).toMatchObject({ path: [], field: { type: 'list' } });
    expect(at([form], '0.open')?.problems[0]?.message).toBe('Must be a time of day: 09:30; it is 25');
    expect(at([form], '1.day')?.problems[0]?.message).toBe('Is required');
    expect(fileForm('text', { day: { type: 'text' } }).problems[0]?.message).toBe(
      'Must be an object: names and values; it is "text"',
    );
    expect(fileForm({ a: 1 }).controls).toMatchObject([{ label: 'A', known: true }]);
  });

  test('the file that says its fields', () => {
    expect(fieldsPaths('data/hours.yaml')).toEqual(['data/hours.fields.yaml']);
    expect(fieldsPaths('data/team/ann.json')).toEqual(['data/team/ann.fields.yaml', 'data/team.fields.yaml']);
    expect(fieldsPaths('data/hours.fields.yaml')).toEqual([]);
    expect(readFields('fields:\n  open: { type: time }\n')).toEqual({ open: { type: 'time' } });
    expect(readFields('fields: { open: { type: tiem } }')).toBeUndefined();
    expect(readFields('fields: [')).toBeUndefined();
  });
});

describe('what is typed', () => {
  test('becomes a value of its field, or stays text that is told of', () => {
    expect(readInput({ type: 'number' }, '3,5')).toBe(3.5);
    expect(readInput({ type: 'number' }, ' -2e3 ')).toBe(-2_000);
    expect(readInput({ type: 'number' }, '12 km')).toBe('12 km');
    expect(readInput({ type: 'select', options: [1, 'a'] }, '1')).toBe(1);
    expect(readInput({ type: 'text' }, '5')).toBe('5');
    expect(readInput({ type: 'text' }, '')).toBeUndefined();
    expect(changeFor(['a'], undefined)).toEqual({ kind: 'remove', path: ['a'] });
    expect(changeFor(['a'], 1, ['a'])).toEqual({ kind: 'set', path: ['a'], value: 1, order: ['a'] });
  });

  test('a date keeps what was not changed, as it was written', () => {
    expect(splitDate('2024-05-31T18:00+02:00')).toEqual({
      date: '2024-05-31',
      time: '18:00',
      zone: '+02:00',
    });
    expect(joinDate('2024-05-31T18:00+02:00', { date: '2024-06-01' })).toBe('2024-06-01T18:00+02:00');
    expect(joinDate('2024-05-31 9:05 UTC', { date: '2024-06-01' })).toBe('2024-06-01 09:05 UTC');
    expect(joinDate('2024-05-31', { time: '10:00' })).toBe('2024-05-31 10:00');
    expect(joinDate('2024-05-31 10:00', { zone: '+01:00' })).toBe('2024-05-31 10:00 +01:00');
    expect(joinDate('2024-05-31 10:00 Z', { time: '' })).toBe('2024-05-31');
    expect(joinDate('2024-05-31', { date: '' })).toBe('');
    expect(joinDate('', { date: '2024-05-31' })).toBe('2024-05-31');
    expect(splitDate('next week')).toBeUndefined();
    fc.assert(
      fc.property(
        fc.constantFrom('T', ' '),
        fc.constantFrom('', 'Z', '+02:00', ' -0330', ' UTC'),
        (between, zone) => {
          const text = `2024-05-31${between}18:00${zone}`;
          expect(joinDate(text, splitDate(text) ?? {})).toBe(text);
        },
      ),
    );
  });
});

test('words of controls', () => {
  expect(labelOf('published_on')).toBe('Published on');
  expect(labelOf('openAt')).toBe('Open At');
  expect(labelOf('_')).toBe('_');
  expect(isTags({ type: 'list', of: 'text' })).toBe(true);
  expect(isTags({ type: 'list', of: { type: 'text', lines: 3 } })).toBe(false);
  expect(isTags({ type: 'list', of: { type: 'object', fields: {} } })).toBe(false);
  expect(
    FIELD_TYPES.map((type) =>
      newItem({
        type: 'list',
        of: type === 'list' || type === 'object' ? { type, of: 'text', fields: {} } : type,
      }),
    ).length,
  ).toBe(15);
});
