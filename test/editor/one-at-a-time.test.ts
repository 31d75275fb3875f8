import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OneAtATime } from '../../admin/ui/src/preview/one-at-a-time.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work of 100 ms whatever it is, with what was begun and what was finished. */
function worker(takes = 100) {
  const begun: string[] = [];
  const done: string[] = [];
  const work = async (item: string, abort: AbortSignal) => {
    begun.push(item);
    await new Promise((resolve) => setTimeout(resolve, takes));
    if (!abort.aborted) done.push(item);
  };
  return { begun, done, one: new OneAtATime(work, 1_000) };
}

test('the first begins at once, and of what comes meanwhile only the latest', async () => {
  const { begun, done, one } = worker();
  for (const item of ['a', 'b', 'c', 'd']) {
    one.run(item);
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(begun).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([begun, done]).toEqual([
    ['a', 'd'],
    ['a', 'd'],
  ]);
});

test('what is not wanted any more is given up at once', async () => {
  const { begun, done, one } = worker();
  one.run('a');
  one.run('b');
  one.run('c', true);
  expect(begun).toEqual(['a', 'c']);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([begun, done]).toEqual([['a', 'c'], ['c']]);
});

test('work that takes too long is given up for what waits, and only then', async () => {
  const { begun, done, one } = worker(5_000);
  one.run('a');
  await vi.advanceTimersByTimeAsync(1_500);
  expect(begun).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(done).toEqual(['a']);
  one.run('b');
  one.run('c');
  await vi.advanceTimersByTimeAsync(1_100);
  expect(begun).toEqual(['a', 'b', 'c']);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(done).toEqual(['a', 'c']);
  one.run('d');
  await vi.advanceTimersByTimeAsync(3_000);
  one.run('e');
  expect(begun.slice(3)).toEqual(['d', 'e']);
});

test('nothing begins after it was stopped', async () => {
  const { begun, done, one } = worker();
  one.run('a');
  one.run('b');
  one.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([begun, done]).toEqual([['a'], []]);
});
