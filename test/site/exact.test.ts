import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readExact } from '../../liquid/run/values/exact.ts';
import { Float } from '../../liquid/run/values/values.ts';
import { hasExactNumbers } from '../../schema/text/json.ts';
import { compileFile } from '../../site/files/compile-file.ts';
import { compactJson } from '../../site/files/exact.ts';
import { assemble } from '../../site/release/assemble.ts';
import { runs } from '../support/runs.ts';

const code = (path: string, text: string) => {
  const { code: json, diagnostics } = compileFile(path, text);
  expect(diagnostics).toEqual([]);
  return json;
};

/** JSON numbers as people and programs write them. */
const number = fc.oneof(
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String),
  fc.integer().map(String),
  fc
    .tuple(fc.integer(), fc.constantFrom('.0', '.00', '.5', '.50', 'e2', 'E+1', '.0e0', '.25e1'))
    .map(([n, end]) => `${n}${end}`),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.constantFrom(
    '0',
    '-0',
    '-0.0',
    '0.0',
    '9007199254740991',
    '9007199254740992',
    '9007199254740993',
    '1e15',
    '1e22',
    '123456789012345.6',
    '0.99999999999999999',
    '7.00000000000000001',
    '12345678901234.9999',
    '99999999999999.995',
    '12.25',
    '999999999999999.95',
  ),
);

/** As Ruby's JSON reads a number, in words that this test can compare. */
function meaning(source: string): string {
  if (/^-?\d+$/.test(source)) return `integer ${BigInt(source)}`;
  return `float ${Object.is(Number(source), -0) ? '-0' : Number(source)}`;
}

function told(value: unknown): string {
  if (typeof value === 'bigint') return `integer ${value}`;
  if (value instanceof Float) return `float ${Object.is(value.value, -0) ? '-0' : value.value}`;
  return Number.isInteger(value) ? `integer ${BigInt(Number(value))}` : `float ${value}`;
}

const values = (json: string): unknown[] => [readExact(json)].flat(9);

describe('numbers stay what they are written as', () => {
  test('in JSON, from its text to the code of a data file to its value', () => {
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('', ' ', '\n\t'),
        (numbers, space) => {
          const text = `[${space}${numbers.join(`${space},${space}`)}${space}]`;
          const wanted = numbers.map(meaning);
          expect(values(text).map(told)).toEqual(wanted);
          const json = code('data/a.json', text);
          expect(values(json).map(told)).toEqual(wanted);
          // Without its mark, JSON.parse alone must do.
          if (!json.startsWith(' ')) expect((JSON.parse(json) as unknown[]).map(told)).toEqual(wanted);
          if (!hasExactNumbers(text)) expect((JSON.parse(text) as unknown[]).map(told)).toEqual(wanted);
        },
      ),
      { seed: 49, numRuns: runs(3_000) },
    );
  });

  test('in YAML, in flow and in block', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 6 }), (numbers) => {
        const wanted = numbers.map(meaning);
        expect(values(code('data/a.yaml', `[${numbers.join(', ')}]`)).map(told)).toEqual(wanted);
        expect(values(code('data/a.yaml', numbers.map((each) => `- ${each}\n`).join(''))).map(told)).toEqual(
          wanted,
        );
      }),
      { seed: 49, numRuns: runs(500) },
    );
  });

  test.each([
    ['0x1FFFFFFFFFFFFFF', 'integer 144115188075855871'],
    ['0o17', 'integer 15'],
    ['+12345678901234567890', 'integer 12345678901234567890'],
    ['2.', 'float 2'],
    ['+.5e1', 'float 5'],
    ['2.50', 'float 2.5'],
  ])('as only YAML writes them: %s', (source, wanted) => {
    expect(values(code('data/a.yaml', `- ${source}`)).map(told)).toEqual([wanted]);
  });

  test('what JSON has no word for is null, and texts stay texts', () => {
    expect(code('data/a.yaml', '[.inf, .nan, 2.0, "2.0", 1_000, 2.0.1]')).toBe(
      ' [null,null,2.0,"2.0","1_000","2.0.1"]',
    );
  });
});

test('JSON without such numbers has no mark, and is as JSON.stringify writes it', () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), (text) => {
      const json = compactJson(text);
      expect(json.trimStart() === json || /\d/.test(json)).toBe(true);
      expect(JSON.parse(json)).toEqual(JSON.parse(text));
    }),
    { seed: 49, numRuns: runs(2_000) },
  );
  expect(code('data/a.json', '{"at": "2024-05-02T10:00:00.000Z", "id": "1e5", "n": 12.5}')).toBe(
    '{"at":"2024-05-02T10:00:00.000Z","id":"1e5","n":12.5}',
  );
});

test('a number of ten thousand digits is read as before, and costs no time', () => {
  const long = '9'.repeat(10_000);
  expect(values(code('data/a.json', `[${long}]`))).toEqual([null]);
  const exact = '9'.repeat(900);
  expect(values(code('data/a.json', `[${exact}]`))).toEqual([BigInt(exact)]);
});

test("front matter and site.yaml keep the author's numbers, and headers what is written", async () => {
  const page = compileFile(
    'pages/a.liquid',
    '---\nlayout: b\nstatus: 203\nid: 9007199254740993\nprice: 2.0\nheaders: { X-Id: 9007199254740993, X-V: 2.0 }\n---\n',
  );
  expect(page.facts.own).toBe(' {"id":9007199254740993,"price":2.0}');
  expect(page.facts.front?.headers).toEqual({ 'X-Id': '9007199254740993', 'X-V': '2.0' });
  expect(compileFile('pages/a.liquid', '---\nid: 7\nstatus: 200.0\n---\n').facts.own).toBeUndefined();
  const site = compileFile('site.yaml', 'title: T\nversion: 2.0\nheaders: { X-V: 1.0 }\n');
  expect(site.facts.own).toBe(' {"title":"T","version":2.0}');
  expect(site.facts.config?.headers).toEqual({ 'X-V': '1.0' });
  const made = await assemble({
    id: 'r',
    version: 1,
    at: 0,
    assets: new Map(),
    generation: () => 1,
    code: () => page.code,
    facts: new Map([
      ['pages/a.liquid', page.facts],
      ['site.yaml', site.facts],
    ]),
  });
  expect(made.manifest).toContain('"own":" {\\"id\\":9007199254740993,\\"price\\":2.0}"');
});
