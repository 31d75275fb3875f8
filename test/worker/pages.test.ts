import { createExecutionContext, reset, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../worker/app.ts';
import { buildSite } from '../support/build-site.ts';
import { publishTo } from '../support/site.ts';

const SITE = {
  'site.yaml': 'title: Example\nredirects:\n  /old: /about\n  /blog/{slug}: /posts/{slug}\n',
  'pages/index.liquid':
    '---\ntitle: Home & away\nlayout: base\n---\n{% block main %}<h1>{{ page.title }}</h1>{% render "card", text: "<b>" %}{% endblock %}',
  'pages/about.liquid':
    '---\nheaders: { X-Robots-Tag: noindex }\nstatus: 203\n---\nAbout {{ site.title }} {{ page.url }}',
  'pages/posts/index.liquid': '{% for post in data.blog.posts %}{{ post.slug }} {% endfor %}',
  'pages/posts/[slug].liquid': 'Post {{ page.params.slug }}',
  'pages/posts/new.liquid': 'New post',
  'pages/docs/[...path].liquid': 'Docs {{ page.params.path }}',
  'pages/feed.xml.liquid': '<a>{{ site.title | append: "<&>" }}</a>',
  'pages/notes.txt.liquid': '{{ "<&>" }}',
  'pages/style.liquid': '{{ "site.css" | asset_url }}',
  'pages/query.liquid': 'q={{ request.query.q }}',
  'pages/dynamic.liquid':
    '{% assign name = "card" %}{% include name, text: "in" %}{{ data.names[page.path] }}',
  'pages/broken.liquid': 'before {% render "secret" %}',
  'pages/404.liquid': 'Nothing at {{ page.path }}',
  'pages/500.liquid': 'Sorry',
  'layouts/base.liquid': '<title>{{ page.title }}</title>{% block main %}{% endblock %}',
  'partials/card.liquid': '[{{ text }}]',
  'partials/secret.liquid': '{{ 1 | divided_by: 0 }}',
  'data/blog/posts.yaml': '- slug: one\n- slug: two\n',
  'data/names.json': '{"/dynamic":"found"}',
  'assets/site.css': 'body { color: red }',
};

const fresh = { look: 0, wait: 0 };

function start() {
  const app = createApp({ kv: env.KV, site: 'main', fresh, clock: { now: () => Date.now() } });
  return async (path: string, init: RequestInit = {}) => {
    const ctx = createExecutionContext();
    const response = await app.fetch(
      new Request(`http://site.test${path}`, { redirect: 'manual', ...init }),
      env,
      ctx,
    );
    const text = await response.text();
    await waitOnExecutionContext(ctx);
    return { status: response.status, text, headers: response.headers };
  };
}

beforeEach(async () => {
  await reset();
  await publishTo(env.KV, await buildSite(SITE));
});

describe('pages', () => {
  test.each([
    ['/', '<title>Home &amp; away</title><h1>Home &amp; away</h1>[&lt;b&gt;]'],
    ['/posts', 'one two '],
    ['/posts/hello', 'Post hello'],
    ['/posts/new', 'New post'],
    ['/posts/a%20%3Cb', 'Post a &lt;b'],
    ['/docs', 'Docs '],
    ['/docs/a/b', 'Docs a/b'],
    ['/feed.xml', '<a>Example&lt;&amp;&gt;</a>'],
    ['/notes.txt', '<&>'],
    ['/query?q=%3C', 'q=&lt;'],
    ['/dynamic', '[in]found'],
  ])('%s is %s', async (path, body) => {
    const { status, text } = await start()(path);
    expect({ status, text }).toEqual({ status: 200, text: body });
  });

  test('have the status, headers and content type that their front matter and name give', async () => {
    const visit = start();
    const about = await visit('/about');
    expect(about.status).toBe(203);
    expect(about.headers.get('x-robots-tag')).toBe('noindex');
    expect(about.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect((await visit('/feed.xml')).headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect((await visit('/notes.txt')).headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  test('say their release, whether the isolate is warm, and timings', async () => {
    const visit = start();
    const first = await visit('/');
    expect(first.headers.get('x-isolate')).toBe('cold');
    expect(first.headers.get('x-release')).toBe('r1');
    expect(first.headers.get('server-timing')).toMatch(
      /^kv;dur=\d+, fetch;dur=\d+, render;desc="\d+ operations"$/,
    );
    expect((await visit('/')).headers.get('x-isolate')).toBe('warm');
  });

  test('answer 304 to their ETag, weak or in a list, and a body to another', async () => {
    const visit = start();
    const etag = (await visit('/')).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{16}"$/);
    for (const given of [etag, `W/${etag}`, `"x", W/${etag}`, '*']) {
      const { status, text, headers } = await visit('/', { headers: { 'if-none-match': given } });
      expect({ given, status, text, etag: headers.get('etag') }).toEqual({
        given,
        status: 304,
        text: '',
        etag,
      });
    }
    expect((await visit('/', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  test('answer HEAD with the same headers and no body', async () => {
    const visit = start();
    const get = await visit('/');
    const head = await visit('/', { method: 'HEAD' });
    expect(head.text).toBe('');
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
    expect(head.headers.get('content-length')).toBe(String(new TextEncoder().encode(get.text).length));
  });

  test('take no other methods', async () => {
    const visit = start();
    expect((await visit('/', { method: 'OPTIONS' })).headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    const post = await visit('/', { method: 'POST', body: 'x' });
    expect(post.status).toBe(405);
    expect(post.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });
});

describe('one URL a page', () => {
  test.each([
    ['/about/', '/about'],
    ['//about', '/about'],
    ['/%61bout?x=1', '/about?x=1'],
    ['/About', '/about'],
    ['/posts/', '/posts'],
  ])('%s redirects to %s', async (path, to) => {
    const { status, headers } = await start()(path);
    expect({ status, to: headers.get('location') }).toEqual({ status: 308, to });
  });

  test('redirects of site.yaml fill their parameters in', async () => {
    const visit = start();
    expect((await visit('/old')).headers.get('location')).toBe('/about');
    const blog = await visit('/blog/a%20b');
    expect({ status: blog.status, to: blog.headers.get('location') }).toEqual({
      status: 301,
      to: '/posts/a%20b',
    });
  });

  test("a redirect passes the visitor's query on where it has none of its own", async () => {
    const redirects = 'redirects:\n  /old: "/new#top"\n  /find/{q}: /search?q={q}\n';
    await publishTo(env.KV, await buildSite({ 'site.yaml': redirects }));
    const visit = start();
    expect((await visit('/old?utm=1')).headers.get('location')).toBe('/new?utm=1#top');
    expect((await visit('/find/a&b?x=1')).headers.get('location')).toBe('/search?q=a%26b');
  });
});

describe('errors', () => {
  test('an unknown path gets the 404 page of the site', async () => {
    const { status, text } = await start()('/nowhere');
    expect({ status, text }).toEqual({ status: 404, text: 'Nothing at /nowhere' });
  });

  test.each(['/a%2fb', '/%ff', '/a%00b'])('%s is no path', async (path) => {
    expect((await start()(path)).status).toBe(404);
  });

  test('a page that fails gets the 500 page, and visitors learn nothing of why', async () => {
    const { status, text } = await start()('/broken');
    expect({ status, text }).toEqual({ status: 500, text: 'Sorry' });
  });

  test('a site without error pages has plain ones', async () => {
    await publishTo(env.KV, await buildSite({ 'pages/index.liquid': '{{ 1 | divided_by: 0 }}' }, 'r2'), 2);
    const visit = start();
    expect((await visit('/nowhere')).text).toContain('Page not found');
    const failed = await visit('/');
    expect(failed.status).toBe(500);
    expect(failed.text).toContain('Something went wrong');
    expect(failed.text).not.toContain('divided');
  });

  test('with nothing published, a page says so', async () => {
    await reset();
    const { status, text } = await start()('/');
    expect(status).toBe(404);
    expect(text).toContain('Nothing is published here yet');
  });
});

describe('assets', () => {
  test('asset_url has the content hash, and that URL is kept for ever', async () => {
    const visit = start();
    const { text: url } = await visit('/style');
    expect(url).toMatch(/^\/assets\/site\.css\?v=1-[0-9a-f]{32}$/);
    const asset = await visit(url);
    expect(asset.text).toBe('body { color: red }');
    expect(asset.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await visit(url, { headers: { 'if-none-match': asset.headers.get('etag') ?? '' } })).status).toBe(
      304,
    );
  });

  test('are served in parts to who asks for one, as players of video do', async () => {
    const visit = start();
    const { text: url } = await visit('/style');
    const etag = (await visit(url)).headers.get('etag') ?? '';
    const size = 'body { color: red }'.length;
    const parts: [string, number, string, string | null][] = [
      ['bytes=0-3', 206, 'body', `bytes 0-3/${size}`],
      ['bytes=5-', 206, '{ color: red }', `bytes 5-${size - 1}/${size}`],
      ['bytes=-1', 206, '}', `bytes ${size - 1}-${size - 1}/${size}`],
      ['bytes=0-999', 206, 'body { color: red }', `bytes 0-${size - 1}/${size}`],
      ['bytes=99-', 416, '', `bytes */${size}`],
      ['bytes=0-1,3-4', 200, 'body { color: red }', null],
      ['bytes=-', 200, 'body { color: red }', null],
    ];
    for (const [range, status, text, content] of parts) {
      const answer = await visit(url, { headers: { range } });
      expect([range, answer.status, answer.text, answer.headers.get('content-range')]).toEqual([
        range,
        status,
        text,
        content,
      ]);
    }
    expect((await visit(url, { headers: { range: 'bytes=0-3', 'if-range': '"other"' } })).status).toBe(200);
    expect((await visit(url, { headers: { range: 'bytes=0-3', 'if-range': etag } })).status).toBe(206);
    expect((await visit(url, { method: 'HEAD' })).headers.get('content-length')).toBe(String(size));
  });

  test('an old hash is still served after the next release', async () => {
    const visit = start();
    const { text: url } = await visit('/style');
    await publishTo(env.KV, await buildSite({ ...SITE, 'assets/site.css': 'body { color: blue }' }, 'r2'), 2);
    expect((await visit(url)).text).toBe('body { color: red }');
    expect((await visit('/assets/site.css')).text).toBe('body { color: blue }');
  });

  test('without a hash they are served as they are now, to be asked again', async () => {
    const { headers, text } = await start()('/assets/site.css');
    expect(text).toBe('body { color: red }');
    expect(headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
  });

  test('a hash makes an asset of no other address', async () => {
    const visit = start();
    const { search } = new URL((await visit('/style')).text, 'https://x');
    expect((await visit(`/posts/new${search}`)).text).toBe('New post');
    expect((await visit(`/none${search}`)).status).toBe(404);
  });

  test('an unknown hash falls back to the present one, an unknown name to 404', async () => {
    const visit = start();
    expect((await visit(`/assets/site.css?v=1-${'0'.repeat(32)}`)).text).toBe('body { color: red }');
    expect((await visit('/assets/none.css')).status).toBe(404);
  });
});

describe('a new release', () => {
  test('is seen at the next request when nothing may be older than 0 s', async () => {
    const visit = start();
    expect((await visit('/posts/new')).text).toBe('New post');
    await publishTo(env.KV, await buildSite({ ...SITE, 'pages/posts/new.liquid': 'Newer' }, 'r2'), 2);
    const { text, headers } = await visit('/posts/new');
    expect({ text, release: headers.get('x-release') }).toEqual({ text: 'Newer', release: 'r2' });
  });
});
