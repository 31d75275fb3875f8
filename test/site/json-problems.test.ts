import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFile } from '../../site/files/compile-file.ts';
import { jsonProblems } from '../../site/files/json-problems.ts';
import { runs } from '../support/runs.ts';

const said = (text: string) =>
  compileFile('data/a.json', text).diagnostics.map(
    ({ severity, start, message }) => `${severity} ${start.line}:${start.column} ${message}`,
  );

describe('JSON that is none is told where and why', () => {
  test.each([
    ['{\n  // the title\n  "a": 1\n}', 'error 2:3 JSON has no comments'],
    ['{"a": 1 /* one */}', 'error 1:9 JSON has no comments'],
    ['[1,\n# two\n2]', 'error 2:1 JSON has no comments'],
    ['{"a": 1,\n}', 'error 1:8 A comma may not stand before }'],
    ['[1, 2,]', 'error 1:6 A comma may not stand before ]'],
    ['[,1]', 'error 1:2 A value is missing before this comma'],
    ['{"a": }', 'error 1:7 A value is missing before this'],
    ['{"a": [1, 2}', 'error 1:12 } does not close the [ that is open here'],
    ['{"a": [\n1, 2', 'error 1:7 This [ is not closed'],
    ['{"a" 1}', 'error 1:6 A colon belongs between a name and its value'],
    ['{"a": 1 "b": 2}', 'error 1:9 A comma is missing before this'],
    ["{'a': 1}", 'error 1:2 A name in JSON stands in double quotes'],
    ['{a: 1}', 'error 1:2 A name in JSON stands in double quotes'],
    ["['a']", "error 1:2 'a' is no JSON value"],
    ['["a\nb"]', 'error 1:2 This string is not closed on its line'],
    ['["a\tb"]', 'error 1:4 A control character stands in a string as an escape, such as \\t or \\u0000'],
    ['["\\x41"]', 'error 1:3 \\x is no escape of JSON'],
    ['["a', 'error 1:2 This string is not closed'],
    ['[01]', 'error 1:2 01 is no JSON value'],
    ['[.5]', 'error 1:2 .5 is no JSON value'],
    ['[NaN]', 'error 1:2 NaN is no JSON value'],
    ['{"a": True}', 'error 1:7 True is no JSON value'],
    ['{"a": 1}\n{"a": 2}', 'error 2:1 More stands here, behind the end of the JSON value'],
    ['', 'error 1:1 There is no JSON value here'],
    [' \n ', 'error 1:1 There is no JSON value here'],
    ['\ufeff{"a": 1,}', 'error 1:9 A comma may not stand before }'],
    ['['.repeat(100_000), 'error 1:501 This nests deeper than 500 levels'],
  ])('%j', (text, finding) => {
    expect(said(text)).toEqual([finding]);
  });

  test('a name that stands twice is a warning at its second place, by what it means', () => {
    expect(said('{"a": 1,\n "b": {"a": 2},\n "\\u0061": 3}')).toEqual([
      'warning 3:2 The name a stands twice in this object; only its last value counts',
    ]);
  });

  test('a byte order mark is no error', () => {
    expect(compileFile('data/a.json', '\ufeff[1]')).toMatchObject({ code: '[1]', diagnostics: [] });
    expect(compileFile('samples/a.json', '\ufeff[1]').diagnostics).toEqual([]);
  });
});

/** Pieces of JSON and of what is nearly that. */
const pieces = fc
  .array(
    fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"\\n"',
        '"\\q"',
        '1',
        '-0.5e3',
        '01',
        '-',
        'true',
        'nul',
        ' ',
        '\n',
        '/',
        '"',
      ],
    ),
    { maxLength: 14 },
  )
  .map((list) => list.join(''));

test('agrees with JSON.parse on what is JSON', () => {
  fc.assert(
    fc.property(fc.oneof(pieces, fc.json(), fc.string()), (text) => {
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      const problems = jsonProblems(text);
      expect(problems.every(({ severity }) => severity === 'warning')).toBe(isJson);
      for (const { start, end } of problems) {
        expect(start).toBeLessThanOrEqual(text.length);
        expect(end).toBeGreaterThanOrEqual(start);
      }
    }),
    { seed: 48, numRuns: runs(20_000) },
  );
});
