import { expect, test } from 'vitest';
import { bodiesStore } from '../../../admin/store/releasing/body-writes.ts';
import { Meta } from '../../../admin/store/tables/meta.ts';
import { Pending } from '../../../admin/store/tables/pending.ts';
import { migrate } from '../../../admin/store/tables/sql-schema.ts';
import { Stored } from '../../../admin/store/tables/stored.ts';
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
