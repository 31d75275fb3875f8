import { beforeAll, describe, expect, test, vi } from 'vitest';
import { KEYS } from '../../../schema/keys.ts';
import { type Built, buildSite } from '../../support/build-site.ts';
import { PATHS, siteOf } from './pages.ts';
import { World } from './world.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);

let first: Built;
let second: Built;

beforeAll(async () => {
  first = await buildSite(siteOf('one'), 'r1', 1);
  second = await buildSite(siteOf('two'), 'r2', 2);
});

function published(): World {
  const world = new World();
  world.publish(first);
  return world;
}

/** The paths of pages that the cache holds: those of other answers say only that it has none. */
const pagesIn = ({ cache }: World) =>
  [...cache.entries]
    .filter(([, [entry]]) => entry?.headers.has('x-edge-page'))
    .map(([key]) => (JSON.parse(key) as string[])[2]);

describe('what is kept', () => {
  test('is pages that everybody gets, and nothing else', async () => {
    const world = published();
    for (const path of PATHS) await world.visit(path, { headers: { cookie: 'name=Ada' } });
    expect(pagesIn(world).sort()).toEqual(
      ['/', '/about', '/feed.xml', '/posts/%C3%A4', '/posts/one', '/posts/two'].map((path) => `/r1${path}`),
    );
    const kept = [...world.cache.entries.values()].flat();
    expect(kept.map(({ status }) => status)).toEqual(kept.map(() => 200));
    const texts = kept.flatMap(({ body, headers }) => [
      ...[...headers].flat(),
      new TextDecoder().decode(body),
    ]);
    expect(texts.filter((text) => /Ada|^set-cookie|^vary|%22(?:set-cookie|vary)/.test(text))).toEqual([]);
  });

  test('is not asked for with anything of the visitor but the path', async () => {
    const world = published();
    const asked: Request[] = [];
    world.between = (request, through) => {
      asked.push(request);
      return through(request);
    };
    const headers = {
      ...{ cookie: 'a=b', authorization: 'Bearer x', range: 'bytes=0-1', 'if-none-match': '"x"' },
      ...{ 'accept-language': 'de', 'x-forwarded-host': 'evil.test' },
    };
    await world.visit('/about?secret=1', { method: 'HEAD', headers });
    expect(
      asked.map(({ method, url, headers: sent }) => [
        method,
        new URL(url).pathname,
        new URL(url).search,
        [...sent],
      ]),
    ).toEqual([['GET', '/r1/about', '', []]]);
  });

  test.each([
    ['a draft or its link', '/_preview/abc', {}],
    ['what a preview shows', '/', { headers: { cookie: '__Host-meniscus-preview=t' } }],
    ['an asset', '/assets/site.css', {}],
    ['a POST', '/', { method: 'POST' }],
    ['a WebSocket', '/', { headers: { upgrade: 'websocket' } }],
    ['a path that no page has', `/${'a'.repeat(3_000)}`, {}],
  ])('is never asked for %s', async (_, path, init) => {
    const world = published();
    await world.visit(path, init);
    expect(world.cache.counts).toEqual({});
  });

  test('is never an error', async () => {
    const world = published();
    await world.visit('/broken');
    expect([...world.cache.entries]).toEqual([]);
    world.values.delete(KEYS.release('r1'));
    const { status, timing } = await world.visit('/about', {}, 1);
    expect([status, timing]).toEqual([200, expect.stringContaining('edge;desc="FAILED"')]);
    expect([...world.cache.entries]).toEqual([]);
  });

  test('is asked once for a page that differs between visitors', async () => {
    const world = published();
    for (const q of ['a', 'b', 'c']) expect((await world.visit(`/query?q=${q}`)).body).toBe(`one ${q}`);
    expect(world.cache.counts).toEqual({ MISS: 1 });
    expect((await world.visit('/query?q=d', {}, 1)).body).toBe('one d');
    expect(world.cache.counts).toEqual({ MISS: 1, HIT: 1 });
  });
});

