import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folders, moveIn } from '../support/move-in.ts';

async function compared(cwd: string, ...args: string[]) {
  const { exit, out } = await moveIn(cwd, ...args, '--json');
  const { differences, counts, ...rest } = JSON.parse(out);
  const rows = differences.map(
    ({ page, kind, old, new: now }: Record<string, string>) => `${page} ${kind}: ${old} -> ${now}`,
  );
  return { exit, rows, counts, ...rest };
}

const SITE = {
  'site/site.yaml':
    'title: T\nurl: https://old.example\nbaseurl: /b\ntrailing_slash: always\nredirects: { /old: /about }\n',
  'site/pages/index.liquid':
    '---\ntitle: Home\npaginate: { items: collections.posts, size: 2 }\n---\n<title>Home</title>{% for p in collections.posts limit: 2 %}<a href="{{ p.url }}">{{ p.title }}</a> {% endfor %}',
  'site/pages/about.liquid': '<title>About</title><p>Hello</p>',
  'site/pages/posts/[slug].liquid':
    '---\nentry: posts\n---\n<title>{{ entry.title }}</title>{{ entry.content }}',
  'site/content/posts/one.md': '---\ntitle: One\ndate: 2026-01-03\n---\n## A part\n\nText.\n',
  'site/content/posts/two.md': '---\ntitle: Two\ndate: 2026-01-02\n---\nTwo.\n',
  'site/content/posts/three.md': '---\ntitle: Three\ndate: 2026-01-01\n---\nThree.\n',
  'site/public/a.txt': 'a\n',
  'site/assets/a.css': 'a { b: c }\n',
};
const OLD = {
  'old/about/index.html': '<title>About</title>\n<p>Hello\n</p>',
  'old/posts/one/index.html': '<title>One</title><h2 id="a-part">A part</h2><p>Text.</p>',
  'old/posts/two/index.html': '<title>Two</title><p>Two.</p><a href="/b/posts/one/#a-part"></a>',
  'old/posts/three/index.html': '<title>Three</title><p>Three.</p>',
  'old/old/index.html': '<meta http-equiv="refresh" content="0; url=https://old.example/b/about/">',
  'old/a.txt': 'a',
};

test('entries, parts of lists, files and redirects are compared where the old site has them', async () => {
  const top = folders({ ...SITE, ...OLD });
  const {
    exit,
    rows,
    equal,
    there,
    compared: both,
    equalPages,
  } = await compared(top, 'site', '--compare', 'old');
  expect({ exit, equal, there, both, equalPages }).toEqual({
    exit: 1,
    equal: false,
    there: 6,
    both: 6,
    equalPages: 5,
  });
  expect(rows).toEqual([
    '/posts/two/ link: /posts/one/#a-part -> ',
    '/ extra:  -> /',
    '/page/2/ extra:  -> /page/2/',
    '/assets/a.css extra:  -> /assets/a.css',
  ]);
});

test('what is there alone is missing, and the present folder is compared when none is named', async () => {
  const top = folders({
    ...SITE,
    ...OLD,
    'old/gone/index.html': 'a',
    'old/gone.pdf': 'a',
    'old/.nojekyll': '',
  });
  const { rows } = await compared(join(top, 'site'), '--compare', '../old');
  expect(rows.filter((row: string) => / missing: /.test(row))).toEqual([
    '/gone/ missing: /gone/ -> ',
    '/gone.pdf missing: /gone.pdf -> ',
  ]);
});

test('equal sites are done, and say so', async () => {
  const { 'old/posts/two/index.html': _, ...old } = OLD;
  const top = folders({ ...SITE, ...old });
  const { exit, out } = await moveIn(top, 'site', '--compare', 'old');
  expect(exit).toBe(0);
  expect(out).toMatch(
    /addresses that are only here: 4 \(no difference to a visitor\)[\s\S]*✓ 5 addresses there: 5 equal here, 0 different, 0 missing/,
  );
});

test('what differs on many pages in one way is one row', async () => {
  const page = (n: number) => [`old/${n}/index.html`, '<title>T</title>Old name'] as const;
  const here = (n: number) => [`site/pages/${n}.liquid`, '<title>T</title>New name'] as const;
  const all = Array.from({ length: 9 }, (_, n) => n);
  const top = folders({
    'site/site.yaml': 'title: T',
    ...Object.fromEntries([...all.map(page), ...all.map(here)]),
  });
  const { out } = await moveIn(top, 'site', '--compare', 'old');
  expect(out).toContain(
    'visible text: 9\n  /0/, /1/, /2/, and 6 more pages\n    there Old name\n    here  New name\n\naddresses that redirect here: 9 (no difference to a visitor)\n  /0/, /1/, /2/, and 6 more pages\n    there /0/\n    here  /0\n    → the slash at its end\n',
  );
});

test('a site that runs here is followed by its links', async () => {
  const top = folders(SITE);
  const pages: Readonly<Record<string, string>> = {
    '/b/':
      '<title>Home</title><a href="/b/posts/one/">One</a> <a href="/b/posts/two/">Two</a> <a href="hidden/">x</a>',
    '/b/about/': '<title>About</title><p>Hello</p>',
    '/b/hidden/': 'only there',
  };
  const server = createServer(({ url = '' }, response) => {
    const body = Object.hasOwn(pages, url) ? pages[url] : undefined;
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html' }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const { rows } = await compared(top, 'site', '--compare', `http://127.0.0.1:${port}/b`);
  expect(rows.filter((row: string) => !row.includes(' extra: '))).toEqual([
    '/ text: One Two x -> One Two',
    '/ link: /hidden/ -> ',
    '/hidden/ missing: /hidden/ -> ',
  ]);
});

test.each([
  [
    'a folder that is not there',
    ['site', '--compare', 'nowhere'],
    2,
    /There is no folder nowhere to compare with/,
  ],
  [
    'a site elsewhere',
    ['site', '--compare', 'https://example.com'],
    2,
    /example\.com is not on this machine/,
  ],
  ['a site that does not answer', ['site', '--compare', 'http://127.0.0.1:1/'], 4, /does not answer/],
  ['nothing', [], 2, /Which folder moves in\?/],
])('refused: %s', async (_, args, code, message) => {
  const { exit, err } = await moveIn(folders({ ...SITE, ...OLD }), ...args);
  expect(err).toMatch(message);
  expect(exit).toBe(code);
});

test('a site with errors is shown as check shows it', async () => {
  const top = folders({ ...SITE, ...OLD, 'site/pages/bad.liquid': '{{ a | upcse }}' });
  const { exit, out, err } = await moveIn(top, 'site', '--compare', 'old');
  expect(exit).toBe(1);
  expect(out).toContain('There is no filter upcse');
  expect(err).toContain('has errors: no page of it can be shown');
});
