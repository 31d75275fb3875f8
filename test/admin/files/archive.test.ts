import { reset, SELF } from 'cloudflare:test';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put, TOKEN } from '../api.ts';

beforeEach(() => reset());

const encode = (text: string) => new TextEncoder().encode(text);

async function exported(query = ''): Promise<Record<string, string>> {
  const response = await SELF.fetch(`http://admin.test/api/export${query}`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect(response.headers.get('content-type')).toBe('application/zip');
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, [...bytes].join()]));
}

const load = (zip: Uint8Array, query = '') => call('POST', `/import${query}`, zip);
const zipped = (files: Zippable) => zipSync(files);
const paths = async () => (await call('GET', '/files')).body.files.map(({ path }: { path: string }) => path);

/** Bytes of an archive with some of them changed, in every place where `find` stands. */
function patched(zip: Uint8Array, find: string, replace: string): Uint8Array {
  const text = String.fromCharCode(...zip).replaceAll(find, replace);
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

describe('an archive', () => {
  test('that was exported imports again to the same bytes', async () => {
    await put('pages/index.liquid', 'é {{ 1 }}\r\n');
    await put('data/a.json', '{}');
    // Longer than what is written at once, one after the other.
    for (const [at, length] of [3_000, 300_000, 65_536, 200_001].entries())
      await put(
        `assets/café-${at}.bin`,
        Uint8Array.from({ length }, (_, n) => (n * (at + 7) + (n >> 8)) % 256),
      );
    const before = await exported();
    const response = await SELF.fetch('http://admin.test/api/export', {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const zip = new Uint8Array(await response.arrayBuffer());
    await reset();
    expect((await load(zip)).status).toBe(200);
    expect(await exported()).toEqual(before);
    expect(Object.keys(await exported('?prefix=data/'))).toEqual(['data/a.json']);
  });

  test('of a folder is taken without the folder, and without what systems add', async () => {
    const zip = zipped({
      'site/pages/': new Uint8Array(),
      'site/pages/index.liquid': encode('x'),
      '__MACOSX/site/._x': encode('x'),
      'site/.DS_Store': encode('x'),
    });
    expect((await load(zip)).status).toBe(200);
    expect(await paths()).toEqual(['pages/index.liquid']);
  });

  test('of one folder of a site keeps its name, unless a whole site is in a folder of that name', async () => {
    for (const [path, text] of [
      ['content/posts/a.md', 'x'],
      ['pages/a.liquid', 'x'],
      ['public/a.txt', 'x'],
    ] as const) {
      expect((await load(zipped({ [path]: encode(text) }))).status, path).toBe(200);
      expect(await paths()).toContain(path);
    }
    const site = { 'content/site.yaml': encode('title: A\n'), 'content/pages/b.liquid': encode('x') };
    expect((await load(zipped(site))).status).toBe(200);
    expect(await paths()).toEqual(expect.arrayContaining(['pages/b.liquid', 'site.yaml']));
  });

  test('replaces the site when told to, and says so first in a dry run', async () => {
    await put('pages/old.liquid', 'old');
    const zip = zipped({ 'pages/index.liquid': encode('x') });
    const dry = await load(zip, '?replace=1&dryRun=1');
    expect(dry.body.files).toEqual([
      { path: 'pages/index.liquid', change: 'created' },
      { path: 'pages/old.liquid', change: 'deleted' },
    ]);
    expect(await paths()).toEqual(['pages/old.liquid']);
    await load(zip, '?replace=1');
    expect(await paths()).toEqual(['pages/index.liquid']);
  });
});

describe('what is refused, with nothing changed', () => {
  const good = { 'pages/index.liquid': encode('x') };
  const symlink = zipSync({
    ...good,
    'pages/link.liquid': [encode('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }],
  });
  const bomb = zipSync({ ...good, 'data/a.json': new Uint8Array(2 * 1024 * 1024) }, { level: 9 });
  const lying = (() => {
    const zip = zipSync({ 'data/a.json': encode(`"${'a'.repeat(100_000)}"`) }, { level: 9 });
    const view = new DataView(zip.buffer);
    for (let at = 0; at < zip.length - 4; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    return zip;
  })();

  test.each([
    ['a path that leads out', zipped({ ...good, '../../etc/x': encode('x') }), 'path_dots'],
    ['an absolute path', zipped({ ...good, '/etc/x': encode('x') }), 'path_empty_part'],
    ['a drive', zipped({ ...good, 'c:\\x': encode('x') }), 'path_character'],
    ['an unknown folder', zipped({ ...good, 'src/x.js': encode('x') }), 'path_unknown_kind'],
    ['a file of another kind in a folder', zipped({ 'pages/x.txt': encode('x') }), 'path_ending'],
    ['a symbolic link', symlink, 'zip_symlink'],
    [
      'a name twice',
      patched(zipped({ ...good, 'pages/indey.liquid': encode('x') }), 'indey', 'index'),
      'zip_duplicate',
    ],
    [
      'a name in another encoding',
      patched(zipped({ ...good, 'pages/zzzz.liquid': encode('x') }), 'zzzz', 'z\xfcz\xff'),
      'zip_encoding',
    ],
    ['a file over its limit', bomb, 'file_size'],
    ['a file that is larger than it claims', lying, 'zip'],
    [
      'damaged bytes',
      patched(zipped({ 'data/a.json': [encode('"abcdef"'), { level: 0 }] }), 'abcdef', 'abcdeg'),
      'zip',
    ],
    ['half an archive', zipped(good).slice(0, 60), 'zip'],
    ['no archive', encode('hello'), 'zip'],
    ['text that is not UTF-8', zipped({ ...good, 'pages/a.liquid': new Uint8Array([0xff]) }), 'not_utf8'],
    ['nothing', zipped({}), 'zip_empty'],
  ])('%s', async (_, zip, rule) => {
    await put('pages/old.liquid', 'old');
    const { status, body } = await load(zip, '?replace=1');
    expect({ rule: body.rule, code: body.code }).toEqual({
      rule,
      code: rule === 'file_size' ? 'too_large' : 'invalid',
    });
    expect(status).toBe(rule === 'file_size' ? 413 : 422);
    expect(await paths()).toEqual(['pages/old.liquid']);
  });

  test('a template with an error in it, with its line', async () => {
    const { status, body } = await load(zipped({ ...good, 'pages/a.liquid': encode('a\n{% endif %}') }));
    expect(status).toBe(422);
    expect(body.diagnostics).toMatchObject([{ path: 'pages/a.liquid', start: { line: 2 } }]);
    expect(await paths()).toEqual([]);
  });
});

describe('names in an archive', () => {
  const old = {
    'my-site/README.md': encode('about'),
    'my-site/.gitignore': encode('x'),
    'my-site/assets/.DS_Store': encode('x'),
    '__MACOSX/my-site/._x': encode('x'),
    'my-site/pages/Über uns.liquid': encode(
      '---\nlayout: Base\n---\n<img src="/images/My Pic.png?x=1"><a href="../index.html">{% include Card.html %}{{ "Logo.PNG" | asset_url }}',
    ),
    'my-site/index.html': encode(
      '<a href="/pages/x">{% render "Card", a: 1 %}</a> <img src=images/My%20Pic.png>',
    ),
    'my-site/layouts/Base.html': encode('{{ content }}<link href="/css/site.css">'),
    'my-site/_includes/Card.html': encode('card'),
    'my-site/images/My Pic.png': encode('png'),
    'my-site/css/site.css': encode(
      'a { background: url(../images/My%20Pic.png) } b { background: url("data:x") }',
    ),
    'my-site/assets/Logo.PNG': encode('logo'),
    'my-site/assets/logo.png': encode('other'),
    'my-site/robots.txt': encode('robots'),
  };

  test('that are none are all told at once, each with what it could be called', async () => {
    const { status, body } = await load(zipped(old));
    expect(status).toBe(422);
    expect(body.errors.map(({ path, suggestion }: Record<string, string>) => [path, suggestion])).toEqual([
      ['pages/Über uns.liquid', 'pages/ueber-uns.liquid'],
      ['index.html', 'pages/index.liquid'],
      ['layouts/Base.html', 'layouts/base.liquid'],
      ['_includes/Card.html', 'partials/card.liquid'],
      ['images/My Pic.png', 'assets/images/My Pic.png'],
      ['css/site.css', 'assets/css/site.css'],
      ['assets/logo.png', 'assets/logo-2.png'],
      ['robots.txt', 'public/robots.txt'],
    ]);
    expect(await paths()).toEqual([]);
  });

  test('get those with rename, and links follow where they can be told', async () => {
    const { status, body } = await load(zipped(old), '?rename=true');
    expect(status).toBe(200);
    expect(body.renamed).toContainEqual({ from: 'index.html', to: 'pages/index.liquid' });
    expect(body.skipped.toSorted()).toEqual([
      '__MACOSX/my-site/._x',
      'my-site/.gitignore',
      'my-site/README.md',
      'my-site/assets/.DS_Store',
    ]);
    const read = async (path: string) => (await call('GET', `/files/${path}`)).body;
    expect(await read('pages/ueber-uns.liquid')).toBe(
      '---\nlayout: base\n---\n<img src="/assets/images/My%20Pic.png?x=1"><a href="/">{% include \'card\' %}{{ "Logo.PNG" | asset_url }}',
    );
    expect(await read('pages/index.liquid')).toBe(
      '<a href="/pages/x">{% render "card", a: 1 %}</a> <img src=/assets/images/My%20Pic.png>',
    );
    expect(await read('layouts/base.liquid')).toBe('{{ content }}<link href="/assets/css/site.css">');
    expect(await read('assets/css/site.css')).toBe(
      'a { background: url(/assets/images/My%20Pic.png) } b { background: url("data:x") }',
    );
    expect((await call('POST', '/publish')).status).toBe(200);
  });

  test('of a dry run say what would be, and change nothing', async () => {
    const { body } = await load(zipped(old), '?rename=1&dryRun=1');
    expect(body.renamed).toHaveLength(8);
    expect(await paths()).toEqual([]);
  });
});
