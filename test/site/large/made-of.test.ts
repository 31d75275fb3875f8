import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMadeOfSame, type MadeOf, versionsOf } from '../../../site/release/kept-layouts.ts';
import { type Item, madeOfAll } from '../../../site/release/pack.ts';
import { runs } from '../../support/runs.ts';

/** Versions by entry, and which entries a text has: from one place of a list to another. */
const madeOf = fc
  .record({
    basis: fc.constantFrom('', 'a'),
    versions: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
    all: fc.array(fc.nat(3), { maxLength: 6 }),
    from: fc.nat(6),
    to: fc.nat(6),
    isPlain: fc.boolean(),
  })
  .map(({ basis, versions, all, from, to, isPlain }): MadeOf => {
    const places = [Math.min(from, all.length), Math.min(to, all.length)].sort((a, b) => a - b);
    const range = { all: Uint32Array.from(all), from: places[0] ?? 0, to: places[1] ?? 0 };
    return isPlain ? { basis, range } : { basis, range, versions: Uint32Array.from(versions) };
  });

function listOf({ range: { all, from, to }, versions }: MadeOf): number[] {
  const numbers = [...all].slice(from, to);
  return versions ? numbers.map((number) => versions[number] ?? 0) : numbers;
}

const said = (of: MadeOf) => JSON.stringify([of.basis, listOf(of)]);
const itemOf = (of: MadeOf): Item => ({ key: '', code: '', madeOf: of });

test('texts are made of the same where each entry in their order has the same version, in whatever lists these stand', () => {
  fc.assert(
    fc.property(madeOf, madeOf, (one, other) => {
      const { length, at } = versionsOf(one);
      expect(Array.from({ length }, (_, place) => at(place))).toEqual(listOf(one));
      expect(isMadeOfSame(one, other)).toBe(said(one) === said(other));
      expect(isMadeOfSame(one, { basis: one.basis, range: rangeOf(listOf(one)) })).toBe(true);
    }),
    { numRuns: runs(500) },
  );
});

const rangeOf = (list: readonly number[]) => ({ all: Uint32Array.from(list), from: 0, to: list.length });

test('several texts together are made of the same where each of them is', () => {
  const some = fc.array(madeOf, { minLength: 2, maxLength: 3 });
  fc.assert(
    fc.property(some, some, (ones, others) => {
      const [one, other] = [madeOfAll(ones.map(itemOf)), madeOfAll(others.map(itemOf))];
      const isSame = JSON.stringify(ones.map(said)) === JSON.stringify(others.map(said));
      expect(one && other && isMadeOfSame(one, other)).toBe(isSame);
    }),
    { numRuns: runs(500) },
  );
});
