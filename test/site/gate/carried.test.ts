import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLine } from '../../../admin/check/seen/seen-line.ts';
import type { Diagnostic } from '../../../schema/diagnostic.ts';
import { runs } from '../../support/runs.ts';
import { check, type Files, type Kept } from './checked.ts';

/** All sites are large, with few addresses in each bucket. */
const LARGE = { from: 1, bucket: 4 };
const COUNT = 60;
/** Long enough for several blocks of records and shelves of texts. */
const FILL = 'word '.repeat(240);
const TEXT = 'The water came at nine, and nobody saw it go. '.repeat(80);

const pathOf = (n: number) => `content/posts/post-${n}.md`;

interface Post {
  readonly n: number;
  readonly title?: string;
  readonly order?: number;
  readonly links?: readonly string[];
  readonly tag?: number;
}

const post = ({ n, title = `Post ${n}`, order = n, tag = n % 3, links }: Post): Files => {
  const to = (links ?? [`/posts/post-${(n * 7) % COUNT}`]).map((link) => `<a href="${link}">x</a>`).join('');
  return {
    [pathOf(n)]:
      `---\ntitle: ${title}\norder: ${order}\ntags: [t${tag}]\nfill: ${FILL}\n---\n# Head\n\n${to}\n${TEXT}${n}\n`,
  };
};

const SITE: Files = {
  'site.yaml': 'title: Quay\nurl: https://example.com\n',
  'layouts/base.liquid': '{{ content }}{% render "foot" %}',
  'partials/foot.liquid': '<a href="/">home</a>',
  'pages/index.liquid': 'home <a href="/posts/post-1">1</a>',
  'pages/other.liquid': '<i id="here"></i>',
  'pages/later.liquid': '{{ "now" | date: "%s" }}',
  'pages/posts/[slug].liquid':
    '---\nlayout: base\nentry: posts\n---\n<h1 id="{{ entry.slug }}">{{ entry.title }}</h1>{{ entry.content }}{{ entry.previous.title }}',
  'pages/tags/[tag].liquid':
    '---\neach: { tag: collections.posts.tags }\n---\n{{ tag.size }}{% for p in tag.items %}<a href="{{ p.url }}">{{ p.title }}</a>{% endfor %}',
  'pages/p/[id].liquid':
    '---\neach: { id: data.things }\n---\n{{ id.name }}{% if request.query.q %}x{% endif %}',
  'pages/q/[id].liquid': '---\neach: { id: data.things }\n---\n{{ id.name }}',
  'data/things.yaml': '- { id: a, name: A }\n- { id: b, name: B }\n',
  'public/file.txt': 'x',
  ...Object.assign({}, ...Array.from({ length: COUNT }, (_, n) => post({ n }))),
};

type Change = Readonly<Record<string, string | null>>;

function changed(files: Files, change: Change): Files {
  const all = Object.entries({ ...files, ...change });
  return Object.fromEntries(all.filter((file): file is [string, string] => file[1] !== null));
}

/** What is said of a broken link, but for the page that is named of all those that have it: pages that were rendered now are. */
const plain = ({ code, severity, message }: Diagnostic): string =>
  [code, severity, message.replace(/^\S+( and (\d+) more pages?)? links to \S+, and /, '$2 ')].join(' ');

