import { reset, SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put, TOKEN } from '../api.ts';

beforeEach(() => reset());

describe('files', () => {
  test('are saved, listed, read back to the byte, and removed', async () => {
    const text = '---\ntitle: Ünï\n---\r\nHello {{ page.title }}';
    const saved = await put('pages/index.liquid', text);
    expect(saved.status).toBe(201);
    expect(saved.headers.get('etag')).toBe(saved.body.file.etag);
    expect(saved.body.file).toMatchObject({
      path: 'pages/index.liquid',
      kind: 'page',
      size: new TextEncoder().encode(text).length,
      author: 'operator',
    });
    expect((await call('GET', '/files')).body.files.map((file: { path: string }) => file.path)).toEqual([
      'pages/index.liquid',
    ]);
    const read = await call('GET', '/files/pages/index.liquid');
    expect(read.body).toBe(text);
    expect(read.headers.get('content-disposition')).toBe('attachment');
    expect(read.headers.get('x-content-type-options')).toBe('nosniff');
    expect(read.headers.get('content-security-policy')).toContain('sandbox');
    expect((await call('DELETE', '/files/pages/index.liquid')).status).toBe(204);
    expect((await call('GET', '/files/pages/index.liquid')).status).toBe(404);
    expect((await call('DELETE', '/files/pages/index.liquid')).body.code).toBe('not_found');
  });

  test('hashes are one line a file, as sha256sum writes them, and nothing for who knows the draft', async () => {
    await put('pages/index.liquid', 'Hello');
    const saved = await put('assets/Ünï a.css', 'body{}');
    const list = await call('GET', '/hashes');
    const sha = async (text: string) =>
      Array.from(
        new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
        (byte) => byte.toString(16).padStart(2, '0'),
      ).join('');
    expect(list.body).toBe(
      `${await sha('body{}')}  assets/Ünï a.css\n${await sha('Hello')}  pages/index.liquid\n`,
    );
    const etag = list.headers.get('etag') ?? '';
    expect(saved.body.draft).toBe(etag);
    expect((await call('GET', '/status')).body.draft).toBe(etag);
    const ask = (known: string, path = '/hashes') => call('GET', path, undefined, { 'if-none-match': known });
    expect((await ask(etag)).status).toBe(304);
    expect((await ask('"d1"')).status).toBe(200);
    // A part has no ETag: that of the draft would say of it what is true of the whole.
    const part = await ask(etag, '/hashes?prefix=pages/');
    expect([part.status, part.headers.get('etag'), part.body]).toEqual([
      200,
      null,
      `${await sha('Hello')}  pages/index.liquid\n`,
    ]);
    const { secret } = (await call('POST', '/tokens', { name: 'Part', scopes: ['read'], prefix: 'pages/' }))
      .body;
    const bound = (path: string) => call('GET', path, undefined, { authorization: `Bearer ${secret}` });
    expect((await bound('/hashes')).status).toBe(403);
    expect((await bound('/hashes?prefix=pages/')).body).toBe(part.body);
  });

  test('assets keep their bytes', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(10_000));
    expect((await put('assets/a.png', bytes)).status).toBe(201);
    const response = await SELF.fetch('http://admin.test/api/files/assets/a.png', {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    expect(response.headers.get('content-type')).toBe('image/png');
  });

  test('are listed by prefix, page by page', async () => {
    for (const name of ['a', 'b', 'c']) await put(`partials/${name}.liquid`, name);
    await put('pages/index.liquid', 'x');
    const first = await call('GET', '/files?prefix=partials/&limit=2');
    expect(first.body.files.map((file: { path: string }) => file.path)).toEqual([
      'partials/a.liquid',
      'partials/b.liquid',
    ]);
    const second = await call('GET', `/files?prefix=partials/&limit=2&cursor=${first.body.cursor}`);
    expect(second.body).toMatchObject({ files: [{ path: 'partials/c.liquid' }], cursor: null });
  });

  test('If-Match saves only over what its writer saw, and tells the present ETag', async () => {
    const first = await put('pages/index.liquid', 'one');
    const etag = first.body.file.etag;
    expect((await put('pages/index.liquid', 'two', { 'if-match': etag })).status).toBe(200);
    const late = await put('pages/index.liquid', 'three', { 'if-match': etag });
    expect(late.status).toBe(412);
    const now = (await call('GET', '/files/pages/index.liquid')).headers.get('etag');
    expect(late.body).toMatchObject({ code: 'precondition_failed', etag: now, path: 'pages/index.liquid' });
    expect(late.headers.get('etag')).toBe(now);
    expect((await call('GET', '/files/pages/index.liquid')).body).toBe('two');
    expect((await put('pages/index.liquid', 'new', { 'if-none-match': '*' })).status).toBe(412);
    expect((await put('pages/other.liquid', 'new', { 'if-none-match': '*' })).status).toBe(201);
    expect((await put('pages/none.liquid', 'new', { 'if-match': '*' })).status).toBe(412);
    expect((await call('DELETE', '/files/pages/index.liquid', undefined, { 'if-match': etag })).status).toBe(
      412,
    );
  });
});

