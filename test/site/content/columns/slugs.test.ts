import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { JoinedPaths } from '../../../../site/columns/joined.ts';
import { PackedPaths } from '../../../../site/columns/paths.ts';
import { slugOfEntry } from '../../../../site/content/entry-path.ts';
import { slugsOf } from '../../../../site/content/slugs.ts';
import { runs } from '../../../support/runs.ts';
import { path } from './made-entries.ts';

/** Paths that have more in common than others: all below one folder, with names that begin or end alike. */
const alike = fc
  .tuple(
    fc.constantFrom(
      'content/posts/',
      'content/posts/a/',
      'content/posts/2024-05-',
      'content/posts/2024-05-31-',
      'content/posts/in',
    ),
    fc.uniqueArray(
      fc.constantFrom('a', 'b', 'dex', '31-x', '30-y', '31-', '1', 'a/b', 'a/2024-05-31-b', ''),
      { maxLength: 6 },
    ),
    fc.constantFrom('.md', '-z.md', '/index.md', 'index.yaml', '.x.json'),
  )
  .map(([before, names, after]) => names.map((name) => before + name + after));

test('slugs of paths by their numbers are those of each path', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(alike, fc.array(path)), { maxLength: 4 }), (parts) => {
      const all = parts.flat();
      const joined = new JoinedPaths(parts.map((some, at) => (at % 2 ? some : new PackedPaths(some))));
      for (const paths of [joined, new PackedPaths(all), all]) {
        const slugs = slugsOf(paths);
        expect(slugs.length).toBe(all.length);
        expect(all.map((_, number) => slugs.at(number))).toEqual(all.map(slugOfEntry));
        expect(slugs.at(all.length)).toBe(undefined);
      }
    }),
    { numRuns: runs(500) },
  );
});

test('a slug that is what differs in a path is read without the path', () => {
  const posts = new PackedPaths(['content/posts/post-1.md', 'content/posts/post-2.md']);
  const dated = new PackedPaths(['content/posts/2024-05-01-a.md', 'content/posts/2024-06-01-b.md']);
  const slugs = [posts, dated].map(slugsOf);
  for (const paths of [posts, dated]) paths.at = () => 'content/posts/none.md';
  expect(slugs.map((some) => [some.at(0), some.at(1)])).toEqual([
    ['post-1', 'post-2'],
    ['a', 'b'],
  ]);
});
