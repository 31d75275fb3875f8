import { beforeAll, describe, expect, it, vi } from 'vitest';
import { fingerprint } from '../../../release/etag.ts';
import { MANIFEST_FORMAT } from '../../../schema/format.ts';
import { KEYS } from '../../../schema/keys.ts';
import { ReadyPages } from '../../../site/release/ready.ts';
import { addResiduals } from '../../../site/release/residuals.ts';
import { look, startLive } from '../../../worker/live.ts';
import { buildSite } from '../../support/build-site.ts';
import { type Answer, visitorsOf } from '../../support/visitors.ts';

/** What a site says of the end of its addresses, and of headers. */
const SETTINGS: Readonly<Record<string, string>> = {
  plain: '',
  always: 'trailing_slash: always\n',
  keep: 'trailing_slash: keep\n',
  headers:
    'headers: { x-site: "1" }\npaths: { "/p*": { x-path: "2" } }\ncsp: "script-src \'nonce-{nonce}\'"\n',
};
const PATHS = ['/', '/a', '/a/', '//a', '/A', '/a.b', '/é', '/%C3%A9', '/%61', '/%2e', '/a/../a', '/a%2fb'];
const MORE = [
  '/part',
  '/part/',
  '/part?q=x',
  '/part/?q=%3C',
  '/whole',
  '/whole?q=1',
  '/posts/one',
  '/posts/',
];
const OTHERS = [
  '/old',
  '/assets/a.css',
  '/assets/none.css',
  '/assets/',
  '/assets/page',
  '/assets/page/',
  '/nothing',
  '/none',
  '/fails',
  '/?q=1',
];
const VISITS: readonly RequestInit[] = [
  {},
  { method: 'HEAD' },
  { method: 'POST' },
  { headers: { 'cf-ray': 'ray', 'if-none-match': '*' } },
];

describe.each(Object.entries(SETTINGS))('the first request of an isolate, %s', (_, settings) => {
  let values: ReadonlyMap<string, string>;

  beforeAll(async () => {
    const built = await buildSite({
      'site.yaml': `title: T\nredirects: { /old: /a }\n${settings}`,
      'pages/index.liquid': 'Home',
      'pages/a.liquid': '---\nheaders: { x-page: "3" }\ncache: { browser: 60 }\n---\nA',
      'pages/a.b.liquid': 'Dotted',
      'pages/asset.liquid': '---\nroute: /assets/page\n---\nIn assets',
      'pages/accent.liquid': '---\nroute: /é\n---\nAccent',
      'pages/part.liquid': 'P{% if request.query.q %}{{ request.query.q }}{% endif %}',
      'pages/whole.liquid': '{{ request.query.q | upcase }}',
      'pages/posts/[slug].liquid': 'Post {{ page.params.slug }}',
      'pages/none.liquid': '{% not_found %}',
      'pages/fails.liquid': '{{ 1 | divided_by: 0 }}',
      'pages/404.liquid': 'Nothing at {{ page.path }}',
      'assets/a.css': 'a{}',
    });
    const codes = ['pages/part.liquid', 'pages/whole.liquid'].map((path) => {
      const meant = built.meant.get(path) ?? '';
      return [path, { text: typeof meant === 'string' ? meant : meant.code, needs: [] }] as const;
    });
    const ready = new ReadyPages();
    for (const [path, body] of [
      ['/', 'Home'],
      ['/a', 'A'],
      ['/a.b', 'Dotted'],
      ['/%C3%A9', 'Accent'],
    ] as const)
      ready.add(path, body);
    const { manifest } = await ready.addTo({ ...built, ...addResiduals(built, new Map(codes)) }, fingerprint);
    const packs = built.packs.map(({ name, text }) => [KEYS.pack(name), text] as const);
    values = new Map([...packs, [KEYS.live('main'), manifest]]);
  });

  // A cookie that opens no preview takes a request the way of all that is not a page, which finds pages as a warm isolate does.
  it.each([...PATHS, ...MORE, ...OTHERS])('to %s is answered as by the long way', async (path) => {
    vi.spyOn(console, 'error').mockReturnValue();
    for (const visit of VISITS) {
      const { timing, rounds, ...got } = await visitorsOf(values)(path, visit);
      const headers = { 'cf-ray': 'ray', ...visit.headers, cookie: 'meniscus-preview=x' };
      const long = await visitorsOf(values)(path, { ...visit, headers });
      expect(without(got), visit.method).toEqual(without(long));
      expect(rounds).toEqual(long.rounds);
      if (path === '/' && !visit.method) expect(timing).toContain('made at publish');
    }
  });
});

/** Without what says how it was made, and the nonce of one response. */
function without({ status, body, headers }: Answer) {
  const csp = headers['content-security-policy']?.replace(/nonce-[\w+/=]+/, 'nonce');
  return { status, body, headers: { ...headers, ...(csp && { 'content-security-policy': csp }) } };
}

describe('a page with a route below /assets/', () => {
  it.each([
    ['', '/assets/page'],
    ['trailing_slash: always\n', '/assets/page/'],
  ])('is there at the first request and at the next, %s', async (settings, path) => {
    const { packs, manifest } = await buildSite({
      'site.yaml': `title: T\n${settings}`,
      'pages/asset.liquid': '---\nroute: /assets/page\n---\nIn assets',
    });
    const texts = packs.map(({ name, text }) => [KEYS.pack(name), text] as const);
    const visit = visitorsOf(new Map([...texts, [KEYS.live('main'), manifest]]));
    for (const _ of [1, 2, 3]) expect(await visit(path)).toMatchObject({ status: 200, body: 'In assets' });
  });
});

it('a read of `live` that is older than what is known changes nothing', async () => {
  const { manifest } = await buildSite({ 'pages/index.liquid': 'Home' });
  const moves = [2, 1];
  const kv = {
    getWithMetadata: async () => ({
      value: manifest,
      metadata: { id: 'a', format: MANIFEST_FORMAT, move: moves.shift(), since: 0 },
    }),
  } as unknown as KVNamespace; // all that is asked of it
  const live = startLive(kv, 'main', { look: 1, wait: 1 }, { now: () => 0 });
  const newer = await look(live, () => undefined);
  const older = await look(
    live,
    () => undefined,
    () => kv.getWithMetadata(live.key),
  );
  expect(older).toBe(newer);
  expect(live.known?.move).toBe(2);
  expect(moves).toEqual([]);
});
