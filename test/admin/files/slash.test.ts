import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

test('a page that is made at publish knows the address that its visitors see', async () => {
  await put('pages/index.liquid', 'home');
  await put('pages/about.liquid', '{{ page.url }} {{ request.path }}');
  for (const [slash, path, text] of [
    ['always', '/about/', '/about/ /about/'],
    ['keep', '/about/', '/about /about/'],
    ['keep', '/about', '/about /about'],
    ['never', '/about', '/about /about'],
  ] as const) {
    await put('site.yaml', `trailing_slash: ${slash}\n`);
    expect((await call('POST', '/publish')).status).toBe(200);
    expect(await visit(path)).toMatchObject({ status: 200, text });
    const rendered = await call('POST', '/render', { page: 'pages/about.liquid' });
    expect(rendered.body.url).toBe(slash === 'always' ? '/about/' : '/about');
  }
});

test('a circle of redirects is refused at publish, with its line', async () => {
  await put('pages/index.liquid', 'home');
  await put('site.yaml', 'title: A\nredirects:\n  /a/{x}: /b/{x}\n  /b/{x}: /a/{x}\n');
  const { status, body } = await call('POST', '/publish');
  expect(status).toBe(422);
  expect(body.diagnostics[0]).toMatchObject({
    code: 'redirect_cycle',
    path: 'site.yaml',
    start: { line: 3 },
  });
});
