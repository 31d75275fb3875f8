import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../support/runs.ts';
import { check, type Files, type Kept } from './checked.ts';

const COUNT = 60;
/** So long that the list has a dozen blocks, and so has the group of all. */
const FILL = 'word '.repeat(800);

interface Post {
  readonly n: number;
  readonly title?: string;
  readonly order?: number;
  readonly tags?: readonly string[];
}

const pathOf = (n: number) => `content/posts/post-${n}.md`;

const post = ({ n, title = `Post ${n}`, order = n, tags = ['all', `t${n % 5}`] }: Post): Files => ({
  [pathOf(n)]:
    `---\ntitle: ${title}\norder: ${order}\ntags: [${tags.join(', ')}]\nfill: ${FILL}\n---\nText ${n}.\n`,
});

const LIST =
  '{% for p in paginator.items %}{{ p.title }},{% endfor %}{{ paginator.next.url }}{{ paginator.pages }}';
const ofTag = (more: string, text: string) =>
  `---\neach: { tag: collections.posts.tags }\n${more}---\n${text}`;
/** A page at two addresses, so that it is kept what it was made of. */
const twice = (text: string) => `---\neach: { id: data.things }\n---\n{{ id.name }} ${text}`;

/** What a page may ask of a collection, by its page. */
const PAGES: Files = {
  'pages/list.liquid': `---\npaginate: { items: collections.posts, size: 6 }\n---\n${LIST}`,
  'pages/counted.liquid': `---\npaginate: { items: collections.posts, size: 20 }\n---\n${LIST}{{ paginator.total }}`,
  'pages/json.liquid': '---\npaginate: { items: collections.posts, size: 20 }\n---\n{{ paginator | json }}',
  'pages/groups.liquid':
    '---\npaginate: { items: collections.posts.tags, size: 2 }\n---\n{% for t in paginator.items %}{{ t.name }}{% endfor %}',
  'pages/tags/[tag].liquid': ofTag('paginate: { items: tag.items, size: 7 }\n', LIST),
  'pages/all/[tag].liquid': ofTag('', '{% for p in tag.items %}{{ p.title }}{% endfor %}'),
  'pages/size/[tag].liquid': ofTag('', '{{ tag.name }} {{ tag.size }}'),
  'pages/name/[tag].liquid': ofTag('', '{{ tag.name }}'),
  'pages/some/[tag].liquid': ofTag(
    '',
    '{% for p in tag.items offset: 2 limit: 3 %}{{ p.title }} {{ p.previous.title }} {{ p.next.title }}{% endfor %}',
  ),
  'pages/a/[id].liquid': twice('{{ collections.posts.size }}'),
  'pages/b/[id].liquid': twice('{{ collections.posts.last.title }} {{ collections.posts.first.title }}'),
  'pages/c/[id].liquid': twice(
    '{% for p in collections.posts offset: 50 %}{{ p.title }} {{ p.previous.title }} {{ p.next.title }}{% endfor %}',
  ),
  'pages/d/[id].liquid': twice('{% for t in collections.posts.tags %}{{ t.name }} {% endfor %}'),
  'pages/e/[id].liquid': twice('{% for t in collections.posts.tags %}{{ t.name }} {{ t.size }} {% endfor %}'),
  'pages/f/[id].liquid': twice(
    '{% for t in collections.posts.tags %}{% for p in t.items limit: 1 %}{{ p.title }}{% endfor %}{% endfor %}',
  ),
  'pages/g/[id].liquid': twice('{% for p in collections.posts %}{{ p.title }}{% endfor %}'),
  'pages/h/[id].liquid': twice('{{ collections.posts[30].title }}'),
  'pages/i/[id].liquid': twice('{% assign by = "tags" %}{{ collections.posts[by][1].items.size }}'),
  'pages/j/[id].liquid': twice('{{ collections.posts.tags | map: "size" | join: " " }}'),
  'pages/k/[id].liquid': twice(
    '{% for n in (1..20) %}{% for p in collections.posts limit: 1 offset: n %}{{ p.title }}{% endfor %}{% endfor %}',
  ),
  'pages/l/[id].liquid': twice('{% for p in collections.posts limit: 45 %}{{ p.title }}{% endfor %}'),
};

const SITE: Files = {
  'layouts/base.liquid':
    '{% for p in collections.posts limit: 2 %}{{ p.title }}{% endfor %}{% for t in collections.posts.tags %}{{ t.slug }}{% endfor %}{{ content }}',
  'pages/posts/[slug].liquid':
    '---\nlayout: base\nentry: posts\n---\n{{ entry.title }}{{ entry.previous.title }}{{ entry.next.title }}',
  'data/things.yaml': '- { id: a, name: A }\n- { id: b, name: B }\n',
  ...PAGES,
  ...Object.assign({}, ...Array.from({ length: COUNT }, (_, n) => post({ n }))),
};

type Change = Readonly<Record<string, string | null>>;

function changed(files: Files, change: Change): Files {
  const all = Object.entries({ ...files, ...change });
  return Object.fromEntries(all.filter((file): file is [string, string] => file[1] !== null));
}

/** Some come and go again and again. */
const number = fc.oneof(fc.nat(COUNT + 3), fc.constantFrom(COUNT, COUNT + 1));
const tags = fc.subarray(['all', 't0', 't1', 't4', 'T 4', 'new']);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ n: number, title: fc.constantFrom('A', 'B') }).map((one): Change => post(one)),
  fc.record({ n: number, order: fc.integer({ min: -1, max: COUNT + 1 }) }).map((one): Change => post(one)),
  fc.record({ n: number, tags }).map((one): Change => post(one)),
  fc.record({ n: number, order: fc.nat(COUNT), tags }).map((one): Change => post(one)),
  number.map((n): Change => ({ [pathOf(n)]: null })),
);

