import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingIn, pathNumbers } from '../../../admin/check/known/path-numbers.ts';

const PATH = fc.oneof(
  fc.nat(400).map((n) => `/posts/post-${n}`),
  fc.string({ maxLength: 3 }),
);

test('paths have the numbers that a Map of them has', () => {
  fc.assert(
    fc.property(fc.array(PATH, { maxLength: 600 }), fc.array(PATH, { maxLength: 100 }), (paths, others) => {
      const list = paths.map((path, at) => ({ path, at }));
      const wanted = new Map(paths.map((path, at) => [path, at]));
      const numbers = pathNumbers(list);
      const find = findingIn(list);
      for (const path of [...paths, ...others]) {
        expect(numbers.of(path)).toBe(wanted.get(path));
        expect(find(path)?.at).toBe(wanted.get(path));
      }
    }),
  );
});
