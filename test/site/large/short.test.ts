import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Manifest } from '../../../release/read-manifest.ts';
import { MANIFEST_FORMAT, WHOLE_FORMAT } from '../../../schema/format.ts';
import { KEYS } from '../../../schema/keys.ts';
import { LIMITS } from '../../../schema/limits.ts';
import { checkManifest } from '../../../site/release/check-manifest.ts';
import { checkShort } from '../../../site/release/check-short.ts';
import { liveText } from '../../../site/release/short.ts';
import { partsOf } from '../../../site/release/texts.ts';
import { createApp } from '../../../worker/app.ts';
import { buildSite } from '../../support/build-site.ts';
import { NodeStore } from '../../support/node-store.ts';
import { shortened, visitorsOf } from '../../support/visitors.ts';

const FILL = 'Sea water 🌊 and more. '.repeat(140);
const POSTS = 40;
const post = (n: number, title = `Post ${n}`) =>
  `---\ntitle: ${title}\ndate: 2024-01-${String((n % 28) + 1).padStart(2, '0')}\ntags: [t${n % 3}]\nsummary: ${FILL.slice(0, 700)}\n---\n${FILL}\n`;

/** Its posts are in blocks, and its texts in packs. */
const SITE: Record<string, string> = {
  'site.yaml':
    'title: Quay\nurl: https://site.test\nredirects: { /old: /about }\nheaders: { x-site: "1" }\npaths: { "/a*": { x-path: "2" } }\n',
  'layouts/base.liquid': '<title>{{ site.title }}</title>{{ content }}{% render "foot" %}',
  'partials/foot.liquid': '<a href="/">home</a>{{ data.menu[0] }}',
  'data/menu.json': `["first", "${FILL.repeat(20)}"]`,
  'data/things.json': '[{"id":"a","name":"A"},{"id":"b","name":"B"}]',
  'pages/index.liquid':
    '---\nlayout: base\n---\n{% for p in collections.posts limit: 3 %}{{ p.title }}{% endfor %}',
  'pages/about.liquid': '---\nlayout: base\nheaders: { x-own: "1" }\n---\nAbout',
  'pages/feed.xml.liquid': '<feed>{% for p in collections.posts limit: 2 %}{{ p.url }}{% endfor %}</feed>',
  'pages/posts/[slug].liquid':
    '---\nlayout: base\nentry: posts\n---\n{{ entry.title }}{{ entry.content }}{{ entry.next.title }}',
  'pages/list.liquid':
    '---\nlayout: base\npaginate: { items: collections.posts, size: 7 }\n---\n{% for p in paginator.items %}{{ p.title }}{% endfor %}',
  'pages/tags/[tag].liquid':
    '---\neach: { tag: collections.posts.tags }\npaginate: { items: tag.items, size: 5 }\n---\n{% for p in paginator.items %}{{ p.title }}{% endfor %}',
  'pages/things/[id].liquid': '---\neach: { id: data.things }\n---\n{{ id.name }}{{ request.query.q }}',
  'pages/any/[...rest].liquid': 'Any {{ page.params.rest }} {{ request.query.q }}',
  'pages/search.liquid': '---\nlayout: base\n---\n{{ request.query.q }}',
  'pages/whole.liquid': '{% if request.query.p %}{% include request.query.p %}{% endif %}{{ data.menu[0] }}',
  'pages/fails.liquid': '{% if request.query.n == "none" %}{{ 1 | divided_by: 0 }}{% endif %}',
  'pages/404.liquid': '---\nlayout: base\n---\nNothing at {{ page.path }}',
};
const ADDRESSES = [
  ...['/', '/about', '/about/', '/About', '/feed.xml', '/list', '/list/page/2', '/list/page/99', '/old'],
  ...['/posts/post-1', `/posts/post-${POSTS - 1}`, '/posts/none', '/posts/POST-1', '/posts/'],
  ...['/tags/t1', '/tags/t1/page/2', '/tags/none', '/things/a', '/things/b?q=2', '/things/c'],
  ...['/any/of/these', '/any', '/search?q=1', '/whole?p=foot', '/fails?n=none', '/nothing', '/404'],
  ...['/assets/none', '/robots.txt', '/sitemap.xml'],
];
const VISITS: readonly RequestInit[] = [{}, { method: 'HEAD' }, { method: 'POST' }];

