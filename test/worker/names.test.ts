import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { buildSite } from '../support/build-site.ts';
import { publishTo } from '../support/site.ts';
import { isolate } from '../support/visit.ts';

const NAMES = [
  'Logo.PNG',
  'logo@2x.png',
  'my photo (1).jpg',
  'café.jpg',
  'a+b.css',
  'Über/100% #1?.svg',
  "it's.txt",
  '日本/😀.webp',
  'plain.css',
  'constructor',
  'a&b="c".txt',
];

beforeEach(() => reset());

async function visitor(files: Record<string, string>) {
  await publishTo(env.KV, await buildSite(files));
  return isolate();
}

const unescaped = (text: string) =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name as string] ?? '',
  );

describe('an asset with a name as people have them', () => {
  const files = {
    ...Object.fromEntries(NAMES.map((name) => [`assets/${name}`, name])),
    'pages/[at].liquid': '{{ data.names[page.params.at] | asset_url }}',
    'pages/index.liquid': '{% for name in data.names %}<img src="{{ name | asset_url }}">\n{% endfor %}',
    'data/names.json': JSON.stringify(NAMES),
  };

  test.each(NAMES)('%s is at its encoded address, with and without its hash', async (name) => {
    const visit = await visitor(files);
    const page = (await visit('/')).text;
    const [, address = ''] = /src="([^"]*)"/.exec(page.split('\n')[NAMES.indexOf(name)] ?? '') ?? [];
    const url = unescaped(address);
    expect(url).toMatch(/^\/assets\/[^\s"<>#\\]+\?v=1-[0-9a-f]{32}$/);
    expect(await visit(url)).toMatchObject({ status: 200, text: name });
    expect(await visit(url.replace(/\?v=.*/, ''))).toMatchObject({ status: 200, text: name });
    expect(
      await visit(encodeURI(`/assets/${name}`).replaceAll('#', '%23').replaceAll('?', '%3F')),
    ).toMatchObject({ status: 200, text: name });
  });

  test.each([
    ['/assets/logo.png', '/assets/Logo.PNG'],
    ['/assets/LOGO.png?x=1', '/assets/Logo.PNG?x=1'],
    ['/assets/Plain.CSS', '/assets/plain.css'],
    ['/assets/caf%C3%89.JPG', '/assets/caf%C3%A9.jpg'],
    ['/assets/%C3%BCber/100%25%20%231%3f.svg', '/assets/%C3%9Cber/100%25%20%231%3F.svg'],
  ])('in other case redirects: %s to %s', async (path, to) => {
    const visit = await visitor(files);
    const got = await visit(path);
    expect([got.status, got.headers.get('location')]).toEqual([308, to]);
    expect((await visit(to)).status).toBe(200);
  });

  test('by the other form of its accents is the same', async () => {
    const visit = await visitor({ ...files, 'pages/nfd.liquid': '{{ "cafe\u0301.jpg" | asset_url }}' });
    expect((await visit('/assets/cafe%CC%81.jpg')).text).toBe('café.jpg');
    expect((await visit('/nfd')).text).toMatch(/^\/assets\/caf%C3%A9\.jpg\?v=/);
  });

  test('may be a page: of just its address, where no asset is', async () => {
    const made = {
      'pages/index.liquid': '',
      'pages/assets/search.json.liquid': '[{{ data.n }}]',
      'data/n.json': '1',
    };
    const visit = await visitor({ ...made, 'assets/a.css': 'a', 'pages/[...rest].liquid': 'rest' });
    const got = await visit('/assets/search.json');
    expect([got.status, got.headers.get('content-type'), got.text]).toEqual([
      200,
      'application/json; charset=utf-8',
      '[1]',
    ]);
    expect((await visit('/assets/a.css')).text).toBe('a');
    expect((await visit('/assets/other.json')).status).toBe(404);
    await expect(visitor({ ...made, 'assets/search.json': '1' })).rejects.toThrow('would never be seen');
  });

  test('that is not there is not found, whatever its case and whatever else the site answers', async () => {
    const visit = await visitor({ ...files, 'pages/[...path].liquid': 'all', 'pages/[at].liquid': 'x' });
    for (const name of ['None.PNG', 'none.png', '__proto__', 'Constructor'])
      expect((await visit(`/assets/${name}`)).status).toBe(name === 'Constructor' ? 308 : 404);
  });
});

describe('a file of public/', () => {
  const files = {
    'public/favicon.ico': 'icon',
    'public/.well-known/Security.txt': 'contact',
    'public/google1A.html': '<p>google',
    'public/about': 'hidden',
    'public/my file.pdf': 'pdf',
    'pages/[slug].liquid': 'page {{ page.params.slug }}',
    'pages/about.liquid': 'about',
    'pages/404.liquid': 'missing',
  };

  /** A warning is one, not an error: the site is made all the same. */
  const made = async () => {
    const { 'public/about': _, ...rest } = files;
    return visitor(rest);
  };

  test.each([
    ['/favicon.ico', '200 icon image/x-icon'],
    ['/.well-known/Security.txt', '200 contact text/plain; charset=utf-8'],
    ['/google1A.html', '200 <p>google text/html; charset=utf-8'],
    ['/my%20file.pdf', '200 pdf application/pdf'],
    ['/about', '200 about text/html; charset=utf-8'],
    ['/other', '200 page other text/html; charset=utf-8'],
  ])('%s is %s', async (path, answer) => {
    const got = await (await made())(path);
    expect(`${got.status} ${got.text} ${got.headers.get('content-type')}`).toBe(answer);
  });

  test.each([
    ['/FAVICON.ico', 404],
    ['/.well-known/security.txt', '/.well-known/Security.txt'],
    ['//favicon.ico', '/favicon.ico'],
    ['/favicon.ico/?a=1', '/favicon.ico?a=1'],
  ])('%s leads to %s', async (path, to) => {
    const got = await (await made())(path);
    // A page of a parameter has every address of one part, in any case.
    if (to === 404) expect(got.text).toBe('page FAVICON.ico');
    else expect([got.status, got.headers.get('location')]).toEqual([308, to]);
  });

  test('answers 304, HEAD and nothing but reading, with the policy of markup', async () => {
    const visit = await made();
    const got = await visit('/google1A.html');
    expect(got.headers.get('content-security-policy')).toBe('sandbox');
    expect(
      (await visit('/google1A.html', { headers: { 'if-none-match': got.headers.get('etag') ?? '' } })).status,
    ).toBe(304);
    expect((await visit('/favicon.ico', { method: 'HEAD' })).status).toBe(200);
    expect((await visit('/favicon.ico', { method: 'POST' })).status).toBe(405);
  });

  test('gives way to a page of just its address, and is refused where the system answers', async () => {
    expect((await (await visitor(files))('/about')).text).toBe('about');
    await expect(visitor({ 'public/assets/a.css': '' })).rejects.toThrow("the system's");
  });
});
