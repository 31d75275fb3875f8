import { afterEach, expect, test, vi } from 'vitest';
import { buildSite } from '../../support/build-site.ts';
import { World } from './world.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('upstreams are asked for the visitor, once, and never for the cache', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (request: Request | URL | string, init?: RequestInit) => {
    asked.push(`${init?.method ?? 'GET'} ${request instanceof Request ? request.url : request}`);
    return Response.json({ n: asked.length });
  });
  vi.stubGlobal('caches', { default: { match: async () => undefined, put: async () => undefined } });
  const site = await buildSite({
    'site.yaml': 'upstreams: { api: { url: "https://api.test" } }\n',
    'pages/index.liquid':
      '---\nfetch: { it: "api:/x?q={query.q}" }\ncache: { edge: 10, stale: 100 }\n---\n{{ it.n }}',
    'pages/post.liquid':
      '---\nfetch: { it: { from: "api:/x", method: POST, body: { a: 1 } } }\n---\n{{ it.n }}',
  });
  const world = new World({ hosts: 'api.test' });
  world.publish(site);
  expect((await world.visit('/?q=a')).body).toBe('1');
  expect((await world.visit('/?q=a')).body).toBe('1');
  world.now += 300_000;
  expect((await world.visit('/?q=a')).body).toBe('2');
  expect((await world.visit('/post')).body).toBe('3');
  expect(asked).toEqual([
    'GET https://api.test/x?q=a',
    'GET https://api.test/x?q=a',
    'POST https://api.test/x',
  ]);
});
