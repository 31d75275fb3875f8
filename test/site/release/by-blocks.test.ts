import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { Assembled, packsFrom } from '../../../admin/check/assembled.ts';
import { byBlocks } from '../../../admin/check/known/by-blocks.ts';
import { LargeCollections } from '../../../admin/check/known/large-collections.ts';
import { readReports } from '../../../admin/check/reports/page-reports.ts';
import { byShelf } from '../../../admin/check/runs.ts';
import { FactLines } from '../../../admin/store/tables/draft/fact-lines.ts';
import { Pending } from '../../../admin/store/tables/pending.ts';
import { entryOf } from '../../../release/plan.ts';
import { blockKey } from '../../../schema/content/blocks.ts';
import type { Known } from '../../../site/addresses/address.ts';
import { buildSite } from '../../support/build-site.ts';
import { NodeStore } from '../../support/node-store.ts';

const FILL = 'word '.repeat(120);
const COUNT = 1_100;

const slugAt = (n: number) => `post-${(n * 7) % COUNT}`;
const orders = Array.from({ length: COUNT }, (_, n) => slugAt(n));
const files = {
  'pages/posts/[slug].liquid': '---\nentry: posts\n---\n{{ entry.content }}',
  'content/posts/_collection.yaml': 'sort: order\n',
  'content/notes/a.md': '---\ntitle: A\n---\n',
  ...Object.fromEntries(
    orders.map((slug, n) => [`content/posts/${slug}.md`, `---\norder: ${n}\nfill: ${FILL}\n---\n`]),
  ),
};

const addressOf = (slug: string): Known => {
  const from = `content/posts/${slug}.md`;
  return { path: `/posts/${slug}`, page: 'pages/posts/[slug].liquid', params: { slug }, entry: slug, from };
};

async function assembled() {
  const built = await buildSite(files);
  const packs = new Map(built.packs.map((pack) => [pack.name, pack.text]));
  return new Assembled(
    built.manifest,
    packsFrom((name) => packs.get(name)),
  );
}

