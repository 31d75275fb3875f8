import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { buildSite } from '../support/build-site.ts';
import { publishTo } from '../support/site.ts';
import { isolate } from '../support/visit.ts';

const backend = inject('backend');

const SITE = {
  'site.yaml': `
headers: { X-Site: site, X-Frame-Options: DENY }
csp: "script-src 'nonce-{nonce}'"
upstreams: { api: { url: "${backend}/r" } }
`,
  'pages/index.liquid': 'plain',
  'pages/own.liquid':
    '---\nheaders: { X-Site: page, Referrer-Policy: no-referrer, X-Frame-Options: "" }\ncache: { browser: 60 }\n---\nown',
  'pages/script.liquid': '<script nonce="{{ csp_nonce }}"></script>',
  'pages/cookie.liquid':
    '---\ncache: { browser: 60 }\nrequest: { cookies: [name] }\n---\n{{ request.cookies.name }}{{ request.cookies.other }}',
  'pages/post/[slug].liquid':
    '{% if data.posts[page.params.slug] %}{{ data.posts[page.params.slug] }}{% else %}{% not_found %}{% endif %}never',
  'pages/edge.liquid':
    '---\nfetch: { it: "api:/edge" }\ncache: { edge: 10, stale: 100 }\n---\n{{ it.n }} {{ request.query.q }}',
  'pages/personal.liquid':
    '---\nfetch: { it: "api:/personal" }\ncache: { edge: 10, stale: 100 }\n---\n{{ it.n }} {{ request.language }}',
  'pages/print/[slug].liquid':
    '<a href="/p/{{ page.params.slug }}" title="{{ request.query.q }}">{{ request.query.q }}</a><a href=\'{{ request.query.q | url_encode }}\'>',
  'pages/404.liquid': 'missing {{ page.status }}',
  'pages/broken.liquid': 'a\n{% render "bad" %}',
  'partials/bad.liquid': '\n{{ 1 | divided_by: 0 }}',
  'data/posts.json': '{"one":"First. "}',
};

let now = 5_000_000;

const visitor = () => isolate({ hosts: new URL(backend).host, clock: { now: () => now } });
const set = (path: string, as: string) => fetch(`${backend}/set?path=${path}&as=${as}`);

beforeEach(async () => {
  await reset();
  now += 1_000_000;
  await publishTo(env.KV, await buildSite(SITE));
  for (const path of ['/r/edge', '/r/personal']) await set(path, '');
});

describe('headers', () => {
  test('are safe by default, then what the site says, then what the page says', async () => {
    const visit = visitor();
    const plain = (await visit('/')).headers;
    expect(plain.get('x-content-type-options')).toBe('nosniff');
    expect(plain.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
    expect(plain.get('x-site')).toBe('site');
    expect(plain.get('x-frame-options')).toBe('DENY');
    expect(plain.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    const own = (await visit('/own')).headers;
    expect(own.get('x-site')).toBe('page');
    expect(own.get('referrer-policy')).toBe('no-referrer');
    expect(own.get('x-frame-options')).toBeNull();
    expect(own.get('cache-control')).toBe('public, max-age=60');
  });

  test('a page that reads a cookie is private, and sees the cookies that it lists', async () => {
    const { text, headers } = await visitor()('/cookie', { headers: { cookie: 'other=x; name=Ada' } });
    expect(text).toBe('Ada');
    expect(headers.get('cache-control')).toBe('private, max-age=60');
  });

  test('a nonce is new each time, is that of the policy, and rules an ETag out', async () => {
    const visit = visitor();
    const [first, second] = [await visit('/script'), await visit('/script')];
    const nonce = /nonce="([^"]{24})"/.exec(first.text)?.[1];
    expect(first.headers.get('content-security-policy')).toBe(`script-src 'nonce-${nonce}'`);
    expect(second.text).not.toBe(first.text);
    expect(first.headers.get('etag')).toBeNull();
  });

  test('a kept page has a nonce of its own in each answer too', async () => {
    const visit = visitor();
    const policies = [await visit('/'), await visit('/'), await visit('/')].map(({ headers }) =>
      headers.get('content-security-policy'),
    );
    expect(new Set(policies).size).toBe(3);
    expect(policies[0]).toMatch(/^script-src 'nonce-[\w+/]{22}=='$/);
  });

  test('a header can not be split by front matter', async () => {
    for (const value of ['"a\\r\\nSet-Cookie: b=1"', '"a\\nb"', '"\\0"']) {
      const files = { 'pages/index.liquid': `---\nheaders: { X-A: ${value} }\n---\n` };
      await expect(buildSite(files)).rejects.toThrow('a header value holds no line break');
    }
    const named = { 'pages/index.liquid': '---\nheaders: { "X-A: b\\r\\nX": c }\n---\n' };
    await expect(buildSite(named)).rejects.toThrow('a header name');
  });
});

