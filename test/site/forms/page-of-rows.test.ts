import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownRows } from '../../../admin/ui/src/content/shown-rows.ts';
import type { CollectionQuery, EntryRow } from '../../../schema/api/collections.ts';
import { compareEntries } from '../../../schema/content/blocks.ts';
import { type PlacedRow, pageOfRows, textKey } from '../../../site/content/page-of-rows.ts';
import { runs } from '../../support/runs.ts';

const STATES = ['draft', 'later', 'new', 'changed', 'live'] as const;

/** Texts that are alike for longer than a cursor may be, and a prefix of them; JSON escapes each character. */
const LONG = ['b', 'a', '', 'aa'].map((end) => `${'\u0001'.repeat(6_000)}${end}`);

/** An entry by its slug, with what may be edited of it. */
const entry = fc.record({
  slug: fc.constantFrom(...'abcdefghijkl'),
  title: fc.oneof(
    fc.constantFrom('Tide 9', 'Tide 10', 'Ébb', 'ebb', ''),
    fc.string({ maxLength: 4 }),
    fc.constantFrom(...LONG),
  ),
  state: fc.constantFrom(...STATES),
  key: fc.oneof(fc.constant(null), fc.nat(5), fc.constantFrom('x', 'y', ...LONG)),
});
type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never;

const rowOf = ({ slug, title, state }: Entry): EntryRow => ({
  path: `content/posts/${slug}.md`,
  slug,
  title: title || slug,
  date: null,
  state,
  url: null,
  updated: 5,
  order: null,
});

/** The rows of a collection, in its order. */
function rowsOf(entries: Iterable<Entry>, descending: boolean): PlacedRow[] {
  return [...entries]
    .map((each) => ({ row: rowOf(each), key: each.key }))
    .sort((a, b) => compareEntries([a.key, a.row.slug], [b.key, b.row.slug], descending));
}

const query = fc.record({
  limit: fc.integer({ min: 1, max: 4 }),
  sort: fc.constantFrom(undefined, 'title', '-title', 'state', '-state', 'updated', '-date'),
  state: fc.constantFrom(undefined, undefined, ...STATES),
  text: fc.constantFrom('', '', 'tide'),
}) as fc.Arbitrary<CollectionQuery>; // names of the schema

test('what stands unchanged while pages are read is on one of them, once', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { selector: ({ slug }) => slug, maxLength: 12 }),
      fc.array(fc.array(fc.record({ entry, isGone: fc.boolean() }), { maxLength: 3 }), { maxLength: 8 }),
      query,
      fc.boolean(),
      fc.boolean(),
      (before, meanwhile, asked, descending, endsWithAll) => {
        const now = new Map(before.map((each) => [each.slug, each]));
        const touched = new Set<string>();
        const seen: string[] = [];
        const edits = [...meanwhile];
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const limit = cursor && endsWithAll ? undefined : asked.limit;
          const page = pageOfRows(rowsOf(now.values(), descending), { ...asked, limit, cursor }, descending);
          expect(page.entries.length).toBeLessThanOrEqual(limit ?? 1_000);
          seen.push(...page.entries.map(({ slug }) => slug));
          ({ cursor } = page);
          expect(cursor?.length ?? 0).toBeLessThan(8_000);
          for (const { entry: edited, isGone } of edits.shift() ?? []) {
            touched.add(edited.slug);
            if (isGone) now.delete(edited.slug);
            else now.set(edited.slug, edited);
          }
        }
        const stood = before.filter(({ slug }) => !touched.has(slug));
        const all = pageOfRows(rowsOf(stood, descending), { ...asked, limit: 1_000 }, descending);
        const slugs = all.entries.map(({ slug }) => slug);
        expect(seen.filter((slug) => !touched.has(slug))).toEqual(slugs);
        expect(all).toMatchObject({ found: slugs.length, cursor: null });
      },
    ),
    { numRuns: runs(500) },
  );
});

test('the server looks for what the editor looks for among all rows', () => {
  fc.assert(
    fc.property(fc.uniqueArray(entry, { selector: ({ slug }) => slug }), query, (entries, asked) => {
      const placed = rowsOf(entries, false);
      const { text = '', state } = asked;
      const page = pageOfRows(placed, { text, state }, false);
      const rows = placed.map(({ row }) => ({ ...row, author: '' }));
      const found = shownRows(rows, { text, state: state ?? '', sort: undefined });
      expect(page.entries.map(({ path }) => path)).toEqual(found.map(({ path }) => path));
    }),
    { numRuns: runs(200) },
  );
});

test('titles are sorted as people do it', () => {
  const titles = ['Zebra', 'post 10', 'Post 9', 'ähnlich', 'apple', 'Éclair', 'eclipse'];
  const sorted = [...titles].sort((a, b) => (textKey(a) < textKey(b) ? -1 : 1));
  expect(sorted).toEqual(['ähnlich', 'apple', 'Éclair', 'eclipse', 'Post 9', 'post 10', 'Zebra']);
});
