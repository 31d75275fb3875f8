import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

test('a collection is a table of the draft, with what visitors have of each entry', async () => {
  await put('pages/posts/[slug].liquid', '---\nentry: posts\n---\n{{ entry.title }}');
  await put('content/posts/a.md', '---\ntitle: A\ndate: 2024-01-05\n---\n');
  await put('content/posts/b.md', '---\ntitle: B\ndate: 2024-01-06\ndraft: true\n---\n');
  await call('POST', '/publish');
  await put('content/posts/a.md', '---\ntitle: A again\ndate: 2024-01-05\n---\n');
  await put('content/posts/c.md', 'C');
  const { status, body } = await call('GET', '/collections/posts');
  expect(status).toBe(200);
  expect(body).toMatchObject({ name: 'posts', title: 'posts' });
  const rows = new Map(body.entries.map((row: { slug: string }) => [row.slug, row]));
  expect(rows.get('a')).toMatchObject({
    title: 'A again',
    state: 'changed',
    url: '/posts/a',
    date: '2024-01-05',
  });
  expect(rows.get('b')).toMatchObject({ state: 'draft' });
  expect(rows.get('c')).toMatchObject({ title: 'c', state: 'new', date: null, updated: expect.any(Number) });
  expect((await call('GET', '/collections/none')).status).toBe(404);
  const { secret } = (
    await call('POST', '/tokens', { name: 'Ann', scopes: ['read'], prefix: 'content/posts/' })
  ).body;
  const ann = { authorization: `Bearer ${secret}` };
  expect((await call('GET', '/collections/posts', null, ann)).status).toBe(200);
  expect((await call('GET', '/collections/people', null, ann)).status).toBe(403);
});

test('a page of a collection is small, and says what comes next', async () => {
  const posts = Array.from({ length: 300 }, (_, n) => ({
    path: `content/posts/post-${String(n).padStart(3, '0')}.md`,
    text: `---\ntitle: Post ${n}\ntags: [t${n % 3}]\n---\n`,
  }));
  const config = {
    path: 'content/posts/_collection.yaml',
    text: 'sort: slug\nfields: { tags: { type: list, of: text } }\n',
  };
  await call('POST', '/batch', { edits: [...posts, config] });
  const { body: all } = await call('GET', '/collections/posts');
  expect([all.entries.length, all.count, all.found, all.cursor]).toEqual([300, 300, 300, null]);
  const paths = (page: { entries: { path: string }[] }) => page.entries.map(({ path }) => path);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await call('GET', `/collections/posts?limit=100${more}`);
    expect(JSON.stringify(body).length).toBeLessThan(30_000);
    seen.push(...paths(body));
    ({ cursor } = body);
  }
  expect(seen).toEqual(paths(all));
  const { body: last } = await call('GET', '/collections/posts?limit=2&sort=-title&text=POST');
  expect([paths(last), last.found, last.count]).toEqual([
    ['content/posts/post-299.md', 'content/posts/post-298.md'],
    300,
    300,
  ]);
  const { body: tagged } = await call('GET', '/collections/posts?limit=2&field=tags&value=t1');
  expect([paths(tagged), tagged.found]).toEqual([
    ['content/posts/post-001.md', 'content/posts/post-004.md'],
    100,
  ]);
  expect(all.groups.find(({ field }: { field: string }) => field === 'tags').values[1]).toMatchObject({
    name: 't1',
    size: 100,
    at: expect.any(Array),
  });
  expect(tagged.groups[0].values[1]).toEqual({ name: 't1', size: 100 });
  expect((await call('GET', '/collections/posts?sort=none')).status).toBe(422);
});
