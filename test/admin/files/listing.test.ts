import { reset } from 'cloudflare:test';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { runs } from '../../support/runs.ts';
import { call, put } from '../api.ts';

beforeEach(() => reset());

const path = (name: string) => `data/${name}.json`;

test('columns say of each file what the list says', async () => {
  for (const name of ['b', 'a', 'c']) await put(path(name), `{"n":"${name}"}`);
  await put('pages/index.liquid', 'Home');
  const { files } = (await call('GET', '/files')).body;
  const { body } = await call('GET', '/listing');
  const rows = body.paths.map((each: string, at: number) => ({
    path: each,
    etag: `"${body.etags[at]}"`,
    size: body.sizes[at],
    updated: body.updated[at],
    author: body.names[body.authors[at]],
  }));
  const named = ({ path, etag, size, updated, author }: Record<string, unknown>) => ({
    path,
    etag,
    size,
    updated,
    author,
  });
  expect(rows).toEqual(files.map(named));
  expect(body).toMatchObject({ cursor: null, draft: (await call('GET', '/status')).body.draft });
  const below = (await call('GET', '/listing?prefix=data/&limit=2')).body;
  expect([below.paths, below.cursor]).toEqual([[path('a'), path('b')], expect.stringContaining(path('b'))]);
  expect((await call('GET', '/listing?prefix=data/&limit=2&cursor=data/b.json')).body).toMatchObject({
    paths: [path('c')],
    cursor: null,
  });
});

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
/** Between two answers: files that are saved, and files that are deleted. */
const edits = fc.array(fc.record({ name: fc.constantFrom(...names), isSaved: fc.boolean() }), {
  maxLength: 3,
});

test('what stays while a list is read answer by answer is in it once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }),
      fc.array(edits, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 4 }),
      async (before, meanwhile, limit) => {
        for (const name of names) await call('DELETE', `/files/${path(name)}`);
        for (const name of before) await put(path(name), `"${name}"`);
        const touched = new Set<string>();
        const seen: string[] = [];
        const turns = [...meanwhile];
        for (let cursor: string | null = ''; cursor !== null; ) {
          const { body } = await call('GET', `/listing?prefix=data/&limit=${limit}&cursor=${cursor}`);
          expect(body.paths.length).toBeLessThanOrEqual(limit);
          seen.push(...body.paths);
          ({ cursor } = body);
          for (const { name, isSaved } of turns.shift() ?? []) {
            touched.add(path(name));
            if (isSaved) await put(path(name), `"${name} ${turns.length}"`);
            else await call('DELETE', `/files/${path(name)}`);
          }
        }
        expect(seen).toEqual([...new Set(seen)].sort());
        const stood = before.map(path).filter((each) => !touched.has(each));
        expect(seen.filter((each) => stood.includes(each))).toEqual(stood.sort());
      },
    ),
    { numRuns: runs(15) },
  );
});
