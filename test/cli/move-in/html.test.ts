import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { ORIGIN } from '../../../cli/move-in/compare/addresses.ts';
import { newSite } from '../../../cli/move-in/compare/new-site.ts';
import { Terminal } from '../../../cli/output/terminal.ts';
import { moveCases } from '../../move-in/read-case.ts';
import { folders, moveIn } from '../support/move-in.ts';

const NAV =
  '<header><nav><a href="/index.html">Home</a> <a href="/about.html">About</a> <a href="/docs/">Docs</a></nav></header>\n';
const END = '\n<footer><p>© A company that has been here for long</p></footer>\n</body>\n</html>\n';
const page = (title: string, main: string) =>
  `<!DOCTYPE html>\n<html lang=en>\n<head><meta charset="utf-8">\n<title>${title}</title></head>\n<body class='x'>\n${NAV}${main}${END}`;

const OLD = {
  'old/index.html': page(
    'A & B',
    '<main><h1 id=top>Welcome</h1><img src=images/Boat.PNG alt="A boat"></main>',
  ),
  'old/about.html': page(
    'About',
    '<p>{{ not.liquid }} and {% neither %} {{{ "this" }}}</p><script>var t = "{{ x }}";</script>',
  ),
  'old/docs/index.html': page(
    'Docs',
    '<a href="Getting Started.html">x</a> <a href="../about">y</a><p>Broken <b>bold <i>both</b></i><table><p>in',
  ),
  'old/docs/Getting Started.html': page('Start', '<!-- {% raw %} --><pre>{% endraw %}</pre>'),
  'old/docs/über.htm': page('Ü', '---\nfront: matter\n---'),
  'old/404.html': page('Not here', 'Sorry'),
  'old/images/Boat.PNG': new Uint8Array([137, 80, 78, 71, 0, 255]),
  'old/style.css': 'a { b: {{ c }} }\n',
  'old/assets/a.js': 'let a;\n',
  'old/CNAME': 'a.example\n',
  'old/.well-known/x.txt': 'x\n',
  'old/.DS_Store': 'x',
  'old/.htaccess': 'Redirect',
};

test.each([[[]], [['--layout']]])('every page and file is equal at its old address, %j', async (options) => {
  const top = folders(OLD);
  const { exit, out, err } = await moveIn(top, 'old', ...options, '--compare', 'old', '--json');
  expect(err).toBe('');
  const { comparison, report } = JSON.parse(out);
  const different = comparison.differences.filter(
    ({ kind }: { kind: string }) => !/^(?:extra|redirect)$/.test(kind),
  );
  expect(different).toEqual([
    {
      page: '/.htaccess',
      kind: 'missing',
      old: '/.htaccess',
      new: '',
      count: 1,
      why: 'Files of servers and tools are no files of a site. Write redirects and headers of .htaccess and the like into site.yaml.',
    },
  ]);
  expect(exit).toBe(1);
  expect(report.notes.map(({ code }: { code: string }) => code).sort()).toEqual([
    'file',
    options.length > 0 ? 'layout' : 'layout_offer',
    'liquid',
    'not_a_file',
    'page',
  ]);
  const layout = join(top, 'old-meniscus/layouts/base.liquid');
  expect(existsSync(layout)).toBe(options.length > 0);
  if (options.length > 0)
    expect(readFileSync(layout, 'utf8')).toContain(
      `{% endblock %}</head>\n<body class='x'>\n${NAV.trimEnd()}`,
    );
  expect(readFileSync(join(top, 'old-meniscus/site.yaml'), 'utf8')).toBe(
    'title: "A & B"\ntrailing_slash: always\nredirects:\n  "/about": "/about.html"\n  "/docs/index.html": "/docs/"\n  "/index.html": "/"\n',
  );
});

const piece = fc.oneof(
  fc.constantFrom(
    '<p>',
    '</p>',
    '<div class="a>b">',
    '{{',
    '}}',
    '{%',
    '%}',
    '{{{',
    '{% raw %}',
    '{%- endraw -%}',
    '<!--',
    '-->',
    '<script>',
    '</script>',
    '<',
    '>',
    '"',
    "'",
    '---\n',
    '\n',
    '\r\n',
    ' ',
    '&amp;',
    '\\',
    '{% block main %}',
  ),
  fc.string({ maxLength: 6 }).filter((text) => text.isWellFormed() && !text.includes('\0')),
);
const rough = fc.array(piece, { maxLength: 12 }).map((all) => all.join(''));

test('whatever pages are made of, their bytes stay', { timeout: 120_000 }, async () => {
  const pages = fc.sample(rough, { numRuns: 150, seed: 7 });
  for (const [start, end] of [
    ['', ''],
    [`<html><head></head><body>${NAV}`, END],
  ] as const) {
    const files = pages.map((text, n) => [`old/${n}.html`, `${start}${text}${end}`] as const);
    const top = folders(Object.fromEntries(files));
    const { exit, err } = await moveIn(top, 'old', '--layout');
    expect({ exit, err: err.replace(/ *Next.*\n/, '') }).toEqual({ exit: 0, err: '' });
    const terminal = new Terminal(process, {}, true);
    const site = await newSite(join(top, 'old-meniscus'), ORIGIN, terminal);
    for (const [path, text] of files) {
      const { bytes } = await site.get(path.replace('old', ''));
      expect(new TextDecoder().decode(bytes)).toBe(text.replaceAll('\r\n', '\n').replace(/^\ufeff/, ''));
    }
  }
});

