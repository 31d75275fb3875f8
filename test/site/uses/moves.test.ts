import { expect, test } from 'vitest';
import { movesOf } from '../../../site/uses/moves.ts';

const movesTo = (from: string, to: string, ...others: string[]) =>
  movesOf(from, to, [from, ...others]).map((each) => [each.from, each.to]);

test('another ending leaves the smaller versions where they are: they are called as before', () => {
  expect(movesTo('assets/boat.jpg', 'assets/boat.webp', 'assets/boat-480w.webp')).toEqual([
    ['assets/boat.jpg', 'assets/boat.webp'],
  ]);
  expect(movesTo('assets/boat.JPG', 'assets/boat.jpg', 'assets/boat-480w.webp')).toHaveLength(1);
  expect(movesTo('assets/boat.jpg', 'assets/ship.webp', 'assets/boat-480w.webp')).toHaveLength(2);
});
