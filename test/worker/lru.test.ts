import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lru } from '../../worker/lru.ts';

test('what was used least recently goes when there is no more room', () => {
  const memory = new Lru(30);
  for (const key of ['a', 'b', 'c']) memory.set(key, key, 10);
  memory.get('a');
  memory.set('d', 'd', 10);
  expect(['a', 'b', 'c', 'd'].map((key) => memory.get(key))).toEqual(['a', undefined, 'c', 'd']);
  memory.set('e', 'e', 25);
  expect(['a', 'c', 'd', 'e'].map((key) => memory.get(key))).toEqual([undefined, undefined, undefined, 'e']);
});

test('a value larger than the whole is not kept, and takes nothing away but what it replaces', () => {
  const memory = new Lru(30);
  memory.set('a', 'a', 10);
  memory.set('b', 'b', 10);
  memory.set('a', 'larger', 31);
  expect([memory.get('a'), memory.get('b'), memory.bytes]).toEqual([undefined, 'b', 10]);
});

test('it never holds more than its limit, and always what was set last', () => {
  const write = fc.record({ key: fc.nat(20).map(String), bytes: fc.nat(30) });
  fc.assert(
    fc.property(fc.array(write, { maxLength: 200 }), (writes) => {
      const memory = new Lru(30);
      for (const { key, bytes } of writes) {
        memory.set(key, bytes, bytes);
        expect(memory.get(key)).toBe(bytes);
        expect(memory.bytes).toBeLessThanOrEqual(30);
      }
      const held = Array.from({ length: 21 }, (_, key) => memory.get<number>(String(key)) ?? 0);
      expect(held.reduce((sum, bytes) => sum + bytes, 0)).toBe(memory.bytes);
    }),
    { seed: 1, numRuns: 500 },
  );
});
