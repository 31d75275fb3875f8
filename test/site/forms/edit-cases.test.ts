import { describe, expect, test } from 'vitest';
import { editFile } from '../../../site/forms/edit-file.ts';
import { partsOf, withBody } from '../../../site/forms/parts-of.ts';
import { type Edited, editYaml } from '../../../site/forms/yaml/edit.ts';
import type { Change } from '../../../site/forms/yaml/value.ts';

const textOf = (edited: Edited) => (edited.ok ? edited.text : `${edited.why}: ${edited.message}`);
const set = (path: string, value: unknown): Change => ({
  kind: 'set',
  path: pathOf(path),
  value: value as never,
});
const pathOf = (path: string) => path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));

describe('a value is written as the one before it was', () => {
  test.each([
    ['a: old # why', set('a', 'new'), 'a: new # why'],
    ["a: 'old'", set('a', "it's"), "a: 'it''s'"],
    ['a: "old"', set('a', 'new'), 'a: "new"'],
    ['a: old', set('a', 'true'), 'a: "true"'],
    ["b: 'x'\na: old", set('a', '5'), "b: 'x'\na: '5'"],
    ['a: "5"', set('a', 5), 'a: 5'],
    ['a: old', set('a', 'one: two'), 'a: "one: two"'],
    ['a: old', set('a', 'one: "two"'), 'a: \'one: "two"\''],
    ['a:', set('a', 'new'), 'a: new'],
    ['a: # why', set('a', 'new'), 'a: new # why'],
    ['a: |\n    one\n    two\nb: 1', set('a', 'three\nfour\n'), 'a: |\n    three\n    four\nb: 1'],
    ['a: |\n  one\n\n\nb: 1', set('a', 'two\n'), 'a: |\n  two\n\n\nb: 1'],
    ['a: >\n  one\n  two\n', set('a', 'three\nfour\n'), 'a: >\n  three\n\n  four\n'],
    ['a: x\r\nb: y\r\n', set('a', 'one\ntwo\n'), 'a: |\r\n  one\r\n  two\r\nb: y\r\n'],
    ['a: [x, y] # tags', set('a', ['z']), 'a: [z] # tags'],
    ['{ "a": 1, "b": [1, 2] }', set('b.1', 3), '{ "a": 1, "b": [1, 3] }'],
    ['a: 2024-01-05', set('a', '2025-02-06 10:00 +01:00'), 'a: 2025-02-06 10:00 +01:00'],
    ['a: 1.50', set('a', 1.5), 'a: 1.50'],
  ])('%j', (source, change, wanted) => {
    expect(textOf(editYaml(source, change))).toBe(wanted);
  });
});

