import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { buildSite } from '../support/build-site.ts';
import { publishTo } from '../support/site.ts';
import { isolate } from '../support/visit.ts';

const SITE = `
headers:
  X-Site: site
  Cache-Control: no-transform
  Content-Type: text/evil
  Location: /evil
  /assets/*: { X-Asset: "yes", Cache-Control: "public, max-age=60", X-Site: asset }
  /assets/open.svg: { Content-Security-Policy: "" }
  /caf%C3%A9/{name}: { X-Path: part }
  /über: { X-Path: exact }
csp: "default-src 'self'"
redirects: { /old: /new }
upstreams: { api: { url: "https://api.test" } }
`;
const FILES = {
  'site.yaml': SITE,
  'pages/index.liquid': 'home',
  'pages/own.liquid': '---\nroute: /über\nheaders: { X-Path: page }\n---\nown',
  'pages/plain.liquid': '---\nroute: /café/{slug}\n---\nplain {{ page.params.slug }}',
  'pages/404.liquid': 'missing',
  'assets/a.css': 'a',
  'assets/open.svg': '<svg/>',
  'assets/page.html': '<p>',
};

beforeEach(() => reset());

async function visitor(files: Record<string, string> = FILES) {
  await publishTo(env.KV, await buildSite(files));
  return isolate();
}

const some = (headers: Headers, ...names: string[]) => names.map((name) => headers.get(name));

describe('headers and csp of site.yaml', () => {
  test.each([
    ['a page', '/', 200],
    ['an asset', '/assets/a.css', 200],
    ['a redirect', '/old', 301],
    ['the spelling of a path', '/caf%c3%a9/x/', 308],
    ['an error page', '/nowhere', 404],
    ['a method that is not taken', '/', 405],
    ['OPTIONS', '/', 204],
  ])('reach %s', async (what, path, status) => {
    const visit = await visitor();
    const method = status === 405 ? 'POST' : status === 204 ? 'OPTIONS' : 'GET';
    const got = await visit(path, { method });
    expect(got.status).toBe(status);
    const site = what === 'an asset' ? 'asset' : 'site';
    expect(some(got.headers, 'x-site', 'content-security-policy')).toEqual([site, "default-src 'self'"]);
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('reach our own error page, and say nothing of its type or its address', async () => {
    const { 'pages/404.liquid': _, ...files } = FILES;
    const visit = await visitor(files);
    const missing = await visit('/nowhere');
    expect(some(missing.headers, 'x-site', 'content-type', 'cache-control')).toEqual([
      'site',
      'text/html; charset=utf-8',
      'no-store',
    ]);
    const moved = await visit('/old');
    expect(moved.headers.get('location')).toBe('/new');
  });

  test('by path reach an asset with its hash too, also when it has not changed', async () => {
    const visit = await visitor({ ...FILES, 'pages/url.liquid': '{{ "a.css" | asset_url }}' });
    const { text: url } = await visit('/url');
    const got = await visit(url);
    expect(some(got.headers, 'x-asset', 'content-type', 'cache-control')).toEqual([
      'yes',
      'text/css; charset=utf-8',
      'public, max-age=60',
    ]);
    const again = await visit(url, { headers: { 'if-none-match': got.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
    expect(again.headers.get('x-asset')).toBe('yes');
  });

  test('by path say nothing of how long to keep what is not there', async () => {
    const visit = await visitor();
    const missing = await visit('/assets/none.css');
    expect(some(missing.headers, 'x-asset', 'cache-control')).toEqual(['yes', 'no-transform']);
  });

  test('a path is meant decoded, the later of two wins, and a page has the last word', async () => {
    const visit = await visitor();
    expect((await visit('/café/x')).headers.get('x-path')).toBe('part');
    expect((await visit('/café/x/y')).headers.get('x-path')).toBeNull();
    expect((await visit('/über')).headers.get('x-path')).toBe('page');
  });

  test('pages of one file at several paths get those of their own path', async () => {
    const files = {
      'site.yaml': 'headers: { /p/a: { X-P: a }, /p/b*: { X-P: b } }',
      'pages/p/[slug].liquid': '{{ page.params.slug }} {{ request.query.q }}',
    };
    const visit = await visitor(files);
    for (let n = 0; n < 3; n++)
      for (const [path, value] of [
        ['/p/a', 'a'],
        ['/p/bcd', 'b'],
        ['/p/c', null],
      ] as const)
        expect([path, (await visit(path)).headers.get('x-p')]).toEqual([path, value]);
  });
});

describe('an asset of markup', () => {
  const plain = {
    'pages/index.liquid': '',
    'assets/a.svg': '<svg/>',
    'assets/b.html': '<p>',
    'assets/c.xhtml': '<p/>',
    'assets/d.css': '',
  };

  test.each([['a.svg'], ['b.html'], ['c.xhtml']])('%s runs in an origin of its own', async (name) => {
    const visit = await visitor(plain);
    expect((await visit(`/assets/${name}`)).headers.get('content-security-policy')).toBe('sandbox');
  });

  test('does so by its hash, and without a release', async () => {
    const visit = await visitor({ ...plain, 'pages/url.liquid': '{{ "a.svg" | asset_url }}' });
    const { text: url } = await visit('/url');
    await env.KV.delete('live:main');
    const got = await isolate()(url);
    expect([got.status, got.headers.get('content-security-policy')]).toEqual([200, 'sandbox']);
  });

  test('does not where the site says otherwise, and other types never do', async () => {
    const visit = await visitor();
    expect((await visit('/assets/open.svg')).headers.get('content-security-policy')).toBeNull();
    expect((await visit('/assets/page.html')).headers.get('content-security-policy')).toBe(
      "default-src 'self'",
    );
    expect((await (await visitor(plain))('/assets/d.css')).headers.get('content-security-policy')).toBeNull();
  });
});

describe('the last resort', () => {
  test.each([
    ['a policy', { csp: 'a\nb' }],
    ['a header', { headers: { 'X-A': 'a\u0000' } }],
    ['a name', { headers: { 'X A': 'a' } }],
    ['a path', { paths: [['(', { 'X-A': 'a' }]] }],
  ])('is there whatever %s of a release says', async (_, config) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const built = await buildSite({
      'pages/index.liquid': 'home',
      'pages/500.liquid': 'sorry',
      'assets/a.css': '',
    });
    const [head = '', ...rest] = built.manifest.split('\n');
    const manifest = [JSON.stringify({ ...JSON.parse(head), config }), ...rest].join('\n');
    await publishTo(env.KV, { ...built, manifest });
    for (const [path, method] of [
      ['/', 'GET'],
      ['/nowhere', 'GET'],
      ['/assets/a.css', 'GET'],
      ['/', 'POST'],
      ['/A', 'HEAD'],
    ] as const) {
      const got = await isolate()(path, { method });
      expect([path, got.status, got.headers.get('retry-after')]).toEqual([path, 503, '30']);
      if (method !== 'HEAD') expect(got.text).toContain('can not answer right now');
    }
    log.mockRestore();
  });
});