test.each([
  [
    '<meta charset="iso-8859-1"><title>x</title>caf\xe9 \x80',
    'windows-1252',
    '<meta charset="utf-8"><title>x</title>café €',
  ],
  ['<title>x</title>\x93caf\xe9\x94', 'windows-1252', '<title>x</title>“café”'],
  [
    `<!--${'-'.repeat(2000)}--><meta charset=koi8-r>\xed\xc9\xd2`,
    'koi8-r',
    `<!--${'-'.repeat(2000)}--><meta charset=utf-8>Мир`,
  ],
  ['<?xml version="1.0" encoding="koi8-r"?><p>\xed', 'koi8-r', '<?xml version="1.0" encoding="utf-8"?><p>М'],
  ['<\0p\0>\0\xe9\0', 'utf-16le', '<p>é'],
  ['\xfe\xff\0<\0p\0>\0\xe9', 'utf-16be', '<p>é'],
])('a page in another encoding is in UTF-8 then, and says so, %#', async (bytes, charset, becomes) => {
  const top = folders({ 'old/index.html': Buffer.from(bytes, 'latin1') });
  const { exit, out } = await moveIn(top, 'old', '--json', '--compare', 'old');
  const { report } = JSON.parse(out);
  expect(exit).toBe(0);
  expect(report.notes[0]).toMatchObject({
    outcome: 'rewritten',
    code: 'charset',
    places: [{ old: charset, new: 'utf-8' }],
  });
  const moved = readFileSync(join(top, 'old-meniscus/pages/index.liquid'), 'utf8');
  expect(moved).toBe(`---\nroute: "/"\n---\n${becomes}`);
});

test('pages whose menus mark where one is, at every depth, are equal with layouts', async () => {
  const cases = moveCases().filter(({ layout }) => layout);
  expect(cases.length).toBeGreaterThan(5);
  for (const { name, source } of cases) {
    const top = folders(
      Object.fromEntries(Object.entries(source).map(([path, text]) => [`old/${path}`, text])),
    );
    const { exit, out } = await moveIn(top, 'old', '--layout', '--compare', 'old', '--json');
    const { differences } = JSON.parse(out).comparison;
    expect({ name, exit, differences }).toEqual({ name, exit: 0, differences: [] });
  }
});

test('a page that is too large for one is a file, and programs of a server stay behind', async () => {
  const top = folders({
    'old/index.html': '<p>Home',
    'old/large.html': `<p>${'x'.repeat(1024 * 1024)}`,
    'old/config.php': '<?php $password = 1;',
  });
  const { out } = await moveIn(top, 'old', '--json', '--compare', 'old');
  const { comparison, report } = JSON.parse(out);
  expect(comparison.differences).toEqual([expect.objectContaining({ page: '/config.php', kind: 'missing' })]);
  expect(report.notes.map(({ code }: { code: string }) => code)).toEqual([
    'page_size',
    'server_code',
    'page',
  ]);
});

test('a zip of a site is a folder, also where all of it is in one', async () => {
  const text = (some: string) => new TextEncoder().encode(some);
  const site = { 'site.yaml': text('title: T\n'), 'pages/index.liquid': text('x'), 'README.md': text('x') };
  const inOne = Object.fromEntries(Object.entries(site).map(([name, bytes]) => [`a-main/${name}`, bytes]));
  const top = folders({ 'export.zip': zipSync(site), 'packed.zip': zipSync(inOne), 'bad.zip': 'no zip' });
  for (const name of ['export', 'packed']) {
    const { exit, out } = await moveIn(top, `${name}.zip`, '--json');
    const { kind, files, report } = JSON.parse(out);
    expect({ exit, kind, files }).toEqual({ exit: 0, kind: 'meniscus', files: 2 });
    expect(report.notes.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['left', 'moved']);
    expect(readFileSync(join(top, `${name}-meniscus/pages/index.liquid`), 'utf8')).toBe('x');
  }
  const bad = await moveIn(top, 'bad.zip');
  expect([bad.exit, bad.err]).toEqual([2, expect.stringContaining('bad.zip is no zip')]);
});

test.each([
  [
    'Eleventy',
    { 'old/.eleventy.js': '', 'old/_includes/a.njk': '', 'old/a.md': '', 'old/b.md': '' },
    /site of Eleventy \(it has \.eleventy\.js\), which can't be moved yet\. It has 2 \.md, 1 \.js, 1 \.njk/,
  ],
  ['Shopify', { 'old/config/settings_data.json': '{}', 'old/templates/a.liquid': '' }, /site of Shopify/],
  ['two at once', { 'old/_config.yml': '', 'old/site.yaml': '' }, /old could be jekyll or meniscus/],
  [
    'two, of which one is not moved',
    { 'old/_config.yml': '', 'old/.eleventy.js': '' },
    /old could be jekyll or Eleventy \(it has \.eleventy\.js\)/,
  ],
  ['nothing that is known', { 'old/a.txt': '' }, /Nothing in old says what it is; it has 1 \.txt/],
])('refused: %s', async (_, files, message) => {
  const top = folders(files);
  const { exit, err } = await moveIn(top, 'old');
  expect([exit, err]).toEqual([2, expect.stringMatching(message)]);
  expect(existsSync(join(top, 'old-meniscus'))).toBe(false);
});

test('the example of the guide is what comes of it', async () => {
  const guide = readFileSync('docs/moving-in.md', 'utf8');
  const [, old = '', now = ''] = /```html\n(.*?)```.*?```liquid\n(.*?)```/s.exec(guide) ?? [];
  const top = folders({ 'old/about.html': old });
  await moveIn(top, 'old');
  expect(now).not.toBe('');
  expect(readFileSync(join(top, 'old-meniscus/pages/about.liquid'), 'utf8')).toBe(now);
});
