import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import { expect, test } from 'vitest';
import { LONG } from '../../vitest.quick.config.ts';
import { codeFiles, sourceFiles } from './files.ts';
import { eachSource, nodes } from './source.ts';

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
  let functions = 0;
  const long = eachSource((file, source) =>
    [...nodes(source)].filter(isFunction).flatMap((node) => {
      functions += 1;
      const lines = linesOf(node.getText(source));
      return lines > MOST_LINES_OF_A_FUNCTION ? [`${file}:${lineOf(node, source)}: ${lines} lines`] : [];
    }),
  );
  expect(long).toEqual([]);
  expect(functions).toBeGreaterThan(3_000);
}, 60_000);

test('the tests that are called long are there', () => {
  expect(LONG.length).toBeGreaterThan(0);
  expect(LONG.filter((file) => !existsSync(file))).toEqual([]);
});

const FUNCTIONS = new Set([
  SyntaxKind.ArrowFunction,
  SyntaxKind.Constructor,
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.FunctionExpression,
  SyntaxKind.GetAccessor,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.SetAccessor,
]);

const isFunction = ({ kind }: Node) => FUNCTIONS.has(kind);
const linesOf = (text: string) => text.replace(/\n$/, '').split('\n').length;
const lineOf = (node: Node, source: SourceFile) => linesOf(source.text.slice(0, node.getStart(source)));
