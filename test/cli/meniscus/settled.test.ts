import { mkdirSync, mkdtempSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CompileCache } from '../../../cli/check/cache.ts';
import { buildFolder } from '../../../cli/dev/build.ts';
import { hashOf } from '../../../cli/folder/read.ts';
import { scanFolder } from '../../../cli/folder/scan.ts';
import { FolderHashes } from '../../../cli/sync/hashes.ts';

/** A disk whose clock stands still: the page has the same stamp whatever is written to it. */
const disk = vi.hoisted(() => ({ time: 0, reads: 0 }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const isPage = (path: unknown) => String(path).endsWith('index.liquid');
  return {
    ...fs,
    lstatSync: (path: string, options: object): Stats | undefined => {
      const stat = fs.lstatSync(path, options);
      return stat && isPage(path) ? Object.assign(stat, { mtimeMs: disk.time, ctimeMs: disk.time }) : stat;
    },
    readFileSync: (path: string, options?: BufferEncoding) => {
      if (isPage(path)) disk.reads++;
      return fs.readFileSync(path, options);
    },
  };
});

let folder: string;
let now: number;
const page = () => join(folder, 'pages/index.liquid');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meniscus-settled-'));
  mkdirSync(join(folder, 'pages'));
  writeFileSync(join(folder, 'site.yaml'), 'title: Test\n');
  writeFileSync(page(), 'One\n');
  now = Date.now();
  disk.time = now;
  vi.spyOn(Date, 'now').mockImplementation(() => now);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** The page's hash as the next command takes it. */
function nextHash(): string {
  const hashes = new FolderHashes(folder);
  const { files } = scanFolder(folder);
  const found = hashes.of(files, new Map(), new Map()).get('pages/index.liquid') ?? '';
  hashes.save(files);
  return found;
}

test('a file that changes twice within a tick of the disk is hashed anew', () => {
  expect(nextHash()).toBe(hashOf('One\n'));
  writeFileSync(page(), 'Two\n');
  now += 60_000;
  expect(nextHash()).toBe(hashOf('Two\n'));
});

test('dev builds such a file anew too, however much later', async () => {
  const before = await buildFolder(folder, 9, undefined);
  writeFileSync(page(), 'Two\n');
  now += 60_000;
  const after = await buildFolder(folder, 9, before);
  expect(JSON.stringify(after.release)).toContain('Two');
});

test('one that has rested is read once', async () => {
  now += 60_000;
  nextHash();
  const built = await buildFolder(folder, 9, undefined);
  disk.reads = 0;
  nextHash();
  await buildFolder(folder, 9, built);
  expect(disk.reads).toBe(0);
});

test('what is read again and is the same is not compiled again', async () => {
  const before = await buildFolder(folder, 9, undefined);
  const after = await buildFolder(folder, 9, before);
  expect(after.made.get('pages/index.liquid')?.compiled).toBe(
    before.made.get('pages/index.liquid')?.compiled,
  );
});

test('a check keeps nothing for a hash that is not of the text it compiled', () => {
  const cache = new CompileCache(folder);
  const hash = hashOf('One');
  const compile = (text: string) => cache.file('pages/a.liquid', hash, () => text)?.diagnostics.length;
  const place = (text: string) =>
    cache.placed('pages/a.liquid', hash, { starts: { start: '' } }, () => text).diagnostics.length;
  expect([compile('{% if %}'), compile('One'), compile('{% if %}')]).toEqual([2, 0, 0]);
  expect([place('{% if %}'), place('One'), place('{% if %}')]).toEqual([2, 0, 0]);
});
