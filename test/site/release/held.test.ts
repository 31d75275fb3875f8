import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HeldTexts } from '../../../admin/check/made/held.ts';

/** Rows in a Map, with how often each was read. */
function aside() {
  const rows = new Map<string, string>();
  const reads = new Map<string, number>();
  const put = (name: string, text: string) => rows.set(name, text);
  const get = (name: string) => {
    reads.set(name, (reads.get(name) ?? 0) + 1);
    return rows.get(name);
  };
  return { rows, reads, put, get, clear: () => rows.clear() };
}

const texts = fc.array(
  fc.record({ order: fc.nat(), letter: fc.constantFrom('a', '🌊', '\ufeff'), units: fc.nat(60_000) }),
  { minLength: 1, maxLength: 120 },
);

test('texts come back as they were, each row is read once, and nothing stays', () => {
  fc.assert(
    fc.property(texts, (all) => {
      const rows = aside();
      const held = new HeldTexts(rows, () => true);
      const textOf = ({ letter, units }: (typeof all)[number], at: number) => `${at}${letter.repeat(units)}`;
      for (const [at, each] of all.entries()) held.add(`/${at}`, each.order, textOf(each, at));
      const inOrder = [...all.entries()].sort(([, a], [, b]) => a.order - b.order);
      for (const [at, each] of inOrder)
        if (held.take(`/${at}`) !== textOf(each, at)) throw new Error(`${at}`);
      for (const count of rows.reads.values()) expect(count).toBe(1);
      expect(held.take('/0')).toBe(undefined);
      held.clear();
      expect(rows.rows.size).toBe(0);
    }),
    { numRuns: 20 },
  );
});

test('what is not worth a row is let go of, and a row that is not whole is as if it were not there', () => {
  const rows = aside();
  const held = new HeldTexts(rows, (order) => order < 50);
  for (let at = 0; at < 100; at++) held.add(`/${at}`, at, `${at}`.padEnd(15_000, '.'));
  expect(rows.rows.size).toBeGreaterThan(5);
  expect(held.take('/60')).toBe(undefined);
  expect(held.take('/99')?.length).toBe(15_000);
  for (const name of rows.rows.keys()) rows.put(name, 'cut');
  expect(held.take('/0')).toBe(undefined);
});