async function published(bodyWrites: number): Promise<NodeStore> {
  const site = new NodeStore(undefined, bodyWrites);
  const posts = Object.fromEntries(
    Array.from({ length: POSTS }, (_, n) => [`content/posts/post-${n}.md`, post(n)]),
  );
  await site.save({ ...SITE, ...posts });
  expect(await site.publish()).toMatchObject({ state: 'live', reason: null });
  return site;
}

const liveOf = (values: ReadonlyMap<string, string>) => values.get(KEYS.live('main')) ?? '';

describe.each([
  ['all pages made that can be', 500],
  ['some', 1],
  ['none in packs', 0],
])('the short form of a release, with %s', (_, bodyWrites) => {
  let values: ReadonlyMap<string, string>;
  let short: ReadonlyMap<string, string>;

  beforeAll(async () => {
    values = (await published(bodyWrites)).kv;
    short = shortened(values);
    vi.spyOn(console, 'error').mockReturnValue();
  });

  it('answers everything as the whole does, and reads that only to render', async () => {
    const [whole] = partsOf(liveOf(values));
    const [head] = partsOf(liveOf(short));
    expect([head.format, head.packs, head.cut]).toEqual([MANIFEST_FORMAT, [], expect.any(Number)]);
    const key = KEYS.release(whole.id);
    const warm = [visitorsOf(values), visitorsOf(short)] as const;
    const kinds = new Set<boolean>();
    for (const address of ADDRESSES)
      for (const visit of VISITS)
        for (const [given, other] of [[visitorsOf(values), visitorsOf(short)], warm, warm] as const) {
          const { timing, rounds, ...wanted } = await given(address, visit);
          const { timing: how, rounds: more, ...got } = await other(address, visit);
          const what = `${visit.method} ${address}`;
          expect({ what, how, ...got }).toEqual({ what, how: timing, ...wanted });
          const reads = more.flat().includes(key);
          expect(more.length - rounds.length, what).toBe(reads ? 1 : 0);
          if (timing.includes('made at publish') || address === '/search?q=1')
            expect(reads, what).toBe(false);
          kinds.add(reads);
        }
    expect(kinds).toEqual(new Set([true, false]));
  });

  it('is an error where a page is rendered and the whole is not there, or is another', async () => {
    const [{ id }] = partsOf(liveOf(values));
    const other = liveOf(values).replace(`"id":"${id}"`, '"id":"other"');
    for (const text of [undefined, '', other, liveOf(short)]) {
      const without = new Map(short);
      if (text === undefined) without.delete(KEYS.release(id));
      else without.set(KEYS.release(id), text);
      expect(await visitorsOf(without)('/whole?p=foot')).toMatchObject({ status: 503 });
      expect(await visitorsOf(without)('/')).toMatchObject({ status: 200 });
      expect(await visitorsOf(without)('/search?q=1')).toMatchObject({ status: 200 });
      expect(await visitorsOf(without)('/assets/none')).toMatchObject({ status: 503 });
    }
  });

  it('is checked: lines and texts that are not those of the whole are named', () => {
    const text = liveOf(short);
    const whole = liveOf(values);
    expect(() => checkShort(whole, text)).not.toThrow();
    const [head, index, body] = partsOf(text);
    const written = (change: object, lines = index, texts = body) =>
      `${JSON.stringify({ ...head, index: lines.length, body: texts.length, ...change })}\n${lines}${texts}`;
    const damaged: [RegExp, string][] = [
      [/another head/, written({ version: head.version + 1 })],
      [/another text for/, written({ cut: (head.cut ?? 0) + 1 })],
      [/another text for/, written({}, index, `x${body.slice(1)}`)],
      [/no \/about/, written({}, index.replace(/^\/about\t.*\n/m, ''))],
      [/other lines/, written({}, `${index}zzz\t{}\n`)],
      [/cut off/, written({ body: body.length + 1 })],
    ];
    for (const [message, live] of damaged) expect(() => checkShort(whole, live)).toThrow(message);
  });
});

