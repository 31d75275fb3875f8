import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { codeFiles, sourceFiles } from './files.ts';

const MOST_FILES = 20;
const MOST_LINES = 300;

test('a folder has at most 20 files of code', () => {
  const counts = new Map<string, number>();
  for (const file of codeFiles()) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  expect(counts.size).toBeGreaterThan(50);
  expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([]);
});

test('a file has at most 300 lines', () => {
  const long = sourceFiles().filter((file) => linesOf(readFileSync(file, 'utf8')) > MOST_LINES);
  expect(long).toEqual([]);
});

const linesOf = (text: string) => text.replace(/\n$/, '').split('\n').length;
