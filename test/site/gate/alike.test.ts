import { expect, test } from 'vitest';
import { check, type Files, type Kept } from './checked.ts';

const SITE = 'title: Quay\nurl: https://example.com\n';

/** As a large site, and with lines of few pages in each bucket. */
const LARGE = { from: 1, bucket: 4 };

test('a link that leads elsewhere from another page is followed from each, also when pages are as they were', async () => {
  const page = (folder: string) => ({
    [`pages/${folder}/[slug].liquid`]: `---\nentry: ${folder}\n---\n{{ entry.content }}`,
  });
  const fill = (folder: string) =>
    Array.from({ length: 40 }, (_, n) => [
      `content/${folder}/c${n}.md`,
      `---\nfill: ${'w '.repeat(1_500)}\n---\nc`,
    ]);
  let files: Files = {
    ...{ 'site.yaml': SITE, ...page('notes'), ...page('posts'), ...page('things') },
    'content/notes/a.md': '<a href="https:a">x</a>',
    'content/posts/b.md': '<a href="https:a">x</a>',
    ...Object.fromEntries(['notes', 'posts', 'things'].flatMap(fill)),
  };
  let before: Kept | undefined;
  // Where an address goes away, all links are followed.
  for (const gone of [undefined, 'content/things/c3.md', 'content/things/c4.md', undefined]) {
    files = Object.fromEntries(Object.entries(files).filter(([path]) => path !== gone));
    const { told, kept, counts } = await check(files, before, LARGE);
    if (before) expect(counts.same).toBeGreaterThan(80);
    expect(told.diagnostics.map(({ message }) => message)).toEqual([
      '/posts/b links to https:a, and /posts/a is no address of this site',
    ]);
    before = kept;
  }
});

test('whether a page is made in part follows from what the site is, not from which of its addresses were rendered', async () => {
  // Each of the second half has so many tags that to make it in part does not pay.
  const post = (n: number, title = 'First') => {
    const tags = n >= 75 ? Array.from({ length: 120 }, (_, tag) => `x${tag}`).join(', ') : 'a';
    const path = `content/posts/p-${String(n).padStart(3, '0')}.md`;
    return {
      [path]: `---\ntags: [${tags}]\norder: ${n}\ntitle: ${title}\nfill: ${'w '.repeat(800)}\n---\nx`,
    };
  };
  const things = Array.from({ length: 30 }, (_, n) => `- { id: i${n}, name: N${'long'.repeat(60)}${n} }\n`);
  let files: Files = {
    'site.yaml': SITE,
    'data/things.yaml': things.join(''),
    'pages/posts/[slug].liquid':
      '---\nentry: posts\n---\n{{ request.country }}{% for x in data.things %}{{ x.name }}{{ x.name }}{{ x.name }}{% endfor %}{% for t in entry.tags %}{{ t | upcase }}{% endfor %}',
    ...Object.assign({}, ...Array.from({ length: 150 }, (_, n) => post(n))),
  };
  let before: Kept | undefined;
  for (const change of [{}, post(140, 'Second'), post(2, 'Third'), post(140, 'Fourth')]) {
    files = { ...files, ...change };
    const checked = await check(files, before, LARGE);
    const anew = await check(files, undefined, LARGE);
    expect([...checked.residuals.keys()]).toEqual([...anew.residuals.keys()]);
    expect([...checked.residuals.keys()]).toEqual(['pages/posts/[slug].liquid']);
    before = checked.kept;
  }
});

test('what is left of pages that are as they were is compared in slices', async () => {
  const loop = '{% for i in (1..6000) %}{{ i | times: 3 }}{% endfor %}';
  const pages = Array.from({ length: 40 }, (_, n) => [
    `pages/p${n}/[id].liquid`,
    `---\neach: { id: data.things }\n---\n{{ id.name }}{% if request.country == 'x' %}y{% endif %}${loop}`,
  ]);
  const files: Files = {
    'site.yaml': SITE,
    'data/things.yaml': '- { id: a, name: A }\n- { id: b, name: B }\n',
    ...Object.fromEntries(pages),
  };
  const { kept } = await check(files, undefined);
  const { counts, slices } = await check(files, kept);
  expect(counts.same).toBe(80);
  expect(slices).toBeGreaterThan(1);
});