describe('a cold isolate', () => {
  test('sends a page of the cache with nothing but the metadata of `live`', async () => {
    const world = published();
    await world.visit('/about', {}, 0, 1);
    world.restart();
    world.reads.length = 0;
    const { body, timing } = await world.visit('/about?utm_source=x');
    expect([body, timing]).toEqual(['About one ä 🌊 /about', 'kv;dur=0, edge;dur=0;desc="HIT"']);
    expect(world.reads).toEqual(['stream live:main']);
    expect(world.hasLoaded()).toBe(false);
  });

  test('answers HEAD and If-None-Match from the page of a GET, and the other way round', async () => {
    const world = published();
    const head = await world.visit('/about', { method: 'HEAD' }, 0, 1);
    world.restart();
    const { headers, body } = await world.visit('/about');
    expect([head.body, head.headers]).toEqual(['', { ...headers, 'content-length': '24' }]);
    expect(new TextEncoder().encode(body)).toHaveLength(24);
    const again = await world.visit('/about', { headers: { 'if-none-match': `W/${headers.etag}` } });
    expect([again.status, again.body]).toEqual([304, '']);
    expect(world.cache.counts).toEqual({ MISS: 1, HIT: 2 });
  });

  test('says itself how a page came, not how it came to the first visitor', async () => {
    const world = published();
    world.between = async (request, through) => {
      world.now += 7;
      return through(request);
    };
    expect((await world.visit('/about', {}, 0, 1)).timing).toBe('kv;dur=0, edge;dur=7;desc="MISS"');
    world.restart();
    const { timing, headers } = await world.visit('/about');
    expect(timing).toBe('kv;dur=0, edge;dur=7;desc="HIT"');
    expect(headers).toMatchObject({ 'x-release': 'r1', 'cache-control': 'public, max-age=60' });
    expect(headers).not.toHaveProperty('age');
    expect(headers).not.toHaveProperty('cf-cache-status');
  });

  test('gives each response a nonce of its own', async () => {
    const world = new World();
    const csp = 'csp: "script-src \'nonce-{nonce}\'"\n';
    world.publish(await buildSite({ 'site.yaml': csp, 'pages/index.liquid': 'plain' }));
    const seen = new Set<string | undefined>();
    for (let n = 0; n < 3; n++)
      seen.add((await world.visit('/', {}, 0, 1)).headers['content-security-policy']);
    expect(world.cache.counts).toEqual({ MISS: 1, HIT: 2 });
    expect([...seen].filter((policy) => /^script-src 'nonce-[\w+/]{22}=='$/.test(policy ?? ''))).toHaveLength(
      3,
    );
  });

  test('says when there is no cache in front of the inner entrypoint', async () => {
    const world = published();
    world.between = async (request, through) => {
      const response = await through(request);
      response.headers.delete('cf-cache-status');
      return response;
    };
    expect((await world.visit('/about')).timing).toContain('edge;dur=0;desc="NONE"');
  });
});

