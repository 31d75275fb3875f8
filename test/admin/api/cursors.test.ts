import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { operations } from '../../../admin/api/operations.ts';
import { call } from '../api.ts';

beforeEach(() => reset());

const text = '---\ntitle: A needle\ntags: [a]\n---\n';
const config = {
  path: 'content/posts/_collection.yaml',
  text: 'fields: { tags: { type: list, of: text } }\n',
};

/** A site of which each answer has a second part, and what was made of it. */
async function begin(): Promise<{ readonly release: string; readonly other: string }> {
  const posts = Array.from({ length: 9 }, (_, n) => ({ path: `content/posts/${n}.md`, text }));
  const data = Array.from({ length: 1_001 }, (_, n) => ({ path: `data/n${n}.yaml`, text: 'a: needle\n' }));
  const index = { path: 'pages/index.liquid', text: 'Home' };
  await call('POST', '/batch', { edits: [index] });
  const { body: other } = await call('POST', '/publish');
  await call('POST', '/batch', { edits: [config, ...posts, ...data] });
  const { body: made } = await call('POST', '/publish');
  return { release: made.id, other: other.id };
}

/** Questions that are answered in parts, each with one that is close to it, by the operation. */
const questions = ({
  release,
  other,
}: Awaited<ReturnType<typeof begin>>): Record<string, [string, string][]> => ({
  listFiles: [['/files?limit=2', '/files?limit=2&prefix=content/']],
  listColumns: [['/listing?limit=2', '/listing?limit=2&prefix=content/']],
  listHashes: [['/hashes?limit=2', '/hashes?limit=2&prefix=content/']],
  getCollection: [
    ['/collections/posts?limit=2', '/collections/posts?limit=2&sort=title'],
    ['/collections/posts?limit=2&sort=title', '/collections/posts?limit=2&sort=-title'],
    ['/collections/posts?limit=2&text=needle', '/collections/posts?limit=2&text=need'],
  ],
  getDiff: [[`/diff?limit=2&from=${other}&to=draft`, `/diff?limit=2&from=${other}&to=${release}`]],
  getRelease: [[`/releases/${release}?limit=2`, `/releases/${other}?limit=2`]],
  search: [['/search?text=needle', '/search?text=needle&case=1']],
  listTexts: [['/texts?prefix=', '/texts?prefix=data/']],
});

const inParts = operations.filter((each) => each.inParts !== undefined);

test('each answer whose cursor is a text says that it comes in parts', () => {
  const hasCursor = operations.filter(({ query }) => {
    const shape: unknown = query && Reflect.get(query._zod.def, 'shape');
    return typeof shape === 'object' && shape !== null && Object.hasOwn(shape, 'cursor');
  });
  const ids = hasCursor.map(({ id }) => id).filter((id) => id !== 'listAudit');
  expect(inParts.map(({ id }) => id).sort()).toEqual(ids.sort());
});

test('a cursor goes on with the question that it came from, and with no other', async () => {
  const all = questions(await begin());
  for (const { id } of inParts)
    for (const [url, close] of all[id] ?? [['none', 'none']]) {
      const ask = (of: string, cursor: string) =>
        call('GET', `${of}${of.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`);
      const { body, headers } = await call('GET', url);
      const cursor = body.cursor ?? decodeURIComponent(headers.get('x-next-cursor') ?? '');
      expect([id, typeof cursor]).toEqual([id, 'string']);
      const next = await ask(url, cursor);
      expect([id, next.status, JSON.stringify(next.body) === JSON.stringify(body)]).toEqual([id, 200, false]);
      expect(await ask(url.replace('limit=2', 'limit=3'), cursor)).toMatchObject({ status: 200 });
      expect(JSON.stringify((await ask(url, '')).body)).toBe(JSON.stringify(body));
      const wrong = [`${cursor}x`, cursor.slice(1), 'x', '[null,"x"]', '~', `0~${cursor.split('~')[1]}`];
      for (const refused of [...wrong.map((each) => ask(url, each)), ask(close, cursor)])
        expect([id, await refused]).toMatchObject([
          id,
          { status: 422, body: { rule: 'cursor', field: 'cursor' } },
        ]);
    }
});

test('behind a path, files are listed without a cursor', async () => {
  await begin();
  for (const list of ['files', 'listing', 'hashes']) {
    const url = `/${list}?limit=1&cursor=content/posts/3.md`;
    const { body } = await call('GET', url);
    expect(JSON.stringify(body)).toContain('content/posts/4.md');
    expect((await call('GET', url.replace('content/', 'contents/'))).status).toBe(422);
  }
});

test('a group that no collection has is named, and those that it has', async () => {
  await begin();
  const ask = async (query: string) => (await call('GET', `/collections/posts?limit=2&${query}`)).body;
  expect(await ask('field=tags&value=a')).toMatchObject({ found: 9 });
  expect(await ask('field=tags&value=b')).toMatchObject({ found: 0, entries: [] });
  expect(await ask('field=tag&value=a')).toMatchObject({
    status: 422,
    field: 'field',
    detail: expect.stringContaining('by tags'),
  });
  expect(await ask('value=a')).toMatchObject({ status: 422, field: 'field' });
  expect(await ask('field=tags')).toMatchObject({ status: 422, field: 'value' });
});
