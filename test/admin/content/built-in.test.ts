import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

async function publish(files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) expect((await put(path, text)).status).toBe(201);
  const { body } = await call('POST', '/publish');
  expect(body.state, JSON.stringify(body)).toBe('live');
}

const SITE = {
  'pages/index.liquid': 'Home',
  'pages/hidden.liquid': '---\nsitemap: false\n---\nx',
  'pages/feed.xml.liquid': '<x/>',
  'pages/gone.liquid': '---\nstatus: 410\n---\nx',
  'pages/any/[id].liquid': 'x',
  'pages/posts/[slug].liquid': '---\nentry: posts\n---\n{{ entry.title }}',
  'pages/posts/index.liquid': '---\npaginate: { items: collections.posts, size: 1 }\n---\nx',
  'content/posts/a.md': '---\ntitle: A\nupdated: 2024-01-05\n---\n',
  'content/posts/b.md': '---\ntitle: B\nurl: "/b & c"\nupdated: 2024-02-05\n---\n',
};

test('a sitemap has every known address of a page, with its last change', async () => {
  await publish({ ...SITE, 'site.yaml': 'url: https://example.com/\n' });
  const { status, headers, text } = await visit('/sitemap.xml');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/xml; charset=utf-8');
  expect(text.match(/<url>.*<\/url>/g)).toEqual([
    '<url><loc>https://example.com/</loc></url>',
    '<url><loc>https://example.com/b%20&amp;%20c</loc><lastmod>2024-02-05</lastmod></url>',
    '<url><loc>https://example.com/posts</loc></url>',
    '<url><loc>https://example.com/posts/a</loc><lastmod>2024-01-05</lastmod></url>',
    '<url><loc>https://example.com/posts/page/2</loc></url>',
  ]);
  const again = await visit('/sitemap.xml', { 'if-none-match': headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
  expect((await visit('/sitemap-1.xml')).status).toBe(404);
  expect((await visit('/robots.txt')).text).toBe(
    'User-agent: *\nAllow: /\n\nSitemap: https://example.com/sitemap.xml\n',
  );
});

test('without a url in site.yaml they name the host that was asked for, and the slash at the end is the site’s', async () => {
  await publish({ ...SITE, 'site.yaml': 'trailing_slash: always\n' });
  const { text } = await visit('/sitemap.xml');
  expect(text).toContain('<loc>http://site.test/posts/page/2/</loc>');
  expect(text).toContain('<loc>http://site.test/posts/a/</loc><lastmod>2024-01-05</lastmod>');
});

test('what a site has of its own goes before', async () => {
  await publish({ ...SITE, 'pages/robots.txt.liquid': 'mine', 'pages/sitemap.xml.liquid': '<mine/>' });
  expect((await visit('/robots.txt')).text).toBe('mine');
  expect((await visit('/sitemap.xml')).text).toBe('<mine/>');
});
