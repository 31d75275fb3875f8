import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Line } from '../../../admin/store/tables/draft/chunk.ts';
import { Listing } from '../../../admin/store/tables/draft/listing.ts';
import { comparePaths } from '../../../site/columns/paths.ts';
import { runs } from '../../support/runs.ts';

const line: fc.Arbitrary<Line> = fc.record({
  path: fc.nat(30).map((number) => `content/posts/${number}.md`),
  hash: fc.constantFrom('a'.repeat(64), 'b'.repeat(64), 'odd'),
  saved: fc.constantFrom(undefined, 1_700_000_000_000, 1_700_000_000_001),
});
const lines = fc
  .uniqueArray(line, { selector: ({ path }) => path, maxLength: 30 })
  .map((all) => all.toSorted((a, b) => comparePaths(a.path, b.path)));

test('a listing says the same in chunks of another one, and has those in which both say the same', () => {
  fc.assert(
    fc.property(lines, lines, fc.nat(5), (given, more, size) => {
      const listing = Listing.of(given);
      // Another one with chunks of its own, of which some say the same.
      const other = new Listing(
        Array.from({ length: size }, (_, at) => (at % 2 === 0 ? given : more).slice(at * 3, at * 3 + 3))
          .filter((some) => some.length > 0)
          .sort(([a], [b]) => comparePaths(a?.path ?? '', b?.path ?? ''))
          .flatMap((some) => Listing.of(some).chunks),
      );
      if (!isInOrder(other)) return;
      const shared = listing.sharing(other);
      expect([...shared.lines()]).toEqual([...listing.lines()]);
      for (const path of new Set([...given, ...more].map((each) => each.path))) {
        expect(shared.hashes.get(path)).toBe(listing.hashes.get(path));
        expect(shared.saved.get(path)).toBe(listing.saved.get(path));
      }
      const all = new Set(given.map((each) => JSON.stringify(each)));
      const paths = [...listing.lines()].map(({ path }) => path);
      for (const [at, chunk] of other.chunks.entries()) {
        const [from, to] = [at === 0 ? '' : chunk.first, other.chunks[at + 1]?.first];
        const inIt = paths.filter(
          (path) => comparePaths(path, from) >= 0 && (to === undefined || comparePaths(path, to) < 0),
        );
        const isWhole =
          [...chunk.lines()].every((each) => all.has(JSON.stringify(each))) && inIt.length === chunk.size;
        expect(shared.chunks.includes(chunk)).toBe(isWhole);
      }
    }),
    { numRuns: runs(1_000) },
  );
});

const isInOrder = (listing: Listing): boolean => {
  const paths = [...listing.lines()].map(({ path }) => path);
  return paths.every((path, at) => at === 0 || comparePaths(paths[at - 1] ?? '', path) < 0);
};
