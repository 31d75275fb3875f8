import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { LaidLast } from '../../../admin/store/releasing/kept/laid-last.ts';
import { snapshotOf } from '../../../admin/store/releasing/snapshot.ts';
import { Listing } from '../../../admin/store/tables/draft/listing.ts';
import type { Placed } from '../../../site/check/placed.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Lays out a release, of which nothing is known, and gives what it keeps, held by nobody else. */
function layOut(laid: LaidLast, hash: string): WeakRef<object> {
  const snapshot = snapshotOf({ listing: Listing.of([{ path: 'a', hash }]), assets: new Map() });
  const { layouts, keep } = laid.next(snapshot, { files: new Map() } as unknown as Placed); // all that is asked of it
  keep();
  return new WeakRef(layouts);
}

test('of what laying out releases found out, that of the last one is held', async () => {
  const laid = new LaidLast();
  const kept = ['1', '2', '3', '4'].map((hash) => layOut(laid, hash));
  await new Promise((resolve) => setTimeout(resolve));
  collect();
  expect(kept.map((each) => each.deref() !== undefined)).toEqual([false, false, false, true]);
  expect(laid).toBeDefined();
});
