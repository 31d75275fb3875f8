import { afterEach, expect, test, vi } from 'vitest';
import { KEYS } from '../../../schema/keys.ts';
import { buildSite } from '../../support/build-site.ts';
import { visitorsOf } from '../../support/visitors.ts';

async function visitors(files: Readonly<Record<string, string>>) {
  const built = await buildSite(files);
  const packs = built.packs.map(({ name, text }) => [KEYS.pack(name), text] as const);
  return visitorsOf(new Map([...packs, [KEYS.live('main'), built.manifest]]), { hosts: 'api.test' });
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test.each([
  ['follows its status', 'fetch: { a: { from: "api:/a" } }\nstatus: a'],
  ['shows nothing of it', 'fetch: { a: { from: "api:/a" } }'],
])('a page that asks an upstream and %s asks it each time', async (_, front) => {
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
  const answers = [200, 200, 200, 404];
  vi.stubGlobal('caches', {
    open: async () => ({ match: async () => undefined, put: async () => undefined }),
  });
  const asked = vi.fn(async () => new Response('{}', { status: answers.shift() ?? 500 }));
  vi.stubGlobal('fetch', asked);
  const ask = await visitors({
    'site.yaml': 'upstreams: { api: { url: "https://api.test", cache: 0 } }',
    'pages/a.liquid': `---\n${front}\n---\nsame`,
  });
  const got = [];
  for (let visit = 0; visit < 4; visit++) got.push((await ask('/a')).status);
  expect(got).toEqual([200, 200, 200, 404]);
  expect(asked).toHaveBeenCalledTimes(4);
});

test('the page that is not there has the headers of its own address', async () => {
  const ask = await visitors({
    'site.yaml': 'headers: { "/docs/*": { X-Robots-Tag: noindex } }',
    'pages/index.liquid': 'home',
    'pages/404.liquid': 'missing',
  });
  const tags: (string | undefined)[] = [];
  for (const path of ['/', '/docs/a', '/b', '/docs/c', '/c'])
    tags.push((await ask(path)).headers['x-robots-tag']);
  expect(tags).toEqual([undefined, 'noindex', undefined, 'noindex', undefined]);
});
