import { evictDurableObject, reset, runInDurableObject } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { FORMAT } from '../../liquid/program.ts';
import { isolate, publish, save, site } from './store.ts';

beforeEach(() => reset());

const MANY = 900;

const pages = () =>
  Object.fromEntries(
    Array.from({ length: MANY }, (_, n) => [`pages/p${n}.liquid`, `Page ${n} {{ page.url }}`]),
  );

const rows = (query: string) =>
  runInDurableObject(site(), (_, { storage }) => storage.sql.exec<{ n: number }>(query).one().n);

const compiledRows = () => rows(`SELECT COUNT(*) AS n FROM compiled WHERE format = ${FORMAT}`);
const settled = () =>
  expect.poll(async () => (await site().status()).compiling, { timeout: 60_000 }).toBe(null);

async function evict(): Promise<void> {
  await site().status(); // only what runs can be evicted
  await evictDurableObject(site());
}

test('an object that ends while it compiles goes on where it was', async () => {
  await save(pages());
  expect((await site().status()).compiling).toEqual({ done: 0, total: MANY - 500 });
  for (let n = 0; n < 3; n++) await evict();
  await settled();
  expect(await compiledRows()).toBe(MANY);
  expect(await rows('SELECT COUNT(*) AS n FROM staged')).toBe(0);
  await publish();
  expect((await isolate()('/p899')).body).toBe('Page 899 /p899');
}, 60_000);

test('a large draft that another version compiled is compiled again in slices, which a publish waits for', async () => {
  await save(pages());
  await settled();
  await runInDurableObject(site(), (_, { storage }) => {
    storage.sql.exec('UPDATE compiled SET format = 0');
    storage.sql.exec(`UPDATE meta SET value = '{"at":0,"format":0}' WHERE key = 'draft_index'`);
  });
  await evict();
  const { compiling } = await site().status();
  expect(compiling).toMatchObject({ total: MANY });
  await publish();
  expect(await compiledRows()).toBe(MANY);
  expect((await isolate()('/p7')).body).toBe('Page 7 /p7');
}, 60_000);

test('what is known of the files is kept in the end, and no alarm is left for it', async () => {
  await save(pages());
  await settled();
  const kept = await runInDurableObject(site(), (_, { storage }) =>
    storage.sql.exec<{ text: string }>('SELECT listing AS text FROM draft_slices').toArray(),
  );
  const lines = kept.flatMap(({ text }) => text.split('\n'));
  expect(lines.map((line) => line.split('\t')[0]).sort()).toEqual(Object.keys(pages()).sort());
  expect(await rows("SELECT COUNT(*) AS n FROM meta WHERE key = 'compiling'")).toBe(0);
}, 60_000);
