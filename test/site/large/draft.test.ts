import { expect, test } from 'vitest';
import { Assembled, assembledOf, MEMORY, packsFrom } from '../../../admin/check/assembled.ts';
import { renderAt } from '../../../admin/check/render-at.ts';
import { Lru } from '../../../release/memory.ts';
import { LIMITS } from '../../../schema/limits.ts';
import { knownAddresses } from '../../../site/addresses/known.ts';
import { dataReader } from '../../../site/addresses/lists.ts';
import { placeTemplates } from '../../../site/check/placed.ts';
import type { CompiledFile, Facts, SiteFacts } from '../../../site/facts.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { assembleLoose, type Loose } from '../../../site/release/loose.ts';
import { buildSite } from '../../support/build-site.ts';

type Texts = Readonly<Record<string, string>>;

const TEMPLATES: Texts = {
  'pages/index.liquid':
    '{% for p in collections.posts limit: 3 %}{{ p.title }} {{ p.excerpt }}{% endfor %}{{ collections.posts.size }}',
  'pages/posts/[slug].liquid':
    '---\nentry: posts\n---\n{{ entry.title }} {{ entry.content }} {{ entry.previous.title }} {{ entry.next.title }}',
  'pages/list.liquid':
    '---\npaginate: { items: collections.posts, size: 20 }\n---\n{% for p in paginator.items %}{{ p.title }} {% endfor %}{{ paginator.pages }}',
  'pages/tags/[tag].liquid':
    '---\neach: { tag: collections.posts.tags }\n---\n{{ tag.size }}{% for p in tag.items %} {{ p.title }}{% endfor %}',
};
const SHOWN = [
  '/',
  '/posts/data',
  '/posts/post-3',
  '/posts/post-150',
  '/list',
  '/list/page/3',
  '/tags/t1',
  '/posts/none',
];

const WORDS = 'The water came at nine and left at three. '.repeat(8);
const post = (n: number, title = `Post ${n}`, more = ''): string =>
  `---\ntitle: ${title}\norder: ${n}\ntags: [t${n % 5}]\n---\nText *${n}* ${more}\n\n<!--more-->\n\n${WORDS}\n`;

/** One of the posts is a file of data: it has no text. */
const DATA: Texts = { 'content/posts/data.yaml': 'title: Data\norder: 2.5\ntags: [t1]\n' };

function siteOf(count: number): Record<string, string> {
  const posts = Array.from({ length: count }, (_, n) => [`content/posts/post-${n}.md`, post(n)] as const);
  const all = [...Object.entries({ ...TEMPLATES, ...DATA }), ...posts].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(all);
}

const compiled = new Map<string, CompiledFile>();

function compile(path: string, text: string): CompiledFile {
  const key = `${path}\n${text}`;
  const known = compiled.get(key) ?? compileFile(path, text);
  compiled.set(key, known);
  return known;
}

/** The draft of some texts, and how many packs of it were read. */
function draftOf(texts: Texts, before?: Loose) {
  const of = (path: string) => compile(path, texts[path] ?? '');
  const read = new Map(Object.keys(texts).map((path): [string, Facts] => [path, of(path).facts]));
  const { files: placed, facts } = placeTemplates(read, (path) => texts[path]);
  const code = (path: string) => placed.get(path)?.compiled.code ?? of(path).code;
  const codes = new Map(Object.keys(texts).map((path) => [`${path}:${texts[path]}`, code(path)]));
  const loose = assembleLoose(
    {
      ...{ id: 'draft', version: 0, at: 0, facts, assets: new Map(), all: true, code },
      pack: (path) => ({ name: `${path}:${texts[path]}`, units: code(path).length }),
      read: (name) => codes.get(name),
    },
    before,
  );
  const site = assembledOf(loose, (name) => codes.get(name), new Lru(MEMORY));
  return { loose, site, facts };
}

async function releaseOf(texts: Texts): Promise<Assembled> {
  const { manifest, packs } = await buildSite(texts);
  const byName = new Map(packs.map(({ name, text }) => [name, text]));
  return new Assembled(
    manifest,
    packsFrom((name) => byName.get(name)),
  );
}

async function shown(site: Assembled, facts: SiteFacts, texts: Texts) {
  const bodies: Record<string, unknown> = {};
  for (const url of SHOWN) {
    const { status, body } = await renderAt(
      site,
      { url },
      (path) => texts[path],
      () => facts,
    );
    bodies[url] = [status, body];
  }
  return bodies;
}