const SIZES = { large: { from: 1, bucket: 4 }, small: { from: 1_000, bucket: 1_024 } };

test('pages show what they would if all of them were rendered, whatever they asked of collections', async () => {
  let [same, rendered] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.values(SIZES)),
      fc.array(change, { minLength: 2, maxLength: 5 }),
      async (size, changes) => {
        let files = SITE;
        let before: Kept = (await check(files, undefined, size)).kept;
        for (const each of changes) {
          files = changed(files, each);
          const { kept, counts, told } = await check(files, before, size);
          const anew = await check(files, undefined, size);
          expect(Object.fromEntries(kept.texts)).toEqual(Object.fromEntries(anew.kept.texts));
          expect(told.diagnostics).toEqual(anew.told.diagnostics);
          same += counts.same;
          rendered += counts.rendered;
          before = kept;
        }
      },
    ),
    { numRuns: runs(12), seed: 228 },
  );
  expect(same).toBeGreaterThan(rendered / 4);
}, 600_000);

/** Each is seen by one kind of what was asked only. */
const SEEN: readonly (readonly [what: string, before: Change, after: Change])[] = [
  ['which groups there are, of as many', post({ n: 33, tags: ['new'] }), post({ n: 33, tags: ['old'] })],
  ['which group has a slug', post({ n: 33, tags: ['new'] }), post({ n: 33, tags: ['New!'] })],
  ['how many entries, and parts of them, there are', {}, post({ n: COUNT })],
  ['where entries of a group are', {}, post({ n: 3, tags: [] })],
];

test.each(SEEN)(
  'it is seen %s',
  async (_, before, after) => {
    const site = changed(SITE, before);
    const { kept } = await check(site, undefined, SIZES.large);
    const now = changed(site, after);
    const again = await check(now, kept, SIZES.large);
    const anew = await check(now, undefined, SIZES.large);
    expect(Object.fromEntries(again.kept.texts)).toEqual(Object.fromEntries(anew.kept.texts));
  },
  120_000,
);

/** What is rendered again after a change, of all that is at a known address. */
async function renderedAfter(change: Change): Promise<ReadonlySet<string>> {
  const { kept } = await check(SITE, undefined, SIZES.large);
  const { offered } = await check(changed(SITE, change), kept, SIZES.large);
  return new Set(offered);
}

test.each<readonly [what: string, change: Change, is: readonly string[], isNot: readonly string[]]>([
  [
    'a post loses a tag',
    post({ n: 33, tags: ['all'] }),
    ['/tags/t3', '/size/t3', '/list/page/5', '/e/a', '/i/a'],
    [
      '/tags/t0',
      '/tags/t1',
      '/size/t1',
      '/all/t0',
      '/list/page/9',
      '/a/a',
      '/b/a',
      '/c/a',
      '/d/a',
      '/groups/page/2',
    ],
  ],
  [
    'a post moves',
    post({ n: 33, order: 4.5 }),
    ['/list/page/2', '/list/page/5', '/h/a', '/tags/all/page/3'],
    [
      '/list/page/10',
      '/list/page/9',
      '/counted/page/3',
      '/json/page/3',
      '/tags/t1',
      '/a/a',
      '/b/a',
      '/d/a',
      '/e/a',
      '/j/a',
    ],
  ],
  [
    'a post goes away',
    { [pathOf(33)]: null },
    ['/a/a', '/list/page/9', '/counted/page/2', '/json/page/2', '/b/a', '/e/a', '/size/all', '/size/t3'],
    ['/list/page/2', '/list/page/3', '/tags/t1', '/d/a', '/groups/page/2', '/posts/post-0', '/posts/post-59'],
  ],
  [
    'a post has a new tag',
    post({ n: 33, tags: ['all', 't3', 'new'] }),
    ['/d/a', '/e/a', '/i/a', '/groups/page/2', '/tags/new'],
    ['/list/page/2', '/a/a', '/b/a', '/c/a', '/tags/t0', '/size/t1'],
  ],
])(
  'a page is rendered again for what it asked, and for nothing else that a record says: %s',
  async (_, change, is, isNot) => {
    const rendered = await renderedAfter(change);
    expect(is.filter((path) => !rendered.has(path))).toEqual([]);
    expect(isNot.filter((path) => rendered.has(path))).toEqual([]);
  },
  120_000,
);

test('a page that reads as many entries as before is told that it reads all of a collection once these are all', async () => {
  const site = {
    ...SITE,
    'pages/l/[id].liquid': twice('{% for p in collections.posts limit: 50 %}{{ p.title }}{% endfor %}'),
  };
  const { kept, told } = await check(site, undefined, SIZES.large);
  const gone = Array.from({ length: 10 }, (_, at) => [pathOf(50 + at), null] as const);
  const fewer = changed(site, Object.fromEntries(gone));
  const after = await check(fewer, kept, SIZES.large);
  const said = ({ diagnostics }: typeof told) =>
    diagnostics.filter(({ path }) => path === 'pages/l/[id].liquid');
  expect(said(told)).toEqual([]);
  expect(said(after.told)).not.toEqual([]);
  const anew = await check(fewer, undefined, SIZES.large);
  expect(after.told.diagnostics).toEqual(anew.told.diagnostics);
}, 120_000);
