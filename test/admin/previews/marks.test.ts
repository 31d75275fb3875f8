import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

const FILES = {
  'layouts/base.liquid': '<body>\n  {% render "header" %}\n  <main>{{ content }}</main>\n</body>',
  'partials/header.liquid': '<header>\n  <b>Tides</b>\n</header>',
  'partials/hero.liquid':
    '<p class="{{ class }}">{{ text }}</p>{% if text == "y" %}\n<i>second</i>{% endif %}',
  'pages/index.liquid':
    '---\nlayout: base\n---\n{% assign part = "hero" %}{% capture kept %}<em>kept</em>{% endcapture %}\n' +
    '<h1>{{ page.path }}</h1>{% include part, text: "x" %}{% render "hero", text: "y" %}\n<script>"<u>"</script>{{ kept | size }}',
};

const rendered = async (body: object) => (await call('POST', '/render', { url: '/', ...body })).body;
const unmarked = (html: string) => html.replace(/ data-meniscus-at="[^"]*"/g, '');

test('elements of a preview say where they are from, through partials and layouts', async () => {
  for (const [path, text] of Object.entries(FILES)) expect((await put(path, text)).status).toBe(201);
  const plain = await rendered({});
  const marked = await rendered({ marks: true });
  expect(plain.body).not.toContain('data-meniscus-at');
  expect(unmarked(marked.body)).toBe(plain.body);
  expect({ ...marked, body: '' }).toEqual({ ...plain, body: '' });
  const places = [
    ...marked.body.matchAll(/<(\w+)[^>]* data-meniscus-at="([^"]*)"|<(\w+)[^>]* data-meniscus-at="([^"]*)"/g),
  ];
  expect(places.map(([, name, place]) => `${name} ${place}`)).toEqual([
    'body layouts/base.liquid:1:1',
    'header partials/header.liquid:1:1',
    'b partials/header.liquid:2:3',
    'main layouts/base.liquid:3:3',
    'h1 pages/index.liquid:5:1',
    'p partials/hero.liquid:1:1',
    'p partials/hero.liquid:1:1',
    'i partials/hero.liquid:2:1',
    'script pages/index.liquid:6:1',
  ]);
});

test('a text that is not saved is what is marked, and what is no HTML or fails is as without marks', async () => {
  for (const [path, text] of Object.entries(FILES)) expect((await put(path, text)).status).toBe(201);
  const files = { 'pages/index.liquid': '\n\n<h2>new</h2>' };
  expect((await rendered({ files, marks: true })).body).toContain(
    '<h2 data-meniscus-at="pages/index.liquid:3:1">new</h2>',
  );
  const json = { 'pages/a.json.liquid': '{"a": "<b>"}' };
  expect((await rendered({ url: '/a.json', files: json, marks: true })).body).toBe('{"a": "<b>"}');
  const broken = { 'pages/index.liquid': '<h2>{{ 1 | divided_by: 0 }}</h2>' };
  expect(await rendered({ files: broken, marks: true })).toEqual(await rendered({ files: broken }));
});
