import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageOptions, siteOptions } from '../../admin/ui/src/code/complete-yaml.ts';
import { liquidRanges } from '../../admin/ui/src/code/liquid-ranges.ts';
import {
  type Collections,
  helpOfName,
  membersOfShape,
  shapeOf,
} from '../../admin/ui/src/code/names/shapes.ts';
import { yamlPlace } from '../../admin/ui/src/code/yaml-place.ts';
import { entryText } from '../../admin/ui/src/files/entry-text.ts';
import { contentFindings } from '../../admin/ui/src/language/content-findings.ts';
import type { Fields } from '../../schema/content/field.ts';
import { checkContent } from '../../site/content/check-content.ts';
import { collectionPath, readEntryPath } from '../../site/content/entry-path.ts';
import { surveyOf } from '../../site/content/survey/survey.ts';
import type { Facts } from '../../site/facts.ts';
import { compileFile } from '../../site/files/compile-file.ts';
import { cpuTime } from '../support/cpu-time.ts';
import { runs } from '../support/runs.ts';

const POSTS: Fields = {
  title: { type: 'text', required: true, max: 80 },
  author: { type: 'reference', to: 'authors' },
  places: { type: 'list', of: { type: 'object', fields: { name: { type: 'text', help: 'As on maps' } } } },
  slug: { type: 'text' },
};
const SITE: Collections = {
  names: ['authors', 'posts'],
  fields: async (name) => (name === 'posts' ? POSTS : name === 'authors' ? { name: { type: 'text' } } : {}),
};

/** Labels behind `name.` at the `|` of a text. */
async function behind(names: string, path: string, text: string): Promise<string[]> {
  const pos = text.includes('|^') ? text.indexOf('|^') : text.length;
  const shape = await shapeOf(names.split('.'), { path, source: text.replace('|^', ''), pos }, SITE);
  return shape ? (await membersOfShape(shape, SITE)).map(({ label }) => label) : [];
}

const PAGE = 'pages/posts/[slug].liquid';
const PARTS = '---\npaginate: { size: 5, items: collections.posts }\n---\n';
const FRONT = '---\nlayout: base\nentry: posts\n---\n';

