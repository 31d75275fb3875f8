import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownRows, windowOf } from '../../../admin/ui/src/content/shown-rows.ts';
import { askTable, makingTable, rowsOf } from '../../../site/content/rows.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { inOneGo } from '../../../site/in-one-go.ts';
import { runs } from '../../support/runs.ts';

const AT = Date.parse('2024-06-01T12:00Z');

function rows(texts: Readonly<Record<string, string>>, live: Readonly<Record<string, string>> = texts) {
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, compileFile(path, text).facts]));
  const hashes = new Map(Object.entries(texts));
  return rowsOf('posts', { files, at: AT, saved: () => 5, hashes, live: new Map(Object.entries(live)) });
}

const SITE = {
  'content/posts/_collection.yaml': 'title: The log\nsort: -date\n',
  'pages/posts/[slug].liquid': '---\nentry: posts\n---\n',
  'content/posts/a.md': '---\ntitle: A\ndate: 2024-01-05\n---\n',
  'content/posts/2024-02-05-b.md': 'No title',
  'content/posts/c.md': '---\ntitle: C\ndate: 2024-07-01\n---\n',
  'content/posts/d.md': '---\ntitle: D\ndate: 2023-01-01\ndraft: true\n---\n',
};

test('a collection as rows, in its order, with what visitors have of each', () => {
  const changed = { ...SITE, 'content/posts/a.md': 'other' };
  const found = rows(SITE, changed);
  expect(found).toMatchObject({ name: 'posts', title: 'The log', sort: '-date', groups: [] });
  expect(found?.entries).toEqual([
    {
      path: 'content/posts/c.md',
      slug: 'c',
      title: 'C',
      date: '2024-07-01',
      state: 'later',
      url: '/posts/c',
      updated: 5,
      order: null,
    },
    {
      path: 'content/posts/2024-02-05-b.md',
      slug: 'b',
      title: 'b',
      date: '2024-02-05',
      state: 'live',
      url: '/posts/b',
      updated: 5,
      order: null,
    },
    {
      path: 'content/posts/a.md',
      slug: 'a',
      title: 'A',
      date: '2024-01-05',
      state: 'changed',
      url: '/posts/a',
      updated: 5,
      order: null,
    },
    {
      path: 'content/posts/d.md',
      slug: 'd',
      title: 'D',
      date: '2023-01-01',
      state: 'draft',
      url: '/posts/d',
      updated: 5,
      order: null,
    },
  ]);
  expect(rows(SITE, {})?.entries.map(({ state }) => state)).toEqual(['later', 'new', 'new', 'draft']);
  const future = { ...SITE, 'content/posts/_collection.yaml': 'sort: -date\nfuture: true\n' };
  expect(rows(future, {})?.entries.map(({ state }) => state)).toEqual(['new', 'new', 'new', 'draft']);
  expect(rows({ 'pages/index.liquid': '' })).toBeUndefined();
});

test('what entries have in fields of words is counted, with their places', () => {
  const config =
    'sort: order\nfields:\n  tags: { type: list, of: text }\n  kind: { type: select, options: [a, b] }\n  title: { type: text }\n';
  const found = rows({
    ...SITE,
    'content/posts/_collection.yaml': config,
    'content/posts/a.md': '---\norder: 2\ntags: [sea, tide]\nkind: a\n---\n',
    'content/posts/c.md': '---\norder: 1\ntags: [tide]\n---\n',
  });
  expect(found?.sort).toBe('order');
  expect(found?.entries.map(({ slug, order }) => [slug, order])).toEqual([
    ['c', 1],
    ['a', 2],
    ['b', null],
    ['d', null],
  ]);
  expect(found?.groups).toEqual([
    {
      field: 'tags',
      values: [
        { name: 'sea', size: 1, at: [1] },
        { name: 'tide', size: 2, at: [0, 1] },
      ],
    },
    { field: 'kind', values: [{ name: 'a', size: 1, at: [1] }] },
  ]);
});

test('rows are found, sorted, and made where they are seen', () => {
  const all = (rows(SITE)?.entries ?? []).map((row, at) => ({ ...row, author: at % 2 ? 'Ann' : 'Bo' }));
  const slugs = (shown: Parameters<typeof shownRows>[1]) =>
    shownRows(all, shown)
      .map(({ slug }) => slug)
      .join('');
  expect(slugs({ text: '', state: '', sort: undefined })).toBe('cbad');
  expect(slugs({ text: '2024-0', state: '', sort: { by: 'title', down: true } })).toBe('cba');
  expect(slugs({ text: '', state: 'live', sort: { by: 'date', down: false } })).toBe('ab');
  expect(slugs({ text: 'D', state: '', sort: undefined })).toBe('d');
  const group = { field: '', value: '', paths: new Set(['content/posts/a.md', 'content/posts/d.md']) };
  expect(slugs({ text: '', state: '', group, sort: undefined })).toBe('ad');
  expect(slugs({ text: '', state: '', sort: { by: 'author', down: false } })).toBe('bdca');
  expect(windowOf(10_000, 41_000, 800)).toEqual({ from: 988, to: 1032 });
  expect(windowOf(3, 0, 800)).toEqual({ from: 0, to: 3 });
  expect(windowOf(0, 500, 800)).toEqual({ from: 0, to: 0 });
});

