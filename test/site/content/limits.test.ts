import { expect, test } from 'vitest';
import { LIMITS } from '../../../schema/limits.ts';
import { checkSite } from '../../../site/check/check.ts';
import type { Facts } from '../../../site/facts.ts';
import { compileFile } from '../../../site/files/compile-file.ts';

const factsOf = (files: Readonly<Record<string, string>>): Map<string, Facts> =>
  new Map(Object.entries(files).map(([path, text]) => [path, compileFile(path, text).facts]));

const said = (files: ReadonlyMap<string, Facts>, read?: (key: string) => unknown) =>
  checkSite(files, read).map(({ path, severity, code, message, help }) => {
    return `${severity} ${code} ${path}: ${message} (${help})`;
  });

/** A collection of so many entries, as compiling them would give. */
function collection(count: number): Map<string, Facts> {
  const [, facts] = [...factsOf({ 'content/posts/a.md': '---\ntitle: A\n---\nx\n' })][0] ?? [];
  if (!facts?.entry) throw new Error('an entry has facts');
  const { entry } = facts;
  return new Map(
    Array.from({ length: count }, (_, n) => [
      `content/posts/${n}.md`,
      { ...facts, entry: { ...entry, slug: `${n}` } },
    ]),
  );
}

test('a collection with more entries than it may have is one too large, and it says how many there may be', () => {
  expect(said(collection(LIMITS.entriesPerCollection + 1))).toEqual([
    `error collection_size content/posts/${LIMITS.entriesPerCollection}.md: content/posts/ has ${LIMITS.entriesPerCollection + 1} entries; a collection has at most ${LIMITS.entriesPerCollection} (Make it two collections.)`,
  ]);
  expect(said(collection(LIMITS.entriesPerCollection))).toEqual([]);
}, 60_000);

const things = (count: number) => (key: string) =>
  key === 'data/things' ? Array.from({ length: count }, (_, n) => ({ id: n })) : undefined;

test('a page that makes more addresses than a site may have is named, with how many', () => {
  const files = factsOf({
    'pages/t/[id].liquid': '---\neach: { id: data.things }\n---\nx',
    'pages/index.liquid': 'x',
    'data/things.yaml': '[]',
  });
  expect(said(files, things(LIMITS.addresses))).toEqual([]);
  expect(said(files, things(LIMITS.addresses + 1))).toEqual([
    'error address_limit pages/t/[id].liquid: pages/t/[id].liquid makes 120001 of 120001 addresses; a site has at most 120000 (Show more of a list on each page, or make pages for fewer items.)',
  ]);
}, 60_000);

test('so is a list with too many parts', () => {
  const files = factsOf({
    'pages/list.liquid': '---\npaginate: { items: data.things, size: 1 }\n---\nx',
    'data/things.yaml': '[]',
  });
  const [found, ...others] = said(files, things(500_000));
  expect(others).toEqual([]);
  expect(found).toMatch(/^error address_limit pages\/list\.liquid: .* a site has at most 120000/);
}, 60_000);

test('what is neither of a collection nor of data is no list, and is not looked for as a file', () => {
  const files = factsOf({
    'site.yaml': 'menu: [a, b]\n',
    'pages/list.liquid': '---\npaginate: { items: site.menu }\n---\nx',
  });
  const help = 'Name a collection, its groups by a field (collections.posts.tags), or a list in data.';
  expect(said(files, () => undefined)).toEqual([
    `error no_list pages/list.liquid: paginate: site.menu is no list (${help})`,
  ]);
});
