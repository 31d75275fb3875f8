import { expect, test } from 'vitest';
import { itemAt } from '../../../release/content/lists.ts';

test('an item is found by its name, the first of two, each time that it is looked for', () => {
  const list = [{ id: 'a', n: 1 }, { slug: 'b', id: 'x' }, { id: 'a', n: 2 }, 'c', { other: 'd' }];
  for (let times = 0; times < 3; times++) {
    expect(itemAt(list, 'id', { id: 'a' })).toBe(list[0]);
    expect(itemAt(list, 'id', { id: 'x' })).toBe(list[1]);
    expect(itemAt(list, 'id', { id: 'c' })).toBe('c');
    expect(() => itemAt(list, 'id', { id: 'd' })).toThrow('no item is called d');
    expect(() => itemAt(list, 'id', {})).toThrow('no item');
  }
  // Another page calls the same items by another name.
  expect(itemAt(list, 'slug', { slug: 'b' })).toBe(list[1]);
  expect(itemAt(list, 'other', { other: 'd' })).toBe(list[4]);
});

test('a publish that looks for each item of a list reads each a few times, however many there are', () => {
  let reads = 0;
  const list = Array.from({ length: 2_000 }, (_, n) => ({
    get id() {
      reads++;
      return `i${n}`;
    },
  }));
  for (let n = list.length - 1; n >= 0; n--) expect(itemAt(list, 'id', { id: `i${n}` })).toBe(list[n]);
  expect(reads).toBeGreaterThan(0);
  expect(reads).toBeLessThan(10 * list.length);
});
