import { expect, test } from 'vitest';
import { byShelf } from '../../../admin/check/runs.ts';
import { hashOf } from '../../../schema/text/hash-of.ts';
import { unitsOf } from '../../../site/release/pack.ts';

test.each([1, 2, 16, 256])('many entries come shelf by shelf, where there are %i', (shelves) => {
  const known = Array.from({ length: 1_500 }, (_, n) => ({
    path: `/${n}`,
    page: 'pages/[slug].liquid',
    params: {},
    from: `content/a/${n}.md`,
    entry: `entry-${n}`,
  }));
  const ordered = byShelf(known);
  expect(new Set(ordered)).toEqual(new Set(known));
  const order = Array.from(ordered, ({ entry = '' }) => hashOf(entry) % shelves);
  const changes = order.filter((shelf, at) => shelf !== order[at - 1]);
  expect(changes.length).toBe(new Set(order).size);
  expect(byShelf(known.slice(0, 999))).toEqual(known.slice(0, 999));
});

test('a text whose length is known is not made for it', () => {
  const shelf = {
    key: 'texts/a/0',
    units: 7,
    get code(): string {
      throw new Error('made');
    },
  };
  expect(unitsOf(shelf)).toBe(7);
  expect(unitsOf({ key: 'a', code: 'four' })).toBe(4);
});
