import { expect, test } from 'vitest';
import { NodeStore } from '../../support/node-store.ts';
import { same, World } from './world.ts';

const POSTS = 40;
const FILL = 'Sea water 🌊 and more. '.repeat(140);

const post = (n: number, title = `Post ${n}`) =>
  `---\ntitle: ${title}\ndate: 2024-01-${String((n % 28) + 1).padStart(2, '0')}\n---\n# ${title}\n\n${FILL}\n`;

const SITE: Record<string, string> = {
  'site.yaml': 'title: Quay\nurl: https://site.test\n',
  'pages/index.liquid': '{% for p in collections.posts limit: 3 %}{{ p.title }} {% endfor %}',
  'pages/posts/[slug].liquid':
    '---\nentry: posts\n---\n<h1>{{ entry.title }}</h1>{{ entry.content }}{{ entry.next.title }}',
  'pages/list.liquid':
    '---\npaginate: { items: collections.posts, size: 7 }\n---\n{{ paginator.number }}{% for p in paginator.items %}{{ p.title }}{% endfor %}',
  'pages/search.liquid':
    '{% for p in collections.posts limit: 2 %}{{ p.title }}{% endfor %}{{ request.query.q }}',
  ...Object.fromEntries(Array.from({ length: POSTS }, (_, n) => [`content/posts/post-${n}.md`, post(n)])),
};

const ADDRESSES = [
  ...['/', '/list', '/list/page/2', '/list/page/99', '/posts/none', '/search?q=1'],
  ...Array.from({ length: POSTS }, (_, n) => `/posts/post-${n}`),
];

test('pages that a publish made, in packs of bodies, come out of the cache as they are', async () => {
  const site = new NodeStore(undefined, 20);
  await site.save(SITE);
  const world = new World();
  const compare = async (outer: number) => {
    for (const path of ADDRESSES)
      expect(same(await world.visit(path, {}, outer, 1 - outer))).toEqual(same(await world.plain(path)));
  };
  const before = (await site.publish()).id;
  world.take(site.kv, before);
  for (const outer of [0, 1]) await compare(outer);
  await site.save({ 'content/posts/post-3.md': post(3, 'Another'), 'content/posts/post-4.md': null });
  world.take(site.kv, (await site.publish()).id);
  for (const outer of [0, 1]) await compare(outer);
  const { HIT: hits = 0, ...counts } = world.cache.counts;
  expect([hits, Object.keys(counts)]).toEqual([expect.any(Number), ['MISS']]);
  world.restart();
  world.moveTo(before);
  for (const path of ADDRESSES.slice(6)) expect((await world.visit(path, {}, 0, 1)).timing).toContain('HIT');
});
