import { expect, test } from 'vitest';
import type { FileInfo } from '../../../admin/ui/src/api/types.ts';
import { drawnRows, treeRows } from '../../../admin/ui/src/files/tree-rows.ts';

const file = (path: string): FileInfo => ({
  path,
  kind: 'entry',
  hash: '',
  etag: '',
  size: 1,
  author: '',
  updated: 0,
  diagnostics: [],
});
const rowsOf = (paths: readonly string[]) => treeRows(paths.map(file), '', new Set());
const paths = (rows: ReturnType<typeof drawnRows>) => rows.map(({ path }) => path);
const posts = Array.from({ length: 20_000 }, (_, n) => `content/posts/post-${n}.md`);

test('a folder of 20,000 files leaves the folders behind it in sight', () => {
  const drawn = paths(
    drawnRows(rowsOf([...posts, 'layouts/base.liquid', 'partials/card.liquid']), undefined),
  );
  expect(drawn.length).toBeLessThanOrEqual(1_000);
  expect(drawn).toContain('layouts/base.liquid');
  expect(drawn).toContain('partials/card.liquid');
  expect(drawn).toContain('content/posts/post-899.md');
  expect(drawn).not.toContain('content/posts/post-901.md');
});

test('the file that is open has its row among them', () => {
  const rows = rowsOf(posts);
  const drawn = paths(drawnRows(rows, 'content/posts/post-15000.md'));
  expect(drawn).toContain('content/posts/post-15000.md');
  expect(drawn.length).toBeLessThanOrEqual(1_001);
});

test('many folders show fewer files of each, in the order of the tree', () => {
  const many = posts.map((_, n) => `content/c-${String(n % 40).padStart(2, '0')}/post-${n}.md`).sort();
  const rows = rowsOf([...many, 'layouts/base.liquid']);
  const drawn = drawnRows(rows, undefined);
  expect(paths(drawn)).toContain('layouts/base.liquid');
  expect(drawn.length).toBeLessThanOrEqual(1_000);
  expect(drawn).toEqual(rows.filter((row) => drawn.includes(row)));
});

test('a small site has all of its rows', () => {
  const rows = rowsOf(posts.slice(0, 900));
  expect(drawnRows(rows, undefined)).toEqual(rows);
});
