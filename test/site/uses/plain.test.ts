import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesIn } from '../../../site/uses/assets.ts';
import { most, runs } from '../../support/runs.ts';

/** The same, said of each place by itself. */
function isPlain(text: string, start: number, end: number): boolean {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const before = (start === 0 ? '' : text.slice(line, start)).replace(/\/?assets\/$/, '');
  const after = text.slice(end).split('\n')[0] ?? '';
  if (/^\s*$/.test(before) && /^:(?:\s|$)/.test(after)) return true;
  return /[[{][^\]}]*$/.test(before)
    ? /(?:[[{,]|:\s)\s*$/.test(before) && /^\s*[,\]}]/.test(after)
    : /(?:^\s*-|:)\s+$/.test(before) && /^\s*(?:\s#.*)?$/.test(after);
}

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a.b', 'assets/a.b', '/assets/a.b') },
  fc.constantFrom(' ', ' ', '\n', ': ', '- ', '[', ']', '{', '}', ', ', ' #', ':', 'x', '\t'),
);

test('a name is a value without quotes where its line says so', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
      const text = pieces.join('');
      const expected = [...text.matchAll(/a\.b/g)].flatMap(({ index }) => {
        const isAddress =
          text.slice(0, index).endsWith('/assets/') && /^[\s#]?$/.test(text.charAt(index + 3));
        return isAddress || isPlain(text, index, index + 3) ? [index] : [];
      });
      found += expected.length;
      expect(placesIn(text, 'assets/a.b', true).map(({ start }) => start)).toEqual(expected);
    }),
    { numRuns: runs(5_000) },
  );
  expect(found).toBeGreaterThan(most(1_000));
});

test('with a comment behind it, and where lines end as on Windows', () => {
  expect(placesIn('cover: a.b # ours\r\nother: a.b\r\n', 'assets/a.b', true)).toHaveLength(2);
});

// As the square of the text these would take hours.
test.each([
  ['a list in one line', `all: [${'a.b, '.repeat(600_000)}a.b]`, 600_001],
  ['words in one line', `all: ${'a.b '.repeat(600_000)}`, 0],
  ['open brackets', `all: ${'[a.b '.repeat(600_000)}`, 0],
  ['comments', `all: ${'a.b #'.repeat(600_000)}`, 1],
  ['lines', 'all: a.b\n'.repeat(300_000), 300_000],
])('%s of megabytes', (_, text, count) => {
  expect(placesIn(text, 'assets/a.b', true).length).toBe(count);
});
