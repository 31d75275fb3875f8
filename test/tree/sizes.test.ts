import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { expect, test } from 'vitest';
import { LONG } from '../../vitest.quick.config.ts';
import { LONGEST } from '../support/long-first.ts';
import { codeFiles, sourceFiles } from './files.ts';

const MOST_FILES = 20;
const MOST_LINES = 300;
const MOST_LINES_OF_A_FUNCTION = 80;

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

test('a function has at most 80 lines', () => {
  const functions = sourceFiles().flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    return functionsOf(source, file).map((text) => ({
      file,
      begin: text.split('\n')[0],
      lines: linesOf(text),
    }));
  });
  expect(functions.filter(({ lines }) => lines > MOST_LINES_OF_A_FUNCTION)).toEqual([]);
  expect(functions.length).toBeGreaterThan(3_000);
});

test('the tests that are called long are there', () => {
  expect(LONG.length).toBeGreaterThan(0);
  expect([...LONG, ...LONGEST].filter((file) => !existsSync(file))).toEqual([]);
});

/** The texts of all functions in a file, also of those in others. */
function functionsOf(source: string, file: string): string[] {
  const open: unknown[] = [parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' })];
  const found: string[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    open.push(...Object.values(next));
    if (isFunction(next)) found.push(source.slice(next.start, next.end));
  }
  return found;
}

const isFunction = (node: object): node is { start: number; end: number } =>
  'type' in node && /Function(?:Declaration|Expression)$/.test(String(node.type));

const linesOf = (text: string) => text.replace(/\n$/, '').split('\n').length;
