import { expect, test, vi } from 'vitest';
import { avifSize } from '../../site/files/avif.ts';

const number = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);

function box(type: string, ...content: readonly (readonly number[])[]): number[] {
  const all = content.flat();
  return [...number(all.length + 8), ...Buffer.from(type), ...all];
}

const VERSION = [0, 0, 0, 0];

/** A picture of 7 × 9 whose items have these lists of properties. */
const picture = (count: number, lists: readonly number[]) => [
  ...box('ftyp', VERSION),
  ...box(
    'meta',
    VERSION,
    box('pitm', VERSION, [0, 1]),
    box(
      'iprp',
      box('ipco', box('ispe', VERSION, number(7), number(9))),
      box('ipma', VERSION, number(count), lists),
    ),
  ),
];

test('what follows the boxes that say the size is not read', () => {
  const empty = Array.from({ length: 10_000 }, () => box('free')).flat();
  const read = vi.spyOn(DataView.prototype, 'getUint32');
  try {
    expect(avifSize(new Uint8Array([...picture(1, [0, 1, 1, 1]), ...empty]))).toEqual([7, 9]);
    expect(read.mock.calls.length).toBeLessThan(50);
  } finally {
    read.mockRestore();
  }
});

test.each<[string, number, readonly number[]]>([
  ['more lists than there are', 0xffffffff, [0, 2, 0]],
  ['the list of another item, cut off', 1, [0, 2, 255]],
  ['a property that is not there', 1, [0, 1, 1, 9]],
])('%s: no size', (_, count, lists) => {
  expect(avifSize(new Uint8Array(picture(count, lists)))).toBeUndefined();
});
