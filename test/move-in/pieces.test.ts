import { expect, test } from 'vitest';
import { piecesOf } from '../../move-in/jekyll/liquid/pieces.ts';
import { cpuTime } from '../support/cpu-time.ts';

test.each(['{%', '{{', '{% a', '{{ a }', '{{ a }} {%', '{% a %} {{'])(
  '%j again and again: time grows with the length',
  (unit) => {
    const text = unit.repeat(400_000 / unit.length);
    let end = 0;
    // The square of the length would be a minute.
    expect(
      cpuTime(() => {
        end = piecesOf(text).at(-1)?.end ?? 0;
      }),
    ).toBeLessThan(3000);
    expect(end).toBe(text.length);
  },
);

test('what is not closed is text, also between what is', () => {
  const kinds = (source: string) => piecesOf(source).map(({ kind, start, end }) => [kind, start, end]);
  expect(kinds('{{ a }}{% b')).toEqual([
    ['output', 0, 7],
    ['text', 7, 11],
  ]);
  expect(kinds('{% b {{ a }}')).toEqual([
    ['text', 0, 5],
    ['output', 5, 12],
  ]);
  expect(kinds('{%}')).toEqual([['text', 0, 3]]);
});
