import { reset, SELF } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

const as = (secret: string) => ({ authorization: `Bearer ${secret}` });

async function make(body: object): Promise<Record<string, string>> {
  const { status, body: made } = await call('POST', '/tokens', { name: 'Ada', ...body });
  expect([status, made]).toEqual([201, expect.anything()]);
  return as(made.secret);
}

const draft = async (path: string) => (await call('GET', `/files/${path}`)).body;
const POST = 'content/posts/tide.md';
const SITE = 'title: Pier\nupstreams:\n  api: { url: "https://api.example.org" }\n';

async function fill(): Promise<void> {
  for (const [path, text] of Object.entries({
    'layouts/base.liquid': '<body>{{ content }}</body>',
    'pages/index.liquid': '---\nlayout: base\n---\n{{ data.hours.open }}',
    'content/posts/_collection.yaml': 'fields:\n  title: { type: text }\n',
    'data/hours.yaml': 'open: 9\n',
  }))
    expect([path, (await put(path, text)).status]).toEqual([path, 201]);
}

describe('a writer', () => {
  test('saves content and publishes it alone; templates, code and the rest of the draft are refused', async () => {
    await fill();
    expect((await call('POST', '/publish')).status).toBe(200);
    const writer = await make({ role: 'writer' });
    expect((await put(POST, '---\ntitle: Tide\n---\nHigh.', writer)).status).toBe(201);
    expect((await put('assets/boat.txt', 'boat', writer)).status).toBe(201);
    expect((await put('data/hours.yaml', 'open: 10\n', writer)).status).toBe(200);
    await put('layouts/base.liquid', 'unfinished {{ content }}');
    for (const path of ['layouts/base.liquid', 'assets/app.js', 'content/posts/_collection.yaml'])
      expect((await put(path, 'x', writer)).body).toMatchObject({ status: 403, rule: 'role', path });
    const whole = await call('POST', '/publish', {}, writer);
    expect(whole.body).toMatchObject({ status: 403, rule: 'role' });
    for (const paths of [['layouts/base.liquid'], ['content/', 'data/hours.yaml'], ['layouts']])
      expect((await call('POST', '/publish', { paths }, writer)).status).not.toBe(200);
    expect((await put(`${POST}?publish=1`, 'x', writer)).status).toBe(403);
    const only = await call('POST', '/publish', { paths: [POST, 'data/hours.yaml'] }, writer);
    expect(only.body).toMatchObject({ state: 'live', author: 'Ada' });
    const { files } = (await call('GET', '/diff')).body;
    expect(files.map(({ path }: { path: string }) => path)).toEqual([
      'assets/boat.txt',
      'layouts/base.liquid',
    ]);
  });

  test('publishes no script by the name of a folder, and no upstream that a developer has begun', async () => {
    await fill();
    await put('site.yaml', 'title: Pier\n');
    expect((await call('POST', '/publish')).status).toBe(200);
    const writer = await make({ role: 'writer' });
    await put('assets/js/app.js', 'unfinished()');
    for (const paths of [['assets/js'], ['assets/js/'], ['assets'], ['assets/js/app.js']]) {
      const { body } = await call('POST', '/publish', { paths }, writer);
      expect([paths, [403, 422].includes(body.status)]).toEqual([paths, true]);
    }
    await put('site.yaml', SITE);
    expect((await put('site.yaml', SITE.replace('Pier', 'Quay'), writer)).status).toBe(200);
    const swept = await call('POST', '/publish', { paths: ['site.yaml'] }, writer);
    expect(swept.body).toMatchObject({ status: 403, rule: 'role', path: 'site.yaml' });
    expect((await put('site.yaml?publish=only', SITE, writer)).body).toMatchObject({
      status: 403,
      rule: 'role',
    });
    expect((await put('data/hours.yaml?publish=only', 'open: 8\n', writer)).body.release).toMatchObject({
      state: 'live',
      only: { paths: { first: ['data/hours.yaml'] } },
    });
    expect(
      await (await SELF.fetch('http://admin.test/api/files/assets/js/app.js', { headers: writer })).text(),
    ).toBe('unfinished()');
    const { files } = (await call('GET', '/diff')).body;
    expect(files.map(({ path }: { path: string }) => path)).toEqual(['assets/js/app.js', 'site.yaml']);
  });

  test('changes nothing else by a batch, a copy, a move, or texts that are handed in', async () => {
    await fill();
    const writer = await make({ role: 'writer' });
    await put(POST, 'High.', writer);
    const batch = (...edits: object[]) => call('POST', '/batch', { edits }, writer);
    const move = (path: string, to: string, references = false) =>
      call('POST', `/files/${path}/move`, { to, references }, writer);
    const files = { 'layouts/base.liquid': 'x' };
    const refused = [
      await batch({ path: POST, text: 'Low.' }, { path: 'layouts/base.liquid', text: 'x' }),
      await batch({ path: 'content/posts/copy.md', copyOf: 'layouts/base.liquid' }),
      await move(POST, 'pages/tide.md'),
      await move('layouts/base.liquid', 'content/posts/base.md'),
      await call('POST', '/render', { url: '/', files }, writer),
      await call('POST', '/validate', { files }, writer),
      await call('DELETE', '/files/layouts/base.liquid', null, writer),
      await call('POST', '/import', new Uint8Array([80, 75]), writer),
    ];
    expect(refused.map(({ body }) => [body.status, body.rule])).toEqual(refused.map(() => [403, 'role']));
    expect(await draft(POST)).toBe('High.');
    expect(
      (await call('POST', '/render', { url: '/', files: { 'data/hours.yaml': 'open: 8' } }, writer)).status,
    ).toBe(200);
  });

  test('moves an entry with its names in content, but not where a template has one', async () => {
    await fill();
    const writer = await make({ role: 'writer' });
    await put('assets/a.txt', 'a');
    await put(POST, '[a](/assets/a.txt)');
    const move = (to: string) => call('POST', '/files/assets/a.txt/move', { to, references: true }, writer);
    await put('layouts/base.liquid', "{{ 'a.txt' | asset_url }}{{ content }}");
    expect((await move('assets/b.txt')).body).toMatchObject({
      status: 403,
      rule: 'role',
      path: 'layouts/base.liquid',
    });
    await put('layouts/base.liquid', '{{ content }}');
    expect((await move('assets/b.txt')).status).toBe(200);
  });

  test('changes settings and redirects of site.yaml, and no upstream or policy', async () => {
    await fill();
    expect((await put('site.yaml', SITE)).status).toBe(201);
    const writer = await make({ role: 'writer' });
    const save = (text: string) => put('site.yaml', text, writer);
    expect((await save(SITE.replace('Pier', 'Quay'))).status).toBe(200);
    expect((await save(`${SITE}redirects:\n  /old: /new\n`)).status).toBe(200);
    for (const text of [
      SITE.replace('api.example', 'evil.example'),
      'title: Pier\n',
      `${SITE}csp: "default-src *"\n`,
      `${SITE}proxy:\n  /x/*: api\n`,
    ])
      expect((await save(text)).body).toMatchObject({ status: 403, rule: 'role', path: 'site.yaml' });
    expect((await call('DELETE', '/files/site.yaml', null, writer)).status).toBe(403);
    expect(await draft('site.yaml')).toContain('/old');
  });

  test('is bound to several prefixes, of which a folder is that folder', async () => {
    await fill();
    const writer = await make({ role: 'writer', prefixes: ['content/posts', 'data/hours.yaml'] });
    expect((await put(POST, 'High.', writer)).status).toBe(201);
    expect((await put('data/hours.yaml', 'open: 1\n', writer)).status).toBe(200);
    for (const path of ['content/posts-old/a.md', 'data/other.yaml', 'site.yaml'])
      expect((await put(path, 'a: 1\n', writer)).body).toMatchObject({ status: 403, rule: 'role' });
    expect((await call('GET', '/status', null, writer)).status).toBe(200);
  });
});