describe('a release', () => {
  test('needs no purge: a publish shows at once, and after a rollback what was kept is right again', async () => {
    const world = published();
    const see = async () => {
      world.restart();
      const { body, timing } = await world.visit('/posts/one', {}, 0, 1);
      return [body, /desc="(\w+)"/.exec(timing)?.[1]];
    };
    expect([await see(), await see()]).toEqual([
      ['Post one one', 'MISS'],
      ['Post one one', 'HIT'],
    ]);
    world.publish(second);
    expect([await see(), await see()]).toEqual([
      ['Post one two', 'MISS'],
      ['Post one two', 'HIT'],
    ]);
    world.moveTo('r1');
    expect(await see()).toEqual(['Post one one', 'HIT']);
  });

  test('never goes back for an isolate that has sent a newer one from the cache', async () => {
    const world = published();
    const old = world.values.get(KEYS.live('main'));
    world.publish(second);
    expect((await world.visit('/about', {}, 0, 1)).body).toContain('two');
    expect(world.hasLoaded()).toBe(false);
    world.values.set(KEYS.live('main'), old ?? { text: '' });
    const { status, headers } = await world.visit('/query');
    expect([status, headers['retry-after']]).toEqual([503, '30']);
    expect((await world.visit('/about')).body).not.toContain('one');
  });

  test('never goes back to one that was read while a page of a newer one was on its way', async () => {
    const world = published();
    const old = world.values.get(KEYS.live('main'));
    world.publish(second);
    let arrive = () => {};
    const way = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    world.between = async (request, inner) => {
      if (request.url.endsWith('/about')) await way;
      return inner(request);
    };
    const slow = world.visit('/about', {}, 0, 1);
    await vi.waitFor(() => expect(world.reads).toEqual(['stream live:main']));
    world.values.set(KEYS.live('main'), old ?? { text: '' });
    expect((await world.visit('/query', {}, 0, 1)).body).toBe('one ');
    arrive();
    expect((await slow).body).toContain('two');
    expect((await world.visit('/query')).status).toBe(503);
    expect((await world.visit('/about')).body).not.toContain('one');
    world.moveTo('r2');
    expect((await world.visit('/query')).body).toBe('two ');
  });

  test('does not go back to the one before when a pack of it is missing, once a page of it was sent', async () => {
    const world = new World();
    const large = (text: string) =>
      siteOf(text, {
        'data/large.json': JSON.stringify(Array.from({ length: 30_000 }, (_, n) => `${text} ${n}`)),
        'pages/large.liquid': '{{ data.large[0] }} {{ request.query.q }}',
      });
    const [one, two] = [await buildSite(large('one'), 'l1', 1), await buildSite(large('two'), 'l2', 2)];
    world.publish(one);
    expect((await world.visit('/large')).body).toBe('one 0 ');
    world.publish(two);
    expect((await world.visit('/about', {}, 0, 1)).body).toContain('two');
    const packs = new Set(one.packs.map(({ name }) => name));
    for (const { name } of two.packs) if (!packs.has(name)) world.values.delete(KEYS.pack(name));
    expect((await world.visit('/large')).status).toBe(503);
  });

  test('stays, in an isolate that has only the metadata, when KV has an older one again', async () => {
    const world = published();
    const old = world.values.get(KEYS.live('main'));
    world.publish(second);
    await world.visit('/about', {}, 0, 1);
    world.values.set(KEYS.live('main'), old ?? { text: '' });
    const { body, timing } = await world.visit('/about', {}, 0, 1);
    expect([body, timing]).toEqual(['About two ä 🌊 /about', expect.stringContaining('HIT')]);
  });

  test('is looked up by its name, and what is there under it must be it', async () => {
    const world = published();
    world.values.set(KEYS.release('r1'), { text: second.manifest });
    const { body, timing } = await world.visit('/about', {}, 0, 1);
    expect([body, timing]).toEqual(['About one ä 🌊 /about', expect.stringContaining('FAILED')]);
    expect([...world.cache.entries]).toEqual([]);
  });

  test('may have a page for everybody where the one before had a dynamic one', async () => {
    const world = published();
    expect((await world.visit('/query', {}, 0, 1)).timing).toContain('DYNAMIC');
    world.publish(await buildSite(siteOf('three', { 'pages/query.liquid': 'no query' }), 'r3', 3));
    const { body, timing } = await world.visit('/query', {}, 0, 1);
    expect([body, timing]).toEqual(['no query', expect.stringContaining('MISS')]);
  });

  test('goes on from the cache while KV does not answer, once it is known', async () => {
    const world = published();
    await world.visit('/about', {}, 0, 1);
    await world.visit('/posts/one', {}, 0, 1);
    world.isDown = true;
    expect((await world.visit('/about', {}, 0, 1)).timing).toContain('HIT');
    world.restart();
    expect((await world.visit('/about')).status).toBe(503);
    world.isDown = false;
    expect((await world.visit('/about')).status).toBe(200);
  });

  test('that was never published, or is of a newer format, is left to the site Worker', async () => {
    const empty = new World();
    expect((await empty.visit('/')).status).toBe(404);
    const world = published();
    const live = world.values.get(KEYS.live('main'));
    const metadata = { id: 'r9', format: 99, move: 9, since: 0 };
    world.values.set(KEYS.live('main'), { text: live?.text ?? '', metadata });
    expect((await world.visit('/')).status).toBe(503);
    expect([empty.cache.counts, world.cache.counts]).toEqual([{}, {}]);
  });
});

describe('what goes wrong', () => {
  test('with the cache is no matter: the page is made here', async () => {
    const world = published();
    world.between = async () => {
      throw new Error('no such entrypoint');
    };
    const { body, timing } = await world.visit('/about');
    expect([body, timing]).toEqual(['About one ä 🌊 /about', expect.stringContaining('edge;desc="FAILED"')]);
  });

  test('with the age of what is kept is seen: nothing is sent after its day', async () => {
    const world = published();
    let kept: Response | undefined;
    world.between = async (request, through) => {
      kept ??= await through(request);
      return kept.clone();
    };
    expect((await world.visit('/about', {}, 0, 1)).timing).toContain('MISS');
    world.now += 86_399_000;
    world.restart();
    expect((await world.visit('/about', {}, 0, 1)).timing).toContain('MISS');
    world.now += 1_000;
    expect((await world.visit('/about', {}, 0, 1)).timing).toContain('FAILED');
  });
});