test.each([
  ['small', 3],
  ['large', 300],
])(
  'the draft of a %s collection shows what its release shows, after edits of texts, titles and names too',
  async (_, count) => {
    const texts = siteOf(count);
    let before: Loose | undefined;
    const edits: Texts[] = [
      {},
      { 'content/posts/post-3.md': post(3, 'Post 3', 'and more') },
      { 'content/posts/post-150.md': post(150, 'Another') },
      { 'content/posts/post-150.md': '---\ntitle: Nothing\norder: 150\n---\n' },
      { 'content/posts/post-999.md': post(3, 'Beside the third') },
      { 'pages/index.liquid': `${TEMPLATES['pages/index.liquid']}!` },
    ];
    for (const edit of edits) {
      Object.assign(texts, edit);
      const sorted = Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
      const { site, loose, facts } = draftOf(sorted, before);
      const drafted = await shown(site, facts, sorted);
      expect(drafted).toEqual(await shown(await releaseOf(sorted), facts, sorted));
      expect(drafted['/posts/data']).toEqual([200, expect.stringMatching(/^Data /)]);
      expect(loose.text).toBe(draftOf(sorted).loose.text);
      before = loose;
    }
  },
);

/** Tables of addresses, as a site's text has them. */
const tablesIn = ({ made: { content } }: Loose): string[] =>
  Array.from(content.places)
    .filter(([key]) => key.startsWith('addresses/'))
    .map(([key, [, at, units]]) => `${key} ${content.inline.slice(at, at + units)}`);

test('an edit of a text leaves the tables of addresses as they are, another name does not', () => {
  const texts = siteOf(100);
  const before = draftOf(texts).loose;
  const withText = draftOf(
    { ...texts, 'content/posts/post-3.md': post(3, 'Post 3', 'and more') },
    before,
  ).loose;
  expect(withText.made.content).not.toBe(before.made.content);
  expect(tablesIn(withText)).toEqual(tablesIn(before));
  const named = Object.entries(texts).map(
    ([path, text]) => [path.replace('post-3.md', 'post-x.md'), text] as const,
  );
  expect(tablesIn(draftOf(Object.fromEntries(named)).loose)).not.toEqual(tablesIn(before));
});

test('a page of a large draft reads a few blocks of it, however many there are', async () => {
  const read = async (count: number) => {
    const texts = siteOf(count);
    const { site, facts } = draftOf(texts);
    site.takeRead();
    await renderAt(
      site,
      { page: 'content/posts/post-77.md' },
      (path) => texts[path],
      () => facts,
    );
    return { units: site.takeRead(), manifest: site.text.length / count };
  };
  for (const count of [400, 1_600]) {
    const { units, manifest } = await read(count);
    expect(units).toBeLessThan(4 * LIMITS.blockCharacters);
    expect(manifest).toBeLessThan(150);
  }
});

test('a draft with billions of addresses is shown with as many as a site may have', async () => {
  const texts = {
    'data/list.json': JSON.stringify(Array.from({ length: 60_000 }, (_, n) => ({ slug: `s${n}` }))),
    'pages/index.liquid': 'home',
    'pages/t/[a].liquid':
      '---\neach: { a: data.list }\npaginate: { items: data.list, size: 1 }\n---\n{{ a.slug }} {{ paginator.page }}',
  };
  const of = (path: string) => compile(path, texts[path as keyof typeof texts] ?? '');
  const facts = new Map(Object.keys(texts).map((path): [string, Facts] => [path, of(path).facts]));
  const all = knownAddresses(
    facts,
    { at: 0, all: true },
    dataReader(facts, (path) => of(path).code),
  );
  expect(all.known.length).toBe(LIMITS.addresses);
  expect(all.diagnostics.map(({ message }) => message)).toEqual([
    expect.stringContaining('makes 3600000000 of 3600000000 addresses'),
  ]);
  const { site } = draftOf(texts);
  const bodyAt = async (url: string) =>
    (
      await renderAt(
        site,
        { url },
        () => undefined,
        () => facts,
      )
    ).body;
  expect(await bodyAt('/')).toBe('home');
  expect(await bodyAt('/t/s1/page/3')).toMatch(/^s1/);
}, 60_000);
