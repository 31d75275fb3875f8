import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ValueReader } from '../../../admin/store/backup/values.ts';
import { runs } from '../../support/runs.ts';

const SIZE = 1_000;

/** A value as it comes: in chunks of any length. */
function streamOf(bytes: Uint8Array, chunks: readonly number[]): ReadableStream<Uint8Array> {
  let at = 0;
  let turn = 0;
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const length = chunks[turn++ % chunks.length] ?? 1;
      if (at < bytes.length) controller.enqueue(bytes.slice(at, at + length));
      at += length;
      if (at < bytes.length) return;
      controller.close();
      controller.byobRequest?.respond(0);
    },
  });
}

const lengths = fc.oneof(
  fc.nat(5 * SIZE),
  fc.constantFrom(0, SIZE - 1, SIZE, SIZE + 1, 3 * SIZE, 70_000, 131_072),
);
const values = fc.array(
  fc.tuple(lengths, fc.array(fc.integer({ min: 1, max: 3 * SIZE }), { minLength: 1 })),
  {
    minLength: 1,
    maxLength: 6,
  },
);

test('values are read as they are, however they come, by one reader after one another', async () => {
  await fc.assert(
    fc.asyncProperty(values, fc.infiniteStream(fc.boolean()), async (all, whole) => {
      const reader = new ValueReader();
      for (const [length, chunks] of all) {
        const bytes = Uint8Array.from({ length }, (_, at) => at * 7 + length);
        const stream = streamOf(bytes, chunks);
        if (whole.next().value) {
          expect(Buffer.compare(await reader.whole(stream), bytes)).toBe(0);
          continue;
        }
        const read: number[] = [];
        let at = 0;
        for await (const { bytes: piece, last } of reader.pieces(stream, SIZE)) {
          expect(Buffer.compare(piece, bytes.subarray(at, at + SIZE))).toBe(0);
          expect(last).toBe(at + piece.length === length);
          read.push(piece.length);
          at += piece.length;
        }
        expect(at).toBe(length);
        expect(read.length).toBe(Math.max(1, Math.ceil(length / SIZE)));
      }
    }),
    { numRuns: runs(100) },
  );
});

test('all pieces of all values are in one buffer', async () => {
  const reader = new ValueReader();
  const buffers: ArrayBufferLike[] = [];
  for (const length of [3 * SIZE, SIZE, 10, 0, 2 * SIZE + 1])
    for await (const { bytes } of reader.pieces(streamOf(new Uint8Array(length), [300]), SIZE))
      buffers.push(bytes.buffer);
  const last = buffers.pop();
  expect(buffers.length).toBeGreaterThan(5);
  // What went on into another one has no bytes of its own.
  expect(buffers.filter((buffer) => buffer !== last && buffer.byteLength > 0)).toEqual([]);
});

test('a reader that wants no more lets go of the value', async () => {
  let cancelled = false;
  const stream = new ReadableStream({
    type: 'bytes',
    pull: (controller) => controller.enqueue(new Uint8Array(SIZE)),
    cancel: () => {
      cancelled = true;
    },
  });
  for await (const { last } of new ValueReader().pieces(stream, SIZE)) if (!last) break;
  expect(cancelled).toBe(true);
});
