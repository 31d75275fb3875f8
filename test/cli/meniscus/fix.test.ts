import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CompileCache } from '../../../cli/check/cache.ts';
import { checkFolder } from '../../../cli/check/check.ts';
import { fixFindings } from '../../../cli/check/fix.ts';
import { buildFolder } from '../../../cli/dev/build.ts';
import { FolderHashes } from '../../../cli/sync/hashes.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meniscus-fix-'));
  write('site.yaml', 'title: Test\n');
  write('pages/index.liquid', '{{ site.title }}');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const look = () => checkFolder(folder, new FolderHashes(folder), new CompileCache(folder, true)).diagnostics;
const codes = () => look().map(({ path, code }) => `${path} ${code}`);

const fix = () => fixFindings(folder, look());

function files(): Record<string, string> {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    found.filter((path) => statSync(join(folder, path)).isFile()).map((path) => [path, read(path)]),
  );
}

/** What a release of the folder is made of, but for where in its text a template says something. */
async function rendered() {
  const { release } = await buildFolder(folder, 9, undefined);
  const programs = [
    ...(release?.manifest.split('\n').slice(1) ?? []),
    ...(release?.packs ?? []).map(({ text }) => text),
  ];
  return programs.map((line) => line.replaceAll(/"saved":[\d.]+/g, ''));
}

test('line ends and byte order marks go, and nothing else of what is rendered', async () => {
  const texts = {
    'pages/a.liquid': '---\ntitle: A\n---\nOne\n{% if page.title %}two{% endif %}\n{{ page.title }}\n',
    'pages/b.md': '# Head\n\nText  \nof two lines\n',
    'layouts/base.liquid': '<p>{{ content }}</p>\n',
    'partials/c.liquid': 'Card\n{{ x }}\n',
    'content/posts/one.md': '---\ntitle: One\n---\n\nThe first.\n\n- a\n- b\n',
    'data/d.yaml': 'a: |\n  x\n  y\nb: 2\n',
    'data/e.json': '{"a": "x",\n "b": [1, 2.0]}\n',
    'data/f.csv': 'a,b\n1,"two\nlines"\n',
  };
  for (const [path, text] of Object.entries(texts)) write(path, text);
  const plain = await rendered();
  const before = files();
  for (const [path, text] of Object.entries(texts)) write(path, `\ufeff${text.replaceAll('\n', '\r\n')}`);
  expect(codes().filter((each) => / (?:bom|crlf)$/.test(each)).length).toBe(2 * Object.keys(texts).length);
  expect(fix().length).toBe(2 * Object.keys(texts).length);
  expect(files()).toEqual(before);
  expect(await rendered()).toEqual(plain);
  expect(fix()).toEqual([]);
});

test('a mark in a text, bytes of assets and what is no text are left alone', () => {
  write('pages/index.liquid', 'a\ufeffb\rc\n');
  write('assets/a.css', '\ufeffa\r\nb\r\n');
  write('public/a.txt', '\ufeffa\r\n');
  writeFileSync(join(folder, 'pages/latin.liquid'), Buffer.from([0x63, 0xe9, 0x0d, 0x0a]));
  const before = files();
  expect(fix()).toEqual([]);
  expect(files()).toEqual(before);
});

test('JSON loses commas before an end and capitals of true and false, and no more', () => {
  write('data/a.json', '{"a": [1, 2,], "b": True, "c": {"d": FALSE,},\n}\n');
  write('data/b.json', '["a, ]", True1, 1,]');
  write('data/c.json', '[,]');
  write('data/d.json', '{"a": None}');
  write('data/e.json', '{"a": 1, "a": 2}');
  write('samples/f.json', '[1,]');
  expect(fix()).toEqual([
    { path: 'data/a.json', code: 'json' },
    { path: 'samples/f.json', code: 'json' },
  ]);
  expect(read('data/a.json')).toBe('{"a": [1, 2], "b": true, "c": {"d": false}\n}\n');
  expect(read('data/b.json')).toBe('["a, ]", True1, 1,]');
  expect(read('samples/f.json')).toBe('[1]');
});

test('what may be meant otherwise is left to its author', () => {
  write('pages/index.liquid', '{{ site.title | upcse }}{% fi x %}');
  write('pages/a.liquid', '{% include "card" %}no line end');
  write('partials/card.liquid', 'x  \n');
  write('data/a.yaml', 'a:\n\tb: 1\n');
  write('pages/my page.liquid', 'x');
  write('pages/About.liquid', '\ufeffx\r\n');
  const before = files();
  expect(fix()).toEqual([]);
  expect(files()).toEqual(before);
});
