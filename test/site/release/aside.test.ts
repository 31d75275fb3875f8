import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodiesStore } from '../../../admin/store/releasing/body-writes.ts';
import { Meta } from '../../../admin/store/tables/meta.ts';
import { Pending } from '../../../admin/store/tables/pending.ts';
import { migrate } from '../../../admin/store/tables/sql-schema.ts';
import { Stored } from '../../../admin/store/tables/stored.ts';
import { RowsAside } from '../../../site/aside.ts';
import { RecordTexts } from '../../../site/release/record-texts.ts';
import { nodeStorage } from '../../support/node-storage.ts';

test('a check that was cancelled neither reads nor clears what the next one has put aside', () => {
  const storage = nodeStorage();
  migrate(storage);
  const tables = {
    stored: new Stored(storage.sql, new Meta(storage.sql)),
    pending: new Pending(storage.sql),
  };
  let checked = 'first';
  const first = bodiesStore(tables, () => checked === 'first').aside;
  const second = bodiesStore(tables, () => checked === 'second').aside;
  first.put('0', 'of the first');
  expect(first.get('0')).toBe('of the first');
  checked = 'second';
  second.put('0', 'of the second');
  expect(first.get('0')).toBeUndefined();
  first.put('0', 'late');
  first.clear();
  expect(second.get('0')).toBe('of the second');
  second.clear();
  expect(second.get('0')).toBeUndefined();
});

const SIZE = 3_000;
const batches = fc.array(fc.uniqueArray(fc.nat(SIZE - 1), { minLength: 1, maxLength: SIZE, size: 'max' }), {
  minLength: 1,
  maxLength: 6,
});

/** Records, how often each was made, and rows that may be lost. */
function records(isLost: () => boolean) {
  const made = new Map<number, number>();
  const rows = new Map<string, string>();
  const textOf = (number: number) => `{"é":${number}}`.padEnd(20 + (number % 90), '.');
  const text = (number: number) => {
    made.set(number, (made.get(number) ?? 0) + 1);
    return textOf(number);
  };
  const aside = new RowsAside(
    {
      put: (name: string, row: string) => void rows.set(name, row),
      get: (name: string) => (isLost() ? undefined : rows.get(name)),
      clear: () => rows.clear(),
    },
    'posts/',
  );
  const units = (number: number) => textOf(number).length;
  return { made, rows, textOf, texts: new RecordTexts(SIZE, { units, text }, aside) };
}

test('a record that several batches want is made once, and is the same in each', () => {
  fc.assert(
    fc.property(batches, (all) => {
      const { made, rows, textOf, texts } = records(() => false);
      for (const [at, wanted] of all.entries()) {
        texts.wanted(wanted);
        expect(texts.units).toBe(wanted.reduce((sum, number) => sum + textOf(number).length, 0));
        for (const _ of texts.ready(at === all.length - 1));
        for (const number of wanted) expect(texts.of(number)).toBe(textOf(number));
        texts.drop();
      }
      expect(made.size).toBe(new Set(all.flat()).size);
      for (const count of made.values()) expect(count).toBe(1);
      if (all.length === 1) expect(rows.size).toBe(0);
    }),
    { numRuns: 30 },
  );
});

test('a record whose row is lost is made again', () => {
  let isLost = false;
  const { made, rows, textOf, texts } = records(() => isLost);
  const all = Array.from({ length: SIZE }, (_, number) => number);
  for (const _ of texts.wanted(all).ready(false));
  texts.drop();
  expect(rows.size).toBeGreaterThan(5);
  isLost = true;
  for (const _ of texts.wanted(all).ready(true));
  for (const number of all) expect(texts.of(number)).toBe(textOf(number));
  expect(Math.max(...made.values())).toBe(2);
});
