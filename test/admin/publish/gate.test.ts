import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

const SITE = 'upstreams: { api: { url: "https://api.test" } }';
const page = (body: string) => `---\nfetch: { post: "api:/post" }\n---\n${body}`;
const POST = '{"title":"A","tags":["x","y"],"html":"<b>b</b>","price":3}';

async function site(files: Record<string, string>) {
  const edits = Object.entries(files).map(([path, text]) => ({ path, text }));
  expect((await call('POST', '/batch', { edits })).body).toMatchObject({ files: expect.any(Array) });
}

/** Publishes over a good release; gives what was said of it. */
async function publishOver(files: Record<string, string>, body: object = {}) {
  await site({ 'site.yaml': SITE, 'pages/index.liquid': 'good' });
  expect((await call('POST', '/publish')).status).toBe(200);
  await site({ 'pages/index.liquid': 'new', ...files });
  const answer = await call('POST', '/publish', body);
  const found = answer.body.diagnostics as {
    severity: string;
    code: string;
    path: string;
    message: string;
  }[];
  return { status: answer.status, body: answer.body, found, shown: (await visit('/')).text };
}

describe('the gate refuses, and visitors keep the old release', () => {
  test.each([
    ['what fails with its sample', page('{{ post.price | minus: 3 | divided_by: 0 }}'), 'argument'],
    [
      'what fails only with its sample',
      page('{% if post.title == "A" %}{{ 1 | divided_by: 0 }}{% endif %}'),
      'argument',
    ],
    ['what takes more than a budget', '{% for i in (1..2000000) %}{% endfor %}', 'budget_operations'],
    [
      'what takes more than a budget with other values',
      page('{% if post.tags == "not a list" %}{% for i in (1..2000000) %}{% endfor %}{% endif %}'),
      'budget_operations',
    ],
    ['raw on a hostile value', page('{{ post.title | raw }}'), 'unescaped'],
    ['raw on an address', '{{ request.query.q | raw }}', 'unescaped'],
    ['raw on a language', '{{ request.language | raw }}', 'unescaped'],
    ['raw on a cookie', '---\nrequest: { cookies: [a, b] }\n---\n{{ request.cookies.b | raw }}', 'unescaped'],
    [
      'raw on a header',
      '---\nrequest: { headers: [x-name] }\n---\n{{ request.headers["x-name"] | raw }}',
      'unescaped',
    ],
  ])('%s', async (_, text, code) => {
    const { status, found, body, shown } = await publishOver({
      'pages/b.liquid': text,
      'samples/post.json': POST,
    });
    expect({ status, shown, code: body.code }).toEqual({ status: 422, shown: 'good', code: 'invalid' });
    const errors = found.filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ path: 'pages/b.liquid' }]);
    if (code !== 'argument') expect(errors[0]?.code).toBe(code);
    expect((await call('GET', '/status')).body.publishing).toBeNull();
  });

  test('what fails only at another time', async () => {
    const text = '{% assign odd = "now" | date: "%s" | modulo: 2 %}{{ 1 | divided_by: odd }}';
    const { status, shown } = await publishOver({ 'pages/b.liquid': text });
    expect({ status, shown }).toEqual({ status: 422, shown: 'good' });
  });

  test('a dynamic page with the parameters of samples/params.json', async () => {
    const text = '{% if page.params.id == "bad" %}{{ 1 | divided_by: 0 }}{% endif %}{{ page.params.id }}';
    expect((await publishOver({ 'pages/p/[id].liquid': text })).status).toBe(200);
    const params = '{"/p/{id}": [{"id": "good"}, {"id": "bad"}]}';
    expect((await publishOver({ 'pages/p/[id].liquid': text, 'samples/params.json': params })).status).toBe(
      422,
    );
  });
});

