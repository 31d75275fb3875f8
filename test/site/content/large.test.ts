import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createApp } from '../../../worker/app.ts';
import { type Built, buildSite } from '../../support/build-site.ts';
import { watchKv } from '../../support/kv.ts';
import { memoryKv } from '../../support/memory-kv.ts';
import { publishTo } from '../../support/site.ts';

interface Post {
  readonly slug: string;
  readonly title: string;
  readonly rank: number | undefined;
  readonly tags: readonly string[];
}

/** Long enough for a hundred posts to be a large collection. */
const FILL = 'word '.repeat(120);

const PAGES = {
  'pages/posts/[slug].liquid':
    '---\nentry: posts\n---\n{{ entry.title }}|{{ entry.previous.slug }}|{{ entry.next.slug }}|{{ entry.content }}',
  'pages/index.liquid':
    '{{ collections.posts.size }} {{ collections.posts.first.slug }} {{ collections.posts.last.slug }}:{% for p in collections.posts limit: 5 offset: 2 %}{{ p.slug }} {% endfor %}',
  'pages/latest.liquid': '{% for p in collections.posts limit: 9 %}{{ p.title }}{% endfor %}',
  'pages/all.liquid': '{{ collections.posts | map: "slug" | join: " " }}',
  'pages/list.liquid':
    '---\npaginate: { items: collections.posts, size: 7 }\n---\n{{ paginator.page }}/{{ paginator.pages }}:{% for p in paginator.items %}{{ p.slug }} {{ p.url }},{% endfor %}',
  'pages/tags/[tag].liquid':
    '---\neach: { tag: collections.posts.tags }\npaginate: { items: tag.items, size: 5 }\n---\n{{ tag.name }} {{ tag.size }}:{% for p in paginator.items %}{{ p.slug }} {{ p.previous.slug }},{% endfor %}',
  'pages/feed.liquid': '{% for p in collections.posts limit: 10 %}{{ p.content }}{% endfor %}',
};

function filesOf(posts: readonly Post[], sort: string, fill = FILL, pages = PAGES): Record<string, string> {
  const entries = posts.map(({ slug, title, rank, tags }): [string, string] => {
    const fields = { title, ...(rank !== undefined && { rank }), tags, fill };
    const front = Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    return [`content/posts/${slug}.md`, `---\n${front.join('\n')}\n---\nText of ${slug}.\n`];
  });
  return { ...pages, 'content/posts/_collection.yaml': `sort: ${sort}\n`, ...Object.fromEntries(entries) };
}

/** What a program over all entries makes. */
function naive(posts: readonly Post[], sort: string): Map<string, string> {
  const key = sort.replace('-', '') as 'rank' | 'title';
  const turn = sort.startsWith('-') ? -1 : 1;
  const none = (post: Post) => (post[key] === undefined ? 1 : 0);
  const less = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = [...posts].sort(
    (a, b) => turn * (none(a) - none(b) || less(a[key] ?? 0, b[key] ?? 0)) || less(a.slug, b.slug),
  );
  const pages = new Map<string, string>();
  const parts = (
    base: string,
    list: readonly Post[],
    size: number,
    show: (some: readonly Post[], n: number, of: number) => string,
  ) => {
    const count = Math.max(1, Math.ceil(list.length / size));
    for (let n = 1; n <= count; n++)
      pages.set(n === 1 ? base : `${base}/page/${n}`, show(list.slice((n - 1) * size, n * size), n, count));
    return `${base}/page/${count + 1}`;
  };
  const before = (post: Post) => sorted[sorted.indexOf(post) - turn];
  for (const post of posts) {
    const [previous, next] = [before(post)?.slug ?? '', sorted[sorted.indexOf(post) + turn]?.slug ?? ''];
    pages.set(`/posts/${post.slug}`, `${post.title}|${previous}|${next}|<p>Text of ${post.slug}.</p>\n`);
  }
  const slugs = sorted.map(({ slug }) => slug);
  pages.set(
    '/',
    `${posts.length} ${slugs[0] ?? ''} ${slugs.at(-1) ?? ''}:${slugs
      .slice(2, 7)
      .map((slug) => `${slug} `)
      .join('')}`,
  );
  pages.set('/all', slugs.join(' '));
  pages.set(
    '/feed',
    slugs
      .slice(0, 10)
      .map((slug) => `<p>Text of ${slug}.</p>\n`)
      .join(''),
  );
  parts(
    '/list',
    sorted,
    7,
    (some, n, of) => `${n}/${of}:${some.map(({ slug }) => `${slug} /posts/${slug},`).join('')}`,
  );
  for (const tag of new Set(posts.flatMap(({ tags }) => tags))) {
    const list = sorted.filter(({ tags }) => tags.includes(tag));
    parts(
      `/tags/${tag}`,
      list,
      5,
      (some) =>
        `${tag} ${list.length}:${some.map((post) => `${post.slug} ${before(post)?.slug ?? ''},`).join('')}`,
    );
  }
  return pages;
}

