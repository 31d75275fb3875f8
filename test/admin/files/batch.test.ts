import { reset, runInDurableObject, SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { LIMITS } from '../../../schema/limits.ts';
import { sha256 } from '../../../site/hash.ts';
import { call, put, TOKEN } from '../api.ts';

beforeEach(() => reset());

async function send(path: string, content: string): Promise<string> {
  const hash = await sha256(content);
  const { status } = await call('PUT', `/blobs/${hash}?path=${encodeURIComponent(path)}`, content);
  expect(status).toBe(200);
  return hash;
}

const paths = async () => (await call('GET', '/files')).body.files.map(({ path }: { path: string }) => path);

describe('a batch', () => {
  test('saves, copies and removes in one step', async () => {
    await put('pages/old.liquid', 'old');
    await put('partials/card.liquid', 'card');
    const hash = await send('pages/index.liquid', '{% render "card" %}');
    const css = await send('assets/a.css', 'a{}');
    const { status, body } = await call('POST', '/batch', {
      edits: [
        { path: 'pages/index.liquid', hash },
        { path: 'assets/a.css', hash: css },
        { path: 'pages/text.liquid', text: 'inline' },
        { path: 'partials/copy.liquid', copyOf: 'partials/card.liquid' },
        { path: 'pages/old.liquid', delete: true },
        { path: 'partials/card.liquid', text: 'card' },
      ],
    });
    expect(status).toBe(200);
    expect(body.files.map(({ change }: { change: string }) => change)).toEqual([
      'created',
      'created',
      'created',
      'created',
      'deleted',
      'same',
    ]);
    expect(body.diagnostics).toEqual([]);
    expect(await paths()).toEqual([
      'assets/a.css',
      'pages/index.liquid',
      'pages/text.liquid',
      'partials/card.liquid',
      'partials/copy.liquid',
    ]);
  });

  test('brings versions back', async () => {
    await put('pages/a.liquid', 'one');
    await put('pages/a.liquid', 'two');
    const { versions } = (await call('GET', '/files/pages/a.liquid/history')).body;
    await call('POST', '/batch', { edits: [{ path: 'pages/a.liquid', version: versions[1].id }] });
    expect((await call('GET', '/files/pages/a.liquid')).body).toBe('one');
  });

  test('is refused as a whole, with every reason', async () => {
    await put('pages/a.liquid', 'a');
    const bad = await send('pages/bad.liquid', '{% if %}');
    const { status, body } = await call('POST', '/batch', {
      edits: [
        { path: 'pages/good.liquid', text: 'good' },
        { path: 'pages/a.liquid', text: 'b', ifMatch: '"stale"' },
        { path: 'pages/bad.liquid', hash: bad },
        { path: 'pages/gone.liquid', delete: true },
        { path: 'pages/never.liquid', hash: '0'.repeat(64) },
        { path: '../up', text: 'x' },
      ],
    });
    expect(status).toBe(412);
    expect(body.errors.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
      ['pages/a.liquid', 'precondition_failed'],
      ['pages/bad.liquid', 'invalid'],
      ['pages/gone.liquid', 'not_found'],
      ['pages/never.liquid', 'invalid'],
      ['../up', 'invalid'],
    ]);
    expect(await paths()).toEqual(['pages/a.liquid']);
  });

  test('run dry says what would happen and what is wrong then, and does nothing', async () => {
    await put('partials/card.liquid', 'x');
    await put('pages/index.liquid', '{% render "card" %}');
    const { body } = await call('POST', '/batch', {
      dryRun: true,
      edits: [
        { path: 'partials/card.liquid', delete: true },
        { path: 'pages/new.liquid', text: 'new' },
      ],
    });
    expect(body.files).toEqual([
      { path: 'partials/card.liquid', change: 'deleted' },
      { path: 'pages/new.liquid', change: 'created' },
    ]);
    expect(body.diagnostics).toMatchObject([{ code: 'missing_file', path: 'pages/index.liquid' }]);
    expect(await paths()).toEqual(['pages/index.liquid', 'partials/card.liquid']);
  });

  test('an asset given as text is told how bytes are sent', async () => {
    const { body } = await call('POST', '/batch', { edits: [{ path: 'assets/a.txt', text: 'x' }] });
    expect(body).toMatchObject({ code: 'invalid', path: 'assets/a.txt', rule: 'not_asset' });
    expect(body.detail).toContain('PUT /api/blobs/');
  });

  test.each([
    [{ edits: [] }, 'edits'],
    [{ edits: [{ path: 'pages/a.liquid' }] }, 'edits.0'],
    [{ edits: [{ path: 'pages/a.liquid', text: 'a', delete: true }] }, 'edits.0'],
    [{ edits: [{ path: 'pages/a.liquid', hash: 'xyz' }] }, 'edits.0.hash'],
    [{ edits: [{ path: 'pages/a.liquid', text: 'a' }], dry: true }, 'body'],
  ])('%j is not one', async (body, field) => {
    expect((await call('POST', '/batch', body)).body).toMatchObject({ code: 'invalid', field });
  });

  test('names bytes that came whole', async () => {
    const { status, body } = await call('PUT', `/blobs/${'0'.repeat(64)}?path=pages/a.liquid`, 'x');
    expect({ status, rule: body.rule }).toEqual({ status: 422, rule: 'blob_hash' });
  });

  test('takes ten thousand files; they go out in an archive and in again to the same bytes', {
    timeout: 120_000,
  }, async () => {
    const edits = Array.from({ length: 10_000 }, (_, n) => ({
      path: `partials/${'folder/'.repeat(n % 20)}p${n}.liquid`,
      text: `{{ ${n} }} é`,
    }));
    const key = { 'idempotency-key': 'many' };
    expect((await call('POST', '/batch', { edits }, key)).status).toBe(200);
    expect((await call('POST', '/batch', { edits }, key)).status).not.toBe(500);
    expect((await call('GET', '/status')).body.files).toBe(10_000);
    const left = LIMITS.filesPerSite - 10_000;
    const tooMany = Array.from({ length: left + 1 }, (_, n) => ({ path: `pages/${n}.liquid`, text: '' }));
    const more = await call('POST', '/batch', { edits: tooMany });
    expect(more.body).toMatchObject({ code: 'too_large', errors: [{ rule: 'files_per_site' }] });
    const hashes = async () => {
      const found: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body } = await call('GET', `/files?cursor=${encodeURIComponent(cursor)}`);
        for (const { path, hash } of body.files) found.push(`${path} ${hash}`);
        cursor = body.cursor;
      }
      return found;
    };
    const before = await hashes();
    const response = await SELF.fetch('http://admin.test/api/export', {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const zip = new Uint8Array(await response.arrayBuffer());
    await reset();
    expect((await call('POST', '/import', zip)).status).toBe(200);
    expect(await hashes()).toEqual(before);
  });
});

