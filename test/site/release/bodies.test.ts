import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Manifest } from '../../../release/read-manifest.ts';
import { KEYS } from '../../../schema/keys.ts';
import { LIMITS } from '../../../schema/limits.ts';
import { isBodies } from '../../../schema/made/keys.ts';
import { NodeStore } from '../../support/node-store.ts';
import { shortened, visitorsOf } from '../../support/visitors.ts';

const POSTS = 45;
/** So that bodies of some posts fill packs, and their collection is in blocks. */
const FILL = 'Sea water 🌊 and more. '.repeat(140);

const path = (n: number) => `content/posts/post-${n}.md`;
const post = (n: number, title = `Post ${n}`, tag = n % 4) =>
  `---\ntitle: ${title}\ndate: 2024-01-${String((n % 28) + 1).padStart(2, '0')}\nsummary: ${FILL.slice(0, 700)}\ntags: [t${tag}]\n---\n# ${title}\n\n${FILL}${n}\n`;

const SITE: Record<string, string> = {
  'site.yaml': 'title: Quay\nurl: https://site.test\n',
  'layouts/base.liquid': '<title>{{ site.title }}</title><main>{{ content }}</main>{% render "foot" %}',
  'partials/foot.liquid': '<a href="/">home</a>{{ data.menu[0] }}',
  'data/menu.json': '["first"]',
  'data/things.json': '[{"id":"a","name":"A"},{"id":"b","name":"B"}]',
  'pages/index.liquid':
    '---\nlayout: base\n---\n{% for p in collections.posts limit: 3 %}{{ p.title }} {% endfor %}',
  'pages/long.liquid': `---\nlayout: base\nheaders: { x-own: "1" }\n---\n${'long '.repeat(9_000)}`,
  'pages/posts/[slug].liquid':
    '---\nlayout: base\nentry: posts\n---\n<h1>{{ entry.title }}</h1>{{ page.url }}{{ entry.content }}{{ entry.previous.title }}{{ entry.next.title }}',
  'pages/list.liquid':
    '---\nlayout: base\npaginate: { items: collections.posts, size: 7 }\n---\n{{ paginator.number }}{% for p in paginator.items %}{{ p.title }}{{ p.summary }}{% endfor %}',
  'pages/tags/[tag].liquid':
    '---\neach: { tag: collections.posts.tags }\npaginate: { items: tag.items, size: 5 }\n---\n{{ tag.size }}{% for p in paginator.items %}{{ p.title }}{% endfor %}',
  'pages/things/[id].liquid': '---\neach: { id: data.things }\n---\n{{ id.name }}{{ request.query.q }}',
  'pages/now.liquid': '{{ "now" | date: "%Y" }}',
  'pages/search.liquid': '---\nlayout: base\n---\n{{ request.query.q }}',
};

const ADDRESSES = [
  ...[
    '/',
    '/long',
    '/list',
    '/now',
    '/search?q=1',
    '/things/a',
    '/things/b?q=2',
    '/nothing',
    '/posts/none',
    '/list/page/99',
  ],
  ...Array.from({ length: POSTS + 2 }, (_, n) => `/posts/post-${n}`),
  ...Array.from({ length: 5 }, (_, n) => `/list/page/${n + 2}`),
  ...[0, 1, 2, 3].flatMap((tag) => [`/tags/t${tag}`, `/tags/t${tag}/page/2`]),
];

async function filled(bodyWrites: number, more: Record<string, string> = {}): Promise<NodeStore> {
  const site = new NodeStore(undefined, bodyWrites);
  const posts = Object.fromEntries(Array.from({ length: POSTS }, (_, n) => [path(n), post(n)]));
  await site.save({ ...SITE, ...posts, ...more });
  return site;
}

async function publish(site: NodeStore): Promise<string> {
  const { id, state, reason } = await site.publish();
  expect([state, reason]).toEqual(['live', null]);
  return id;
}

/** Packs of bodies and tables that are written while something is done. */
async function writes(site: NodeStore, work: () => Promise<unknown>): Promise<number> {
  const before = new Set(site.kv.keys());
  await work();
  return [...site.kv.keys()].filter((key) => !before.has(key) && isBodies(key)).length;
}