describe('what is behind a name', () => {
  test.each([
    ['entry', PAGE, FRONT, ['title', 'author', 'places', 'slug', 'url']],
    ['entry', 'content/posts/a.md', '---\ntitle: A\n---\n', ['title', 'author', 'places', 'slug', 'url']],
    ['entry.author', PAGE, FRONT, ['name', 'slug', 'url']],
    ['entry.previous.author', PAGE, FRONT, ['name', 'slug', 'url']],
    ['entry.places', PAGE, FRONT, ['first', 'last', 'size']],
    ['entry.places.first', PAGE, FRONT, ['name']],
    ['entry.meta', PAGE, FRONT, ['slug', 'url', 'path']],
    ['entry.toc.first', PAGE, FRONT, ['level', 'id', 'text']],
    ['collections', 'partials/a.liquid', '', ['authors', 'posts']],
    ['collections.posts', 'partials/a.liquid', '', ['first', 'last', 'size']],
    ['post', 'pages/a.liquid', '{% for post in collections.posts limit: 3 %}', ['title', 'author']],
    ['who', 'pages/a.liquid', '{% for who in collections["authors"] %}', ['name', 'slug']],
    ['p', 'pages/a.liquid', '{% assign p = collections.posts | where: "a", 1 | first %}', ['title']],
    [
      'p',
      'pages/a.liquid',
      '{% assign all = collections.posts | sort: "title" %}{% for p in all %}',
      ['title'],
    ],
    ['p', 'pages/a.liquid', '{% for p in collections.authors %}|^{% for p in collections.posts %}', ['name']],
    ['collections.posts.tags.first', 'pages/a.liquid', '', ['name', 'slug', 'size', 'items']],
    ['tag', 'pages/t/[tag].liquid', '---\neach: { tag: collections.posts.tags }\n---\n', ['name', 'items']],
    ['tag', 'pages/t/[tag].liquid', '---\neach:\n  tag: collections.posts.tags\n---\n', ['name', 'items']],
    [
      'p',
      'pages/t/[tag].liquid',
      '---\neach: { tag: collections.posts.tags }\n---\n{% for p in tag.items %}',
      ['title', 'author', 'url'],
    ],
    ['who', 'pages/w/[who].liquid', '---\neach: { who: collections.authors }\n---\n', ['name', 'url']],
    ['paginator', 'pages/l.liquid', PARTS, ['items', 'pages', 'next', 'window']],
    ['paginator.next', 'pages/l.liquid', PARTS, ['page', 'url']],
    ['paginator.window.first', 'pages/l.liquid', PARTS, ['page', 'url', 'current']],
    ['p', 'pages/l.liquid', `${PARTS}{% for p in paginator.items %}`, ['title', 'author', 'url']],
    [
      'p',
      'pages/t/[tag].liquid',
      '---\neach: { tag: collections.posts.tags }\npaginate:\n  size: 3\n  items: tag.items\n---\n{% for p in paginator.items %}',
      ['title', 'url'],
    ],
    ['place', 'pages/a.liquid', '{%- for p in collections.posts -%}{% for place in p.places %}', ['name']],
  ])('%s in %s %s', async (names, path, text, expected) => {
    expect(await behind(names, path, text)).toEqual(expect.arrayContaining(expected));
  });

  test.each([
    ['entry', 'pages/about.liquid', '---\ntitle: A\n---\n'],
    ['entry', 'layouts/base.liquid', FRONT],
    ['entry.title', PAGE, FRONT],
    ['p', 'pages/a.liquid', '{% assign p = collections.posts | map: "title" %}'],
    ['p', 'pages/a.liquid', '{% assign p = p %}'],
    ['paginator', 'pages/a.liquid', FRONT],
    ['paginator', 'partials/a.liquid', PARTS],
    ['tag', 'pages/a.liquid', '---\neach: { tag: tag }\n---\n'],
    ['collections.posts.size', 'pages/a.liquid', ''],
    ['p', 'pages/a.liquid', '|^{% for p in collections.posts %}'],
  ])('nothing is told of %s in %s %s', async (names, path, text) => {
    expect(await behind(names, path, text)).toEqual([]);
  });

  test('a field has its type and help', async () => {
    const place = { path: PAGE, source: FRONT, pos: FRONT.length };
    const help = (name: string) => helpOfName(name.split('.'), place, SITE);
    expect(await help('entry.title')).toEqual({ title: 'title: text', text: 'Required. At most 80.' });
    expect(await help('entry.author')).toMatchObject({ title: 'author: reference to authors' });
    expect(await help('entry.places.first.name')).toEqual({ title: 'name: text', text: 'As on maps.' });
    expect(await help('entry.words')).toMatchObject({ text: expect.stringContaining('words') });
    expect(await help('entry.nothing')).toBeUndefined();
  });
});

describe('keys and values of front matter and site.yaml', () => {
  const labels = (before: string) => {
    const place = yamlPlace(before);
    return place ? pageOptions(place, ['authors', 'posts']).map(({ label }) => label) : [];
  };

  test.each([
    ['e', ['entry', 'each', 'paginate', 'sitemap']],
    ['entry: ', ['authors', 'posts']],
    ['paginate: { it', ['items', 'size', 'path']],
    ['paginate: { items: ', ['collections.authors', 'collections.posts']],
    ['paginate:\n  items: col', ['collections.authors', 'collections.posts']],
    ['each: { tag: col', ['collections.authors', 'collections.posts']],
    ['title: ', []],
    ['each: ', []],
  ])('%s', (before, expected) => {
    expect(labels(before)).toEqual(expected);
  });

  test.each(['timezone: Eur', 'timezones: [Eur', 'timezones:\n  - Eur'])('%s', (before) => {
    const place = yamlPlace(before);
    const zones = place ? siteOptions(place).map(({ label }) => label) : [];
    expect(zones).toContain('Europe/Lisbon');
  });
});

