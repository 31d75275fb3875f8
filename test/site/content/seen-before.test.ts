import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, type Files, type Kept } from '../gate/checked.ts';

const FILL = 'word '.repeat(120);

const SITE: Files = {
  'site.yaml': 'title: Quay\nurl: https://example.com\n',
  'layouts/base.liquid':
    '<title>{{ site.title }}</title><main id="top">{{ content }}</main>{% render "foot" %}',
  'partials/foot.liquid': '<a href="/">home</a>',
  'pages/index.liquid':
    '---\nlayout: base\n---\n{% for p in collections.posts limit: 3 %}{{ p.title }}{% endfor %}',
  'pages/posts/[slug].liquid':
    '---\nlayout: base\nentry: posts\n---\n<h1 id="{{ entry.slug }}">{{ entry.title }}</h1>{{ entry.content }}<a href="{{ entry.previous.url | default: "/" }}">{{ entry.previous.title }}</a>',
  'pages/list.liquid':
    '---\nlayout: base\npaginate: { items: collections.posts, size: 20 }\n---\n{% for p in paginator.items %}{{ p.title }}{% endfor %}',
  'pages/tags/[tag].liquid':
    '---\neach: { tag: collections.posts.tags }\n---\n{{ tag.size }}{% for p in tag.items %}{{ p.title }}{% endfor %}',
  'pages/p/[id].liquid': '---\neach: { id: data.things }\n---\n{{ id.name }}',
  'data/things.yaml': '- { id: a, name: A }\n- { id: b, name: B }\n',
};

const pathOf = (n: number) => `content/posts/post-${n}.md`;
const entry = (n: number, title = `Post ${n}`, more = ''): string =>
  `---\ntitle: ${title}\norder: ${n}\ntags: [t${n % 4}]\nfill: ${FILL}\n---\n# Head\n\nText ${n} [other](/posts/post-${(n * 7) % 60}) [here](#head)\n\n${more}`;

const posts = (count: number): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [pathOf(n), entry(n)]));

const LARGE: Files = { ...SITE, ...posts(60) };

test('pages that are made of the same texts are not rendered again', async () => {
  const first = await check(LARGE, undefined);
  expect(first.counts.same).toBe(0);
  const again = await check(LARGE, first.kept);
  // What is at no known address is rendered, as given and at another time.
  expect(again.counts.rendered).toBeLessThan(5);
  expect(again.told).toEqual(first.told);
  expect((await check(LARGE, again.kept)).counts).toEqual(again.counts);

  const edited = await check({ ...LARGE, [pathOf(40)]: entry(40, 'Another') }, first.kept);
  expect(edited.counts.same).toBeGreaterThan(20);
}, 120_000);

test('all are rendered again after a change of what any may depend on', async () => {
  const { kept } = await check(LARGE, undefined);
  const changes: Files[] = [
    { 'layouts/base.liquid': '{{ content }}' },
    { 'partials/foot.liquid': 'x' },
    { 'site.yaml': 'title: Other\nurl: https://example.com\n' },
    { 'assets/a.css': 'x' },
    { 'pages/posts/[slug].liquid': '---\nentry: posts\nheaders: { X-A: b }\n---\n{{ entry.title }}' },
  ];
  for (const change of changes) {
    const { counts } = await check({ ...LARGE, ...change }, kept);
    expect([Object.keys(change), counts.rendered > 60]).toEqual([Object.keys(change), true]);
  }
}, 120_000);

test('links of a page that is not rendered again are followed again', async () => {
  const other = { 'pages/other.liquid': 'x', [pathOf(3)]: entry(3, 'Three', '[other](/other)') };
  const before = await check({ ...LARGE, ...other }, undefined);
  const { 'pages/other.liquid': _, ...without } = { ...LARGE, ...other };
  const { told } = await check(without, before.kept);
  expect(told).toEqual((await check(without, undefined)).told);
  expect(told.diagnostics.map(({ message }) => message).join()).toContain('links to /other');
}, 120_000);