/** Compares what a cold isolate answers with what it renders without anything that was made at publish; gives how many were made. */
async function compare(site: NodeStore): Promise<number> {
  let count = 0;
  const visitWhole = visitorsOf(site.kv, { whole: true });
  const short = shortened(site.kv);
  for (const address of ADDRESSES) {
    const { timing, rounds, ...made } = await visitorsOf(site.kv)(address);
    const { timing: _timing, rounds: _rounds, ...whole } = await visitWhole(address);
    expect({ address, ...made }).toEqual({ address, ...whole });
    const { timing: _made, rounds: more, ...shorter } = await visitorsOf(short)(address);
    expect({ address, ...shorter }).toEqual({ address, ...whole });
    expect(more.length, address).toBeLessThanOrEqual(
      rounds.length + (timing.includes(', made at publish') ? 0 : 1),
    );
    const { location } = made.headers;
    if (location !== undefined) {
      const { timing: _a, rounds: _b, ...there } = await visitorsOf(site.kv)(location);
      const { timing: _c, rounds: _d, ...wanted } = await visitWhole(location);
      expect({ location, ...there }).toEqual({ location, ...wanted });
    }
    if (timing.includes('made at publish')) {
      count += 1;
      expect(rounds.length, address).toBeLessThanOrEqual(3);
    }
  }
  return count;
}

const DYNAMIC = [
  '/now',
  '/search?q=1',
  '/things/a',
  '/things/b?q=2',
  '/nothing',
  '/posts/none',
  '/list/page/99',
].length;
/** Two posts more than there are, and a part of each tag. */
const ABSENT = 2 + 0;

test('every page that is the same for all is made at publish, and sent without program, plan or data', async () => {
  const site = await filled(500);
  await publish(site);
  expect(await compare(site)).toBe(ADDRESSES.length - DYNAMIC - ABSENT);
  const manifest = new Manifest('live', site.kv.get(KEYS.live('main')) ?? '');
  const { rounds, timing } = await visitorsOf(site.kv)('/posts/post-3');
  expect(timing).toContain('made at publish');
  // `live`, and a pack of bodies; with the table of rows between them where there is one.
  expect(rounds).toHaveLength(manifest.head.made === 0 ? 2 : 3);
  for (const [, text] of [...site.kv].filter(([key]) => isBodies(key)))
    expect(text.length).toBeLessThanOrEqual(LIMITS.bodiesPack + 9_000 * 5);
});

test('a body is written again only when it is another, whatever its neighbours do', async () => {
  const site = await filled(500);
  await publish(site);
  const texts = async () =>
    new Map(
      await Promise.all(
        ADDRESSES.map(async (each) => [each, (await visitorsOf(site.kv)(each)).body] as const),
      ),
    );
  const before = await texts();
  const keys = new Set(site.kv.keys());
  await site.save({ [path(9)]: post(9, 'Another') });
  await publish(site);
  const after = await texts();
  const changed = [...after].filter(([each, body]) => body !== before.get(each));
  const packs = [...site.kv].filter(([key]) => !keys.has(key) && isBodies(key)).map(([, text]) => text);
  const unchanged = [...after].filter(([each, body]) => body === before.get(each) && body.length > 500);
  expect(changed.length).toBeGreaterThan(2);
  for (const [each, body] of unchanged)
    expect(
      packs.some((text) => text.includes(body)),
      each,
    ).toBe(false);
  expect(await writes(site, () => publish(site))).toBe(0);
  expect(await compare(site)).toBe(ADDRESSES.length - DYNAMIC - ABSENT);
});

test('home, lists and the newest come first where the day has few writes; the next day goes on', async () => {
  const site = await filled(3);
  let days = 0;
  site.now = () => Date.now() + days * 86_400_000;
  expect(await writes(site, () => publish(site))).toBeLessThanOrEqual(3);
  const few = await compare(site);
  const how = async (address: string) =>
    (await visitorsOf(site.kv)(address)).timing.includes('made at publish');
  expect(await how('/')).toBe(true);
  expect(await how('/list')).toBe(true);
  expect(await how('/posts/post-0')).toBe(false);
  const [{ diagnostics } = { diagnostics: [] }] = site.releases.list(1);
  expect(diagnostics.map(({ code }) => code)).toContain('made_at_edge');
  expect(await writes(site, () => publish(site))).toBe(0);
  days = 1;
  expect(await writes(site, () => publish(site))).toBeGreaterThan(0);
  expect(await compare(site)).toBeGreaterThan(few);
});