describe('what is refused, with nothing changed', () => {
  test.each([
    ['notes.txt', 'path_unknown_kind'],
    ['pages/%2e%2e%2fx.liquid', 'path_dots'],
    ['pages/Upper.liquid', 'path_upper_case'],
    [`pages/${'a'.repeat(300)}.liquid`, 'path_too_long'],
    ['pages/a.html', 'path_ending'],
  ])('the path %s: %s', async (path, rule) => {
    const { status, body, headers } = await put(path, 'x');
    expect({ status, code: body.code, rule: body.rule }).toEqual({ status: 422, code: 'invalid', rule });
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect((await call('GET', '/files')).body.files).toEqual([]);
  });

  test('text that is too large, with the limit', async () => {
    const { status, body } = await put('pages/index.liquid', 'a'.repeat(1024 * 1024 + 1));
    expect({ status, code: body.code, limit: body.limit }).toEqual({
      status: 413,
      code: 'too_large',
      limit: 1024 * 1024,
    });
  });

  test('text that is not UTF-8', async () => {
    expect((await put('pages/index.liquid', new Uint8Array([0x61, 0xff]))).body).toMatchObject({
      code: 'invalid',
      rule: 'not_utf8',
    });
  });

  test.each([
    ['pages/index.liquid', 'one\n  {% if x %}', { line: 2, column: 3 }],
    ['pages/index.liquid', '---\ntitle: [\nx: 1\n---\n', { line: 3 }],
    ['pages/index.liquid', '---\ntitle: x\nstatus: high\nlayout: 7\n---\n', { line: 4 }],
    ['pages/index.liquid', '---\ntitle: x\n', { line: 1 }],
    ['data/a.json', '{\n "a": 1,\n}', { line: 2, column: 8 }],
    ['data/a.yaml', 'a: 1\nb: *x\n', { line: 2, column: 4 }],
    ['site.yaml', 'title: x\nupstreams:\n  api: { url: "ftp://x" }\n', { line: 3 }],
    ['site.yaml', 'title: x\nupstreams:\n  api: { url: "https://x", tiemout: 3 }\n', { line: 3 }],
  ])('%s with %j: its line', async (path, text, start) => {
    await put(path, path.endsWith('json') || path.endsWith('yaml') ? '{}' : 'good');
    const { status, body } = await put(path, text);
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'invalid', path });
    expect(
      body.diagnostics.filter((found: { severity: string }) => found.severity === 'error')[0],
    ).toMatchObject({ path, start });
    expect((await call('GET', `/files/${path}`)).body).not.toBe(text);
  });

  test('a missing partial is a warning when it is saved', async () => {
    const { status, body } = await put('pages/index.liquid', '{% render "card" %}');
    expect(status).toBe(201);
    expect(body.file.diagnostics).toMatchObject([{ severity: 'warning', code: 'missing_file' }]);
  });
});

describe('who may', () => {
  const bare = (headers: Record<string, string>) => SELF.fetch('http://admin.test/api/files', { headers });

  test('without a token, or with another, nobody', async () => {
    for (const headers of [
      {},
      { authorization: 'Bearer x' },
      { authorization: `Basic ${TOKEN}` },
      { authorization: `Bearer ${TOKEN}x` },
    ] as Record<string, string>[]) {
      const response = await bare(headers);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  test('with no token configured the API says how to set one', async () => {
    const { createAdmin } = await import('../../../admin/app.ts');
    const response = await createAdmin().request(
      '/api/files',
      { headers: { authorization: 'Bearer ' } },
      { ...env, ADMIN_TOKEN: '' },
    );
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      code: 'unavailable',
      rule: 'no_token',
      detail: expect.stringContaining('wrangler secret put ADMIN_TOKEN'),
    });
  });

  test('a method that an address does not take is told from an address that is not there', async () => {
    const answer = await call('POST', '/status');
    expect(answer.body).toMatchObject({ status: 405, code: 'method_not_allowed', allow: ['GET'] });
    expect(answer.headers.get('allow')).toBe('GET');
  });

  test('an unknown address is a problem too', async () => {
    expect((await call('GET', '/nothing')).body).toMatchObject({ status: 404, code: 'not_found' });
  });
});
