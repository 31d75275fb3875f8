import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

const [GUIDE = '']: string[] = Object.values(
  import.meta.glob('../../../docs/content.md', { query: '?raw', import: 'default', eager: true }),
);

/** Every block of code of the guide, in order. */
const blocks = Array.from(GUIDE.matchAll(/^(`{3,})(\w*)\n([\s\S]*?)^\1$/gm), ([, , language, text = '']) => {
  return { language, text };
});

/** The files that they are, by what is in them; a block that is no file is what the last column says. */
const FILES: readonly (readonly [begins: string, path: string])[] = [
  ['---\ntitle: Guide', 'pages/guide.md'],
  ['markdown:\n', 'site.yaml'],
  ['[About](', 'content/docs/links.md'],
  ['```liquid run', 'content/posts/code.md'],
  ['[Write to', 'pages/tides.md'],
  ['content/posts/_collection.yaml', ''],
  ['---\ntitle: First tide', 'content/posts/first-tide.md'],
  ['---\nentry: posts', 'pages/posts/[slug].liquid'],
  ['{% assign about_the_sea', 'pages/sea.md'],
  ['{% for tag in collections', 'pages/tags/index.liquid'],
  ['---\neach:', 'pages/tags/[tag].liquid'],
  ['---\npaginate:', 'pages/log.liquid'],
  ['title: Posts', 'content/posts/_collection.yaml'],
  ['{{ entry.date | date: "%d %B %Y, %H', 'partials/dates.liquid'],
];

const AROUND: Readonly<Record<string, string>> = {
  'layouts/base.liquid': '<title>{{ page.title }}</title>{{ content }}',
  'pages/about.liquid': 'About',
  'pages/docs/[...slug].liquid': '---\nentry: docs\n---\n{{ entry.content }}',
  'content/docs/next.md': '## Ropes\n',
  'content/authors/ada.yaml': 'name: Ada\n',
  'data/tides.csv': 'day,high\n2024-05-31,4.2 m\n',
  'assets/boat.jpg': 'bytes',
};

test('every block of the guide is a file that can be saved, and all of them are a site', async () => {
  expect(blocks.map(({ text }) => FILES.find(([begins]) => text.startsWith(begins))?.[0] ?? text)).toEqual(
    FILES.map(([begins]) => begins),
  );
  for (const [path, text] of Object.entries(AROUND)) expect((await put(path, text)).status).toBe(201);
  const later: [string, string][] = [];
  for (const [at, { text }] of blocks.entries()) {
    const path = FILES[at]?.[1] ?? '';
    if (path === 'content/posts/code.md')
      later.push([path, `---\ntitle: Code\ndate: 2024-01-01\ntags: [a, b]\n---\n${text}`]);
    else if (path !== '') later.push([path, text]);
  }
  const edits = later.map(([path, text]) => ({ path, text }));
  const saved = await call('POST', '/batch', { edits });
  expect([saved.status, saved.body.errors]).toEqual([200, undefined]);
  const { status, body } = await call('POST', '/publish');
  const errors = body.diagnostics.filter(({ severity }: { severity: string }) => severity === 'error');
  expect({ status, errors }).toEqual({ status: 200, errors: [] });
  expect((await visit('/guide')).text).toContain('<title>Guide</title><h1>Welcome to');
  expect((await visit('/posts/first-tide')).text).toContain('<p>The water came at nine.</p>');
  expect((await visit('/posts/first-tide')).text).toContain('31 May 2024, by Ada');
  expect((await visit('/posts/code')).text).toContain('&lt;a href=&quot;/tags/a&quot;&gt;a&lt;/a&gt;');
  expect((await visit('/tides')).text).toContain('<td>Friday</td>');
  expect((await visit('/docs/links')).text).toContain(
    '<a href="/about">About</a>, <a href="/docs/next#ropes">',
  );
  expect((await visit('/sea')).status).toBe(200);
  expect((await visit('/tags')).text).toContain('<a href="/tags/sea">sea</a> (1)');
  expect((await visit('/tags/sea')).text).toContain('<h1>sea</h1>');
  expect((await visit('/log')).text).toContain('<a href="/posts/first-tide">First tide</a>');
}, 60_000);
