import fc from 'fast-check';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { SITEMAP } from '../../../release/content/sitemap.ts';
import { KEYS } from '../../../schema/keys.ts';
import { NodeStore } from '../../support/node-store.ts';
import { shortened, visitorsOf } from '../../support/visitors.ts';

const FILL = 'Sea water and more. '.repeat(200);
const POSTS = 60;

const SITE: Record<string, string> = {
  'site.yaml': 'title: Quay\ntrailing_slash: always\n',
  'pages/index.liquid': 'Home',
  'pages/about.liquid': 'About',
  'pages/hidden.liquid': '---\nsitemap: false\n---\nx',
  'pages/feed.xml.liquid': '<x/>',
  'pages/posts/[slug].liquid': '---\nentry: posts\n---\n{{ entry.title }}',
  'pages/list.liquid': '---\npaginate: { items: collections.posts, size: 7 }\n---\nx',
  'pages/tags/[tag].liquid':
    '---\neach: { tag: collections.posts.tags }\npaginate: { items: tag.items, size: 5 }\n---\nx',
  'pages/things/[id].liquid': '---\neach: { id: data.things }\n---\n{{ id.name }}',
  'pages/notes/[slug].liquid': '---\nentry: notes\n---\n{{ entry.title }}',
  'pages/secret/[slug].liquid': '---\nentry: secrets\nsitemap: false\n---\n{{ entry.title }}',
  'data/things.json': JSON.stringify(Array.from({ length: 50 }, (_, n) => ({ id: `thing-${n}` }))),
};
const post = (n: number) =>
  `---\ntitle: Post ${n}\n${n % 3 ? `date: 2024-01-${String((n % 28) + 1).padStart(2, '0')}\n` : ''}${n % 5 ? '' : `url: /at/${n} & more\n`}tags: [t${n % 7}]\nsummary: ${FILL}\n---\n`;

let values: ReadonlyMap<string, string>;
const limits = { ...SITEMAP };
afterEach(() => Object.assign(SITEMAP, limits));

beforeAll(async () => {
  const site = new NodeStore();
  const posts = Array.from({ length: POSTS }, (_, n) => [`content/posts/post-${n}.md`, post(n)]);
  const notes = ['a', 'b'].map((slug) => [
    `content/notes/${slug}.md`,
    `---\ntitle: ${slug}\nupdated: 2023-05-06\n---\n`,
  ]);
  const secret = ['content/secrets/s.md', '---\ntitle: S\n---\n'];
  await site.save({ ...SITE, ...Object.fromEntries([...posts, ...notes, secret]) });
  expect(await site.publish()).toMatchObject({ state: 'live', reason: null });
  values = shortened(site.kv);
  expect(values.get(KEYS.release(idOf(values)))).toMatch(/^blocks\/posts\/post-/m);
});

const idOf = (of: ReadonlyMap<string, string>): string =>
  (JSON.parse(of.get(KEYS.live('main'))?.split('\n')[0] ?? '') as { id: string }).id;

const tagsIn = (body: string, name: string) => body.match(new RegExp(`<${name}>.*</${name}>`, 'g')) ?? [];

/** What each file lists, as an isolate that has just started says it, and what it read of KV. */
async function files(most: typeof SITEMAP) {
  Object.assign(SITEMAP, most);
  const index = await visitorsOf(values)('/sitemap.xml');
  expect(index.status).toBe(200);
  const places = tagsIn(index.body, 'sitemap');
  if (places.length === 0) return [{ urls: tagsIn(index.body, 'url'), reads: index.rounds }];
  const next = await visitorsOf(values)(`/sitemap-${places.length + 1}.xml`);
  expect(next.status).toBe(404);
  return Promise.all(
    places.map(async (place, at) => {
      expect(place).toBe(`<sitemap><loc>https://site.test/sitemap-${at + 1}.xml</loc></sitemap>`);
      const { status, body, rounds } = await visitorsOf(values)(`/sitemap-${at + 1}.xml`);
      expect(status).toBe(200);
      return { urls: tagsIn(body, 'url'), reads: rounds };
    }),
  );
}

it('has each address once, with its day, in one file or in many', async () => {
  const [one, ...more] = await files({ entries: 1_000, tables: 1_000, paths: 1_000 });
  expect(more).toEqual([]);
  const urls = one?.urls ?? [];
  expect(new Set(urls).size).toBe(urls.length);
  // Home, about, list and 8 more parts; posts; 7 tags of 8 or 9 with one more part each; things; notes.
  expect(urls).toHaveLength(2 + 9 + POSTS + 7 * 2 + 50 + 2);
  expect(urls.join()).toMatch(
    /<loc>https:\/\/site.test\/at\/5%20&amp;%20more\/<\/loc><lastmod>\d{4}-\d\d-\d\d</,
  );
  expect(urls).toContain('<url><loc>https://site.test/notes/a/</loc><lastmod>2023-05-06</lastmod></url>');
  expect(urls.join()).not.toMatch(/hidden|secret|feed/);
  const some = (most: number) => fc.integer({ min: 1, max: most });
  await fc.assert(
    fc.asyncProperty(fc.record({ entries: some(70), tables: some(3), paths: some(12) }), async (most) => {
      const parts = await files(most);
      expect(parts.flatMap((part) => part.urls).sort()).toEqual([...urls].sort());
      for (const part of parts) expect(part.urls).toEqual([...part.urls].sort(byUrl));
    }),
    { numRuns: 12 },
  );
});

const urlOf = (line: string) => /<loc>(.*?)<\/loc>/.exec(line)?.[1] ?? '';
const byUrl = (a: string, b: string) => (urlOf(a) < urlOf(b) ? -1 : urlOf(a) > urlOf(b) ? 1 : 0);

it('reads for a file only what that lists, at once', async () => {
  const parts = await files({ entries: 10, tables: 1, paths: 1_000 });
  const reads = parts.map(({ reads }) => reads.slice(1).map((keys) => keys.length));
  // The release, a table of addresses that has none of the file's, records of collections, and blocks or a table.
  for (const rounds of reads) expect(rounds.length).toBeLessThanOrEqual(4);
  for (const rounds of reads) expect(rounds.reduce((sum, keys) => sum + keys, 0)).toBeLessThan(9);
  expect(reads.length).toBeGreaterThanOrEqual(8);
});
