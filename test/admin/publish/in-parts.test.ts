import { reset } from 'cloudflare:test';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { runs } from '../../support/runs.ts';
import { call, put } from '../api.ts';

beforeEach(() => reset());

const path = (n: number) => `data/part-${String(n).padStart(3, '0')}.json`;
const COUNT = 250;

interface Named {
  readonly path: string;
}

/** Reads an answer part by part. */
async function inParts(url: string, key: 'files' | 'contents', limit: number, between = async () => {}) {
  const found: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; await between()) {
    const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await call('GET', `${url}limit=${limit}${more}`);
    expect(status).toBe(200);
    expect(body[key].length).toBeLessThanOrEqual(limit);
    found.push(...body[key].map((each: Named) => each.path));
    ({ cursor } = body);
  }
  return found;
}

test('what differs, and what a release was made of, come in parts that make the whole', async () => {
  await put('pages/index.liquid', 'Home');
  const edits = Array.from({ length: COUNT }, (_, n) => ({ path: path(n), text: `${n}` }));
  await call('POST', '/batch', { edits });
  const { body: made } = await call('POST', '/publish');
  const { body: whole } = await call('GET', `/releases/${made.id}`);
  expect([whole.contents.length, whole.cursor]).toEqual([COUNT + 1, null]);
  expect(whole.pages.length).toBeGreaterThan(0);
  const contents = await inParts(`/releases/${made.id}?`, 'contents', 100);
  expect(contents).toEqual(whole.contents.map((each: Named) => each.path));
  const { body: part } = await call('GET', `/releases/${made.id}?limit=1`);
  expect([part.state, part.contents.length, part.pages]).toEqual(['live', 1, []]);

  const changed = edits.map(({ path: each }, n) =>
    n % 2 ? { path: each, delete: true } : { path: each, text: '1' },
  );
  await call('POST', '/batch', { edits: changed });
  const { body: all } = await call('GET', '/diff');
  expect([all.files.length, all.count, all.cursor]).toEqual([COUNT, COUNT, null]);
  expect(await inParts('/diff?', 'files', 77)).toEqual(all.files.map((each: Named) => each.path));
  const { body: one } = await call('GET', `/diff?path=${path(3)}`);
  expect(one).toMatchObject({ files: [{ change: 'removed' }], count: 1, cursor: null });
});

test('what differs all the while is told once, whatever is saved between two parts', async () => {
  await put('pages/index.liquid', 'Home');
  await call('POST', '/batch', { edits: [0, 1, 2, 3, 4].map((n) => ({ path: path(n), text: '0' })) });
  await call('POST', '/publish');
  const edit = fc.record({ n: fc.nat(9), value: fc.nat(2) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(edit, { maxLength: 8 }),
      fc.array(edit, { maxLength: 5 }),
      fc.integer({ min: 1, max: 3 }),
      async (before, meanwhile, limit) => {
        for (const { n, value } of before) await put(path(n), `${value}`);
        const differing = async () => (await call('GET', '/diff')).body.files.map((each: Named) => each.path);
        const first: string[] = await differing();
        const edits = [...meanwhile];
        const touched = new Set<string>();
        const seen = await inParts('/diff?', 'files', limit, async () => {
          const next = edits.shift();
          if (!next) return;
          touched.add(path(next.n));
          await put(path(next.n), `${next.value}`);
        });
        expect(seen).toEqual([...new Set(seen)].sort());
        const isStill = (each: string) => !touched.has(each);
        expect(seen.filter(isStill)).toEqual(first.filter(isStill));
      },
    ),
    { numRuns: runs(12) },
  );
});
