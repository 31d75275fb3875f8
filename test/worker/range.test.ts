import fc from 'fast-check';
import { expect, test } from 'vitest';
import { part } from '../../worker/others/range.ts';

const MEGABYTE = 1024 * 1024;

/** Chunks, one for each time that the reader wants more; counts them. */
function source(chunks: readonly Uint8Array[]) {
  const seen = { given: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[seen.given++];
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
      cancel() {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, stream };
}

test('a part is the bytes that it says, however they come', async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(chunks, fc.nat(), fc.nat(), async (given, a, b) => {
      const whole = given.flatMap((chunk) => [...chunk]);
      const size = whole.length;
      fc.pre(size > 0);
      const [first, last] = [Math.min(a % size, b % size), Math.max(a % size, b % size)];
      const { stream, seen } = source(given);
      const response = await part(stream, { first, last, size }, {});
      expect([...new Uint8Array(await response.arrayBuffer())]).toEqual(whole.slice(first, last + 1));
      expect(response.headers.get('content-range')).toBe(`bytes ${first}-${last}/${size}`);
      expect(seen.cancelled).toBe(true);
    }),
    { seed: 58, numRuns: 300 },
  );
});

test('a part that is read slowly holds a chunk of it, not the whole', async () => {
  const chunks = Array.from({ length: 25 }, () => new Uint8Array(MEGABYTE));
  const { stream, seen } = source(chunks);
  const response = await part(stream, { first: 10, last: 25 * MEGABYTE - 1, size: 25 * MEGABYTE }, {});
  const reader = response.body?.getReader();
  await reader?.read();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(seen.given).toBeLessThanOrEqual(3);
  await reader?.cancel();
  expect(seen.cancelled).toBe(true);
});

test('a part of what ends too early fails, and is not taken for the whole', async () => {
  const { stream } = source([new Uint8Array(5)]);
  const response = await part(stream, { first: 0, last: 9, size: 10 }, {});
  await expect(response.arrayBuffer()).rejects.toThrow('5 of 10');
});
