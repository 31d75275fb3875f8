import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lru } from '../../release/memory.ts';

/** What an entry takes besides its value. */
function overhead(key: string): number {
  const memory = new Lru(1e9);
  memory.set(key, key, 0);
  return memory.bytes;
}

const EACH = 10 + overhead('a');

test('what was used least recently goes when there is no more room', () => {
  const memory = new Lru(3 * EACH);
  for (const key of ['a', 'b', 'c']) memory.set(key, key, 10);
  memory.get('a');
  memory.set('d', 'd', 10);
  expect(['a', 'b', 'c', 'd'].map((key) => memory.get(key))).toEqual(['a', undefined, 'c', 'd']);
  memory.set('e', 'e', 10 + 2 * EACH);
  expect(['a', 'c', 'd', 'e'].map((key) => memory.get(key))).toEqual([undefined, undefined, undefined, 'e']);
});

test('a value larger than the whole is not kept, and takes nothing away but what it replaces', () => {
  const memory = new Lru(3 * EACH);
  memory.set('a', 'a', 10);
  memory.set('b', 'b', 10);
  memory.set('a', 'larger', 3 * EACH);
  expect([memory.get('a'), memory.get('b'), memory.bytes]).toEqual([undefined, 'b', EACH]);
});

test('keys count, as they may be longer than what they name', () => {
  const memory = new Lru(1_000_000);
  for (let n = 0; n < 1_000; n++) memory.set(`${n}${'x'.repeat(10_000)}`, n, 0);
  let kept = 0;
  for (let n = 0; n < 1_000; n++) if (memory.get(`${n}${'x'.repeat(10_000)}`) === n) kept++;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThanOrEqual(50);
});

test('it never holds more than its limit, and always what was set last', () => {
  const write = fc.record({ key: fc.nat(20).map(String), bytes: fc.nat(600) });
  fc.assert(
    fc.property(fc.array(write, { maxLength: 200 }), (writes) => {
      const limit = 600 + overhead('20');
      const memory = new Lru(limit);
      for (const { key, bytes } of writes) {
        memory.set(key, bytes, bytes);
        expect(memory.get(key)).toBe(bytes);
        expect(memory.bytes).toBeLessThanOrEqual(limit);
      }
      const keys = Array.from({ length: 21 }, (_, key) => String(key));
      const held = keys.filter((key) => memory.get(key) !== undefined);
      const bytes = held.map((key) => (memory.get<number>(key) ?? 0) + overhead(key));
      expect(bytes.reduce((sum, each) => sum + each, 0)).toBe(memory.bytes);
    }),
    { seed: 1, numRuns: 500 },
  );
});
