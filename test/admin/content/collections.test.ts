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
