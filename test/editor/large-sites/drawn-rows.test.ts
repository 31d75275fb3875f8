import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FileInfo } from '../../../admin/ui/src/api/types.ts';
import { drawnRows, folderTree, matching, type TreeRow } from '../../../admin/ui/src/files/tree-rows.ts';
import { runs } from '../../support/runs.ts';

const file = (path: string): FileInfo => ({
  path,
  kind: 'entry',
  etag: '',
  size: 1,
  author: '',
  updated: 0,
});
const treeOf = (paths: readonly string[]) => folderTree(paths.map(file));
const draw = (paths: readonly string[], active?: string, closed: readonly string[] = []) =>
  drawnRows(treeOf(paths), new Set(closed), active);
const paths = (rows: readonly TreeRow[]) => rows.map(({ path }) => path);
const posts = Array.from({ length: 20_000 }, (_, n) => `content/posts/post-${n}.md`);

test('a folder of 20,000 files leaves the folders behind it in sight', () => {
  const { rows, hidden } = draw([...posts, 'layouts/base.liquid', 'partials/card.liquid']);
  const drawn = paths(rows);
  expect(drawn.length).toBeLessThanOrEqual(500);
  expect(drawn).toContain('layouts/base.liquid');
  expect(drawn).toContain('partials/card.liquid');
  expect(drawn).toContain('content/posts/post-449.md');
  expect(drawn).not.toContain('content/posts/post-451.md');
  expect(hidden).toBe(20_000 - 450);
});

test('the file that is open has its row among them', () => {
  const drawn = paths(draw(posts, 'content/posts/post-15000.md').rows);
  expect(drawn).toContain('content/posts/post-15000.md');
  expect(drawn.length).toBeLessThanOrEqual(501);
});

test('many folders show fewer files of each, in the order of the tree', () => {
  const many = posts.map((_, n) => `content/c-${String(n % 40).padStart(2, '0')}/post-${n}.md`).sort();
  const { rows } = draw([...many, 'layouts/base.liquid']);
  expect(paths(rows)).toContain('layouts/base.liquid');
  expect(rows.length).toBeLessThanOrEqual(500);
});

test('a small site has all of its rows', () => {
  const { rows, hidden } = draw(posts.slice(0, 900));
  expect([rows.filter(({ type }) => type === 'file').length, hidden]).toEqual([900, 0]);
});

test('50,000 files of a folder that is closed make one row', () => {
  const { rows } = draw(
    Array.from({ length: 50_000 }, (_, n) => `content/posts/post-${n}.md`),
    undefined,
    ['content/posts'],
  );
  expect(paths(rows).filter((path) => path.startsWith('content/'))).toEqual(['content/posts']);
});

const name = fc.constantFrom('a', 'b', 'Cd', 'd-e');
const somePath = fc
  .tuple(fc.constantFrom('pages', 'content', 'assets', 'other'), fc.array(name, { maxLength: 3 }), name)
  .map(([top, inner, last]) => [top, ...inner, `${last}.md`].join('/'));

test('each file has one row, below the folders that it is in, unless one of them is closed', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(somePath, { maxLength: 40 }),
      fc.array(somePath, { maxLength: 3 }),
      (all, shut) => {
        const known = all.filter((path) => !path.startsWith('other/')).sort();
        const closed = new Set(shut.map((path) => path.slice(0, path.lastIndexOf('/'))));
        const { rows, hidden } = drawnRows(treeOf([...all].sort()), closed, undefined);
        const parents = (path: string) =>
          path.split('/').flatMap((_, at, parts) => (at === 0 ? [] : [parts.slice(0, at).join('/')]));
        const isSeen = (path: string) => parents(path).every((folder) => !closed.has(folder));
        const files = rows.filter(({ type }) => type === 'file');
        expect(paths(files).sort()).toEqual(known.filter(isSeen));
        expect(hidden).toBe(0);
        const above: string[] = [];
        for (const row of rows) {
          above.length = row.level - 1;
          expect(row.level === 1 ? '' : above.at(-1)).toBe(parents(row.path).at(-1) ?? '');
          if (row.type === 'folder') {
            expect(row.count).toBe(known.filter((path) => path.startsWith(`${row.path}/`)).length);
            above.push(row.path);
          }
        }
      },
    ),
    { numRuns: runs(200) },
  );
});

test('a filter finds each word anywhere in the path, whatever its case', () => {
  const all = ['content/Posts/one.md', 'content/posts/two.md', 'pages/post.liquid'].map(file);
  const found = (filter: string) =>
    matching(
      all,
      all.map(({ path }) => path.toLowerCase()),
      filter,
    ).map(({ path }) => path);
  expect(found('POSTS one')).toEqual(['content/Posts/one.md']);
  expect(found(' post')).toHaveLength(3);
  const { rows } = drawnRows(folderTree([all[2] as FileInfo]), new Set(['pages']), undefined, true);
  expect(paths(rows)).toEqual(['pages', 'pages/post.liquid']);
});
