import { describe, expect, test } from 'vitest';
import { heat } from '../../admin/ui/src/code/heat.ts';
import { tabLabel } from '../../admin/ui/src/editor/tab-labels.ts';
import { drawnRows, folderTree } from '../../admin/ui/src/files/tree-rows.ts';
import { TypeAhead } from '../../admin/ui/src/files/type-ahead.ts';
import { othersSaid } from '../../admin/ui/src/session/others-said.ts';

test.each([
  ['pages/about.liquid', ['pages/about.liquid'], '', 'about.liquid'],
  ['pages/index.liquid', ['pages/index.liquid', 'pages/posts/index.liquid'], 'pages/', 'index.liquid'],
  ['pages/posts/index.liquid', ['pages/index.liquid', 'pages/posts/index.liquid'], 'posts/', 'index.liquid'],
  ['pages/a/index.liquid', ['pages/a/index.liquid', 'layouts/a/index.liquid'], 'pages/a/', 'index.liquid'],
  ['site.yaml', ['site.yaml', 'data/site.yaml'], '', 'site.yaml'],
])('the tab of %s beside %j says %s%s', (path, open, folder, name) => {
  expect(tabLabel(path, open)).toEqual({ folder, name });
});

describe('letters typed in the tree', () => {
  const names = ['pages', 'about.liquid', 'index.liquid', 'post-card.liquid', 'partials'];
  const typed = (keys: string, at: number, every: number) => {
    const typeAhead = new TypeAhead();
    return [...keys].reduce((now, key, n) => typeAhead.find(key, names, now, n * every), at);
  };

  test('lead to the next name that begins so, and round', () => {
    expect(typed('a', 0, 100)).toBe(1);
    expect(typed('p', 0, 100)).toBe(3);
    expect(typed('pa', 0, 100)).toBe(4);
    expect(typed('PO', 4, 100)).toBe(3);
    expect(typed('a', 2, 100)).toBe(1);
  });

  test('go to the next by the same letter again, and begin anew after a pause', () => {
    expect(typed('pp', 0, 100)).toBe(4);
    expect(typed('pp', 0, 5_000)).toBe(4);
    expect(typed('pa', 0, 5_000)).toBe(1);
  });

  test('lead nowhere where no name begins so', () => {
    expect(typed('z', 0, 100)).toBe(-1);
  });
});

test('the open file is drawn, however many come before it', () => {
  const file = (path: string) => ({
    path,
    kind: 'asset' as const,
    hash: '',
    etag: '',
    size: 0,
    author: '',
    updated: 0,
    diagnostics: [],
  });
  const files = Array.from({ length: 3_000 }, (_, n) => file(`assets/${n}.txt`));
  const tree = folderTree([...files, file('samples/deep/last.json')]);
  const draw = (active?: string) => drawnRows(tree, new Set(), active).rows;
  const drawn = draw('samples/deep/last.json');
  expect(drawn.length).toBeLessThan(1_100);
  expect(drawn.slice(-3).map(({ path }) => path)).toEqual([
    'samples',
    'samples/deep',
    'samples/deep/last.json',
  ]);
  expect(draw().length).toBeLessThanOrEqual(1_000);
  expect(draw().length).toBeGreaterThan(400);
});

test.each([
  [['Ada'], ''],
  [['Ada', 'Ben'], 'Ben has this file open'],
  [['Ada', 'Ben', 'Cid'], 'Ben and Cid have this file open'],
  [['Ada', 'Ben', 'Ben'], 'Ben has this file open'],
  [['Ada', 'Ada'], 'You, in another window, have this file open'],
  [['Ada', 'Ada', 'Ben'], 'Ben and you, in another window, have this file open'],
  [[], ''],
])('of %j, Ada reads "%s"', (names, said) => expect(othersSaid(names, 'Ada')).toBe(said));

test('the heat of a line is a step less for each third of the most', () => {
  expect([900, 300, 100, 33, 11, 1, 0].map((count) => heat(count, 900))).toEqual([4, 3, 2, 1, 0, 0, 0]);
  expect(heat(1, 1)).toBe(4);
  expect(heat(5, 0)).toBe(0);
});