test('a link to an id is followed to pages that are rendered, that are not, and to what has no ids', async () => {
  const links =
    '[a](/posts/post-5#head) [b](/posts/post-6#nothing) [c](/feed.txt#d) [e](/t/t1#f) [g](/other#h)';
  const site: Files = {
    ...LARGE,
    'pages/other.liquid': '<i id="other"></i>',
    'pages/t/[tag].txt.liquid':
      '---\neach: { tag: collections.posts.tags }\nroute: /t/{tag}\n---\n{{ tag.size }}',
    [pathOf(3)]: entry(3, 'Three', links),
  };
  const first = await check(site, undefined);
  const messages = first.told.diagnostics.map(({ message }) => message).join('\n');
  expect(messages).toContain('/posts/post-6 has nothing with the id nothing');
  expect(messages).toContain('/other has nothing with the id h');
  expect(messages).not.toContain('/posts/post-5 has');
  expect(messages).not.toContain('/t/t1 has');
  for (const change of [
    {},
    { [pathOf(6)]: entry(6, 'Six', '<b id="nothing">b</b>') },
    { [pathOf(5)]: 'Less.' },
  ]) {
    const edited = { ...site, ...change };
    const { told } = await check(edited, first.kept);
    expect(told).toEqual((await check(edited, undefined)).told);
  }
}, 120_000);

test('links that many pages share are followed from each of them', async () => {
  const foot = ['/nowhere', 'beside', '/posts/post-2#nothing', '/posts/post-2', 'https://example.com/gone'];
  const site: Files = {
    ...LARGE,
    'partials/foot.liquid': foot.map((link) => `<a href="${link}">x</a>`).join(''),
  };
  const first = await check(site, undefined);
  expect(first.told.diagnostics.map(({ message }) => message).join()).toContain('links to beside');
  expect((await check(site, first.kept)).told).toEqual(first.told);
}, 120_000);

/** The same post at another place of the list. */
const moved = (n: number, order: number): Files => ({
  [pathOf(n)]: entry(n).replace(/^order: .*$/m, `order: ${order}`),
});

test('a post that comes or moves is no reason to render those that are elsewhere', async () => {
  // Long slugs: so few entries have several tables of slugs.
  const longPath = (n: number) => `content/posts/${'long-'.repeat(40)}${n}.md`;
  const long = (n: number, order: number): Files => ({
    [longPath(n)]: `---\ntitle: ${n}\norder: ${order}\n---\n`,
  });
  const all = Object.assign({}, ...Array.from({ length: 170 }, (_, n) => long(n, n)));
  const site: Files = { 'pages/posts/[slug].liquid': SITE['pages/posts/[slug].liquid'] ?? '', ...all };
  const files = { ...site, 'layouts/base.liquid': '{{ content }}' };
  const { kept } = await check(files, undefined);
  for (const change of [long(40, 43.5), long(200, 20.5)]) {
    const edited = { ...files, ...change };
    const { counts, told } = await check(edited, kept);
    expect(counts.same).toBeGreaterThan(40);
    expect(told).toEqual((await check(edited, undefined)).told);
  }
}, 120_000);

/** Long enough for shelves that are packs of their own, which tables of slugs name. */
const TEXT = 'The water came at nine, and nobody saw it go. '.repeat(40);
const FIELDS =
  'fields: { title: { type: text }, order: { type: number }, author: { type: reference, to: authors } }';

interface Said {
  readonly title: string;
  readonly text: string;
}

const shelved = (of: string, n: number, { title = `Post ${n}`, text = '' }: Partial<Said> = {}): Files => ({
  [`content/${of}/${'long-'.repeat(30)}${n}.md`]: `---\ntitle: ${title}\norder: ${n}\nauthor: ${'long-'.repeat(30)}${n % 9}\n---\n${TEXT}${n} ${text}\n`,
});

const SHELVES: Files = {
  'pages/posts/[slug].liquid':
    '---\nentry: posts\n---\n{{ entry.title }}{{ entry.content }}{{ entry.author.title }}{{ entry.author.excerpt }}',
  'pages/copies/[slug].liquid': '---\nentry: copies\n---\n{{ entry.title }}{{ entry.content }}',
  'content/posts/_collection.yaml': FIELDS,
  // The same texts by the same slugs: shelves of both are the same packs.
  ...Object.assign(
    {},
    ...Array.from({ length: 180 }, (_, n) => ({ ...shelved('posts', n), ...shelved('copies', n) })),
  ),
  ...Object.assign({}, ...Array.from({ length: 60 }, (_, n) => shelved('authors', n))),
};

