import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

async function site(files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) expect((await put(path, text)).status).toBe(201);
}

const render = async (body: object) => (await call('POST', '/render', body)).body;

describe('rendering the draft', () => {
  test('by address: its page, what it reads, what it costs, line by line', async () => {
    await site({
      'pages/posts/[slug].liquid':
        '---\ntitle: A\n---\n{{ page.params.slug }}\n{% render "card", text: "<" %}{{ request.query.q }}',
      'partials/card.liquid': '{% for i in (1..3) %}{{ text }}{% endfor %}',
    });
    const answer = await render({ url: '/posts/a%20b?q=1' });
    expect(answer).toMatchObject({
      status: 200,
      type: 'text/html; charset=utf-8',
      body: 'a b\n&lt;&lt;&lt;1',
      page: 'pages/posts/[slug].liquid',
      params: { slug: 'a b' },
      diagnostics: [],
      reads: ['url'],
    });
    expect(answer.operations).toBeGreaterThan(3);
    expect(answer.lines['pages/posts/[slug].liquid']['5']).toBeGreaterThan(0);
    expect(answer.lines['partials/card.liquid']).toBeDefined();
  });

  test('by page file, with texts that are not saved, and nothing is saved by it', async () => {
    await site({ 'pages/index.liquid': '{% render "card" %}', 'partials/card.liquid': 'old' });
    const files = { 'partials/card.liquid': 'new', 'data/a.json': '[1]' };
    expect((await render({ page: 'pages/index.liquid', files })).body).toBe('new');
    expect((await render({ url: '/' })).body).toBe('old');
    expect((await call('GET', '/files')).body.files).toHaveLength(2);
  });

  test('with assets at addresses where they are before they are published, where that is asked for', async () => {
    const page =
      '<img src="/assets/sea%20side.png" srcset="/assets/b.png 2x, /assets/none.png 3x"><p>see /assets/b.png</p>';
    await site({ 'assets/sea side.png': 'A', 'assets/b.png': 'B', 'pages/index.liquid': page });
    expect((await render({ url: '/' })).body).toBe(page);
    const { body } = await render({ url: '/', versions: true });
    const at =
      /^<img src="(\/assets\/sea%20side\.png\?v=[\w-]+)" srcset="(\/assets\/b\.png\?v=[\w-]+) 2x, \/assets\/none\.png 3x"><p>see \/assets\/b\.png<\/p>$/;
    expect(body).toMatch(at);
  });

  test('with data whose numbers are as they are written', async () => {
    const page = '---\nfetch: { it: "api:/x" }\n---\n{{ it.id }} {{ it.price }} {{ it.list | join: "," }}';
    await site({
      'site.yaml': 'upstreams: { api: { url: "https://example.com" } }',
      'pages/index.liquid': page,
    });
    const send = async (path: string, data: string) =>
      (await call('POST', path, `{"url": "/", "data": ${data}}`)).body;
    const data = '{"it": {"id": 9007199254740993, "price": 2.0, "list": [1e3, 7]}}';
    expect((await send('/render', data)).body).toBe('9007199254740993 2.0 1000.0,7');
    expect((await send('/render', '{"it": {"id": 1, "price": 2.5, "list": []}}')).body).toBe('1 2.5 ');
    expect((await send('/render', '{"other": {"id": 2.0}}')).body).toBe('  ');
  });

  test('tells what is wrong with an unsaved text, and where', async () => {
    await site({ 'pages/index.liquid': 'x' });
    const files = { 'pages/index.liquid': 'a\n{% endif %}' };
    expect(await render({ url: '/', files })).toMatchObject({
      body: null,
      diagnostics: [{ severity: 'error', path: 'pages/index.liquid', start: { line: 2 } }],
    });
  });

  test('tells which template and line stopped it, and how it got there', async () => {
    await site({
      'pages/index.liquid': '\n{% render "card" %}',
      'partials/card.liquid': '\n\n{{ 1 | divided_by: 0 }}',
    });
    expect(await render({ url: '/' })).toMatchObject({
      status: 500,
      body: null,
      diagnostics: [
        {
          severity: 'error',
          path: 'partials/card.liquid',
          start: { line: 3 },
          help: expect.stringContaining('pages/index.liquid:2'),
        },
      ],
    });
  });

  test('fills fetches from given data, else from samples, else as when the upstream fails', async () => {
    await site({
      'site.yaml': 'upstreams: { api: { url: "https://api.test" } }',
      'pages/a.liquid':
        '---\nfetch: { post: "api:/p", more: "api:/m" }\n---\n{{ post.title }}|{{ more.size }}|{{ upstream.more.ok }}',
      'samples/post.json': '{"title":"Sample"}',
    });
    const bare = await render({ url: '/a' });
    expect(bare).toMatchObject({ body: 'Sample||false', samples: { post: 'samples/post.json' } });
    expect(bare.diagnostics).toMatchObject([{ severity: 'info', code: 'no_sample' }]);
    await put('samples/a/post.json', '{"title":"Own"}');
    expect((await render({ url: '/a', data: { more: [1, 2] } })).body).toBe('Own|2|true');
  });

  test('takes parameters of a dynamic route from samples/params.json', async () => {
    await site({ 'pages/p/[id].liquid': '{{ page.params.id }} {{ page.url }}' });
    expect((await render({ page: 'pages/p/[id].liquid' })).body).toBe('id /p/id');
    await put('samples/params.json', '{"/p/{id}": [{"id": "seven"}]}');
    expect((await render({ page: 'pages/p/[id].liquid' })).body).toBe('seven /p/seven');
    expect((await render({ page: 'pages/p/[id].liquid', params: { id: '8' } })).body).toBe('8 /p/8');
  });

  test('shows redirects, the 404 page, and refuses what is no page', async () => {
    await site({
      'site.yaml': 'redirects: { /old: /new }',
      'pages/404.liquid': 'none',
      'pages/index.liquid': 'x',
    });
    expect(await render({ url: '/old' })).toMatchObject({ status: 301, location: '/new', body: null });
    expect(await render({ url: '/nowhere' })).toMatchObject({ status: 404, body: 'none' });
    expect((await call('POST', '/render', { page: 'pages/none.liquid' })).status).toBe(404);
    expect((await call('POST', '/render', { files: { '../x': '' } })).body).toMatchObject({
      code: 'invalid',
      path: '../x',
    });
  });
});

describe('validating', () => {
  test('checks the whole site as it would be', async () => {
    await site({ 'pages/index.liquid': '{% render "card" %}' });
    const before = (await call('POST', '/validate')).body;
    expect(before).toMatchObject({ ok: false });
    expect(before.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'missing_file', path: 'pages/index.liquid', severity: 'error' }),
    );
    expect((await call('POST', '/validate', { files: { 'partials/card.liquid': 'x' } })).body).toEqual({
      ok: true,
      diagnostics: [],
    });
  });
});