test('a publish that was cancelled while it was written takes nothing from the next', async () => {
  const site = await filled(500);
  await publish(site);
  await site.save({ [path(9)]: post(9, 'Other') });
  const ofAnEdit = await writes(site, () => publish(site));
  await site.save({ [path(9)]: post(9, 'Third') });
  for (const _ of [1, 2]) {
    const { id } = site.publisher.begin({ message: '', author: 'test' });
    while (site.releases.state(id) === 'checking') await site.publisher.step();
    expect(site.releases.state(id)).toBe('writing');
    site.publisher.cancel('test');
  }
  // What changed, and nothing that is stored already.
  expect(await writes(site, () => publish(site))).toBe(ofAnEdit);
  expect(await compare(site)).toBe(ADDRESSES.length - DYNAMIC - ABSENT);
});

test('where the writes of the day are used up, what is in packs stays there', async () => {
  const site = await filled(500);
  let days = 0;
  site.now = () => Date.now() + days * 86_400_000;
  await publish(site);
  await site.save({ [path(9)]: post(9, 'Other') });
  const ofAnEdit = await writes(site, () => publish(site));
  site.storage.sql.exec(
    "UPDATE meta SET value = ? || ' 500' WHERE key = 'body_writes'",
    Math.floor(site.now() / 86_400_000),
  );
  await site.save({ [path(9)]: post(9, 'Third') });
  expect(await writes(site, () => publish(site))).toBe(0);
  days = 1;
  expect(await writes(site, () => publish(site))).toBe(ofAnEdit);
  expect(await compare(site)).toBe(ADDRESSES.length - DYNAMIC - ABSENT);
});

test('without a limit all are made, however many there are', async () => {
  const many = 330; // more than those that may use all writes of a day
  const site = new NodeStore(undefined, Number.POSITIVE_INFINITY);
  const notes = Object.fromEntries(
    Array.from({ length: many }, (_, n) => [`content/notes/note-${n}.md`, `---\ntitle: ${n}\n---\nText.\n`]),
  );
  await site.save({
    'pages/notes/[slug].liquid': `---\nentry: notes\n---\n{{ entry.title }}${'x'.repeat(999)}`,
    ...notes,
  });
  await publish(site);
  const [{ diagnostics } = { diagnostics: [] }] = site.releases.list(1);
  expect(diagnostics.map(({ code }) => code)).not.toContain('made_at_edge');
  for (let n = 0; n < many; n += 7)
    expect((await visitorsOf(site.kv)(`/notes/note-${n}`)).timing).toContain('made at publish');
});

test('with no writes, what fits is in the manifest, as before', async () => {
  const site = await filled(0);
  expect(await writes(site, () => publish(site))).toBe(0);
  expect(await compare(site)).toBeGreaterThan(2);
});

test('a page is rendered where its pack or table is not there', async () => {
  const site = await filled(500);
  await publish(site);
  const wanted = await visitorsOf(site.kv, { whole: true })('/posts/post-3');
  for (const key of [...site.kv.keys()]) if (isBodies(key)) site.kv.delete(key);
  const { status, body, timing } = await visitorsOf(site.kv)('/posts/post-3');
  expect({ status, body }).toEqual({ status: 200, body: wanted.body });
  expect(timing).not.toContain('made at publish');
});