test('what has to be rendered comes in groups whose blocks fit into the room, and in each as it was given', async () => {
  const site = await assembled();
  const { list = [] } = new LargeCollections(site).record('posts')?.blocks ?? {};
  expect(list.length).toBeGreaterThan(8);
  const unitsOf = (at: number) =>
    entryOf(site.manifest, blockKey('posts', at, list[at]?.[2] ?? ''))?.at[2] ?? 0;
  const ends = list.map((_, at) => list.slice(0, at + 1).reduce((sum, [count]) => sum + count, 0));
  const blockOf = new Map(orders.map((slug, n) => [slug, ends.findIndex((end) => n < end)]));
  /** Blocks one after the other, as many as fit. What has no block comes first. */
  const groupsFor = (room: number) => {
    let [group, units] = [0, room];
    return list.map((_, at) => {
      if (units + unitsOf(at) > room) [group, units] = [group + 1, 0];
      units += unitsOf(at);
      return group;
    });
  };
  const others: Known[] = [
    { path: '/list/2', page: 'pages/list.liquid', params: {}, number: 2, from: 'pages/list.liquid' },
    {
      path: '/notes/a',
      page: 'pages/notes/[slug].liquid',
      params: {},
      entry: 'a',
      from: 'content/notes/a.md',
    },
  ];
  const some = fc.subarray([...orders.map(addressOf), ...others], { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(some, fc.integer({ min: 1, max: 8 }), async (known, blocks) => {
      const room = blocks * 32 * 1024;
      const given = [...byShelf(known)];
      const groups = groupsFor(room);
      const groupOf = ({ entry = '' }: Known) => groups[blockOf.get(entry) ?? -1] ?? 0;
      expect([...(await byBlocks(site, given, room))]).toEqual(
        given.toSorted((a, b) => groupOf(a) - groupOf(b)),
      );
    }),
    { numRuns: 20 },
  );
}, 120_000);

test('a large site is told the same of all its pages whether they were as they were or not', async () => {
  const before = new NodeStore();
  await before.save(files);
  const { id: first } = await before.publish();
  const edits = { [`content/posts/${slugAt(500)}.md`]: '---\norder: 500\n---\n<a href="/nowhere">x</a>' };
  await before.save(edits);
  const edited = await before.publish();
  const anew = new NodeStore();
  await anew.save({ ...files, ...edits });
  const whole = await anew.publish();
  const pagesOf = (store: NodeStore, id: string) =>
    readReports(store.releases.text(id, 'pages')).toSorted((a, b) => (a.route < b.route ? -1 : 1));
  expect(pagesOf(before, edited.id)).toEqual(pagesOf(anew, whole.id));
  expect(pagesOf(before, first).length).toBe(pagesOf(before, edited.id).length);
  expect(edited.diagnostics).toEqual(whole.diagnostics);
  expect(edited.diagnostics.map(({ message }) => message).join()).toContain('/nowhere');
}, 240_000);

test('of more broken links than are said, that of a page which was changed is', async () => {
  const store = new NodeStore();
  const linksTo = (target: string) => `---\ntitle: Post\n---\n<a href="${target}">x</a>`;
  const posts = Array.from({ length: 1_050 }, (_, n) => [
    `content/posts/post-${n}.md`,
    n < 150 ? linksTo(`/gone-${n}`) : '---\ntitle: Post\n---\n',
  ]);
  await store.save({ 'pages/posts/[slug].liquid': '---\nentry: posts\n---\n{{ entry.content }}' });
  await store.save(Object.fromEntries(posts));
  await store.publish();
  for (const n of [149, 777]) {
    await store.save({ [`content/posts/post-${n}.md`]: linksTo('/posts/posst-500') });
    const { diagnostics } = await store.publish();
    const broken = diagnostics.filter(({ code }) => code === 'broken_link');
    expect(broken).toHaveLength(100);
    const own = broken.find(({ message }) => message.includes('/posts/posst-500'));
    expect(own?.message).toMatch(new RegExp(`^/posts/post-${n}( and 1 more page)? links to `));
    expect(own?.help).toMatch(/^Did you mean /);
  }
}, 120_000);

test('packs that pages of many groups read are made few times', async () => {
  const store = new NodeStore();
  const postAt = (n: number) =>
    [
      `content/posts/p${n}.md`,
      `---\ntags: [own-${n}, a-${n % 40}]\nfill: ${'word '.repeat(60)}\n---\nText ${n}.`,
    ] as const;
  const count = 2_500;
  await store.save({
    'pages/tags/[tag].liquid':
      '---\neach: { tag: collections.posts.tags }\npaginate: { items: tag.items, size: 20 }\n---\n{% for post in paginator.items %}{{ post.title }}{% endfor %}',
    ...Object.fromEntries(Array.from({ length: count }, (_, n) => postAt(n))),
  });
  await store.publish();
  await store.editor.commit([{ path: 'content/posts/p7.md', source: null }], 'tester');
  const asked = vi.spyOn(FactLines.prototype, 'read');
  expect((await store.publish()).state).toBe('live');
  // With all that is in the pack of a block that is read, it is 72,000.
  expect(asked.mock.calls.length).toBeLessThan(5 * count);
  asked.mockRestore();
}, 120_000);

test('of a first publish whose blocks fit into memory, a shelf is read for all of its texts, and none is asked for alone', async () => {
  const store = new NodeStore();
  const count = 1_100;
  const posts = Array.from({ length: count }, (_, n) => [
    `content/posts/post-${n}.md`,
    `---\ntitle: Post\nfill: ${FILL}\n---\nText ${n}. ${FILL}`,
  ]);
  await store.save({ 'pages/posts/[slug].liquid': '---\nentry: posts\n---\n{{ entry.content }}' });
  await store.save(Object.fromEntries(posts));
  const peek = vi.spyOn(Pending.prototype, 'peek');
  const has = vi.spyOn(Pending.prototype, 'has');
  expect((await store.publish()).state).toBe('live');
  // Each pack is read once more on its way into KV.
  expect(peek.mock.calls.length).toBeGreaterThan(0);
  expect(peek.mock.calls.length).toBeLessThan(count);
  expect(has.mock.calls.length).toBe(0);
  peek.mockRestore();
  has.mockRestore();
}, 120_000);
