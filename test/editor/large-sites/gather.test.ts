import { expect, test } from 'vitest';
import { gather } from '../../../admin/ui/src/search/gather.ts';

/** Slices of a search; counts how many were asked for. */
function slices(hits: readonly number[]) {
  const asked = { count: 0 };
  async function* all() {
    for (const count of hits) {
      asked.count++;
      yield { hits: Array.from({ length: count }, (_, at) => at), files: 10 };
    }
  }
  return { all: all(), asked };
}

test('a search that finds little looks at all files', async () => {
  const told: number[] = [];
  const { all } = slices([1, 0, 2]);
  const found = await gather(all, 100, (done) => told.push(done) > 0);
  expect(found).toEqual({ hits: [0, 0, 1], done: 30, isWhole: true });
  expect(told).toEqual([10, 20, 30]);
});

test('one that finds too much stops, and says after how many files', async () => {
  const { all, asked } = slices([60, 60, 60, 60]);
  const found = await gather(all, 100, () => true);
  expect(found).toMatchObject({ done: 20, isWhole: false });
  expect(found?.hits.length).toBe(120);
  expect(asked.count).toBe(2);
});

test('one that is not wanted any more asks for no further slice', async () => {
  const { all, asked } = slices([1, 1, 1]);
  expect(await gather(all, 100, (done) => done < 20)).toBe(null);
  expect(asked.count).toBe(2);
});

test('a slice of many hits is no stack of arguments', async () => {
  const found = await gather(slices([300_000]).all, 1_000_000, () => true);
  expect(found?.hits.length).toBe(300_000);
});
