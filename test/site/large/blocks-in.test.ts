import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocksIn, groupBlocks, listBlocks } from '../../../release/content/large.ts';
import { type Blocks, blockKey, groupKey } from '../../../schema/content/blocks.ts';

const counts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 9 });
const place = fc.integer({ min: -3, max: 50 });

test('the blocks that a range of a list is in are those that have its entries', () => {
  fc.assert(
    fc.property(counts, place, place, fc.boolean(), (sizes, from, to, ofGroup) => {
      const refs = sizes.map((size, at) => [size, `b${at}`] as const);
      const size = sizes.reduce((sum, each) => sum + each, 0);
      const list = ofGroup
        ? groupBlocks('posts', 'tags', ['a', 'a', size, refs])
        : listBlocks('posts', {
            list: refs.map(([count, slug]) => [count, 0, slug]),
            size,
          } as unknown as Blocks);
      // Each entry by its block and its place in that.
      const entries = refs.flatMap(([count, slug], at) =>
        Array.from({ length: count }, (_, own) => `${list.keyOf(at, slug)} ${own}`),
      );
      const found = blocksIn(list, from, to).flatMap(({ key, from: first, to: end }) =>
        Array.from({ length: Math.max(0, end - first) }, (_, at) => `${key} ${first + at}`),
      );
      expect(found).toEqual(entries.slice(Math.max(0, from), Math.max(0, to)));
    }),
  );
});

test('no two blocks of a list have one key, also where one begins with the entry that has no slug', () => {
  const slugs = ['first', '', 'index', '/', '.', '%2F', 'a/b'];
  for (const keyOf of [
    (at: number, slug: string) => blockKey('posts', at, slug),
    (at: number, slug: string) => groupKey('posts', 'tags', 'a', at, slug),
  ])
    expect(new Set(slugs.map((slug, at) => keyOf(at, slug))).size).toBe(slugs.length);
});
