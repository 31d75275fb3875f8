import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import type { Deps } from '../../worker/app.ts';
import { buildSite } from '../support/build-site.ts';
import { publishTo } from '../support/site.ts';
import { isolate } from '../support/visit.ts';

const backend = inject('backend');
const stranger = inject('stranger');

const SITE = {
  'site.yaml': `
upstreams:
  api:
    url: ${backend}/v1
    headers: { Authorization: "Bearer \${API_KEY}", X-Plain: plain }
    timeout: 20
  kept: { url: "${backend}/kept", timeout: 20, cache: 10, stale: 100 }
  off: { url: "${stranger}" }
  secret: { url: "${backend}", headers: { X: "\${OTHER}" } }
proxy: { /files/*: api, /gone/*: off }
routes:
  /p/{id}: { page: product, fetch: { product: "api:/products/{id}" } }
`,
  'pages/echo/[slug].liquid':
    '---\nfetch: { it: "api:/things/{slug}?tag={query.tag}&limit=3" }\n---\n{{ it.url }} {{ it.headers.authorization }}',
  'pages/rest/[...path].liquid': '---\nfetch: { it: "api:/files/{...path}" }\n---\n{{ it.url }}',
  'pages/product.liquid': 'product {{ product.url }}',
  'pages/post.liquid':
    '---\nfetch: { it: { from: "api:/post", method: POST, body: { q: "{query.q}", n: [1] } } }\n---\n{{ it.method }} {{ it.body | raw }} {{ it.n }}',
  'pages/two.liquid': '---\nfetch: { a: "api:/a", b: "api:/b" }\n---\n{{ a.url }}{{ b.url }}',
  'pages/plain.liquid': '---\nfetch: { it: "api:/plain" }\n---\nn={{ it.n }}',
  'pages/asks.liquid':
    '---\nfetch: { it: "api:/asks" }\n---\n{% if upstream.it.ok %}ok{% else %}status {{ upstream.it.status }}{% endif %}',
  'pages/follows.liquid': '---\nstatus: it\nfetch: { it: "api:/follows" }\n---\nfollowed {{ it.error }}',
  'pages/kept.liquid':
    '---\nfetch: { it: "kept:/n" }\n---\n{{ it.n }}{% if upstream.it.stale %} stale{% endif %}',
  'pages/off.liquid': '---\nfetch: { it: "off:/x" }\n---\n{{ it.n }}',
  'pages/secret.liquid': '---\nfetch: { it: "secret:/x" }\n---\n{{ it.n }}',
  'pages/404.liquid': 'missing',
  'pages/500.liquid': 'sorry {{ page.status }} {{ request.id | size }}',
};

let now = 1_000_000;

function visitor(deps: Partial<Deps> = {}) {
  return isolate({
    ...deps,
    hosts: new URL(backend).host,
    secrets: { names: 'API_KEY', from: { API_KEY: 'k3y', OTHER: 'not listed' } },
    clock: { now: () => now },
  });
}

/** Answers that come too late for a site that does not wait long. On a busy machine such a site calls good ones late too. */
const LATE = ['slow', 'trickle'];
const publishImpatient = async () => {
  const settings = SITE['site.yaml'].replaceAll('timeout: 20', 'timeout: 0.5');
  await publishTo(env.KV, await buildSite({ ...SITE, 'site.yaml': settings }), 2);
};

const set = (path: string, as: string) =>
  fetch(`${backend}/set?path=${encodeURIComponent(path)}&as=${encodeURIComponent(as)}`);
const count = async (path: string) => (await fetch(`${backend}/count?path=${path}`)).json<number>();

beforeEach(async () => {
  await reset();
  await publishTo(env.KV, await buildSite(SITE));
  for (const path of ['/v1/plain', '/v1/asks', '/v1/follows', '/kept/n', '/v1/a', '/v1/b'])
    await set(path, '');
});

