import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyOf, partsOf, withBody } from '../../../site/forms/parts-of.ts';
import { runs } from '../../support/runs.ts';

const PATH = 'content/posts/a.md';

const line = fc.constantFrom('', 'one', 'two', '---', ' - x', '{% if a %}', 'größe', '---  ');
const end = fc.constantFrom('\n', '\n', '\r\n', '\r');
const text = fc
  .tuple(fc.array(fc.tuple(line, end)), line)
  .map(([lines, last]) => lines.map((each) => each.join('')).join('') + last);
const front = fc.constantFrom(
  '',
  '\ufeff',
  '---\ntitle: x\n---\n',
  '\ufeff---\r\na: 1\r\n---\r\n',
  '\n---\n---\n',
  '---\na: 1\n---',
);
const body = fc.tuple(fc.array(line), line).map(([lines, last]) => [...lines, last].join('\n'));

test('the text below the values is written as it was typed, and all above it stays', () => {
  fc.assert(
    fc.property(front, text, body, (above, below, typed) => {
      const file = above + (/[^\n\ufeff]$/.test(above) && below !== '' ? '\n' : '') + below;
      const edited = withBody(PATH, file, typed);
      expect(bodyOf(PATH, edited)).toBe(typed);
      const { values, body: start = 0 } = partsOf(PATH, file);
      expect(edited.startsWith(file.slice(0, start))).toBe(true);
      if (values) expect(partsOf(PATH, edited).values).toEqual(values);
    }),
    { numRuns: runs(2_000) },
  );
});

test('what was not typed in keeps its bytes', () => {
  fc.assert(
    fc.property(front, text, (above, below) => {
      const file = above + below;
      expect(withBody(PATH, file, bodyOf(PATH, file) ?? '')).toBe(file);
    }),
    { numRuns: runs(2_000) },
  );
});

test('lines that were not changed keep their line ends', () => {
  const file = '---\r\na: 1\r\n---\r\none\r\ntwo\nthree\rfour';
  expect(withBody(PATH, file, 'one\ntwo\nnew\nfour')).toBe('---\r\na: 1\r\n---\r\none\r\ntwo\nnew\r\nfour');
  expect(withBody('data/a.yaml', 'a: 1', 'x')).toBe('a: 1');
});
