import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

const move = async (from: string, to: string) =>
  (await call('POST', `/files/${from}/move`, { to })).body.redirect;

test('moving an entry or a page offers a redirect from the address that it had', async () => {
  await put('pages/posts/[slug].liquid', '---\nentry: posts\n---\nx');
  await put('pages/about.liquid', 'x');
  await put('partials/a.liquid', 'x');
  await put('content/posts/first.md', '---\ntitle: A\n---\n');
  await put('content/posts/fixed.md', '---\nurl: /fixed\n---\n');
  await put('content/loose/first.md', 'x');
  expect(await move('content/posts/first.md', 'content/posts/the-first.md')).toEqual({
    from: '/posts/first',
    to: '/posts/the-first',
  });
  expect(await move('pages/about.liquid', 'pages/us.liquid')).toEqual({ from: '/about', to: '/us' });
  expect(await move('content/posts/fixed.md', 'content/posts/other.md')).toBeUndefined();
  expect(await move('content/loose/first.md', 'content/loose/second.md')).toBeUndefined();
  expect(await move('partials/a.liquid', 'partials/b.liquid')).toBeUndefined();
});
