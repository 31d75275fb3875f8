import { expect, test } from 'vitest';
import { compileFile } from '../../site/files/compile-file.ts';

const read = (path: string, text: string) => {
  const { code, diagnostics } = compileFile(path, text);
  return diagnostics.length > 0
    ? diagnostics.map(({ code: rule, start, message }) => `${rule} ${start.line} ${message}`)
    : JSON.parse(code);
};

test('a table is a list of records', () => {
  expect(read('data/a.csv', '\ufeffname,note\r\nAda,"a ""b"", c\nd"\r\n\r\nBob,\r\n')).toEqual([
    { name: 'Ada', note: 'a "b", c\nd' },
    { name: 'Bob', note: '' },
  ]);
  expect(read('data/a.tsv', 'a\tb\n1,5\t02\n')).toEqual([{ a: '1,5', b: '02' }]);
  expect(read('data/a.csv', '')).toEqual([]);
  expect(read('data/a.csv', 'constructor\nx')).toEqual([{ constructor: 'x' }]);
});

test.each([
  ['a,b\n1,2\n1,2,3\n', /^csv 3 /],
  ['a,b\n1,"2\n', /^csv \d /],
  ['a,a\n', /^csv 1 .*twice/],
  ['a,\n1,2\n', /^csv 1 .*no name/],
  ['__proto__\n1\n', /^csv 1 /],
])('%j is refused with its line', (text, problem) => {
  expect(read('data/a.csv', text)).toEqual([expect.stringMatching(problem)]);
});

test('anchors, aliases and merge keys of YAML are what they stand for', () => {
  const text = 'base: &b { a: 1.0, c: 2 }\none:\n  <<: *b\n  c: 3\nlist: [*b, *b]\n';
  expect(JSON.parse(compileFile('data/a.yaml', text).code)).toEqual({
    base: { a: 1, c: 2 },
    one: { a: 1, c: 3 },
    list: [
      { a: 1, c: 2 },
      { a: 1, c: 2 },
    ],
  });
  const many = `a: &a x\nb: [${'*a,'.repeat(5_000)}]`;
  expect(read('data/a.yaml', many).b).toHaveLength(5_000);
});

test('aliases that grow without bound, or hold themselves, are refused at their place', () => {
  const lists = Array.from({ length: 20 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(10)}]`);
  const bomb = ['a0: &a0 xxxxxxxxxx', ...lists].join('\n');
  expect(read('data/a.yaml', bomb)).toEqual([expect.stringMatching(/^yaml [5-8] With this alias/)]);
  expect(read('data/a.yaml', 'a: &a\n  - *a\n')).toEqual([expect.stringMatching(/^yaml 2 /)]);
});