test('a page made from data sets its title for the layout', async () => {
  await set('/v1/post', '');
  await publishTo(
    env.KV,
    await buildSite({
      'site.yaml': `upstreams: { api: { url: "${backend}/v1" } }`,
      'layouts/base.liquid':
        '<title>{{ page.title }}</title>{% render "meta" %}{{ content }}{% block main %}{% endblock %}',
      'partials/meta.liquid': '<meta content="{{ page.about }}">',
      'pages/[slug].liquid':
        '---\nlayout: base\ntitle: Ours\nfetch: { post: "api:/{slug}" }\n---\n{% page title = post.method | append: " <" %}{% page about = post.url %}{% block main %}{{ page.title }}{% endblock %}',
      'pages/plain.liquid': '---\nlayout: base\ntitle: Ours\n---\n',
    }),
  );
  const visit = visitor();
  for (let times = 0; times < 2; times++) {
    expect((await visit('/one')).text).toBe('<title>GET &lt;</title><meta content="/v1/one">GET &lt;');
    expect((await visit('/plain')).text).toBe('<title>Ours</title><meta content="">');
    expect((await visit('/two')).text).toBe('<title>GET &lt;</title><meta content="/v1/two">GET &lt;');
  }
});

describe('a fetch', () => {
  test('brings well-formed text, asked or kept', async () => {
    const visit = visitor();
    await set('/v1/plain', 'halves');
    expect((await visit('/plain')).text).toBe('n=&lt;\ufffd&gt;\ufffd\ud83d\ude00');
    await set('/kept/n', 'halves');
    for (let times = 0; times < 2; times++)
      expect((await visit('/kept')).text).toBe('&lt;\ufffd&gt;\ufffd\ud83d\ude00');
  });

  test('fills in parameters and query values, and the secrets that the operator lists', async () => {
    const visit = visitor();
    expect((await visit('/echo/one?tag=a%26b%3Dc')).text).toBe(
      '/v1/things/one?tag=a%26b%3Dc&amp;limit=3 Bearer k3y',
    );
    expect((await visit('/echo/one')).text).toBe('/v1/things/one?limit=3 Bearer k3y');
    expect((await visit('/p/42')).text).toBe('product /v1/products/42');
    expect((await visit('/rest/a/b%20c')).text).toBe('/v1/files/a/b%20c');
    expect((await visit('/rest')).text).toBe('/v1/files');
  });

  test.each(['/echo/..%252f..%252fadmin', '/echo/..%5cadmin', '/echo/%252e%252e', '/rest/a/..%255cb'])(
    'with %s is not sent, and the page is not found',
    async (path) => {
      const { status, text } = await visitor()(path);
      expect({ status, text }).toEqual({ status: 404, text: 'missing' });
    },
  );

  test.each([
    '@evil.test',
    'evil.test:80',
    'a%0d%0aX: y',
    'a?b#c',
    'ü',
    'a;b',
    '{query.tag}',
    '$[API_KEY]',
    '...',
  ])('keeps %s in its part of the path', async (value) => {
    const visit = visitor();
    const first = await visit(`/echo/${encodeURIComponent(value)}`);
    const got = first.status === 308 ? await visit(first.headers.get('location') ?? '') : first;
    expect(got.text).toBe(`/v1/things/${encodeURIComponent(value)}?limit=3 Bearer k3y`);
  });

  test('asks all upstreams at once', async () => {
    // Neither is answered before the other is asked.
    await Promise.all([set('/v1/a', 'together'), set('/v1/b', 'together')]);
    expect(await visitor()('/two')).toMatchObject({ status: 200, text: '/v1/a/v1/b' });
  });

  test('sends a POST with its body, each time', async () => {
    const visit = visitor();
    const first = await visit('/post?q=%22%7D');
    expect(first.text).toMatch(/^POST \{"q":"\\"\}","n":\[1\]\} \d+$/);
    expect((await visit('/post?q=%22%7D')).text).not.toBe(first.text);
  });
});

describe('an upstream that is', () => {
  test.each(['dead', 'slow', 'trickle', 'html', 'lying', 'huge', 'failing'])(
    '%s gives 502 and the 500 page where the page does not ask',
    async (mode) => {
      if (LATE.includes(mode)) await publishImpatient();
      await set('/v1/plain', mode);
      const { status, text, headers } = await visitor()('/plain');
      expect({ status, text }).toEqual({ status: 502, text: 'sorry 502 8' });
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  test.each([
    ['dead', 0],
    ['slow', 0],
    ['huge', 0],
    ['failing', 503],
    ['gone', 404],
    ['teapot', 418],
  ])('%s leaves it to a page that looks at upstream', async (mode, status) => {
    if (LATE.includes(mode)) await publishImpatient();
    await set('/v1/asks', mode);
    const got = await visitor()('/asks');
    expect({ status: got.status, text: got.text }).toEqual({ status: 200, text: `status ${status}` });
  });

  test('without the thing gives the 404 page where the page does not ask', async () => {
    await set('/v1/plain', 'gone');
    expect(await visitor()('/plain')).toMatchObject({ status: 404, text: 'missing' });
  });

  test.each([
    ['gone', 404, 'missing'],
    ['dead', 502, 'sorry 502 8'],
    ['', 200, 'followed '],
  ])('followed by status: and %s gives %i', async (mode, status, text) => {
    await set('/v1/follows', mode);
    expect(await visitor()('/follows')).toMatchObject({ status, text });
  });

  test('modest about its type is JSON all the same, and an empty answer is nil', async () => {
    await set('/v1/plain', 'modest');
    expect((await visitor()('/plain')).text).toBe('n=plain');
    await set('/v1/plain', 'empty');
    expect((await visitor()('/plain')).text).toBe('n=');
  });

  test('redirecting is followed where it may be', async () => {
    await set('/v1/plain', `to:${backend}/v1/elsewhere`);
    expect((await visitor()('/plain')).text).toMatch(/^n=\d+$/);
    await set('/v1/plain', `to:${stranger}/steal`);
    expect((await visitor()('/plain')).status).toBe(502);
    expect(await (await fetch(`${stranger}/count?path=/steal`)).json()).toBe(0);
    await set('/v1/plain', `to:${backend}/v1/plain`);
    expect((await visitor()('/plain')).status).toBe(502);
  });

  test('not on the list of hosts is never asked, nor one whose secret is not listed', async () => {
    expect((await visitor()('/off')).status).toBe(502);
    expect(await (await fetch(`${stranger}/count?path=/x`)).json()).toBe(0);
    expect((await visitor()('/secret')).status).toBe(502);
  });
});

describe('a kept answer', () => {
  const text = async (visit: ReturnType<typeof isolate>) => (await visit('/kept')).text;

  test('is fresh for its time, then renewed behind the visitor, and stale only when asking fails', async () => {
    now += 1_000_000;
    const visit = visitor();
    const first = Number(await text(visit));
    now += 9_000;
    expect(await text(visit)).toBe(String(first));
    now += 2_000;
    expect(await text(visit)).toBe(String(first));
    expect(await text(visit)).toBe(String(first + 1));
    await set('/kept/n', 'dead');
    now += 60_000;
    expect(await text(visit)).toBe(`${first + 1} stale`);
    now += 51_000;
    expect(await visit('/kept')).toMatchObject({ status: 502 });
    await set('/kept/n', '');
    expect(Number(await text(visit))).toBeGreaterThan(first + 1);
  });

  test('goes on while the upstream is slow, and only the first visitor waits for it', async () => {
    now += 1_000_000;
    const visit = visitor();
    const first = await text(visit);
    await publishImpatient();
    await set('/kept/n', 'slow');
    now += 50_000;
    const before = await count('/kept/n');
    expect(await text(visit)).toBe(`${first} stale`);
    expect(await text(visit)).toBe(`${first} stale`);
    expect(await count('/kept/n')).toBe(before + 1);
  });

  test('is found by other isolates of the location', async () => {
    now += 1_000_000;
    const first = await text(visitor());
    expect(await text(visitor())).toBe(first);
  });

  test('is kept for one site, and not for another in the same zone', async () => {
    now += 1_000_000;
    const first = await text(visitor());
    await publishTo(env.KV, await buildSite(SITE), 1, 'other');
    expect(await text(visitor({ site: 'other' }))).not.toBe(first);
    expect(await text(visitor())).toBe(first);
  });

  test('is replaced by a 404: what is gone is gone', async () => {
    now += 1_000_000;
    const visit = visitor();
    await text(visit);
    await set('/kept/n', 'gone');
    now += 50_000;
    expect((await visit('/kept')).status).toBe(404);
  });

  test('is asked for once by visitors who come at the same time', async () => {
    now += 1_000_000;
    const visit = visitor();
    const before = await count('/kept/n');
    await Promise.all(Array.from({ length: 8 }, () => visit('/kept')));
    expect(await count('/kept/n')).toBe(before + 1);
  });
});

describe('a proxy', () => {
  test('passes method, path, query and body through, without hop-by-hop headers and secrets', async () => {
    const got = await visitor()('/files/a/../b%20c/?q=1', {
      method: 'POST',
      body: 'hello',
      headers: { connection: 'x-mine', 'x-mine': '1', 'x-kept': '2', 'x-forwarded-for': '6.6.6.6' },
    });
    const it = JSON.parse(got.text);
    expect(it).toMatchObject({ method: 'POST', url: '/v1/files/b%20c/?q=1', body: 'hello' });
    expect(it.headers).toMatchObject({ 'x-kept': '2', 'x-plain': 'plain', 'x-forwarded-host': 'site.test' });
    for (const name of ['x-mine', 'authorization', 'x-forwarded-for'])
      expect(it.headers[name]).toBeUndefined();
    expect(got.headers.get('x-backend')).toBe('yes');
    expect(got.headers.get('keep-alive')).toBeNull();
    expect(got.headers.get('x-release')).toBe('r1');
  });

  test.each([
    ['/files//a', '/v1/files/a'],
    ['//files/a', '/v1/files/a'],
    ['/files/%61', '/v1/files/a'],
    ['/files/%C3%A9/', '/v1/files/%C3%A9/'],
    ['/files/100%25', '/v1/files/100%25'],
    ['/files', '/v1/files'],
  ])('passes the canonical path on: %s is %s there', async (path, at) => {
    expect(JSON.parse((await visitor()(path)).text).url).toBe(at);
  });

  test.each([
    '/files/%252e%252e/admin',
    '/files/%2e%252e/admin',
    '/files/a%252fb',
    '/files/a%25255cb',
    '/files/..%3b/admin',
    '/files/..;x=1/admin',
    '/files/a%2fb',
    '/files/%ff',
  ])('%s leads nowhere: a server that decodes twice would leave the folder', async (path) => {
    const before = await count('/v1/files');
    expect(await visitor()(path)).toMatchObject({ status: 404, text: 'missing' });
    expect(await count('/v1/files')).toBe(before);
  });

  test('a redirect of the upstream to a path that looks like a host stays here', async () => {
    for (const to of [
      `${backend}/v1//evil.test`,
      `${backend}/v1/\\evil.test`,
      `${backend}/v1/%09//evil.test`,
    ]) {
      await set('/v1/files/old', `to:${to}`);
      const location = (await visitor()('/files/old')).headers.get('location') ?? '';
      expect(new URL(location, 'http://site.test').host).toBe('site.test');
    }
  });

  test('passes errors through, and answers 502 for an upstream that does not', async () => {
    await set('/v1/files/none', 'gone');
    expect(await visitor()('/files/none')).toMatchObject({ status: 404, text: '{"error":"no such thing"}' });
    await set('/v1/files/none', 'dead');
    expect((await visitor()('/files/none')).status).toBe(502);
    expect((await visitor()('/gone/x')).status).toBe(502);
  });

  test('sends redirects to its upstream back through itself', async () => {
    await set('/v1/files/old', `to:${backend}/v1/files/new`);
    const { status, headers } = await visitor()('/files/old');
    expect({ status, to: headers.get('location') }).toEqual({ status: 302, to: '/files/new' });
  });

  test('passes answers without a body through', async () => {
    const visit = visitor();
    await set('/v1/files/e', 'empty');
    expect(await visit('/files/e')).toMatchObject({ status: 204, text: '' });
    await set('/v1/files/e', 'unchanged');
    expect(await visit('/files/e', { headers: { 'if-none-match': '"1"' } })).toMatchObject({
      status: 304,
      text: '',
    });
    const head = await visit('/files/h', { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers.get('x-backend')).toBe('yes');
  });

  test('keeps several cookies apart, and sends what browsers send', async () => {
    await set('/v1/files/c', 'cookies');
    const got = await visitor()('/files/c', { headers: { cookie: 'a=1; meniscus-preview=secret; b=2' } });
    expect(got.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
    expect(JSON.parse(got.text).cookie).toBe('a=1; b=2');
  });

  test('takes no other methods', async () => {
    const { status, headers } = await visitor()('/files/a', { method: 'PROPFIND' });
    expect(status).toBe(405);
    expect(headers.get('allow')).toContain('PATCH');
  });
});