describe('the place in a YAML text', () => {
  test.each([
    ['ti', { keys: [], value: false, typed: 'ti' }],
    ['sort: -da', { keys: ['sort'], value: true, typed: '-da' }],
    ['fields:\n  title:\n    ty', { keys: ['fields', 'title'], value: false, typed: 'ty' }],
    ['fields:\n  title: { type: te', { keys: ['fields', 'title', 'type'], value: true, typed: 'te' }],
    ['fields:\n  title: { type: text, re', { keys: ['fields', 'title'], value: false, typed: 're' }],
    [
      'fields:\n  a: { type: list, of: { type: da',
      { keys: ['fields', 'a', 'of', 'type'], value: true, typed: 'da' },
    ],
    [
      'fields:\n  a: { type: text }\n  b:\n    type: ',
      { keys: ['fields', 'b', 'type'], value: true, typed: '' },
    ],
    ['tags:\n  - a\n  - b', { keys: ['tags'], value: true, typed: 'b' }],
    ['tags: [a, b', { keys: ['tags'], value: true, typed: 'b' }],
    ['places:\n  - name: A\n    ki', { keys: ['places'], value: false, typed: 'ki' }],
  ])('%j', (text, place) => {
    expect(yamlPlace(text)).toEqual(place);
  });

  test.each(['a: b # co', 'a: "b', 'a: |\n  some te'])('%j is none', (text) => {
    expect(yamlPlace(text)).toBeUndefined();
  });
});

describe('Liquid in a Markdown text', () => {
  const marked = (text: string, code: { from: number; to: number }[] = []) =>
    liquidRanges(text, code).map(({ from, to }) => text.slice(from, to));

  test('is found to its end, and to the end of the line where that is missing', () => {
    expect(marked('a {{ b }} {% if c %}\n| {{ d | e }} |\n{{ open\nnext')).toEqual([
      '{{ b }}',
      '{% if c %}',
      '{{ d | e }}',
      '{{ open',
    ]);
  });

  test('is text in code and behind a backslash', () => {
    expect(marked('`{{ a }}` {{ b }}', [{ from: 0, to: 9 }])).toEqual(['{{ b }}']);
    expect(marked('\\{{ a }} {{ b }}')).toEqual(['{{ b }}']);
  });

  test('is found in linear time', () => {
    const many = '{{ a {% b '.repeat(100_000);
    const time = cpuTime(() => {
      expect(liquidRanges(many, []).length).toBe(1);
      expect(liquidRanges('{{ a\n'.repeat(200_000), []).length).toBe(200_000);
    });
    expect(time).toBeLessThan(10_000); // in quadratic time it takes minutes
  });
});

describe('a new entry', () => {
  test('has its title, the day and what its collection requires', () => {
    const fields: Fields = {
      ...POSTS,
      date: { type: 'date' },
      tags: { type: 'list', of: 'text', required: true },
      live: { type: 'boolean', required: true },
      where: {
        type: 'object',
        required: true,
        fields: { at: { type: 'text', required: true }, x: { type: 'text' } },
      },
      summary: { type: 'text', required: true },
    };
    expect(entryText('content/posts/first-tide.md', fields, '2026-01-02')).toBe(
      '---\ntitle: First tide\ndate: 2026-01-02\ntags: []\nlive: false\nwhere:\n  at:\nsummary:\n---\n',
    );
  });

  test.each([
    ['content/posts/2024-05-31-ebb.md', { date: { type: 'date' } }, '---\ndate: 2024-05-31\n---\n'],
    ['content/authors/ada.yaml', {}, 'title: Ada\n'],
    ['content/authors/ada.json', {}, '{\n  "title": "Ada"\n}\n'],
    ['content/docs/guide/index.md', {}, '---\ntitle: Guide\n---\n'],
    ['content/posts/2024.md', {}, '---\ntitle: "2024"\n---\n'],
    ['content/posts/true.md', {}, '---\ntitle: "True"\n---\n'],
  ] satisfies [string, Fields, string][])('%s', (path, fields, text) => {
    expect(entryText(path, fields, '2026-01-02')).toBe(text);
    expect(compileFile(path, text).diagnostics).toEqual([]);
  });
});