test('groups name places of the order that entries are shown in', () => {
  const entry = fc.record({
    slug: fc.constantFrom(...'abcdefghijkl'),
    date: fc.constantFrom('2024-01-01', '2024-02-01', '2024-03-01', ''),
    tags: fc.uniqueArray(fc.constantFrom('t1', 't2', 'T1', '1'), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(entry, { selector: ({ slug }) => slug, minLength: 1 }), (entries) => {
      const site = {
        'content/posts/_collection.yaml': 'fields: { tags: { type: list, of: text } }\n',
        ...Object.fromEntries(
          entries.map(({ slug, date, tags }) => [
            `content/posts/${slug}.md`,
            `---\n${date && `date: ${date}\n`}tags: ${JSON.stringify(tags)}\n---\n`,
          ]),
        ),
      };
      const found = rows(site);
      const order = found?.entries ?? [];
      // Those without a date come last, in whichever order.
      const dated = order.filter(({ date }) => date !== null).map(({ date, slug }) => [date, slug]);
      const wanted = entries.filter(({ date }) => date !== '').map(({ date, slug }) => [date, slug]);
      wanted.sort(([a = '', one = ''], [b = '', other = '']) =>
        a === b ? (one < other ? -1 : 1) : a < b ? 1 : -1,
      );
      expect(dated).toEqual(wanted);
      const places = (tag: string) =>
        order.flatMap(({ slug }, at) =>
          entries.find((each) => each.slug === slug)?.tags.some((each) => each === tag) ? [at] : [],
        );
      const groups = found?.groups.find(({ field }) => field === 'tags')?.values ?? [];
      expect(new Set(groups.map(({ name }) => name))).toEqual(new Set(entries.flatMap(({ tags }) => tags)));
      for (const { name, size, at } of groups)
        expect([name, size, at]).toEqual([name, places(name).length, places(name)]);
    }),
    { numRuns: runs(200) },
  );
});

test('what is known of an entry is asked for once by the table, in the order of paths', () => {
  class Counted extends Map<string, ReturnType<typeof compileFile>['facts']> {
    asked: string[] = [];
    override get(path: string) {
      this.asked.push(path);
      return super.get(path);
    }
  }
  const texts = Object.fromEntries(
    Array.from({ length: 50 }, (_, n) => [
      `content/posts/p${n}.md`,
      `---\ntitle: P\ndate: 2024-01-${String(1 + ((n * 7) % 28)).padStart(2, '0')}\ntags: [a, b]\n---\n`,
    ]),
  );
  const config = {
    'content/posts/_collection.yaml':
      'fields: { tags: { type: list, of: text }, kind: { type: select, options: [a] } }\n',
  };
  const all = Object.entries({ ...config, ...texts }).sort(([a], [b]) => (a < b ? -1 : 1));
  const files = new Counted(all.map(([path, text]) => [path, compileFile(path, text).facts]));
  const found = rowsOf('posts', { files, at: AT, saved: () => 5, hashes: new Map(), live: new Map() });
  expect(found?.entries).toHaveLength(50);
  const entries = files.asked.filter((path) => path.endsWith('.md'));
  // Beside them, one for each two groups that are compared by their first entry.
  expect(entries.length).toBeLessThanOrEqual(50 + 4);
  expect(entries.slice(0, 50)).toEqual([...entries.slice(0, 50)].sort());
});

test('a table is good until the date of its next entry comes', () => {
  const tableAt = (at: number, texts: Readonly<Record<string, string>> = SITE) => {
    const files = new Map(Object.entries(texts).map(([path, text]) => [path, compileFile(path, text).facts]));
    return inOneGo(makingTable('posts', { files, at, saved: () => 5, hashes: new Map(), live: new Map() }));
  };
  const comes = Date.parse('2024-07-01');
  const stateAt = (at: number) => tableAt(at)?.rows.find(({ row }) => row.slug === 'c')?.row.state;
  expect([tableAt(AT)?.until, stateAt(comes - 1), stateAt(comes)]).toEqual([comes, 'later', 'new']);
  expect(tableAt(comes)?.until).toBe(Number.POSITIVE_INFINITY);
  const config = `${SITE['content/posts/_collection.yaml']}future: true\n`;
  expect(tableAt(AT, { ...SITE, 'content/posts/_collection.yaml': config })?.until).toBe(
    Number.POSITIVE_INFINITY,
  );
});

test('entries of a group are told by their places in what is given', () => {
  const long = 'x'.repeat(200);
  const texts = {
    'content/posts/_collection.yaml': 'sort: title\ngroups: [tag]\n',
    'content/posts/a.md': `---\ntitle: ${long}2\ntag: blue\n---\n`,
    'content/posts/b.md': `---\ntitle: ${long}1\ntag: red\n---\n`,
  };
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, compileFile(path, text).facts]));
  const from = { files, at: AT, saved: () => 5, hashes: new Map(), live: new Map() };
  const table = inOneGo(makingTable('posts', from));
  expect(table).toBeDefined();
  for (const query of table ? [{}, { limit: 1_000 }] : []) {
    const asked = askTable(table as NonNullable<typeof table>, query);
    const values = asked.groups.flatMap((group) => group.values);
    expect(values.map(({ name }) => name).sort()).toEqual(['blue', 'red']);
    for (const { name, at } of values)
      if (at) expect(at.map((place) => asked.entries[place]?.slug)).toEqual([name === 'red' ? 'b' : 'a']);
  }
});
