import { evictDurableObject, reset, runInDurableObject } from 'cloudflare:test';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Edit } from '../../admin/store/edit.ts';
import type { SiteObject } from '../../admin/store/site-object.ts';
import { site } from './store.ts';

const PATHS = ['pages/a.liquid', 'pages/b.liquid', 'partials/p.liquid', 'data/d.json', 'assets/a.png'];

const edit = fc.record({ at: fc.nat(PATHS.length - 1), n: fc.nat(3), gone: fc.boolean() });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.array(edit, { minLength: 1, maxLength: 3 }) },
  { weight: 2, arbitrary: fc.constantFrom('look' as const, 'evict' as const) },
);

function toEdit({ at, n, gone }: { at: number; n: number; gone: boolean }): Edit {
  const path = PATHS[at] ?? '';
  if (gone) return { path, source: null };
  if (!path.startsWith('assets/')) return { path, source: { text: `${n}` } };
  const asset = { name: `1-${String(n).repeat(32)}`, type: 'image/png' };
  return { path, source: { content: { hash: String(n).repeat(64), size: n, asset } } };
}

/** The draft as it is known, and as the tables have it when nothing is known but them. */
async function both(instance: SiteObject, { storage }: DurableObjectState) {
  const known = { text: (await instance.drafts().assembled()).text, files: instance.status().files };
  const rows = storage.sql.exec('SELECT path, hash FROM files ORDER BY path').toArray();
  const hashes = rows.map(({ path, hash }) => [path, hash]);
  expect([...instance.differences().hashes('draft')]).toEqual(hashes);
  expect(known.files).toBe(rows.length);
  return known;
}

async function evict(): Promise<void> {
  await site().status(); // only what runs can be evicted
  await evictDurableObject(site());
}

test('what is known of the draft is what is in its tables, whatever came before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      await reset();
      for (const each of steps) {
        if (each === 'evict') await evict();
        else if (each === 'look') await runInDurableObject(site(), both);
        // Some batches are refused, as one that names a file twice: those change nothing.
        else await site().commit(each.map(toEdit), 'test');
      }
      const known = await runInDurableObject(site(), both);
      await runInDurableObject(site(), (_, { storage }) => {
        storage.sql.exec("DELETE FROM meta WHERE key = 'draft_index'");
      });
      await evict();
      expect(await runInDurableObject(site(), both)).toEqual(known);
    }),
    { numRuns: 40 },
  );
}, 120_000);
