import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryAddress } from '../../../site/addresses/entry-address.ts';
import { knownAddresses } from '../../../site/addresses/known.ts';
import { collectionsOf } from '../../../site/content/collections.ts';
import { dateOf } from '../../../site/content/dates.ts';
import { readEntryPath, slugOfEntry } from '../../../site/content/entry-path.ts';
import { groupsBy } from '../../../site/content/groups.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { runs } from '../../support/runs.ts';

const name = fc.constantFrom(
  'a',
  'index',
  'x.y',
  '2024-05-31-b',
  '2024-05-31',
  '2024-05-31-index',
  '[z]',
  '-',
);
const path = fc
  .tuple(fc.array(name, { maxLength: 2 }), name, fc.constantFrom('md', 'yaml', 'json'))
  .map(([folders, own, ending]) => ['content', 'posts', ...folders, `${own}.${ending}`].join('/'));

test('the slug of an entry is the one that its path is read to have', () => {
  fc.assert(
    fc.property(path, (each) => {
      expect(slugOfEntry(each)).toBe(readEntryPath(each)?.slug);
    }),
    { numRuns: runs(500) },
  );
});

test('a day is the same read by itself and with a time of day', () => {
  const part = (from: number, to: number) =>
    fc.integer({ min: from, max: to }).map((n) => String(n).padStart(2, '0'));
  const text = fc.tuple(fc.constantFrom('0050', '1999', '2024', '2023'), part(0, 13), part(0, 32));
  fc.assert(
    fc.property(fc.array(text.map((parts) => parts.join('-'))), (days) => {
      for (const day of days) expect(dateOf(day)).toBe(dateOf(`${day} 00:00`));
      for (const day of days) expect(dateOf(`${day.slice(0, 9)}x`)).toBe(undefined);
    }),
    { numRuns: runs(300) },
  );
});

const tag = fc.constantFrom<unknown>('a', 'A', 1, '1', true, 'true', 'Sea & Sky', 'sea-sky', '', null);
const fields = fc.record({
  date: fc.constantFrom(undefined, '2024-02-03', '2024-02-03T10:00:00Z', '2023-02-30', 'never'),
  kind: fc.constantFrom(undefined, 'Big one', 'x', ''),
  rank: fc.constantFrom<unknown>(undefined, 1, 2, 'x', null),
  url: fc.constantFrom(undefined, undefined, undefined, '/own', '/a?b', 'https://example.com/'),
  tags: fc.array(tag, { maxLength: 4 }),
});
const routes = fc.constantFrom(
  'pages/[slug].liquid',
  'pages/posts/[...slug].liquid',
  'pages/[year]/[slug].html.liquid',
  'pages/[kind].liquid',
  'pages/[kind]/[slug].liquid',
  'pages/[day].liquid',
);
const sorts = fc.constantFrom('', 'sort: rank', 'sort: -rank', 'sort: slug', 'sort: -date');
const site = fc.tuple(
  fc.uniqueArray(fc.tuple(path, fields), { selector: ([at]) => slugOfEntry(at) }),
  routes,
  sorts,
);

function factsOf([entries, page, sort]: typeof site extends fc.Arbitrary<infer T> ? T : never) {
  const texts: Record<string, string> = {
    'content/posts/_collection.yaml': `${sort}\ngroups: [tags]\n`,
    [page]: '---\nentry: posts\n---\nx',
  };
  for (const [at, value] of entries)
    texts[at] = at.endsWith('.md') ? `---\n${JSON.stringify(value)}\n---\nText` : JSON.stringify(value);
  const sorted = Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([at, text]) => [at, compileFile(at, text).facts]));
}

test('each entry is known where its facts say that it is', () => {
  fc.assert(
    fc.property(site, (made) => {
      const facts = factsOf(made);
      const page = made[1];
      const route = page.slice('pages'.length, -'.liquid'.length).replace(/\[(\.*\w+)\]/g, '{$1}');
      const meant = [...facts].flatMap(([from, { entry }]) => {
        const found = entry && entryAddress(entry, route, undefined);
        return !found || 'problem' in found
          ? []
          : [{ own: undefined, ...found, page, entry: entry.slug, from }];
      });
      const { known } = knownAddresses(facts, { at: 0, all: true });
      expect(known.map((at) => ({ ...from(at) }))).toEqual(meant);
      const urls = new Map(meant.map((each) => [each.from, each.path]));
      const [posts] = collectionsOf(facts, { at: 0, all: true });
      for (const record of posts?.entries ?? []) expect(record.url).toBe(urls.get(record.path));
    }),
    { numRuns: runs(200) },
  );
});

const from = ({
  path: at,
  page,
  params,
  entry,
  own,
  from: file,
}: ReturnType<typeof knownAddresses>['known'][0]) => ({
  ...{ path: at, page, params, entry, own, from: file },
});

test('groups are those of entries that come in the order of their collection', () => {
  fc.assert(
    fc.property(site, (made) => {
      const [posts] = collectionsOf(factsOf(made), { at: 0, all: true });
      const entries = [...(posts?.entries ?? [])];
      const groups = groupsBy(entries, 'tags').map(({ name: of, slug, at }) => [of, slug, at]);
      expect(posts?.groups?.tags).toEqual(groups);
      expect(Array.from(entries.keys(), (at) => posts?.entries.slugAt(at))).toEqual(
        entries.map(({ slug }) => slug),
      );
    }),
    { numRuns: runs(200) },
  );
});
