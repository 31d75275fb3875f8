import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

const urls = async (query = '') =>
  (await call('GET', `/addresses${query}`)).body.addresses.map(({ url }: { url: string }) => url);

const SITE = {
  'pages/index.liquid': '{% layout "base" %}{% render "hero" %}',
  'pages/about.liquid': '{{ data.team.name }}',
  'pages/posts/[slug].liquid': '---\nentry: posts\n---\n{{ entry.content }}',
  'pages/shop/[id].liquid': '{% render "price" %}',
  'pages/log.liquid': '{% for post in collections.posts %}{{ post.title }}{% endfor %}',
  'layouts/base.liquid': '<link href="{{ \'site.css\' | asset_url }}">{{ content }}',
  'partials/hero.liquid': 'hero',
  'partials/price.liquid': 'price',
  'data/team.yaml': 'name: Ada\n',
  'content/posts/one.md': '---\ntitle: One\n---\nOne\n',
  'content/posts/two.md': '---\ntitle: Two\n---\nTwo\n',
  'samples/params.json': '{"/shop/{id}": [{"id": "7"}, {"id": "8"}]}',
};

beforeEach(async () => {
  for (const [path, text] of Object.entries(SITE)) expect((await put(path, text)).status).toBe(201);
});

test('addresses are those without parameters, those of entries and those of samples', async () => {
  expect((await urls()).sort()).toEqual(
    ['/', '/about', '/log', '/posts/one', '/posts/two', '/shop/7', '/shop/8'].sort(),
  );
});

test.each([
  ['partials/hero.liquid', ['/']],
  ['layouts/base.liquid', ['/']],
  ['data/team.yaml', ['/about']],
  ['partials/price.liquid', ['/shop/7', '/shop/8']],
  ['content/posts/one.md', ['/log', '/posts/one', '/posts/two']],
  ['pages/about.liquid', ['/about']],
])('the pages that use %s', async (path, wanted) => {
  expect((await urls(`?uses=${encodeURIComponent(path)}`)).sort()).toEqual(wanted);
});

test('the pages that use a style sheet are those whose layout names it', async () => {
  await put('assets/site.css', 'a{}');
  expect(await urls('?uses=assets/site.css')).toEqual(['/']);
});

test('those that may look different from what is live, and those that have gone', async () => {
  await put('assets/site.css', 'a{}');
  expect((await call('POST', '/publish', {})).status).toBe(200);
  expect(await urls('?changed=1')).toEqual([]);
  await put('partials/hero.liquid', 'new');
  expect(await urls('?changed=1')).toEqual(['/']);
  await call('DELETE', '/files/pages/about.liquid');
  expect((await urls('?changed=1')).sort()).toEqual(['/', '/about']);
});

test('a file that is not there is not found', async () => {
  expect((await call('GET', '/addresses?uses=partials/none.liquid')).status).toBe(404);
});
