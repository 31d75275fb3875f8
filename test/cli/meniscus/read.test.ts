import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { readWhole } from '../../../cli/folder/read.ts';

/** What happens to a file at each read of it. */
let atRead: (path: string) => void = () => {};

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return {
    ...fs,
    readFileSync: (path: string) => {
      const bytes = fs.readFileSync(path);
      if (path.endsWith('a.liquid')) atRead(path);
      return bytes;
    },
  };
});

const folder = mkdtempSync(join(tmpdir(), 'meniscus-read-'));
mkdirSync(join(folder, 'pages'));
const file = join(folder, 'pages/a.liquid');
writeFileSync(file, 'one');

afterAll(() => rmSync(folder, { recursive: true }));

test('a file that changes while it is read is read again, until it is whole', () => {
  let reads = 0;
  atRead = () => {
    if (++reads < 3) writeFileSync(file, `changed ${reads}`);
  };
  expect(readWhole(folder, { path: 'pages/a.liquid' }).bytes.toString()).toBe('changed 2');
});

test('one that never rests is refused, with a sentence', () => {
  let time = 1;
  atRead = () => utimesSync(file, time, time++);
  expect(() => readWhole(folder, { path: 'pages/a.liquid' })).toThrow(
    'pages/a.liquid changes while it is read',
  );
});

test('so is one that goes away', () => {
  atRead = () => rmSync(file, { force: true });
  expect(() => readWhole(folder, { path: 'pages/a.liquid' })).toThrow('went away');
});
