import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type Built, buildSite } from '../../support/build-site.ts';
import { runs } from '../../support/runs.ts';
import { PATHS, siteOf } from './pages.ts';
import { same, World } from './world.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);

const VARIANTS: readonly Readonly<Record<string, string>>[] = [
  {},
  {
    'site.yaml': 'title: Quay\ncsp: "script-src \'nonce-{nonce}\'"\nslash: always\n',
    'pages/nonce.liquid': '{{ csp_nonce }}',
  },
  {
    'pages/query.liquid': 'no more query',
    'pages/about.liquid': '{{ request.query.q }} about',
    'site.yaml': 'slash: keep\n',
  },
];

const RELEASES: readonly Built[] = await Promise.all(
  [0, 1, 2, 3].map((n) => buildSite(siteOf(`text ${n}`, VARIANTS[n % VARIANTS.length]), `r${n}`, n + 1)),
);

const release = (n: number): Built => RELEASES[n % RELEASES.length] as Built;

const header = fc.oneof(
  fc.constantFrom<[string, string]>(
    ['cookie', 'name=Ada'],
    ['cookie', 'name=Bob; meniscus-preview=x'],
    ['authorization', 'Bearer secret'],
    ['accept-language', 'de'],
    ['accept-language', 'en'],
    ['if-none-match', '*'],
    ['range', 'bytes=1-3'],
    ['range', 'bytes=900-'],
    ['cache-control', 'no-cache'],
    ['x-forwarded-host', 'evil.test'],
    ['x-http-method-override', 'POST'],
    ['origin', 'https://evil.test'],
  ),
);

const visit = fc.record({
  kind: fc.constant('visit' as const),
  path: fc.oneof(
    fc.constantFrom('/', '/about', '/query', '/cookie', '/posts/one'),
    fc.constantFrom(...PATHS, '/nonce', '/nonce/', '/query/'),
  ),
  query: fc.constantFrom('', '', '?q=a', '?q=fail', '?utm_source=x', '?v=1-00000000000000000000000000000000'),
  method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE'),
  headers: fc.array(header, { maxLength: 2 }),
  /** Whether the ETag that the answer has is sent again. */
  again: fc.boolean(),
  outer: fc.nat(1),
  inner: fc.nat(1),
});

const step = fc.oneof(
  { weight: 12, arbitrary: visit },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('publish' as const), n: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('evict' as const), n: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('deploy' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 0, max: 40 }) }),
  },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function play(world: World, each: Step): Promise<void> {
  if (each.kind === 'publish') return world.publish(release(each.n));
  if (each.kind === 'evict') return world.cache.evict((key) => key.length % 7 === each.n);
  if (each.kind === 'restart') return world.restart();
  if (each.kind === 'wait') world.now += each.hours * 3_600_000;
  if (each.kind === 'deploy') {
    world.version += '+';
    world.restart();
  }
  if (each.kind !== 'visit') return;
  const { path, query, method, headers, again, outer, inner } = each;
  const ask = async (given: readonly [string, string][]) => {
    const init = { method, headers: Object.fromEntries(given) };
    const wanted = await world.plain(path + query, init);
    expect(same(await world.visit(path + query, init, outer, inner))).toEqual(same(wanted));
    return wanted.headers.etag;
  };
  const etag = await ask(headers);
  if (again && etag !== undefined) await ask([...headers, ['if-none-match', `"x", W/${etag}`]]);
}

const plays = fc.array(step, { minLength: 10, maxLength: 40, size: 'max' });

test('visitors get what they get without a cache, whatever is published, evicted, restarted and asked', async () => {
  let hits = 0;
  const property = fc.asyncProperty(plays, async (steps) => {
    const world = new World();
    world.publish(release(0));
    for (const each of steps) await play(world, each);
    hits += world.cache.counts.HIT ?? 0;
  });
  await fc.assert(property, { seed: 201, numRuns: runs(100) });
  expect(hits).toBeGreaterThan(runs(100));
});

test('they do even if the cache answers with anything that it ever had', async () => {
  const property = fc.asyncProperty(plays, fc.array(fc.nat(), { minLength: 1 }), async (steps, picks) => {
    const world = new World();
    const seen: Response[] = [];
    let turn = 0;
    world.between = async (request, through) => {
      const pick = picks[turn++ % picks.length] ?? 0;
      if (pick % 11 === 0) throw new Error('the cache is gone');
      if (pick % 3 === 0) seen.push(await through(request));
      return seen.length > 0 && pick % 2 === 1
        ? (seen[pick % seen.length] as Response).clone()
        : through(request);
    };
    world.publish(release(0));
    for (const each of steps) await play(world, each);
  });
  await fc.assert(property, { seed: 202, numRuns: runs(100) });
});