describe('a role', () => {
  const me = async (headers: Record<string, string>) => (await call('GET', '/session', null, headers)).body;

  test.each([
    ['writer', { change: 'content', publish: 'paths', admin: false, tokens: false }],
    ['editor', { change: 'content', publish: 'all', admin: false, tokens: false }],
    ['developer', { change: 'all', publish: 'all', admin: true, tokens: false }],
    ['owner', { change: 'all', publish: 'all', admin: true, tokens: true }],
  ])('%s is told with what it may', async (role, may) => {
    expect(await me(await make({ role }))).toMatchObject({ name: 'Ada', role, prefixes: [], may });
  });

  test('may have scopes taken away, and never more than it has', async () => {
    const drafts = await make({ role: 'writer', scopes: ['read', 'write'] });
    expect((await me(drafts)).may).toMatchObject({ change: 'content', publish: 'nothing' });
    expect((await call('POST', '/publish', { paths: [POST] }, drafts)).status).toBe(403);
    for (const body of [
      { role: 'writer', scopes: ['admin'] },
      { role: 'writer', prefix: 'content/' },
      { role: 'writer', prefixes: ['layouts/'] },
      { role: 'developer', prefixes: ['content/'] },
      { scopes: ['write'], prefixes: ['content/'] },
      { role: 'boss' },
      {},
    ])
      expect([body, (await call('POST', '/tokens', { name: 'X', ...body })).status]).toEqual([body, 422]);
  });

  test('is kept by the session of a sign-in link, and by that of a token', async () => {
    await fill();
    const link = { name: 'Ada', role: 'writer', prefixes: ['content/posts/'] };
    const { code } = (await call('POST', '/sign-in-codes', link)).body;
    const { authorization = '' } = await make({ role: 'editor' });
    for (const [init, expected] of [
      [{ body: JSON.stringify({ code }) }, { role: 'writer', prefixes: ['content/posts/'] }],
      [{ headers: { authorization } }, { role: 'editor', prefixes: [] }],
    ] as [RequestInit, object][]) {
      const begun = await SELF.fetch('http://admin.test/api/session', { method: 'POST', ...init });
      expect(await begun.json()).toMatchObject({ name: 'Ada', ...expected });
      const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
      const browser = { authorization: '', cookie, origin: 'http://admin.test' };
      expect(await me(browser)).toMatchObject({ kind: 'session', name: 'Ada', ...expected });
      expect((await put(POST, `${code}`, browser)).body.file).toMatchObject({ author: 'Ada' });
      expect((await put('layouts/base.liquid', 'x', browser)).status).toBe(403);
    }
    const { entries } = (await call('GET', '/audit')).body;
    const made = entries.find(({ action }: { action: string }) => action === 'code.create');
    expect(made.detail).toBe('Ada: writer below content/posts/');
  });

  test("is for somebody else: a link with a role wants a name, and a link of one's own keeps what one is", async () => {
    for (const body of [{ role: 'writer' }, { role: 'owner' }, { role: 'editor', prefixes: ['content/'] }])
      expect((await call('POST', '/sign-in-codes', body)).body).toMatchObject({
        status: 422,
        field: 'name',
        detail: expect.stringContaining('say who will sign in'),
      });
    const owner = await make({ role: 'owner' });
    for (const [body, expected] of [
      [{}, { role: 'owner', scopes: ['read', 'write', 'publish', 'admin'] }],
      [{ scopes: ['read'] }, { role: null, scopes: ['read'] }],
      [{ name: 'Bob' }, { role: null, name: 'Bob' }],
    ] as const) {
      const { code } = (await call('POST', '/sign-in-codes', body, owner)).body;
      const begun = await SELF.fetch('http://admin.test/api/session', {
        method: 'POST',
        body: JSON.stringify({ code }),
      });
      expect(await begun.json()).toMatchObject(expected);
    }
  });

  test('of a developer lets nobody in, by whatever way', async () => {
    const developer = await make({ role: 'developer' });
    for (const [method, path, body] of [
      ['POST', '/tokens', { name: 'X', role: 'owner' }],
      ['POST', '/sign-in-codes', { name: 'X', role: 'writer' }],
      ['POST', '/sign-in-codes', {}],
      ['GET', '/tokens', null],
    ] as const)
      expect((await call(method, path, body, developer)).body).toMatchObject({ status: 403, rule: 'role' });
    expect((await call('GET', '/audit', null, developer)).status).toBe(200);
  });
});
