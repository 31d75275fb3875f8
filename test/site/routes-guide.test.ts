import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createApp } from '../../worker/app.ts';
import { buildSite } from '../support/build-site.ts';
import { memoryKv } from '../support/memory-kv.ts';
import { publishTo } from '../support/site.ts';

const GUIDE = readFileSync(new URL('../../docs/routes.md', import.meta.url), 'utf8');

/** Every block of code of the guide, in order. */
const blocks = Array.from(GUIDE.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm), ([, language, text = '']) => {
  return { language, text };
});
const [pages = '', route = '', site = '', slashes = '', missing = ''] = blocks.map(({ text }) => text);

async function visitor(files: Readonly<Record<string, string>>) {
  const kv = memoryKv();
  await publishTo(kv, await buildSite(files));
  const app = createApp({ kv, site: 'main', fresh: { look: 60_000, wait: 0 }, clock: { now: () => 0 } });
  return async (path: string) => {
    const request = new Request(`http://site.test${path}`);
    const response = await app.fetch(request, {}, { waitUntil: () => undefined });
    const body = await response.text();
    return {
      status: response.status,
      to: response.headers.get('location'),
      type: response.headers.get('content-type'),
      body,
    };
  };
}

test('every block of the guide is one that is tried here', () => {
  expect(blocks.map(({ language }) => language)).toEqual(['sh', 'yaml', 'yaml', 'yaml', 'liquid']);
});

test('files of the first block have the addresses and parameters that are said beside them', async () => {
  const lines = pages.trim().split('\n');
  const said = lines.map((line) => {
    const [, path = '', about = ''] = /^(\S+)\s+# (.*)$/.exec(line) ?? [];
    const [, name, value] = /\{\{ page\.params\.(\w+) \}\} is "([^"]*)"/.exec(about) ?? [];
    const addresses = about.split('{{')[0]?.match(/\/[\w./-]*/g) ?? [];
    return { path, name, value, addresses, type: about.includes('as XML') ? 'application/xml' : 'text/html' };
  });
  expect(said.map(({ addresses }) => addresses.length)).toEqual([1, 1, 2, 1]);
  const texts = said.map(({ path, name }) => [path, `<p>${path} {{ page.params.${name ?? 'none'} }}</p>`]);
  const visit = await visitor(Object.fromEntries(texts));
  for (const { path, addresses, value = '', type } of said) {
    for (const [at, address] of addresses.entries()) {
      const found = await visit(address);
      const last = at === addresses.length - 1 ? value : '';
      expect([address, found.status, found.body]).toEqual([address, 200, `<p>${path} ${last}</p>`]);
      expect(found.type).toContain(type);
    }
  }
});

test('a route in front matter, and routes and redirects of site.yaml, do as they say', async () => {
  const upstream = 'upstreams:\n  api: { url: https://api.example.com }\n';
  const visit = await visitor({
    'site.yaml': upstream + site,
    'pages/product.liquid': 'product {{ page.params.id }}',
    'pages/writing.liquid': `---\n${route}---\nwritten {{ page.params.slug }}`,
  });
  expect(await visit('/posts/hello')).toMatchObject({ status: 200, body: 'written hello' });
  expect(await visit('/writing')).toMatchObject({ status: 404 });
  expect(await visit('/old')).toMatchObject({ status: 301, to: '/new' });
  expect(await visit('/blog/hello')).toMatchObject({ status: 308, to: '/posts/hello' });
  // Nobody may ask this upstream here: what is proxied and what fetches from it say so, and are no 404.
  for (const path of ['/p/7', '/static/a.css'])
    expect((await visit(path)).status).toBeGreaterThanOrEqual(500);
});

test('addresses end in a slash or not, as the setting says', async () => {
  const visit = await visitor({
    'site.yaml': slashes,
    'pages/about.liquid': 'about',
    'pages/news.liquid': 'news',
    'pages/version.liquid': '---\nroute: /docs/v1.2\n---\nversion',
  });
  for (const address of ['/about', '/news/', '/docs/v1.2/'])
    expect((await visit(address)).status, address).toBe(200);
  for (const address of ['/about/', '/news', '/docs/v1.2'])
    expect((await visit(address)).status, address).toBe(308);
});

test('a page for an item that is not there is not found', async () => {
  const visit = await visitor({
    'pages/posts/[slug].liquid': `${missing}{{ post.title }}`,
    'data/posts.yaml': '- { slug: hello, title: Hello }\n',
  });
  expect((await visit('/posts/hello')).body.trim()).toBe('Hello');
  expect((await visit('/posts/other')).status).toBe(404);
});