describe('the gate warns, and publishes', () => {
  test.each([
    [
      'without its sample',
      '{% unless post %}{{ 1 | divided_by: 0 }}{% endunless %}',
      'when an upstream fails',
    ],
    ['with hostile text', '{% if post.title contains "<" %}{{ 1 | divided_by: 0 }}{% endif %}', 'hostile'],
    [
      'with other types',
      '{% if post.tags == "not a list" %}{{ 1 | divided_by: 0 }}{% endif %}',
      'other types',
    ],
  ])('of what fails only %s', async (_, text, said) => {
    const { status, found, shown } = await publishOver({
      'pages/b.liquid': page(text),
      'samples/post.json': POST,
    });
    expect({ status, shown }).toEqual({ status: 200, shown: 'new' });
    expect(found).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        path: 'pages/b.liquid',
        message: expect.stringContaining(said),
      }),
    );
  });

  test('of a page that may be too slow, and tells what each takes', async () => {
    const { status, found, body } = await publishOver({
      'pages/slow.liquid': '{% for i in (1..200000) %}{% assign a = i %}{% assign b = a %}{% endfor %}',
    });
    expect(status).toBe(200);
    expect(found).toContainEqual(expect.objectContaining({ severity: 'warning', code: 'slow_page' }));
    const { pages } = (await call('GET', `/releases/${body.id}`)).body;
    expect(pages).toContainEqual({
      route: '/',
      page: 'pages/index.liquid',
      operations: expect.any(Number),
      bytes: 3,
      values: 1,
      reads: [],
    });
  });

  test('of nothing where all is escaped, whatever comes', async () => {
    const { status, found } = await publishOver({
      'pages/b.liquid': page(
        '{{ post.title }} {{ post.html | strip_html }} {% for tag in post.tags %}{{ tag | upcase }}{% endfor %}',
      ),
      'pages/t.txt.liquid': page('{{ post.title }}'),
      'samples/post.json': POST,
    });
    expect({ status, found }).toEqual({ status: 200, found: [] });
  });
});

describe('where samples/ has nothing', () => {
  test('an error may be due to what the gate made up, and only warns', async () => {
    const { status, found } = await publishOver({
      'pages/p/[id].liquid': '{% if page.params.id == "id" %}{{ 1 | divided_by: 0 }}{% endif %}',
      'pages/b.liquid': page('{% unless post %}{{ 1 | divided_by: 0 }}{% endunless %}'),
    });
    expect(status).toBe(200);
    expect(found).toMatchObject([
      { severity: 'warning', path: 'pages/b.liquid' },
      { severity: 'warning', path: 'pages/p/[id].liquid' },
      { severity: 'info', code: 'no_sample', path: 'pages/b.liquid' },
    ]);
  });

  test('hostile values are made of what the templates read', async () => {
    const { status, found } = await publishOver({ 'pages/b.liquid': page('{{ post.author.name | raw }}') });
    expect(status).toBe(422);
    expect(found[0]).toMatchObject({
      code: 'unescaped',
      message: expect.stringContaining('post.author.name'),
    });
  });
});

test('an upstream that site.yaml trusts may send HTML, and nobody else', async () => {
  const files = {
    'site.yaml': 'upstreams: { api: { url: "https://api.test", trusted: true } }',
    'samples/post.json': POST,
    'pages/b.liquid': page('{{ post.html | raw }}'),
  };
  expect(await publishOver(files)).toMatchObject({ status: 200, found: [] });
  await reset();
  const open = { ...files, 'pages/b.liquid': page('{{ post.html | raw }}{{ request.query.q | raw }}') };
  const { status, found } = await publishOver(open);
  expect(status).toBe(422);
  expect(found[0]?.message).toContain('request.query.q');
});

describe('force', () => {
  const files = { 'pages/b.liquid': page('{{ post.title | raw }}'), 'samples/post.json': POST };

  test('publishes over what the gate found, and is written to the audit log', async () => {
    const { status, shown, found } = await publishOver(files, { force: true });
    expect({ status, shown }).toEqual({ status: 200, shown: 'new' });
    expect(found).toMatchObject([{ code: 'unescaped' }]);
    expect((await call('GET', '/audit')).body.entries[0]).toMatchObject({
      action: 'publish.force',
      author: 'operator',
    });
  });

  test('needs the scope admin', async () => {
    await site({ 'pages/index.liquid': 'x' });
    const { secret } = (await call('POST', '/tokens', { name: 'P', scopes: ['publish'] })).body;
    const as = { authorization: `Bearer ${secret}` };
    expect((await call('POST', '/publish', { force: true }, as)).status).toBe(403);
    expect((await call('POST', '/publish', {}, as)).status).toBe(200);
  });

  test('does not help a site that can not be a release', async () => {
    await site({ 'pages/index.liquid': '{% render "none" %}' });
    expect((await call('POST', '/publish', { force: true })).status).toBe(422);
  });
});

test('what is saved while the gate runs is for the next release', async () => {
  const pages = Object.fromEntries(Array.from({ length: 700 }, (_, n) => [`pages/p${n}.liquid`, 'old']));
  await site(pages);
  const [published] = await Promise.all([call('POST', '/publish'), put('pages/p1.liquid', 'new')]);
  expect(published.status).toBe(200);
  const { contents } = (await call('GET', `/releases/${published.body.id}`)).body;
  const shown = (await visit('/p1')).text;
  const { files } = (await call('GET', '/diff')).body;
  expect({ shown, files: files.length }).toEqual(
    shown === 'old' ? { shown: 'old', files: 1 } : { shown: 'new', files: 0 },
  );
  expect(contents).toHaveLength(700);
});