/** What is kept, with the names of keys in place of their numbers. */
function kept({ first, rows }: Kept) {
  const { keys, ...rest } = JSON.parse(first) as { keys: [key: string, digest: string][] };
  const named = (list: string) => list.split(',').map((number) => keys[Number(number)]?.[0]);
  const all = [...(rows?.texts.values() ?? [])].flatMap((text) => text.split('\n').slice(0, -1));
  const byPath = new Map(all.map((line) => [line.slice(0, line.indexOf('\t')), readLine(line)]));
  const pages = Array.from(byPath, ([path, { shown, keys: numbers, ...line }]) => ({
    ...{ path, ...line, shown: /^\d+$/.test(shown) ? named(shown) : shown },
    keys: numbers === '' ? [] : named(numbers).sort(),
  }));
  return {
    ...rest,
    keys: keys.filter(([key]) => key !== '').sort(([a], [b]) => (a < b ? -1 : 1)),
    pages: pages.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

const byRoute = <T extends { readonly route: string }>(pages: readonly T[]): T[] =>
  pages.toSorted((a, b) => (a.route < b.route ? -1 : 1));

type Checked = Awaited<ReturnType<typeof check>>;

const allOf = ({ told, bodies, kept: own, residuals }: Checked) => ({
  pages: byRoute(told.pages),
  diagnostics: told.diagnostics.map(plain).sort(),
  bodies: [...bodies].sort(([a], [b]) => (a < b ? -1 : 1)),
  residuals: [...residuals.keys()].sort(),
  kept: kept(own),
});

const LINKS = [
  ...['/posts/post-3', 'post-4', '/posts/post-5#head', '#head', '#nothing', '/posts/post-6#post-6', '/other'],
  ...['/other#here', '/tags/t1', '/tags/t9', '/p/a', '/nowhere', '/file.txt', '/posts/post-30'],
  ...['https://example.com/other', 'https://elsewhere.example/other'],
];

const post_ = fc
  .record({
    n: fc.nat(COUNT + 6),
    title: fc.constantFrom('A', 'B', '{{ entry.nothing | divided_by: 0 }}'),
    order: fc.nat(COUNT),
    tag: fc.nat(9),
    links: fc.subarray(LINKS, { maxLength: 4 }),
  })
  .map((one): Change => post(one));

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: post_ },
  { weight: 2, arbitrary: fc.nat(COUNT + 6).map((n): Change => ({ [pathOf(n)]: null })) },
  fc.nat(COUNT).map((n): Change => ({ [pathOf(n)]: '---\norder: 1\n---\n{{ entry.x | divided_by: 0 }}' })),
  fc.constantFrom<Change>(
    { 'pages/other.liquid': null },
    { 'pages/other.liquid': '<i id="there"></i>' },
    { 'pages/other.liquid': '---\nroute: /elsewhere\n---\n' },
    { 'public/file.txt': null },
    { 'public/file.txt': 'y' },
    { 'pages/posts/[slug].liquid': null },
    { 'pages/posts/[slug].liquid': '---\nentry: posts\nroute: /b/{slug}\n---\n{{ entry.content }}' },
    { 'pages/tags/[tag].liquid': null },
    { 'partials/foot.liquid': '<a href="/other#here">x</a><a href="/posts/post-9">x</a>' },
    { 'data/things.yaml': '- { id: a, name: C }\n- { id: b, name: B }\n' },
    {},
  ),
);

/** Addresses in a bucket: how many buckets there are follows from it, as it does from how many addresses there are. */
const buckets = fc.oneof({ weight: 3, arbitrary: fc.constant(LARGE.bucket) }, fc.constant(7));

test('a large site of which buckets go on as they are is told, and keeps, what one is that begins from nothing', async () => {
  let same = 0;
  let checks = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(change, buckets), { minLength: 1, maxLength: 5 }), async (changes) => {
      let files = SITE;
      let before: Kept | undefined;
      for (const [each, bucket] of [[{}, LARGE.bucket] as const, ...changes]) {
        files = changed(files, each);
        const large = { ...LARGE, bucket };
        const checked = await check(files, before, large);
        expect(allOf(checked)).toEqual(allOf(await check(files, undefined, large)));
        if (before && Object.keys(each).length > 0) {
          same += checked.counts.same;
          checks++;
        }
        before = checked.kept;
      }
    }),
    { numRuns: runs(8), seed: 212 },
  );
  expect(same / checks).toBeGreaterThan(20);
}, 600_000);

const EVERYWHERE = ['/other', '/file.txt', '/tags/t1', '/p/a', 'post-40', '/posts/post-41'];

test.each<readonly [string, Change, string]>([
  ['a page', { 'pages/other.liquid': null }, '/other is no address'],
  ['a route', { 'pages/other.liquid': '---\nroute: /elsewhere\n---\n' }, '/other is no address'],
  ['a file', { 'public/file.txt': null }, '/file.txt is no address'],
  ['an entry', { [pathOf(40)]: null }, '/posts/post-40 is no address'],
  ['an entry that cannot be kept', { [pathOf(41)]: null }, '/posts/post-41 is no address'],
])(
  'links to %s that goes away are said of pages that are as they were, at each publish',
  async (_, gone, message) => {
    const failing = '---\norder: 41\n---\n{{ "x" | divided_by: 0 }}';
    let files: Files = { ...SITE, ...post({ n: 3, links: EVERYWHERE }), [pathOf(41)]: failing };
    let { kept: before } = await check(files, undefined, LARGE);
    for (const each of [post({ n: 55, title: 'Other' }), gone, {}, post({ n: 56, title: 'Other' })]) {
      files = changed(files, each);
      const checked = await check(files, before, LARGE);
      const anew = await check(files, undefined, LARGE);
      expect(allOf(checked)).toEqual(allOf(anew));
      if (!Object.keys(each)[0]?.startsWith('p')) expect(checked.counts.same).toBeGreaterThan(20);
      before = checked.kept;
    }
    const { told } = await check(files, before, LARGE);
    expect(told.diagnostics.map((found) => found.message).join('\n')).toContain(message);
  },
  120_000,
);
