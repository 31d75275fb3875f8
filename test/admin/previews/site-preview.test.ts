import { createExecutionContext, reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { Preview } from '../../../admin/preview.ts';
import { isolate } from '../../support/visit.ts';
import { call, put } from '../api.ts';

beforeEach(async () => {
  await reset();
  await put('site.yaml', 'title: Tides\nupstreams: { api: { url: "https://api.test" } }');
  await put('pages/index.liquid', '<p>{{ site.title }} live {% render "mark" %}</p>');
  await put('partials/mark.liquid', '!');
  await put('pages/search.liquid', '{% if request.query.q %}{{ request.query.q }}{% endif %}');
  await put('pages/notes.txt.liquid', 'plain');
  await call('POST', '/publish');
  await put('pages/index.liquid', '<p>{{ site.title }} draft {% render "mark" %}</p>');
});

/** A visitor's isolate of the site Worker that has its way to the admin, and a browser that keeps its cookie. */
function browser() {
  const visit = isolate({ preview: new Preview(createExecutionContext(), env) });
  let cookie = '';
  return async (path: string, headers: Record<string, string> = {}) => {
    const got = await visit(path, { headers: { ...headers, ...(cookie && { cookie }) } });
    const set = got.headers.get('set-cookie');
    if (set) cookie = /Max-Age=0/.test(set) ? '' : (set.split(';')[0] ?? '');
    return got;
  };
}

async function link(body: object = {}): Promise<string> {
  const { body: made } = await call('POST', '/previews', body);
  const url = new URL(made.url);
  return url.pathname + url.search;
}

describe('a preview link', () => {
  test('shows the draft to whoever opened it, with a banner, and to nobody else', async () => {
    const visit = browser();
    const opened = await visit(await link({ label: 'For <Ada>', path: '/?x=1' }));
    expect(opened.status).toBe(302);
    expect(opened.headers.get('location')).toBe('/?x=1');
    expect(opened.headers.get('set-cookie')).toMatch(
      /^meniscus-preview=.+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
    );
    const page = await visit('/?x=1');
    expect(page.text).toMatch(/^<p>Tides draft !<\/p><aside/);
    expect(page.text).toContain('Preview: For &lt;Ada&gt;');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('etag')).toBeNull();
    expect((await browser()('/')).text).toBe('<p>Tides live !</p>');
    await put('pages/index.liquid', 'again');
    expect((await visit('/')).text).toMatch(/^again/);
  });

  test('shows entries that have no text', async () => {
    await put('pages/people/[slug].liquid', '---\nentry: people\n---\n{{ entry.name }}[{{ entry.content }}]');
    await put('content/people/ada.yaml', 'name: Ada');
    await put('content/people/max.md', '');
    const visit = browser();
    await visit(await link());
    expect((await visit('/people/ada')).text).toMatch(/^Ada\[\]/);
    expect((await visit('/people/max')).text).toMatch(/^\[\]/);
    expect((await call('POST', '/render', { page: 'content/people/ada.yaml' })).body).toMatchObject({
      status: 200,
      body: 'Ada[]',
    });
  });

  test('puts no banner where there is no HTML', async () => {
    const visit = browser();
    await visit(await link());
    expect((await visit('/notes.txt')).text).toBe('plain');
  });

  test('is left by its banner, and ends when it is revoked', async () => {
    const visit = browser();
    await visit(await link());
    expect((await visit('/')).text).toContain('draft');
    expect((await visit('/_preview/leave')).headers.get('location')).toBe('/');
    expect((await visit('/')).text).toBe('<p>Tides live !</p>');
    const { body: made } = await call('POST', '/previews', {});
    await visit(new URL(made.url).pathname);
    await call('DELETE', `/previews/${made.preview.id}`);
    const ended = await visit('/search?q=1');
    expect(ended).toMatchObject({ status: 200, text: '1' });
    expect(ended.headers.get('cache-control')).toBe('no-store');
    expect((await visit('/')).text).toBe('<p>Tides live !</p>');
  });

  test.each(['https://evil.test/x', '//evil.test', '/\\evil.test', 'javascript:alert(1)'])(
    'goes to this site only, not to %s',
    async (to) => {
      const { body: made } = await call('POST', '/previews', {});
      const got = await browser()(`${new URL(made.url).pathname}?to=${encodeURIComponent(to)}`);
      expect(got.headers.get('location')).toBe('/');
    },
  );

  test('that is forged opens nothing', async () => {
    expect((await browser()('/_preview/made-up')).status).toBe(404);
  });

  test.each([
    'meniscus-preview=made-up',
    'meniscus-preview=',
    'meniscus-preview',
    '__Host-meniscus-preview=a.b.c',
    'meniscus-preview=a; meniscus-preview=b; a=1; meniscus-preview=%zz; meniscus-preview=c; meniscus-preview=d',
    'not-meniscus-preview=x',
  ])(
    'a cookie that opens nothing (%s) shows what all others see, however often it is sent',
    async (cookie) => {
      const visit = isolate({ preview: new Preview(createExecutionContext(), env) });
      for (const path of ['/', '/', '/search?q=1', '/nowhere']) {
        const got = await visit(path, { headers: { cookie } });
        expect(got.status).toBe(path === '/nowhere' ? 404 : 200);
        if (path === '/') expect(got.text).toBe('<p>Tides live !</p>');
      }
    },
  );

  test('a junk cookie beside a good one does not hide it, and both names are ended', async () => {
    const { body: made } = await call('POST', '/previews', {});
    const token = new URL(made.url).pathname.split('/').pop();
    const visit = isolate({ preview: new Preview(createExecutionContext(), env) });
    const both = await visit('/', {
      headers: { cookie: `meniscus-preview=junk; meniscus-preview=${token}` },
    });
    expect(both.text).toContain('Tides draft');
    const junk = await visit('https://site.test/', { headers: { cookie: 'meniscus-preview=junk' } });
    expect(junk.headers.getSetCookie().map((each) => each.split('=')[0])).toEqual([
      '__Host-meniscus-preview',
      'meniscus-preview',
    ]);
  });

  test.each(['/.//evil.test', '/a/..//evil.test', 'http://site.test//evil.test', '/%09/evil.test'])(
    'goes to a path of this site, not to the host that %s could mean',
    async (to) => {
      const { body: made } = await call('POST', '/previews', {});
      const got = await browser()(`${new URL(made.url).pathname}?to=${encodeURIComponent(to)}`);
      const location = got.headers.get('location') ?? '';
      expect(new URL(location, 'http://site.test').host).toBe('site.test');
    },
  );
});

describe('the inspector', () => {
  test('tells why a page is as it is', async () => {
    const visit = browser();
    await visit(await link());
    const { text, headers } = await visit('/?inspect', { accept: 'application/json' });
    expect(headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(text)).toMatchObject({
      page: 'pages/index.liquid',
      route: { page: 'pages/index.liquid' },
      dynamic: [],
      reads: [
        { key: 'pages/index.liquid', from: 'storage' },
        { key: 'partials/mark.liquid', from: 'storage' },
      ],
      bytes: 20,
      profile: { 'pages/index.liquid': { 1: 2 } },
    });
    const search = JSON.parse((await visit('/search?q=1&inspect', { accept: 'application/json' })).text);
    expect(search).toMatchObject({ dynamic: ['url'], kept: 'no', request: { query: '?q=1' } });
  });

  test('is a page for people, and is there in previews only', async () => {
    const visit = browser();
    expect((await visit('/?inspect')).text).toBe('<p>Tides live !</p>');
    await visit(await link());
    const { text, headers } = await visit('/?inspect');
    expect(text).toContain('Why / is as it is');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
