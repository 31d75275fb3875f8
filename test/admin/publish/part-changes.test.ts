import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

const SITE = {
  'pages/index.liquid': '{% layout "base" %}{% block main %}{% render "hero" %}{% endblock %}',
  'pages/about.liquid': '{{ data.team.name }} {{ site.title }}',
  'pages/posts/[slug].liquid': '---\nentry: posts\n---\n{{ entry.title }}',
  'pages/log.liquid': '{% for post in collections.posts %}{{ post.title }} {% endfor %}',
  'layouts/base.liquid': '<body>{% block main %}{% endblock %}</body>',
  'partials/hero.liquid': 'hero',
  'data/team.yaml': 'name: Ada\n',
  'content/posts/one.md': '---\ntitle: One\n---\nOne\n',
  'site.yaml': 'title: Site\n',
};

const urls = async (...paths: string[]) =>
  (await call('POST', '/part/addresses', { paths })).body.addresses.map(({ url }: { url: string }) => url);
const page = async (url: string, ...paths: string[]) =>
  (await call('POST', '/part/page', { paths, url })).body;

beforeEach(async () => {
  for (const [path, text] of Object.entries(SITE)) expect((await put(path, text)).status).toBe(201);
});

test('a part of the draft changes only the pages that use it', async () => {
  expect((await call('POST', '/publish', {})).status).toBe(200);
  await put('layouts/base.liquid', '<body>unfinished {% block main %}{% endblock %}</body>');
  await put('partials/hero.liquid', 'new hero');
  await put('data/team.yaml', 'name: Bo\n');
  await put('content/posts/two.md', '---\ntitle: Two\n---\nTwo\n');
  await put('content/posts/hidden.md', '---\ntitle: Hidden\ndraft: true\n---\n');
  expect(await urls('data/team.yaml')).toEqual(['/about']);
  expect(await urls('partials/hero.liquid')).toEqual(['/']);
  expect(new Set(await urls('content/posts/two.md'))).toEqual(new Set(['/log', '/posts/one', '/posts/two']));

  const hero = await page('/', 'partials/hero.liquid');
  expect(hero).toMatchObject({ same: false, before: { body: '<body>hero</body>' } });
  expect(hero.after.body).toBe('<body>new hero</body>'); // without the layout that is not chosen
  expect((await page('/about', 'partials/hero.liquid')).same).toBe(true);
  expect(await page('/posts/two', 'content/posts/two.md')).toMatchObject({
    before: { status: 404 },
    after: { status: 200, body: 'Two' },
  });
  expect((await page('/log', 'content/posts/')).after.body).toContain('Two');
  expect((await page('/log', 'content/posts/')).after.body).not.toContain('Hidden');
});

test('what is saved or published between two questions is in the next answer', async () => {
  await call('POST', '/publish', {});
  await put('partials/hero.liquid', 'second');
  expect((await page('/', 'partials/hero.liquid')).after.body).toContain('second');
  await put('partials/hero.liquid', 'third');
  expect((await page('/', 'partials/hero.liquid')).after.body).toContain('third');
  await call('POST', '/publish', { paths: ['partials/hero.liquid'] });
  expect((await page('/', 'partials/hero.liquid')).same).toBe(true);
  expect(await urls('partials/hero.liquid')).toEqual([]);
});

test('a page that is deleted is listed as gone, and one that is moved by both of its names', async () => {
  await call('POST', '/publish', {});
  await call('DELETE', '/files/pages/about.liquid');
  expect(await urls('pages/about.liquid')).toEqual(['/about']);
  expect(await page('/about', 'pages/about.liquid')).toMatchObject({
    before: { status: 200 },
    after: { status: 404 },
  });
});

test('a part of a site that was never published, and a name of nothing', async () => {
  expect(await urls('pages/log.liquid')).toEqual(['/log']);
  const none = await call('POST', '/part/addresses', { paths: ['pages/none.liquid'] });
  expect(none).toMatchObject({ status: 422, body: { rule: 'no_such_path' } });
  expect((await call('POST', '/part/addresses', { paths: [] })).status).toBe(422);
});