describe('findings as it is typed', () => {
  const paths = ['content/posts/a.md', 'content/authors/ada.yaml'];
  const collection =
    'fields:\n  title: { type: text, required: true }\n  author: { type: reference, to: authors }\n';
  const findings = (path: string, text: string) =>
    contentFindings({ path, paths, collection }, compileFile(path, text).facts).map(
      ({ code, severity, start }) => `${severity} ${code} ${start.line}`,
    );

  test.each([
    ['content/posts/a.md', '---\ntitle: A\nauthor: ada\n---\n', []],
    [
      'content/posts/a.md',
      '---\nauthor: adda\ntitel: A\n---\n',
      ['error field_required 1', 'warning field_unknown 3', 'error missing_entry 2'],
    ],
    ['content/posts/2024-01-01-a.md', '---\ntitle: A\n---\n', ['error slug_twice 1']],
    [
      'content/posts/_collection.yaml',
      'fields:\n  a: { type: reference, to: autors }\n',
      ['error missing_collection 1'],
    ],
    ['content/posts/_collection.yaml', 'groups: [size]\n', ['error group_reserved 1']],
    // What other entries have is not known: nothing can be said of it.
    ['content/posts/_collection.yaml', 'groups: [tags]\n', []],
    ['content/none/_collection.yaml', 'fields:\n  a: { type: reference, to: none }\n', []],
    ['pages/posts/[slug].liquid', '---\nentry: post\n---\n', ['error missing_collection 1']],
    ['pages/posts/all.liquid', '---\nentry: posts\n---\n', ['error entry_route 1']],
    ['pages/about.liquid', '---\ntitle: A\n---\n', []],
  ])('%s %j', (path, text, expected) => {
    expect(findings(path, text)).toEqual(expected);
  });

  test('are those of a whole site whose other entries say nothing', () => {
    const names = fc.constantFrom(
      'a.md',
      'b.md',
      '2024-05-31-a.md',
      'deep/a.md',
      'index.md',
      '12-a.md',
      'ada.yaml',
    );
    const folders = fc.constantFrom('posts', 'authors', 'notes');
    const entries = fc.tuple(folders, names).map(([folder, name]) => `content/${folder}/${name}`);
    const fronts = fc.constantFrom(
      'title: A',
      'author: adda',
      'author: a',
      'url: /x',
      'order: 1',
      'titel: b',
    );
    const file = fc.oneof(
      fc.tuple(
        entries,
        fronts.map((front) => `---\n${front}\n---\nText`),
      ),
      fc.tuple(
        fc.constantFrom(
          'pages/[slug].liquid',
          'pages/[...slug].liquid',
          'pages/a.liquid',
          'pages/[x].liquid',
        ),
        fc.constantFrom('posts', 'author', 'notes').map((name) => `---\nentry: ${name}\n---\n`),
      ),
      fc.tuple(
        folders.map((name) => `content/${name}/_collection.yaml`),
        fc.constantFrom('groups: [size]', collection, 'fields: { a: { type: reference, to: note } }'),
      ),
    );
    const config = fc.constantFrom(undefined, collection);
    fc.assert(
      fc.property(fc.uniqueArray(entries), file, config, (others, [path, text], said) => {
        const { facts } = compileFile(path, text);
        const found = contentFindings({ path, paths: others, collection: said }, facts);
        const site = new Map<string, Facts>();
        for (const other of others) {
          const named = readEntryPath(other);
          if (named)
            site.set(other, {
              kind: 'entry',
              entry: { ...named, fields: {}, places: {}, words: 0, toc: [] },
            });
        }
        if (facts.entry && said !== undefined) {
          const of = collectionPath(facts.entry.collection);
          site.set(of, compileFile(of, said).facts);
        }
        site.set(path, facts);
        const all = facts.entry || facts.collection || facts.front ? checkContent(site, surveyOf(site)) : [];
        expect(found).toEqual(all.filter((each) => each.path === path));
      }),
      { numRuns: runs(500) },
    );
  });
});