test('a page is rendered again when the shelf of a text that it shows is another, and not for a neighbour in a table', async () => {
  const { kept, counts } = await check(SHELVES, undefined);
  expect(counts.rendered).toBe(360);
  const changes: readonly (readonly [what: string, change: Files, most: number])[] = [
    ['a text', shelved('posts', 50, { text: 'Longer than it was.' }), 90],
    ['a text of the copies', shelved('copies', 51, { text: 'Another.' }), 90],
    ['a text that others show', shelved('authors', 3, { text: 'More.' }), 360],
    ['a title', shelved('posts', 60, { title: 'Something else' }), 90],
  ];
  for (const [what, change, most] of changes) {
    const edited = { ...SHELVES, ...change };
    const after = await check(edited, kept);
    expect([what, after.counts.rendered < most, after.counts.rendered]).toEqual([
      what,
      true,
      after.counts.rendered,
    ]);
    expect(after.told).toEqual((await check(edited, undefined)).told);
  }
}, 240_000);

test('a page that shows what an entry has which is not there yet is rendered when it comes', async () => {
  const page = '---\nentry: posts\n---\n{{ entry.parent.title | default: "none" }}{{ entry.content }}';
  const below = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [
      `content/posts/part/${n}.md`,
      `---\norder: ${n}\nfill: ${FILL}\n---\n${TEXT}${TEXT}${TEXT}\n`,
    ]),
  );
  const files = { 'pages/posts/[...slug].liquid': page, ...below };
  const { kept } = await check(files, undefined);
  const edited = {
    ...files,
    'content/posts/part.md': '---\ntitle: The one above, with a long name\norder: 99\n---\nx\n',
  };
  const { told } = await check(edited, kept);
  expect(told).toEqual((await check(edited, undefined)).told);
}, 240_000);

test('pages that read lists are rendered when an entry moves', async () => {
  const site = {
    ...LARGE,
    'partials/foot.liquid': '{% assign all = ["collections"] %}<a href="/{{ all.posts.last.slug }}">last</a>',
  };
  const { kept } = await check(site, undefined);
  const edited = { ...site, ...moved(3, 99) };
  const { counts, told } = await check(edited, kept);
  expect(counts.rendered).toBeGreaterThan(60);
  expect(told).toEqual((await check(edited, undefined)).told);
}, 120_000);

const edit = fc.oneof(
  fc.tuple(fc.nat(59), fc.integer({ min: -1, max: 60 })).map(([at, to]) => moved(at, to + 0.5)),
  fc.record({ at: fc.nat(59), text: fc.constantFrom('A', 'B') }).map(
    ({ at, text }): Record<string, string | null> => ({
      [pathOf(at)]: entry(at, `Title ${text}`),
    }),
  ),
  fc.nat(59).map((at) => ({ [pathOf(at)]: entry(at, undefined, '{{ entry.nothing | divided_by: 0 }}') })),
  fc.nat(59).map((at) => ({ [pathOf(at)]: entry(at, undefined, '{{ "now" | date: "%s" }}') })),
  fc.nat(59).map((at) => ({ [pathOf(at)]: null })),
  fc.integer({ min: 60, max: 65 }).map((at) => ({ [pathOf(at)]: entry(at) })),
  fc.constant({ 'data/things.yaml': '- { id: a, name: C }\n- { id: b, name: B }\n' }),
  fc.constant({ 'partials/foot.liquid': '<a href="/nowhere">x</a>' }),
);

test('a gate that knows the release before finds what one finds that knows nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
      let files: Record<string, string> = { ...LARGE };
      let before: Kept | undefined;
      for (const change of [{}, ...edits]) {
        const next = Object.entries({ ...files, ...change });
        files = Object.fromEntries(next.filter((file): file is [string, string] => file[1] !== null));
        const { told, kept } = await check(files, before);
        expect(told).toEqual((await check(files, undefined)).told);
        before = kept;
      }
    }),
    { numRuns: 2 },
  );
}, 240_000);
