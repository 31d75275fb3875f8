import { strFromU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { drawReport } from '../../move-in/draw-report.ts';
import { moveZip } from '../../move-in/move-zip.ts';
import { zipSource } from '../../move-in/zip-source.ts';

const zip = (files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])),
  );

const ASKED = { name: 'a.zip', now: 0 };

const moved = async (files: Readonly<Record<string, string>>) => {
  const found = await moveZip(zip(files), ASKED);
  const texts =
    found && Object.entries(unzipSync(found.zip)).map(([path, bytes]) => [path, strFromU8(bytes)] as const);
  return (
    found && {
      kind: found.report.kind,
      report: drawReport(found.report),
      files: Object.fromEntries(texts ?? []),
    }
  );
};

test('a zip of plain HTML becomes one of a site, with the report', async () => {
  const found = await moved({
    'site-main/index.html': '<title>A</title>{{ b }}',
    'site-main/a/Logo.PNG': 'x',
  });
  expect(found?.kind).toBe('html');
  expect(found?.files).toEqual({
    'pages/index.liquid': '---\nroute: "/"\n---\n<title>A</title>{% raw %}{{{% endraw %} b }}',
    'public/a/Logo.PNG': 'x',
    'site.yaml': 'title: "A"\ntrailing_slash: always\nredirects:\n  "/index.html": "/"\n',
  });
  expect(found?.report).toMatch(/^What was rewritten\n\n {2}Text that begins like Liquid/);
});

test('a zip of a Jekyll site becomes one of a site', async () => {
  const found = await moved({
    '_config.yml': 'title: A\n',
    '_layouts/post.html': '<h1>{{ page.title }}</h1>{{ content }}',
    '_posts/2024-01-02-one.md': '---\nlayout: post\ntitle: One\n---\nText\n',
  });
  expect(found?.kind).toBe('jekyll');
  expect(Object.keys(found?.files ?? {})).toEqual(
    expect.arrayContaining(['site.yaml', 'layouts/post.liquid']),
  );
  expect(Object.keys(found?.files ?? {}).some((path) => path.startsWith('content/posts/'))).toBe(true);
});

test.each([
  ['an export', { 'site.yaml': 'title: A', 'pages/index.liquid': 'x', 'assets/demo.html': 'x' }],
  ['a part of a site', { 'pages/index.liquid': 'x', 'assets/demo.html': 'x' }],
  ['pictures', { 'assets/a.png': 'x', 'b.txt': 'y' }],
])('a zip of %s is imported as it is', async (_, files) => {
  expect(await moved(files)).toBeUndefined();
});

test.each([
  [{ 'a.txt': 'x' }, 'Nothing in a.zip says what it is; it has 1 .txt. Zip the folder that has'],
  [{ '_config.yml': 'a: b', 'site.yaml': '' }, 'a.zip could be jekyll or meniscus. Choose what it is.'],
  [
    { 'hugo.toml': 'a: b' },
    "a.zip is a site of Hugo (it has hugo.toml), which can't be moved yet. It has 1 .toml. Build it",
  ],
])('what cannot be moved says why, and what to do: %#', async (files, message) => {
  await expect(moved(files)).rejects.toThrow(message);
});

test('a site of Meniscus in a folder, or with files beside it, is taken out of it', async () => {
  const found = await moved({ 'site-main/site.yaml': 'title: A', 'site-main/README.md': 'x' });
  expect(found?.kind).toBe('meniscus');
  expect(Object.keys(found?.files ?? {})).toEqual(['site.yaml']);
  expect(found?.report).toContain('README.md');
});

test('what it is can be said', async () => {
  const files = zip({ '_config.yml': 'a: b', 'site.yaml': 'title: A', 'index.html': 'x' });
  for (const kind of ['jekyll', 'html'] as const)
    expect((await moveZip(files, { ...ASKED, kind }))?.report.kind).toBe(kind);
});

test('what is cut off says so', async () => {
  const whole = zip({ 'index.html': 'x'.repeat(99), 'b.html': 'some text that packs to a few bytes' });
  const damaged = whole.slice();
  damaged.fill(0x55, 40, 44);
  for (const bytes of [whole.slice(0, 60), damaged])
    await expect(moveZip(bytes, ASKED)).rejects.toThrow(/damaged/);
});

test('what is no zip, or is encrypted, or writes elsewhere, says so', async () => {
  await expect(moveZip(new TextEncoder().encode('no zip'), ASKED)).rejects.toThrow('it is no zip archive');
  for (const path of ['../out.html', 'a/../../out.html', '/out.html', 'C:\\out.html', 'a\\..\\..\\out.html'])
    await expect(moved({ 'index.html': 'x', [path]: 'y' })).rejects.toThrow(
      `${path.replaceAll('\\', '/')} is outside of the folder`,
    );
  const bytes = zip({ 'a.html': 'x', 'index.html': 'secret' });
  const directory = bytes.length - 22 - 46 - 'index.html'.length;
  bytes[directory + 8] = (bytes[directory + 8] ?? 0) | 1;
  await expect(moveZip(bytes, ASKED)).rejects.toThrow('index.html is encrypted');
});

test('folders around a site are not part of it', async () => {
  const found = await moved({
    '.DS_Store': 'x',
    'download/site-main/index.html': 'x',
    'download/site-main/a/b.html': 'y',
  });
  expect(Object.keys(found?.files ?? {})).toEqual(['pages/a/b.liquid', 'pages/index.liquid', 'site.yaml']);
});

/** A zip with the bytes of a file name changed, in both places where a zip has it. */
const renamed = (bytes: Uint8Array, from: string, to: readonly number[]): Uint8Array => {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return Uint8Array.from(text.replaceAll(from, String.fromCharCode(...to)), (sign) => sign.charCodeAt(0));
};

test.each([
  ['of macOS, which are UTF-8 and do not say so', [0xc3, 0xbc, 0xc3, 0xa4]],
  ['of Windows, which are as DOS had them', [0x81, 0x84]],
])('names %s are read', (_, bytes) => {
  const name = 'abcd'.slice(0, bytes.length);
  const { files } = zipSource(renamed(zip({ [`${name}.html`]: 'x', 'index.html': 'y' }), name, bytes));
  expect(files.map(({ path }) => path)).toEqual(['index.html', 'üä.html']);
});

test('a file that is not as long as its zip says, or damaged, is not taken for whole', () => {
  const bytes = zip({ 'index.html': 'a text that is packed, and a text that is packed' });
  const directory = bytes.length - 22 - 46 - 'index.html'.length;
  const short = bytes.slice();
  new DataView(short.buffer).setUint32(directory + 24, 10, true);
  expect(() => zipSource(short)).toThrow('index.html is damaged');
  const damaged = bytes.slice();
  new DataView(damaged.buffer).setUint32(directory + 16, 1, true);
  expect(() => zipSource(damaged)).toThrow('index.html is damaged');
});

test('what a system leaves in a folder around a site does not make it part of that', () => {
  const { files } = zipSource(zip({ 'download/.DS_Store': 'x', 'download/site/index.html': 'x' }));
  expect(files.map(({ path }) => path)).toEqual(['index.html']);
});