describe('an Idempotency-Key', () => {
  const key = { 'idempotency-key': 'k1' };

  test('makes a retry answer as the first call did, and do nothing', async () => {
    const edits = [{ path: 'pages/a.liquid', text: 'a', ifNoneMatch: '*' }];
    const first = await call('POST', '/batch', { edits }, key);
    expect(first.status).toBe(200);
    const again = await call('POST', '/batch', { edits }, key);
    expect({ status: again.status, body: again.body }).toEqual({ status: 200, body: first.body });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await call('POST', '/batch', { edits })).status).toBe(412);
  });

  test('publishes once', async () => {
    await put('pages/index.liquid', 'x');
    const first = await call('POST', '/publish', {}, key);
    const again = await call('POST', '/publish', {}, key);
    expect(again.body.id).toBe(first.body.id);
    expect((await call('GET', '/releases')).body.releases).toHaveLength(1);
  });

  test('of a publish that a crash cut off from its caller publishes no later edit', {
    timeout: 60_000,
  }, async () => {
    await put('pages/index.liquid', 'asked');
    await runInDurableObject(env.SITE_OBJECT.getByName('main'), (instance, state) => {
      instance.alarm = async () => state.abort('crash');
    });
    expect((await call('POST', '/publish', {}, key)).status).toBe(500);
    await put('pages/index.liquid', 'edited');
    await expect.poll(async () => (await call('GET', '/status')).body.live).toBeTruthy();
    expect((await call('POST', '/publish', {}, key)).body).toMatchObject({ rule: 'idempotency_under_way' });
    expect((await call('GET', '/releases')).body.releases).toHaveLength(1);
  });

  test('of another request is refused, and of one that was refused can be used again', async () => {
    const stale = [{ path: 'pages/a.liquid', text: 'a', ifMatch: '"x"' }];
    expect((await call('POST', '/batch', { edits: stale }, key)).status).toBe(412);
    const edits = [{ path: 'pages/a.liquid', text: 'a' }];
    expect((await call('POST', '/batch', { edits }, key)).status).toBe(200);
    const other = await call('POST', '/batch', { edits: [{ path: 'pages/b.liquid', text: 'b' }] }, key);
    expect(other.body).toMatchObject({ code: 'invalid', rule: 'idempotency_key_used' });
  });
});
