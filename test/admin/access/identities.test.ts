import { reset, runInDurableObject, SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { ACCESS_TABLES } from '../../../admin/store/tables/schema-access.ts';
import { IDENTITY_COLUMNS } from '../../../admin/store/tables/schema-identities.ts';
import { call, put, TOKEN } from '../api.ts';

beforeEach(() => reset());

const HOME = 'https://admin.test';
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

async function makeToken(body: object): Promise<{ id: string; secret: string }> {
  const { status, body: made } = await call('POST', '/tokens', { name: 'T', scopes: ['read'], ...body });
  expect(status).toBe(201);
  return { id: made.token.id, secret: made.secret };
}

/** A cookie of a new session, by token or by code. */
async function signIn(init: RequestInit): Promise<string> {
  const response = await SELF.fetch(`${HOME}/api/session`, { method: 'POST', ...init });
  expect(response.status).toBe(201);
  await response.text();
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function signInAs(name: string): Promise<string> {
  const { code } = (await call('POST', '/sign-in-codes', { name, scopes: ['read', 'write'] })).body;
  return signIn({ body: JSON.stringify({ code }) });
}

const browse = (method: string, path: string, cookie: string) =>
  SELF.fetch(`${HOME}/api${path}`, { method, headers: { cookie, origin: HOME } });
const isIn = async (cookie: string) => (await browse('GET', '/session', cookie)).status === 200;

describe("nobody ends another one's sessions", () => {
  test('a token that is called like a person', async () => {
    const ada = await signInAs('Ada');
    const { id, secret } = await makeToken({ name: 'Ada', scopes: ['admin'] });
    const traded = await signIn({ headers: bearer(secret) });
    expect((await call('DELETE', '/session?everywhere=1', null, bearer(secret))).status).toBe(204);
    expect([await isIn(ada), await isIn(traded)]).toEqual([true, false]);
    expect((await call('DELETE', `/tokens/${id}`)).status).toBe(204);
    expect(await isIn(ada)).toBe(true);
  });

  test('a person, the operator, or another of the same name', async () => {
    const one = await signInAs('Ada');
    const other = await signInAs('Ada');
    const operator = await signIn({ headers: bearer(TOKEN) });
    expect((await browse('DELETE', '/session?everywhere=1', one)).status).toBe(204);
    expect([await isIn(one), await isIn(other), await isIn(operator)]).toEqual([false, true, true]);
    expect((await browse('DELETE', '/session?everywhere=1', operator)).status).toBe(204);
    expect([await isIn(other), await isIn(operator)]).toEqual([true, false]);
  });

  test('but all of their own, also those that a code of theirs began', async () => {
    const { secret } = await makeToken({ name: 'Bo', scopes: ['admin'] });
    const first = await signIn({ headers: bearer(secret) });
    const { code } = (await call('POST', '/sign-in-codes', {}, bearer(secret))).body;
    const second = await signIn({ body: JSON.stringify({ code }) });
    expect((await browse('DELETE', '/session?everywhere=1', first)).status).toBe(204);
    expect([await isIn(first), await isIn(second)]).toEqual([false, false]);
  });

  test('and a session that a code of a token began ends with the token', async () => {
    const { id, secret } = await makeToken({ scopes: ['admin'] });
    const { code } = (await call('POST', '/sign-in-codes', {}, bearer(secret))).body;
    const cookie = await signIn({ body: JSON.stringify({ code }) });
    expect(await isIn(cookie)).toBe(true);
    await call('DELETE', `/tokens/${id}`);
    expect(await isIn(cookie)).toBe(false);
  });
});

test("the operator's name is nobody else's, however it is written", async () => {
  const alike = [
    'operator',
    'Operator',
    'OPERATOR',
    'operator ',
    ' operator',
    'oper ator',
    'ｏｐｅｒａｔｏｒ',
    'oper\u200bator',
    'operator\u0301',
  ];
  for (const name of [...alike, '', ' ', '\u200b', 'a\nb', ' Ada', '__proto__', 'x'.repeat(101)]) {
    expect((await call('POST', '/tokens', { name, scopes: ['read'] })).status).toBe(422);
    expect((await call('POST', '/sign-in-codes', { name })).status).toBe(422);
  }
  for (const name of ['Ada Lovelace', 'operators', 'constructor', '小川'])
    expect((await call('POST', '/tokens', { name, scopes: ['read'] })).status).toBe(201);
});

test('an idempotency key belongs to who sent it, not to a name', async () => {
  const [one, other] = [await makeToken({ scopes: ['write'] }), await makeToken({ scopes: ['write'] })];
  const save = (secret: string, text: string) =>
    call(
      'POST',
      '/batch',
      { edits: [{ path: 'pages/a.liquid', text }] },
      {
        ...bearer(secret),
        'idempotency-key': 'k1',
      },
    );
  expect((await save(one.secret, 'a')).status).toBe(200);
  const again = await save(one.secret, 'a');
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  const others = await save(other.secret, 'b');
  expect([others.status, others.headers.get('idempotency-replayed')]).toEqual([200, null]);
});

test('sessions and codes of before belong to whom they were begun by', async () => {
  const stub = env.SITE_OBJECT.getByName('old');
  await runInDurableObject(stub, (_, { storage: { sql } }) => {
    for (const table of ['tokens', 'sessions', 'codes', 'previews', 'idempotency'])
      sql.exec(`DROP TABLE ${table}`);
    sql.exec(ACCESS_TABLES);
    const add = (hash: string, name: string, token: string | null) =>
      sql.exec('INSERT INTO sessions VALUES (?, ?, ?, NULL, ?, 0, 9e15)', hash, name, '[]', token);
    add('1'.repeat(64), 'operator', 'operator:0123456789abcdef');
    add('2'.repeat(64), 'Ada', 'abcd1234');
    add('3'.repeat(64), 'Ada', null);
    add('4'.repeat(64), 'Ada', null);
    sql.exec("INSERT INTO codes VALUES ('a', 'operator', '[]', NULL, 0), ('b', 'Ada', '[]', NULL, 0)");
    sql.exec(IDENTITY_COLUMNS);
    const ids = (table: string) => [...sql.exec(`SELECT identity FROM ${table} ORDER BY hash`).raw()].flat();
    expect(ids('sessions')).toEqual([
      'operator',
      'token:abcd1234',
      `person:${'3'.repeat(16)}`,
      `person:${'4'.repeat(16)}`,
    ]);
    expect(ids('codes')).toEqual(['operator', 'person:b']);
  });
});

test('good tokens are let in from an address that sends many bad ones', async () => {
  const { secret } = await makeToken({});
  const ask = (token: string) =>
    SELF.fetch(`${HOME}/api/status`, { headers: { ...bearer(token), 'cf-connecting-ip': '203.0.113.77' } });
  for (let n = 0; n < 70; n++) await (await ask(`mns_${n}`)).text();
  expect((await ask('mns_71')).status).toBe(429);
  expect((await ask(secret)).status).toBe(200);
  const { code } = (await call('POST', '/sign-in-codes', {})).body;
  const begun = await SELF.fetch(`${HOME}/api/session`, {
    method: 'POST',
    headers: { 'cf-connecting-ip': '203.0.113.77' },
    body: JSON.stringify({ code }),
  });
  expect(begun.status).toBe(201);
});

describe('a token that is bound to a prefix', () => {
  const bound = async (prefix: string) => bearer((await makeToken({ scopes: ['write'], prefix })).secret);
  const page = (route: string) => `---\nroute: ${route}\n---\nx`;

  test.each([
    ['/about', 403],
    ['/', 403],
    ['/blogs', 403],
    ['/{x}', 403],
    ['/{...rest}', 403],
    ['/news/blog/a', 403],
    ['/%62log/../about', 403],
    ['/blog', 201],
    ['/blog/', 201],
    ['/blog/a/{b}', 201],
    ['/blog/{...rest}', 201],
  ])('takes the addresses of its own folder only: route: %s', async (route, status) => {
    const saved = await put('pages/blog/a.liquid', page(`"${route}"`), await bound('pages/blog/'));
    expect(saved.status === 422 ? 403 : saved.status).toBe(status);
    if (saved.status === 403) expect(saved.body).toMatchObject({ rule: 'prefix_route' });
  });

  test('also by a batch, a copy, a version, and within a folder that is a parameter', async () => {
    await put('pages/blog/a.liquid', page('/about'));
    await put('pages/blog/a.liquid', 'mended');
    const as = await bound('pages/blog/');
    const { versions } = (await call('GET', '/files/pages/blog/a.liquid/history')).body;
    const old = versions.at(-1).id;
    for (const edit of [
      { path: 'pages/blog/b.liquid', text: page('/about') },
      { path: 'pages/blog/a.liquid', version: old },
    ])
      expect((await call('POST', '/batch', { edits: [edit] }, as)).status).toBe(403);
    expect((await call('POST', '/files/pages/blog/a.liquid/restore', { version: old }, as)).status).toBe(403);
    const lang = await bound('pages/[lang]/');
    expect((await put('pages/[lang]/a.liquid', page('"/{l}/b"'), lang)).status).toBe(201);
    expect((await put('pages/[lang]/a.liquid', page('"/en/b"'), lang)).status).toBe(403);
  });

  test('does not take an address or a name that another file has', async () => {
    await put('pages/blog.liquid', 'x');
    await put('pages/other.liquid', page('/blog/mine'));
    await put('site.yaml', 'redirects: { /blog/old: / }');
    await put('data/blog.json', '{}');
    const as = await bound('pages/blog/');
    for (const path of ['pages/blog/index.liquid', 'pages/blog/mine.liquid', 'pages/blog/old.liquid'])
      expect((await put(path, 'x', as)).status).toBe(422);
    expect((await put('data/blog/a.json', '{}', await bound('data/blog/'))).status).toBe(422);
    expect((await put('pages/blog/free.liquid', 'x', as)).status).toBe(201);
    expect((await call('POST', '/publish', {})).status).toBe(200);
  });
});

test('who may only read hands nothing in', async () => {
  await put('pages/index.liquid', 'x');
  const as = bearer((await makeToken({ scopes: ['read'] })).secret);
  const files = { 'pages/index.liquid': '{% for i in (1..9) %}{% endfor %}' };
  for (const path of ['/render', '/validate', '/compare']) {
    const body = path === '/validate' ? {} : { page: 'pages/index.liquid' };
    expect((await call('POST', path, body, as)).status).toBe(200);
    const refused = await call('POST', path, { ...body, files }, as);
    expect([refused.status, refused.body.rule]).toEqual([403, 'scope']);
  }
});

test('the audit log has backups, restores, imports and sign-outs', async () => {
  const cookie = await signInAs('Ada');
  await browse('DELETE', '/session', cookie);
  const backup = await call('GET', '/backup');
  const zip = zipSync({ 'pages/index.liquid': new TextEncoder().encode('x') });
  await call('POST', '/import', zip, { 'content-type': 'application/zip' });
  await call('POST', '/import?dryRun=1', zip, { 'content-type': 'application/zip' });
  const { entries } = (await call('GET', '/audit')).body;
  const told = entries.map(({ author, action }: Record<string, string>) => `${author} ${action}`);
  expect(told).toEqual([
    'operator import',
    'operator write',
    'operator backup',
    'Ada session.end',
    'Ada session.begin',
    'operator code.create',
  ]);
  await reset();
  expect((await call('PUT', '/backup', backup.body)).status).toBe(204);
  expect((await call('GET', '/audit')).body.entries).toMatchObject([
    { action: 'restore', author: 'operator' },
  ]);
});

test('every accepted write is in the audit log, with a way to the versions that it made', async () => {
  await put('pages/index.liquid', 'one');
  await put('pages/index.liquid', 'one'); // the same: nothing was written
  await put('pages/index.liquid', '{% if'); // refused
  await put('pages/index.liquid', 'two');
  await call('POST', '/files/pages/index.liquid/move', { to: 'pages/home.liquid' });
  const { entries } = (await call('GET', '/audit')).body;
  const writes = entries.filter(({ action }: { action: string }) => action === 'write');
  expect(writes.map(({ detail }: { detail: string }) => detail).reverse()).toEqual([
    'pages/index.liquid',
    'pages/index.liquid',
    expect.stringMatching(/pages\/home\.liquid.*pages\/index\.liquid deleted|deleted, pages\/home\.liquid/),
  ]);
  const [, second, first] = writes;
  const textOf = async ({ files: [file] }: { files: { path: string; version: number }[] }) =>
    (await call('GET', `/files/${file?.path}/history?version=${file?.version}`)).body;
  expect([await textOf(first), await textOf(second)]).toEqual(['one', 'two']);
});