describe('keys and items are lines beside their neighbours', () => {
  test.each([
    ['a: 1\n', set('b', [{ c: 1, d: 'x\ny\n' }]), 'a: 1\nb:\n  - c: 1\n    d: |\n      x\n      y\n'],
    ['a: 1\n\n# end\n', set('b', 2), 'a: 1\nb: 2\n\n# end\n'],
    ['a: 1', set('b', 2), 'a: 1\nb: 2'],
    ['', set('a.b', 1), 'a:\n  b: 1\n'],
    ['seo:\nx: 1\n', set('seo.title', 'T'), 'seo:\n  title: T\nx: 1\n'],
    ['tags:\n', { kind: 'insert', path: ['tags'], at: 0, value: 'sea' }, 'tags: [sea]\n'],
    [
      'l:\n- a\n# on b\n- b\n',
      { kind: 'insert', path: ['l'], at: 1, value: 'x' },
      'l:\n- a\n- x\n# on b\n- b\n',
    ],
    [
      'l:\n  - a\n  - b',
      { kind: 'insert', path: ['l'], at: 2, value: { k: 1, m: 2 } },
      'l:\n  - a\n  - b\n  - k: 1\n    m: 2',
    ],
    ['l: [a, b]', { kind: 'insert', path: ['l'], at: 0, value: 'c, d' }, 'l: ["c, d", a, b]'],
    ['l:\n  - a # one\n  - b # two\n', { kind: 'remove', path: ['l', 0] }, 'l:\n  - b # two\n'],
    ['l:\n  - a\n', { kind: 'remove', path: ['l', 0] }, 'l: []\n'],
    ['l: [a, b, c]', { kind: 'remove', path: ['l', 2] }, 'l: [a, b]'],
    ['- a: 1\n  b: 2\n', { kind: 'remove', path: [0, 'a'] }, '- b: 2\n'],
    [
      'l:\n  - a\n  # on b\n  - b\n\n  - c',
      { kind: 'move', path: ['l'], from: 1, to: 2 },
      'l:\n  - a\n  - c\n\n  # on b\n  - b',
    ],
    ['l: [a, b,  c]', { kind: 'move', path: ['l'], from: 2, to: 0 }, 'l: [c, a,  b]'],
    ['a: 1\nc: 3\n', { kind: 'set', path: ['b'], value: 2, order: ['a', 'b', 'c'] }, 'a: 1\nb: 2\nc: 3\n'],
  ] as [string, Change, string][])('%j', (source, change, wanted) => {
    expect(textOf(editYaml(source, change))).toBe(wanted);
  });

  test('JSON stays JSON, in lines or not', () => {
    const json = '{\n  "name": "A",\n  "tags": [\n    "x"\n  ]\n}\n';
    const edit = (source: string, change: Change) => textOf(editYaml(source, change, { json: true }));
    expect(edit(json, set('name', 'it\'s "B"'))).toBe(json.replace('"A"', '"it\'s \\"B\\""'));
    expect(edit(json, { kind: 'insert', path: ['tags'], at: 1, value: 'y' })).toBe(
      '{\n  "name": "A",\n  "tags": [\n    "x",\n    "y"\n  ]\n}\n',
    );
    expect(edit(json, set('seo', { title: 'T' }))).toBe(
      '{\n  "name": "A",\n  "tags": [\n    "x"\n  ],\n  "seo": {\n    "title": "T"\n  }\n}\n',
    );
    expect(edit('{"a":1}', set('b', 'x'))).toBe('{"a":1, "b": "x"}');
    expect(edit('[1,2]', { kind: 'remove', path: [0] })).toBe('[2]');
    expect(edit('{ "a": 1 }', { kind: 'remove', path: ['a'] })).toBe('{}');
  });
});

describe('a value that is written once and used in several places', () => {
  const source = 'base: &b\n  colour: red\none:\n  <<: *b\n  size: 1\ntwo: *b\ntext: &t Hello\nagain: *t\n';
  const ask = (path: string) => editYaml(source, set(path, 'blue'));
  const made = (path: string, where: 'here' | 'anchor') =>
    textOf(editYaml(source, set(path, 'blue'), { where }));

  test('asks where', () => {
    for (const path of ['one.colour', 'two.colour', 'again'])
      expect(ask(path)).toMatchObject({ ok: false, why: 'shared', choices: ['here', 'anchor'] });
    for (const path of ['base.colour', 'text'])
      expect(ask(path)).toMatchObject({ ok: false, why: 'shared', choices: ['anchor'] });
    expect(ask('one.size')).toMatchObject({ ok: true });
  });

  test('is changed here', () => {
    expect(made('one.colour', 'here')).toBe(source.replace('size: 1\n', 'size: 1\n  colour: blue\n'));
    expect(made('two.colour', 'here')).toBe(source.replace('two: *b', 'two:\n  colour: blue'));
    expect(made('again', 'here')).toBe(source.replace('*t', 'blue'));
  });

  test('is changed at its anchor', () => {
    for (const path of ['one.colour', 'two.colour', 'base.colour'])
      expect(made(path, 'anchor')).toBe(source.replace('red', 'blue'));
    for (const path of ['text', 'again']) expect(made(path, 'anchor')).toBe(source.replace('Hello', 'blue'));
  });
});

