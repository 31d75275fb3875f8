import { expect, test } from 'vitest';
import { insertableOf, problemOf, renderTag } from '../../admin/ui/src/write/insertable.ts';
import { docParams } from '../../liquid/compile/lint/doc.ts';

const doc = (text: string) => `{% doc %}\n${text}\n{%- enddoc -%}<p>@insert no</p>`;

test('a partial may be put into a text when its doc says so', () => {
  expect(insertableOf('partials/a/note.liquid', doc('  A box.\n  @insert A note\n  Of a kind.'))).toEqual({
    partial: 'a/note',
    title: 'A note',
    about: 'A box. Of a kind.',
  });
  expect(insertableOf('partials/side-note.liquid', doc('  @insert'))).toMatchObject({
    title: 'side note',
    about: '',
  });
  expect(insertableOf('partials/a.liquid', doc('  @param {string} text - to @insert'))).toBeUndefined();
  expect(insertableOf('partials/a.liquid', '<p>@insert</p>')).toBeUndefined();
});

const text =
  '@param {string} text - a\n@param {number} [size]\n@param {boolean} [loud]\n@param {object} [post]';
const params = docParams({ docs: [{ text }] } as never) ?? []; // of facts only this is read

test('its arguments are written as Liquid reads them', () => {
  const tag = (given: Record<string, string>) => renderTag('note', params, new Map(Object.entries(given)));
  expect(tag({ text: 'Hello', size: '3', loud: 'true', post: 'entry' })).toBe(
    "{% render 'note', text: 'Hello', size: 3, loud: true, post: entry %}",
  );
  expect(tag({ text: "it's", size: ' ' })).toBe("{% render 'note', text: \"it's\" %}");
});

test('what no argument can hold is said', () => {
  const [first, size, loud, post] = params;
  if (!first || !size || !loud || !post) throw new Error('four parameters');
  expect(problemOf(first, '')).toBe('Is required');
  expect(problemOf(first, 'it\'s "so"')).toMatch('not both');
  expect(problemOf(first, 'a %} b')).toMatch('May not have');
  expect(problemOf(first, 'fine')).toBe('');
  expect([problemOf(size, '3.5'), problemOf(size, 'x'), problemOf(size, '')]).toEqual([
    '',
    'Is not a number',
    '',
  ]);
  expect([problemOf(loud, ''), problemOf(post, 'site[\'a\'] | b: "c"')]).toEqual(['', '']);
});
