import { strFromU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { moveZip } from '../../move-in/move-zip.ts';
import { zipSource } from '../../move-in/zip-source.ts';

const zip = (files: Readonly<Record<string, string>>) =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])),
  );

const moved = async (files: Readonly<Record<string, string>>) => {
  const found = await moveZip(zip(files), 0);
  const texts =
    found && Object.entries(unzipSync(found.zip)).map(([path, bytes]) => [path, strFromU8(bytes)] as const);
  return found && { kind: found.kind, report: found.report, files: Object.fromEntries(texts ?? []) };
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
  ['nothing that is known', { 'a.txt': 'x' }],
  ['two at once', { '_config.yml': 'a: b', 'site.yaml': 'title: A' }],
])('a zip of %s is imported as it is', async (_, files) => {
  expect(await moved(files)).toBeUndefined();
});

test('what is no zip, or is encrypted, or writes elsewhere, says so', async () => {
  await expect(moveZip(new TextEncoder().encode('no zip'), 0)).rejects.toThrow(/zip/);
  for (const path of ['../out.html', 'a/../../out.html', '/out.html', 'C:\\out.html', 'a\\..\\..\\out.html'])
    await expect(moved({ 'index.html': 'x', [path]: 'y' })).rejects.toThrow(
      `${path.replaceAll('\\', '/')} is outside of the folder`,
    );
  const bytes = zip({ 'a.html': 'x', 'index.html': 'secret' });
  const directory = bytes.length - 22 - 46 - 'index.html'.length;
  bytes[directory + 8] = (bytes[directory + 8] ?? 0) | 1;
  await expect(moveZip(bytes, 0)).rejects.toThrow('index.html is encrypted');
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
