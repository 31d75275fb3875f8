import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextNumbers } from '../../../site/text-numbers.ts';
import { hexOf, WordRows, wordsOf } from '../../../site/word-rows.ts';

/** Few numbers, so that keys begin alike, and the largest. */
const word = fc.constantFrom(0, 1, 31, 32, 2 ** 31, 2 ** 32 - 1);
const row = fc.tuple(word, word, word);

test('rows are found by their keys, in the order in which they came', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 150 }), (all) => {
      const rows = new WordRows(3, 2);
      for (const each of all) rows.push(each);
      expect(rows.count).toBe(all.length);
      for (const [at, each] of all.entries()) expect([...rows.words(at, 0, 3)]).toEqual(each);
      for (const [a, b] of [...all, [7, 7, 7]] as const) {
        const same = [...all.keys()].filter((at) => all[at]?.[0] === a && all[at]?.[1] === b);
        expect(rows.find([a, b])).toEqual(same);
      }
    }),
  );
});

test('hexadecimal texts come back from their numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[\da-f]{8}$/), { maxLength: 8 }), (parts) => {
      expect(hexOf(wordsOf(parts.join('')))).toBe(parts.join(''));
    }),
  );
});

test('numbers of texts are those of a Map, whether there was room for them or not', () => {
  const texts = fc.array(fc.string({ maxLength: 2 }), { maxLength: 200 });
  fc.assert(
    fc.property(texts, fc.nat(300), (all, room) => {
      const numbers = new TextNumbers((number) => all[number], room);
      for (const number of all.keys()) numbers.add(number);
      const known = new Map(all.map((text, number) => [text, number]));
      for (const text of [...all, 'three']) expect(numbers.of(text)).toBe(known.get(text));
    }),
  );
});

test('of texts whose hashes are alike in all that a table holds of them, each has its own number', () => {
  const all = Array.from({ length: 20_000 }, (_, number) => `/posts/post-${number}`);
  const numbers = new TextNumbers((number) => all[number], all.length);
  for (const number of all.keys()) numbers.add(number);
  expect(all.map((text) => numbers.of(text))).toEqual([...all.keys()]);
  expect(all.filter((text) => numbers.of(`${text}/other`) !== undefined)).toEqual([]);
});