describe('not_found', () => {
  test('shows the 404 page in place of a page that has nothing to show', async () => {
    const visit = visitor();
    expect(await visit('/post/one')).toMatchObject({ status: 200, text: 'First. never' });
    expect(await visit('/post/two')).toMatchObject({ status: 404, text: 'missing 404' });
  });
});

describe('a page with upstreams at the edge', () => {
  test('is kept by release, host and URL for all who ask', async () => {
    const visit = visitor();
    const first = (await visit('/edge?q=1')).text;
    expect((await visit('/edge?q=1')).text).toBe(first);
    expect((await visitor()('/edge?q=1')).text).toBe(first);
    expect((await visit('/edge?q=2')).text).not.toBe(first);
    now += 9_000;
    const again = await visit('/edge?q=1');
    expect(again.text).toBe(first);
    expect(
      (await visit('/edge?q=1', { headers: { 'if-none-match': again.headers.get('etag') ?? '' } })).status,
    ).toBe(304);
    await publishTo(env.KV, await buildSite(SITE, 'r2'), 2);
    expect((await visit('/edge?q=1')).text).not.toBe(first);
  });

  test('is made anew behind the visitor, and old when its upstream fails', async () => {
    const visit = visitor();
    const first = (await visit('/edge')).text;
    now += 11_000;
    expect((await visit('/edge')).text).toBe(first);
    const second = (await visit('/edge')).text;
    expect(second).not.toBe(first);
    await set('/r/edge', 'dead');
    now += 60_000;
    expect(await visit('/edge')).toMatchObject({ status: 200, text: second });
    now += 60_000;
    expect((await visit('/edge')).status).toBe(502);
  });

  test('is not kept when it depends on who asks', async () => {
    const visit = visitor();
    const german = await visit('/personal', { headers: { 'accept-language': 'de' } });
    expect(german.text).toMatch(/ de$/);
    expect((await visit('/personal', { headers: { 'accept-language': 'fr' } })).text).toMatch(/ fr$/);
  });
});

describe('what visitors send', () => {
  test('is escaped where a template prints it', async () => {
    const q = '"><script>alert(1)</script>\'';
    const { text } = await visitor()(`/print/${encodeURIComponent('"><b>')}?q=${encodeURIComponent(q)}`);
    expect(text).toBe(
      '<a href="/p/&quot;&gt;&lt;b&gt;" title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;">' +
        '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;</a>' +
        "<a href='%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%27'>",
    );
  });
});

describe('the log', () => {
  test('has one JSON line for an error, with the id that the visitor sees', async () => {
    const lines = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const got = await visitor()('/broken', { headers: { 'cf-ray': 'ray1' } });
    expect(got.text).toContain('request ray1');
    expect(got.text).not.toContain('divided');
    expect(JSON.parse(String(lines.mock.calls[0]?.[0]))).toMatchObject({
      level: 'error',
      request: 'ray1',
      path: '/broken',
      template: 'partials/bad.liquid',
      line: 2,
      chain: [{ template: 'pages/broken.liquid', line: 2 }],
      waited: { kv: expect.any(Number), fetch: 0 },
    });
    lines.mockRestore();
  });
});
