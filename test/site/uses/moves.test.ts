import { expect, test } from 'vitest';
import { astrayBy, movesOf } from '../../../site/uses/moves.ts';

const movesTo = (from: string, to: string, ...others: string[]) =>
  movesOf(from, to, [from, ...others]).map((each) => [each.from, each.to]);

test('another ending leaves the smaller versions where they are: they are called as before', () => {
  expect(movesTo('assets/boat.jpg', 'assets/boat.webp', 'assets/boat-480w.webp')).toEqual([
    ['assets/boat.jpg', 'assets/boat.webp'],
  ]);
  expect(movesTo('assets/boat.JPG', 'assets/boat.jpg', 'assets/boat-480w.webp')).toHaveLength(1);
  expect(movesTo('assets/boat.jpg', 'assets/ship.webp', 'assets/boat-480w.webp')).toHaveLength(2);
});

test.each([
  ['assets/kayak.png', ['assets/kayak.jpg'], 'assets/kayak.jpg'],
  ['assets/boat.svg', [], undefined],
  ['assets/kayak.gif', [], undefined],
  ['public/boat.png', [], undefined],
])('a move to %s beside %j takes no version from its picture', (to, others, next) => {
  const paths = ['assets/boat.png', 'assets/boat-480w.webp', ...others];
  const found = astrayBy(movesOf('assets/boat.png', to, paths), paths);
  expect(found).toEqual({ version: 'assets/boat-480w.webp', of: 'assets/boat.png', next });
});

test('nor does one that comes before a picture with versions, or gives its place to another', () => {
  const paths = ['assets/boat.png', 'assets/boat-480w.webp', 'assets/ship.jpg'];
  expect(astrayBy(movesOf('assets/ship.jpg', 'assets/boat.jpg', paths), paths)).toEqual({
    version: 'assets/boat-480w.webp',
    of: 'assets/boat.png',
    next: 'assets/boat.jpg',
  });
  expect(astrayBy(movesOf('assets/ship.jpg', 'assets/yawl.jpg', paths), paths)).toBeUndefined();
  expect(astrayBy(movesOf('assets/boat.png', 'assets/sea/yawl.webp', paths), paths)).toBeUndefined();
});
