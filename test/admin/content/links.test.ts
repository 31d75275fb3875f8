import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

interface Found {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly help: string;
  readonly start: { readonly line: number };
}

async function linksOf(files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) expect((await put(path, text)).status).toBe(201);
  const { status, body } = await call('POST', '/publish');
  const found: Found[] = body.diagnostics.filter(({ code }: Found) => /^(broken|missing)_link$/.test(code));
  return {
    status,
    found: found.map(({ path, start, message, help }) => `${path}:${start.line} ${message} ${help}`),
  };
}

const SITE = {
  'pages/about.liquid': '<h1 id="team">x</h1><a name="old">y</a>',
  'pages/posts/[slug].liquid': '---\nentry: posts\n---\n{{ entry.content }}',
  'pages/p/[id].liquid': '{{ page.params.id }}',
  'content/posts/first.md': '# Head\n\n[second](/posts/second)\n\n[wrong](/posts/secnd)\n',
  'content/posts/second.md': '[first](/posts/first#head) [wrong](first#haed)\n',
  'assets/a.css': 'x',
  'public/b.txt': 'x',
  'site.yaml': 'redirects: { /gone: /about }\nurl: https://example.com\n',
};

test('links of pages and entries are followed, and the nearest address is named', async () => {
  const { status, found } = await linksOf({
    ...SITE,
    'pages/index.liquid':
      '<a href="/about#team">\n<a href="/about#old"><a href="#top"><a href="#">\n<a href="/abuot">\n<img src="/assets/a.css"><img src="/assets/b.png">\n<a href="/about#teem"><a href="https://example.com/nope"><a href="https://other.com/x"><a href="mailto:a@b.c"><a href="/gone"><a href="/b.txt"><a href="/p/7"><a href="/sitemap.xml">',
  });
  expect(status).toBe(200);
  expect(found.sort()).toEqual([
    'content/posts/first.md:5 /posts/first links to /posts/secnd, and /posts/secnd is no address of this site Did you mean /posts/second?',
    'content/posts/second.md:1 /posts/second links to first#haed, and /posts/first has nothing with the id haed Did you mean #head?',
    'pages/index.liquid:3 / links to /abuot, and /abuot is no address of this site Did you mean /about?',
    'pages/index.liquid:4 / links to /assets/b.png, and /assets/b.png is no address of this site Correct the link, or make the page.',
    'pages/index.liquid:5 / links to /about#teem, and /about has nothing with the id teem Did you mean #team?',
    'pages/index.liquid:5 / links to https://example.com/nope, and /nope is no address of this site Correct the link, or make the page.',
  ]);
});

test('links: strict refuses them', async () => {
  const files = { 'pages/index.liquid': '<a href="/abut">', 'pages/about.liquid': '<a href="/abut">' };
  const { status, found } = await linksOf({ ...files, 'site.yaml': 'links: strict\n' });
  expect(status).toBe(422);
  expect(found).toEqual([
    'pages/index.liquid:1 / and 1 more page links to /abut, and /abut is no address of this site Did you mean /about?',
  ]);
  await put('site.yaml', 'links: { strict: false, schemes: [sms] }\n');
  expect((await call('POST', '/publish')).body.state).toBe('live');
});

test('a link in Markdown to a file that is not there is one finding, wherever its text is printed', async () => {
  const site = {
    'pages/index.liquid': '{% for post in collections.posts %}{{ post.content }}{% endfor %}<a href="/abut">',
    'pages/posts/[slug].liquid': '---\nentry: posts\n---\n{{ entry.content }}<a href="other.md">',
    'content/posts/first.md': '[a](../../pages/abut.liquid) ![b](/assets/b.png)\n',
    'content/posts/second.md': '[a](../../pages/abut.liquid)\n',
    'pages/about.liquid': 'x',
  };
  const found = [
    'pages/index.liquid:1 / links to /abut, and /abut is no address of this site Did you mean /about?',
    'pages/posts/[slug].liquid:4 /posts/first and 1 more page links to other.md, and /posts/other.md is no address of this site Correct the link, or make the page.',
    'content/posts/first.md:1 pages/abut.liquid does not exist Did you mean /pages/about.liquid?',
    'content/posts/first.md:1 assets/b.png does not exist Upload it, or mend its name here.',
    'content/posts/second.md:1 pages/abut.liquid does not exist Did you mean /pages/about.liquid?',
  ];
  expect(await linksOf(site)).toEqual({ status: 200, found });
  expect(await linksOf({ 'site.yaml': 'links: strict\n' })).toEqual({ status: 422, found });
});

test('links: strict refuses a link to a file that is not there, and nothing else', async () => {
  const { status } = await linksOf({ 'site.yaml': 'links: strict\n', 'pages/a.md': '[b](b.md)\n' });
  expect(status).toBe(422);
  expect((await call('POST', '/publish', { force: true })).body.state).toBe('live');
});
