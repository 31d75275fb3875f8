import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movedTo, newOrders, type Ordered } from '../../admin/ui/src/content/new-orders.ts';
import { compareEntries } from '../../schema/content/blocks.ts';
import { runs } from '../support/runs.ts';

const sorted = (rows: readonly Ordered[], down: boolean): Ordered[] =>
  [...rows].sort((a, b) => compareEntries([a.order, a.path], [b.order, b.path], down));

test('an entry comes to be where it was moved to, as the site sorts', () => {
  const order = fc.oneof(fc.constant(null), fc.integer({ min: -3, max: 12 }), fc.constantFrom(0.5, 100, 1e6));
  fc.assert(
    fc.property(
      fc.array(order, { minLength: 1, maxLength: 12 }),
      fc.nat(),
      fc.nat(),
      fc.boolean(),
      (orders, a, b, down) => {
        const rows = sorted(
          orders.map((each, at) => ({ path: `content/x/${String(at).padStart(2, '0')}.md`, order: each })),
          down,
        );
        const [from, to] = [a % rows.length, b % rows.length];
        const changed = newOrders(rows, from, to, down);
        const after = rows.map((row) => ({ ...row, order: changed.get(row.path) ?? row.order }));
        const paths = (list: readonly Ordered[]) => list.map(({ path }) => path);
        expect(paths(sorted(after, down))).toEqual(paths(movedTo(rows, from, to)));
      },
    ),
    { numRuns: runs(3_000) },
  );
});

test('where there is room, only the entry that was moved is changed', () => {
  const rows = [10, 20, 30, 40].map((order, at) => ({ path: String(at), order }));
  expect([...newOrders(rows, 3, 1)]).toEqual([['3', 15]]);
  expect([...newOrders(rows, 3, 0)]).toEqual([['3', 0]]);
  expect([...newOrders(rows, 0, 3)]).toEqual([['0', 50]]);
  expect([...newOrders([...rows].reverse(), 3, 1, true)].length).toBe(1);
  const tight = [1, 2, 3, 4].map((order, at) => ({ path: String(at), order }));
  expect(newOrders(tight, 3, 0).size).toBe(1);
  expect(newOrders(tight, 0, 1).size).toBeLessThan(4);
});