it('is what `live` says of a large release only: format 2, so that an older site Worker refuses it', async () => {
  const { shortBy } = LIMITS;
  const key = KEYS.live('main');
  const site = await published(500);
  const whole = liveOf(site.kv);
  const id = partsOf(whole)[0].id;
  expect(whole).toBe(site.kv.get(KEYS.release(id)));
  expect(site.metadata.get(key)).toMatchObject({ id, format: WHOLE_FORMAT });
  Object.assign(LIMITS, { shortBy: 0 });
  try {
    await site.publisher.putLiveAgain();
    expect(liveOf(site.kv)).toBe(liveText(whole, 0));
    expect(site.metadata.get(key)).toMatchObject({ id, format: MANIFEST_FORMAT });
    const before = new Set(site.kv.keys());
    await site.save({ 'content/posts/post-3.md': post(3, 'Another') });
    await site.publish();
    const now = partsOf(liveOf(site.kv))[0];
    expect(now.cut).toBeDefined();
    // What a publish writes is as many values as it was.
    expect([...site.kv.keys()].filter((each) => !before.has(each))).toContain(KEYS.release(now.id));
    // Back to a release of before there was a short form, which then has one, and forward again.
    for (const to of [id, now.id]) {
      await site.publisher.rollback(to);
      while ((await site.publisher.step()) !== undefined) await new Promise((done) => setTimeout(done, 50));
      expect(liveOf(site.kv)).toBe(liveText(site.kv.get(KEYS.release(to)) ?? '', 0));
      expect(await visitorsOf(site.kv)('/whole?p=foot')).toMatchObject({ status: 200 });
    }
  } finally {
    Object.assign(LIMITS, { shortBy });
  }
});

it('has the files of a release', async () => {
  const { manifest, packs, assets, id } = await buildSite({
    ...SITE,
    'content/posts/post-1.md': post(1),
    'data/large.json': `"${FILL.repeat(100)}"`,
    'partials/foot.liquid': '<link href="{{ "a.css" | asset_url }}">',
    'assets/a.css': 'a{}',
    'public/plain.txt': 'Plain',
  });
  const texts = packs.map(({ name, text }) => [KEYS.pack(name), text] as const);
  const files = Array.from(assets.values(), ({ name, text }) => [KEYS.asset(name), text] as const);
  const values = new Map([...texts, ...files, [KEYS.live('main'), manifest]]);
  const short = shortened(values);
  expect(partsOf(liveOf(short))[0].cut).toBeDefined();
  for (const address of ['/assets/a.css', '/assets/A.css', '/plain.txt', '/plain.txt/', '/old']) {
    const wanted = await visitorsOf(values)(address);
    const got = await visitorsOf(short)(address);
    expect({ address, ...got }).toEqual({ address, ...wanted });
    expect(got.rounds.flat()).not.toContain(KEYS.release(id));
  }
  const asset = [...assets.values()][0]?.name ?? 'none';
  expect((await visitorsOf(short)('/search?q=1')).body).toContain(`a.css?v=${asset}`);
});

it('a release that is one read stays one', async () => {
  const { manifest } = await buildSite({
    'pages/index.liquid': 'Home',
    'pages/a.liquid': '{{ request.path }}',
  });
  expect(liveText(manifest, 0)).toBe(manifest);
});

it('a release is not taken for whole where it is not', async () => {
  const site = await published(0);
  const short = liveText(liveOf(site.kv), 0);
  const made = await buildSite({ 'pages/index.liquid': 'Home' });
  expect(() => checkManifest({ ...made, manifest: short })).toThrow(/not the whole release/);
  expect(new Manifest('live', short).head.cut).toBeDefined();
});

it('an isolate goes back to the release before where the whole of the next is not there yet', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const site = await published(500);
  const first = shortened(site.kv);
  await site.save({ 'data/menu.json': '["second"]' });
  await site.publish();
  const second = shortened(site.kv);
  const [{ id }] = partsOf(liveOf(second));
  let live = { value: liveOf(first), metadata: { id: 'first', format: MANIFEST_FORMAT, move: 1, since: 0 } };
  let values = new Map([...second, ...first]);
  values.delete(KEYS.release(id));
  const kv = {
    get: async (keys: string | readonly string[]) =>
      typeof keys === 'string'
        ? (values.get(keys) ?? null)
        : new Map(keys.map((key) => [key, values.get(key) ?? null])),
    getWithMetadata: async (_key: string, { type }: { type: string }) =>
      type === 'stream' ? { ...live, value: new Response(live.value).body } : live,
  } as unknown as KVNamespace; // all that the site Worker asks of it
  const clock = { time: 0, now: () => clock.time };
  const app = createApp({ kv, site: 'main', fresh: { look: 0, wait: 0 }, clock });
  const visit = async () => {
    const request = new Request('https://site.test/whole?p=foot');
    const response = await app.fetch(request, {}, { waitUntil: (work) => void work.catch(() => undefined) });
    return response.text();
  };
  expect(await visit()).toContain('first');
  live = { value: liveOf(second), metadata: { id, format: MANIFEST_FORMAT, move: 2, since: 0 } };
  expect(await visit()).toContain('first');
  values = new Map(second);
  clock.time += 60_000;
  expect(await visit()).toContain('second');
});
