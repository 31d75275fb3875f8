import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { buildSite } from '../support/build-site.ts';
import { publishTo } from '../support/site.ts';
import { isolate } from '../support/visit.ts';

const files = (slash: string) => ({
  'site.yaml': `trailing_slash: ${slash}\nredirects:\n  /old: /about\n  /older: /about/\n  /feed: /feed.xml\n  /a/{slug}: /posts/{slug}?x=1\nupstreams: { api: { url: "https://api.test" } }\n`,
  'pages/index.liquid': 'home {{ page.url }}',
  'pages/about.liquid': 'about {{ page.url }} {{ request.path }}',
  'pages/posts/[slug].liquid': 'post {{ page.params.slug }} {{ page.url }}',
  'pages/docs/[...path].liquid': 'docs {{ page.params.path }}',
  'pages/feed.xml.liquid': 'feed',
  'pages/404.liquid': 'missing',
  'assets/a.css': 'a',
});

/** Most addresses end in a slash, and some do not; and the other way round. */
const MIXED = '{ usual: always, except: [/about/, /posts/v1.2, /posts/ü] }';
const SELDOM = '{ usual: never, except: [/about] }';

beforeEach(() => reset());

async function visitor(slash: string) {
  await publishTo(env.KV, await buildSite(files(slash)));
  return isolate();
}

/** Status and body, or where it redirects. */
async function ask(slash: string, path: string): Promise<string> {
  const visit = await visitor(slash);
  const answers = [await visit(path), await visit(path)].map(
    ({ status, text, headers }) => `${status} ${headers.get('location') ?? text}`,
  );
  expect(answers[1]).toBe(answers[0]);
  return answers[0] ?? '';
}

describe('trailing_slash', () => {
  test.each([
    ['always', '/', '200 home /'],
    ['always', '/about/', '200 about /about/ /about/'],
    ['always', '/about', '308 /about/'],
    ['always', '/About?q=1', '308 /about/?q=1'],
    ['always', '//about//', '308 /about/'],
    ['always', '/posts/a%20b/', '200 post a b /posts/a%20b/'],
    ['always', '/posts/%61/', '308 /posts/a/'],
    ['always', '/posts/v1.2', '200 post v1.2 /posts/v1.2'],
    ['always', '/docs/a/b/', '200 docs a/b'],
    ['always', '/feed.xml', '200 feed'],
    ['always', '/feed.xml/', '308 /feed.xml'],
    ['always', '/assets/a.css', '200 a'],
    ['always', '/old', '301 /about/'],
    ['always', '/old/', '301 /about/'],
    ['always', '/older', '301 /about/'],
    ['always', '/feed/', '301 /feed.xml'],
    ['always', '/a/b', '301 /posts/b/?x=1'],
    ['always', '/nowhere', '404 missing'],
    ['keep', '/about/', '200 about /about /about/'],
    ['keep', '/about', '200 about /about /about'],
    ['keep', '/about//', '308 /about'],
    ['keep', '/posts/x/', '200 post x /posts/x'],
    ['keep', '/older', '301 /about/'],
    ['keep', '/old', '301 /about'],
    [MIXED, '/about', '200 about /about /about'],
    [MIXED, '/about/', '308 /about'],
    [MIXED, '/posts/a/', '200 post a /posts/a/'],
    [MIXED, '/posts/a', '308 /posts/a/'],
    [MIXED, '/posts/%C3%BC', '200 post ü /posts/%C3%BC'],
    [MIXED, '/posts/%C3%BC/', '308 /posts/%C3%BC'],
    [MIXED, '/posts/v1.2/', '200 post v1.2 /posts/v1.2/'],
    [MIXED, '/posts/v1.2', '308 /posts/v1.2/'],
    [MIXED, '/posts/v1.3', '200 post v1.3 /posts/v1.3'],
    [MIXED, '/old/', '301 /about'],
    [MIXED, '/older', '301 /about'],
    [SELDOM, '/about/', '200 about /about/ /about/'],
    [SELDOM, '/about', '308 /about/'],
    [SELDOM, '/posts/a', '200 post a /posts/a'],
    [SELDOM, '/posts/a/', '308 /posts/a'],
    [SELDOM, '/', '200 home /'],
    ['never', '/about/', '308 /about'],
    ['never', '/about', '200 about /about /about'],
    ['never', '/old/', '301 /about'],
    ['never', '/older', '301 /about'],
  ])('%s: %s is %s', async (slash, path, answer) => {
    expect(await ask(slash, path)).toBe(answer);
  });

  test('a relative link of a page leads to a page that is there at once', async () => {
    const visit = await visitor('always');
    for (const [from, link] of [
      ['/about/', '../posts/x/'],
      ['/posts/x/', '../y/'],
      ['/', 'about/'],
    ] as const) {
      const { pathname } = new URL(link, `http://site.test${from}`);
      expect((await visit(pathname)).status).toBe(200);
    }
  });
});