async function reader(built: Built) {
  const store = memoryKv();
  await publishTo(store, built);
  return (path: string) => {
    const { kv, counts } = watchKv(store);
    const app = createApp({ kv, site: 'main', fresh: { look: 60_000, wait: 0 }, clock: { now: () => 0 } });
    const visit = async () => {
      const response = await app.fetch(
        new Request(`http://site.test${path}`),
        {},
        { waitUntil: () => undefined },
      );
      return { status: response.status, text: await response.text(), counts };
    };
    return visit();
  };
}

const post = fc.record({
  slug: fc.stringMatching(/^[a-z][a-z0-9]{3,6}$/),
  title: fc.stringMatching(/^[A-Z][a-z]{0,8}$/),
  rank: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
  tags: fc.uniqueArray(fc.constantFrom('sea', 'log', 'boat', 'knots', 'wind'), { maxLength: 3 }),
});
const posts = fc.uniqueArray(post, { minLength: 90, maxLength: 160, selector: ({ slug }) => slug });

test('a large collection shows what a program over all of its entries shows', async () => {
  await fc.assert(
    fc.asyncProperty(posts, fc.constantFrom('rank', '-rank', 'title', '-title'), async (all, sort) => {
      const built = await buildSite(filesOf(all, sort));
      expect(built.manifest.match(/^blocks\/posts\//gm)?.length).toBeGreaterThan(2);
      const visit = await reader(built);
      for (const [path, text] of naive(all, sort)) {
        const got = await visit(path);
        expect([path, got.status, got.text]).toEqual([path, 200, text]);
      }
      for (const path of ['/posts/none', '/list/page/999', '/tags/none'])
        expect((await visit(path)).status).toBe(404);
    }),
    { numRuns: 4 },
  );
}, 240_000);

const SHORT = 'word '.repeat(40);

/** A page of a group as most are: it asks nothing of its entries' neighbours. */
const PLAIN = {
  ...PAGES,
  'pages/tags/[tag].liquid':
    '---\neach: { tag: collections.posts.tags }\npaginate: { items: tag.items, size: 5 }\n---\n{% for p in paginator.items %}{{ p.title }}{% endfor %}',
};

/** A site of many posts, three tags each. */
function many(count: number): Post[] {
  return Array.from({ length: count }, (_, n) => ({
    slug: `post-${((n * 7919) % count).toString(36)}x`,
    title: `Post ${n}`,
    rank: n,
    tags: [`t${n % 50}`, `u${n % 20}`, `v${n % 30}`],
  }));
}

test('a cold isolate takes two rounds of KV at most for a list and a post, three for texts in a list', async () => {
  const visit = await reader(await buildSite(filesOf(many(1_500), '-rank', SHORT, PLAIN)));
  // The first round is that for the release itself.
  for (const [path, rounds] of [
    // With its templates comes what a page shows of a list: its first entries, a part, a group.
    ['/latest', 1],
    // The last entry is in another block than the first, and is asked for after it.
    ['/', 2],
    ['/list', 1],
    ['/list/page/100', 1],
    ['/tags/t7', 1],
    ['/tags/t7/page/2', 1],
    // Which shelves texts are on is known once their entries are.
    ['/feed', 3],
  ] as const) {
    const { status, counts } = await visit(path);
    expect([path, status, counts.rounds - 1]).toEqual([path, 200, rounds]);
  }
  const posts = many(1_500).filter((_, at) => at % 50 === 7);
  const taken = await Promise.all(
    posts.map(async ({ slug }) => (await visit(`/posts/${slug}`)).counts.rounds - 1),
  );
  // Of the last entry of a block, the one after it is in another.
  expect(taken.filter((rounds) => rounds === 2).length).toBeGreaterThan(25);
  expect(Math.max(...taken)).toBeLessThanOrEqual(3);
}, 120_000);

test('an edit writes few values, and blocks of other entries keep their names', async () => {
  // One more makes a further part of the list and of all its groups.
  const before = many(1_500);
  const names = new Set((await buildSite(filesOf(before, '-rank', SHORT))).packs.map(({ name }) => name));
  const written = async (after: readonly Post[], text?: string) => {
    const files = filesOf(after, '-rank', SHORT);
    if (text !== undefined) files[`content/posts/${after[700]?.slug}.md`] += text;
    const { packs } = await buildSite(files);
    // The release and live, besides.
    return 2 + packs.filter(({ name }) => !names.has(name)).length;
  };
  const changed = (change: Partial<Post>) =>
    before.map((post, at) => (at === 700 ? { ...post, ...change } : post));
  expect(await written(before)).toBe(2);
  expect(await written(before, 'More.')).toBeLessThanOrEqual(8);
  expect(await written(changed({ title: 'Another' }))).toBeLessThanOrEqual(8);
  expect(await written(changed({ rank: 901 }))).toBeLessThanOrEqual(8);
  expect(
    await written([...before, { slug: 'brand-new', title: 'New', rank: 5_000, tags: ['t1', 'u1', 'v1'] }]),
  ).toBeLessThanOrEqual(9);
}, 120_000);