test('what cannot be edited is refused, with why', () => {
  const why = (source: string, change: Change) => {
    const edited = editYaml(source, change);
    return edited.ok ? edited.text : edited.why;
  };
  expect(why('a: [', set('a', 1))).toBe('not_yaml');
  expect(why('a: 1\na: 2\n', set('a', 1))).toBe('not_yaml');
  expect(why('a: 1\n---\nb: 2\n', set('a', 1))).toBe('not_yaml');
  expect(why('a: text\n', set('a.b', 1))).toBe('no_such_place');
  expect(why('a: [1]\n', set('a.3', 1))).toBe('no_such_place');
  expect(why('a: 1\n', { kind: 'move', path: ['a'], from: 0, to: 1 })).toBe('no_such_place');
  expect(why('a: !!str 5\n', set('a', 6))).toBe('refused');
  expect(why('__proto__: 1\n', set('a', 6))).toBe('not_yaml');
  expect(why('a: 1\n', { kind: 'remove', path: ['b'] })).toBe('a: 1\n');
});

describe('files', () => {
  const front = '\ufeff---\r\ntitle: "Old" # here\r\n---\r\n# Text\r\n\r\n---\r\ntitle: no\r\n';

  test('front matter changes, and the text below stays', () => {
    expect(textOf(editFile('content/a.md', front, set('title', 'New')))).toBe(front.replace('Old', 'New'));
    expect(textOf(editFile('content/a.md', front, set('tags', ['a'])))).toBe(
      front.replace('# here\r\n', '# here\r\ntags: [a]\r\n'),
    );
    expect(textOf(editFile('content/a.md', front, { kind: 'remove', path: ['title'] }))).toBe(
      front.replace('title: "Old" # here\r\n', ''),
    );
  });

  test('front matter begins where there is none', () => {
    expect(textOf(editFile('content/a.md', '# Text\n', set('title', 'T')))).toBe(
      '---\ntitle: T\n---\n# Text\n',
    );
    expect(textOf(editFile('content/a.md', '\ufeffA\r\nB', set('t', 'a\nb\n')))).toBe(
      '\ufeff---\r\nt: |\r\n  a\r\n  b\r\n---\r\nA\r\nB',
    );
    expect(textOf(editFile('content/a.md', '---\n---\nText', set('title', 'T')))).toBe(
      '---\ntitle: T\n---\nText',
    );
    expect(textOf(editFile('content/a.md', '---\ntitle: T\n', set('title', 'U')))).toContain('not closed');
    expect(textOf(editFile('content/a.md', 'A', { kind: 'remove', path: ['title'] }))).toBe('A');
  });

  test('an entry with HTML and Liquid for a text has the same values', () => {
    const file = '---\ntitle: Old\n---\n{% if a %}\n<p title="title: Old">\n';
    expect(textOf(editFile('content/posts/a.liquid', file, set('title', 'New')))).toBe(
      file.replace('Old', 'New'),
    );
    expect(withBody('content/posts/a.liquid', file, '<b>')).toBe('---\ntitle: Old\n---\n<b>');
  });

  test('its parts', () => {
    const parts = (text: string) => {
      const { values, body } = partsOf('content/a.md', text);
      return [values && text.slice(...values), text.slice(body)];
    };
    expect(parts('---\na: 1\n---\nText')).toEqual(['a: 1\n', 'Text']);
    expect(parts('---\na: 1\n---')).toEqual(['a: 1\n', '']);
    expect(parts('\ufeffText')).toEqual([undefined, 'Text']);
    expect(partsOf('data/a.yaml', 'a: 1')).toEqual({ values: [0, 4], body: undefined });
  });

  test('front matter stays below its limit', () => {
    expect(textOf(editFile('content/a.md', '---\na: 1\n---\n', set('a', 'x'.repeat(20_000))))).toContain(
      'at most',
    );
  });
});
