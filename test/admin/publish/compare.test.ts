import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call } from '../api.ts';

beforeEach(() => reset());

async function site(files: Record<string, string>) {
  const edits = Object.entries(files).map(([path, text]) => ({ path, text }));
  expect((await call('POST', '/batch', { edits })).status).toBe(200);
}

const compare = async (body: object = {}) => (await call('POST', '/compare', body)).body;

describe('comparing with liquidjs', () => {
  test('finds nothing where both define the same', async () => {
    await site({
      'site.yaml': 'title: T & T\nupstreams: { api: { url: "https://api.test" } }',
      'pages/index.liquid':
        '---\nlayout: base\nfetch: { post: "api:/p" }\n---\n{% block main %}{{ site.title }} {{ post.title }} {{ data.a.b[0].c | upcase }}{{ "a.css" | asset_url }}{% render "card", x: page.path %}{% endblock %}',
      'layouts/base.liquid': '<p>{% block main %}{% endblock %}',
      'partials/card.liquid': '[{{ x }} {{ site.title }}]',
      'data/a/b.yaml': '- c: d\n',
      'samples/post.json': '{"title":"<P>"}',
    });
    await call('PUT', '/files/assets/a.css', 'a{}');
    expect(await compare({ url: '/' })).toEqual({
      compared: 1,
      pages: [{ page: 'pages/index.liquid', url: '/', same: true, differences: [] }],
    });
    expect(await compare()).toEqual({ compared: 1, pages: [] });
  });

  test('tells where output differs, and what explains it', async () => {
    await site({
      'pages/index.liquid': 'a\n{% capture x %}{{ "<" }}{% endcapture %}{{ x }}\nb\n',
      'pages/two.liquid': 'same',
    });
    const { compared, pages } = await compare();
    expect(compared).toBe(2);
    expect(pages).toEqual([
      {
        page: 'pages/index.liquid',
        url: '/',
        same: false,
        differences: [
          { line: 2, ours: '&lt;', theirs: '&amp;lt;', rule: expect.stringMatching(/^Escaping/) },
        ],
      },
    ]);
  });

  test('tells errors of either, and does not run theirs where ours took too much', async () => {
    await site({
      'pages/index.liquid': '{% for i in (1..2000000) %}{% endfor %}',
      'pages/two.liquid': '{{ 1 | divided_by: 0 }}',
    });
    const { pages } = await compare();
    expect(pages).toMatchObject([
      { page: 'pages/index.liquid', error: { ours: expect.stringContaining('limit') } },
      { page: 'pages/two.liquid', error: { ours: expect.any(String) } },
    ]);
  });

  test('takes texts that are not saved', async () => {
    await site({ 'pages/index.liquid': 'x' });
    const answer = await compare({ url: '/', files: { 'pages/index.liquid': '{{ "y" | append: "z" }}' } });
    expect(answer.pages).toMatchObject([{ same: true }]);
  });
});

test('compare: liquidjs in site.yaml makes publishing warn where output differs', async () => {
  await site({
    'site.yaml': 'compare: liquidjs',
    'pages/index.liquid': '{% capture x %}{{ "<" }}{% endcapture %}{{ x }}',
    'pages/two.liquid': 'same',
  });
  const { status, body } = await call('POST', '/publish');
  expect(status).toBe(200);
  expect(body.diagnostics).toMatchObject([
    { severity: 'warning', code: 'differs_from_liquidjs', path: 'pages/index.liquid' },
  ]);
});