test('where there are many, a cold isolate reads a table and a pack; an edit writes no table anew', async () => {
  const many = 220;
  const small = (n: number, title = `Post ${n}`) => `---\ntitle: ${title}\n---\nText ${n}.\n`;
  const site = new NodeStore(undefined, 500);
  const notes = Object.fromEntries(
    Array.from({ length: many }, (_, n) => [`content/notes/note-${n}.md`, small(n)]),
  );
  await site.save({
    'pages/notes/[slug].liquid': `---\nentry: notes\n---\n{{ entry.title }}{{ entry.content }}${'x'.repeat(700)}`,
    'pages/asks/[id].liquid': '---\neach: { id: data.ids }\n---\n{{ id }}{{ request.query.q }}',
    'data/ids.json': '["a"]',
    ...notes,
  });
  await publish(site);
  const manifest = () => new Manifest('live', site.kv.get(KEYS.live('main')) ?? '');
  expect(manifest().head.made).toBeGreaterThan(1);
  const seen = async (address: string) => {
    const { timing, rounds, ...made } = await visitorsOf(site.kv)(address);
    const {
      timing: _timing,
      rounds: _rounds,
      ...whole
    } = await visitorsOf(site.kv, { whole: true })(address);
    expect(made).toEqual(whole);
    return { isMade: timing.includes('made at publish'), rounds: rounds.map((keys) => keys.length) };
  };
  for (const n of [0, 99, many - 1])
    expect(await seen(`/notes/note-${n}`)).toEqual({ isMade: true, rounds: [1, 1, 1] });
  // Its page has none in a table, so none is read for it.
  expect(await seen('/asks/a')).toEqual({ isMade: false, rounds: [1] });
  expect((await seen('/notes/none')).isMade).toBe(false);
  await site.save({ 'content/notes/note-7.md': small(7, 'Another'), 'content/notes/note-8.md': null });
  // The pack of the changed body and of those beside it.
  expect(await writes(site, () => publish(site))).toBe(1);
  // Its row is in the manifest now.
  expect(await seen('/notes/note-7')).toEqual({ isMade: true, rounds: [1, 1] });
  expect((await seen('/notes/note-8')).isMade).toBe(false);
  expect(await seen('/notes/note-100')).toEqual({ isMade: true, rounds: [1, 1, 1] });
  // Where it is known of all pages at once, no address is matched to say so.
  expect(manifest().head.madeOfEach).toBeUndefined();
  await site.save({ 'pages/asks/[id].liquid': '---\neach: { id: data.ids }\n---\n{{ id }}' });
  await publish(site);
  expect(manifest().head.madeOfEach).toBe(true);
  expect((await seen('/asks/a')).isMade).toBe(true);
});

const EDITS = fc.oneof(
  fc
    .record({ n: fc.nat(POSTS + 1), title: fc.constantFrom('One', 'Two', '<b>'), tag: fc.nat(3) })
    .map(({ n, title, tag }): Record<string, string | null> => ({ [path(n)]: post(n, title, tag) })),
  fc.nat(POSTS).map((n): Record<string, string | null> => ({ [path(n)]: null })),
  fc.constantFrom<Record<string, string | null>>(
    { 'partials/foot.liquid': 'foot' },
    { 'data/menu.json': '["other"]' },
    { 'site.yaml': 'title: Other\nurl: https://site.test\ntrailing_slash: always\n' },
    { 'pages/posts/[slug].liquid': '---\nentry: posts\n---\n{{ entry.title }}{{ request.query.q }}' },
    { 'pages/posts/post-7.html.liquid': 'its own' },
    {
      'pages/list.liquid':
        '---\npaginate: { items: collections.posts, size: 9 }\n---\n{{ paginator.number }}{{ request.query.q }}',
    },
    { 'data/things.json': '[{"id":"a","name":"C"}]' },
  ),
);

test('whatever is edited between publishes, visitors get what would be rendered', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(EDITS, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(0, 2, 8, 500),
      async (steps, bodyWrites) => {
        const site = await filled(bodyWrites);
        await publish(site);
        for (const edits of steps) {
          const all = Object.assign({}, ...edits) as Record<string, string | null>;
          const held = (each: string) => site.files.entry(each) !== undefined;
          await site.save(
            Object.fromEntries(Object.entries(all).filter(([each, text]) => text !== null || held(each))),
          );
          const { state } = await site.publish();
          if (state === 'live') await compare(site);
        }
      },
    ),
    { seed: 20, numRuns: Number(process.env.RUNS ?? 3) },
  );
});
