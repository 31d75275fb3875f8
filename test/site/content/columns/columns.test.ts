import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Joined, JoinedPaths } from '../../../../site/columns/joined.ts';
import { PackedNumbers } from '../../../../site/columns/packed-numbers.ts';
import { comparePaths, PackedPaths, samePaths } from '../../../../site/columns/paths.ts';
import { runs } from '../../../support/runs.ts';

const DAY = 86_400_000;
const number = fc.oneof(
  fc.constantFrom(Number.NaN, 0, -0, 1, -1, 0.5, Number.POSITIVE_INFINITY, 2 ** 52, -(2 ** 52), 2 ** 53),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
);
/** Columns of one kind, as most are, and of any. */
const numbers = fc.oneof(
  fc.array(number, { maxLength: 20 }),
  fc.array(fc.integer({ min: -40_000, max: 40_000 }).map((day) => day * DAY)),
  fc.array(fc.oneof(fc.constant(Number.NaN), fc.nat(300))),
  fc.array(
    fc
      .constantFrom(254, 255, 256, 65_534, 65_535, 65_536, 2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32)
      .map((each) => each + 7),
  ),
  fc.tuple(number, fc.nat(9)).map(([each, length]) => Array<number>(length).fill(each)),
);

test('packed numbers are those that were given, and no others', () => {
  fc.assert(
    fc.property(numbers, (given) => {
      const packed = new PackedNumbers(given);
      expect(packed.length).toBe(given.length);
      expect(Array.from(given, (_, at) => packed.at(at))).toEqual(given);
      expect(packed.at(given.length)).toBe(undefined);
    }),
    { numRuns: runs(2_000) },
  );
});

const part = fc.constantFrom(
  'content/',
  'posts/',
  'post-1',
  'a',
  'é',
  '\u{1f30a}',
  '\uffee',
  '\ud83c',
  '.md',
  '-',
  '',
);
const path = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''));
const paths = fc.oneof(
  fc.array(path, { maxLength: 8 }),
  fc.array(
    path.map((each) => `content/posts/${each}.md`),
    { maxLength: 8 },
  ),
);

test('packed paths are those that were given, and are found where they are in order', () => {
  fc.assert(
    fc.property(paths, path, (given, other) => {
      const packed = new PackedPaths(given);
      expect([...packed]).toEqual(given);
      expect(Array.from({ length: given.length + 1 }, (_, at) => packed.at(at))).toEqual([
        ...given,
        undefined,
      ]);
      expect(samePaths(packed, given)).toBe(true);
      expect(samePaths(packed, [...given.slice(1), other])).toBe(
        given.length > 0 && isSame(given, [...given.slice(1), other]),
      );
      const sorted = [...new Set(given)].sort(comparePaths);
      const found = new PackedPaths(sorted);
      for (const [at, each] of sorted.entries()) expect(found.find(each)).toBe(at);
      for (const at of [-1, ...sorted.keys(), sorted.length])
        for (const each of [...sorted, other]) expect(found.isAt(at, each)).toBe(sorted[at] === each);
      if (!sorted.includes(other))
        expect(found.find(other)).toBe(-1 - sorted.filter((each) => comparePaths(each, other) < 0).length);
    }),
    { numRuns: runs(2_000) },
  );
});

const isSame = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((each, at) => each === others[at]);

test('paths are in the order of their bytes', () => {
  const whole = path.filter((each) => each.isWellFormed());
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      expect(Math.sign(comparePaths(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    { numRuns: runs(1_000) },
  );
});

test('columns one behind the other are one, in whatever order they are asked', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(99), { maxLength: 3 }), { maxLength: 6 }),
      fc.array(fc.integer({ min: -1, max: 20 })),
      (parts, order) => {
        const column = new Joined<number>(parts);
        const texts = parts.map((each) => each.map(String));
        const joined = new JoinedPaths(texts);
        const all = parts.flat();
        expect([column.length, joined.length]).toEqual([all.length, all.length]);
        for (const at of [...order, ...all.keys(), all.length]) {
          expect(column.at(at)).toBe(all[at]);
          expect(joined.at(at)).toBe(all[at]?.toString());
        }
        expect([...joined]).toEqual(texts.flat());
      },
    ),
    { numRuns: runs(1_000) },
  );
});
