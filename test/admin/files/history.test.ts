import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

describe('history', () => {
  test('lists versions, gives their content, and brings one back', async () => {
    await put('pages/index.liquid', 'one');
    await put('pages/index.liquid', 'two');
    await call('DELETE', '/files/pages/index.liquid');
    const { versions, before } = (await call('GET', '/files/pages/index.liquid/history')).body;
    expect(before).toBeNull();
    expect(versions).toMatchObject([{ hash: null }, { size: 3, author: 'operator' }, { size: 3 }]);
    const first = versions[2].id;
    expect((await call('GET', `/files/pages/index.liquid/history?version=${first}`)).body).toBe('one');
    const restored = await call('POST', '/files/pages/index.liquid/restore', { version: first });
    expect(restored.status).toBe(200);
    expect(restored.headers.get('etag')).toBe(restored.body.file.etag);
    expect((await call('GET', '/files/pages/index.liquid')).body).toBe('one');
    expect((await call('POST', '/files/pages/index.liquid/restore', { version: 999 })).status).toBe(404);
    expect((await call('GET', '/files/pages/none.liquid/history')).status).toBe(404);
  });

  test('a file that is called history is named with %2F', async () => {
    await put('assets/history', 'x');
    expect((await call('GET', '/files/assets%2Fhistory')).body).toBe('x');
  });

  test('moving a file keeps its bytes, and never overwrites', async () => {
    const { etag } = (await put('partials/a.liquid', 'A')).body.file;
    await put('partials/b.liquid', 'B');
    expect((await call('POST', '/files/partials/a.liquid/move', { to: 'partials/b.liquid' })).status).toBe(
      412,
    );
    const wrong = await call(
      'POST',
      '/files/partials/a.liquid/move',
      { to: 'partials/c.liquid' },
      { 'if-match': '"x"' },
    );
    expect(wrong.status).toBe(412);
    const moved = await call(
      'POST',
      '/files/partials/a.liquid/move',
      { to: 'partials/c.liquid' },
      { 'if-match': etag },
    );
    expect(moved.body.file).toMatchObject({ path: 'partials/c.liquid', etag });
    expect((await call('GET', '/files/partials/a.liquid')).status).toBe(404);
    expect((await call('GET', '/files/partials/c.liquid')).body).toBe('A');
  });
});

describe('differences', () => {
  test('between live and draft, of files, their texts and what visitors would see', async () => {
    await put('pages/index.liquid', 'one');
    await put('pages/same.liquid', 'same');
    await put('pages/old.liquid', 'old');
    const empty = (await call('GET', '/diff')).body;
    expect(empty.files.map(({ change }: { change: string }) => change)).toEqual(['added', 'added', 'added']);
    const first = (await call('POST', '/publish')).body.id;
    expect((await call('GET', '/diff')).body).toEqual({
      from: first,
      to: 'draft',
      files: [],
      count: 0,
      cursor: null,
    });
    await put('pages/index.liquid', 'two');
    await put('pages/new.liquid', 'new');
    await call('DELETE', '/files/pages/old.liquid');
    const { files } = (await call('GET', '/diff')).body;
    expect(files.map(({ path, change }: { path: string; change: string }) => [path, change])).toEqual([
      ['pages/index.liquid', 'changed'],
      ['pages/new.liquid', 'added'],
      ['pages/old.liquid', 'removed'],
    ]);
    const one = (await call('GET', '/diff?path=pages/index.liquid&url=/')).body;
    expect(one.files).toMatchObject([{ before: { text: 'one' }, after: { text: 'two' } }]);
    expect(one.html).toEqual({
      url: '/',
      same: false,
      before: { status: 200, body: 'one' },
      after: { status: 200, body: 'two' },
    });
    const second = (await call('POST', '/publish')).body.id;
    expect((await call('GET', `/diff?from=${first}&to=${second}&url=/same`)).body).toMatchObject({
      files: [{}, {}, {}],
      html: { same: true },
    });
    expect((await call('GET', '/diff?from=none')).status).toBe(404);
  });

  test('a release tells what it was made of', async () => {
    const { hash } = (await put('pages/index.liquid', 'one')).body.file;
    const { id } = (await call('POST', '/publish', { message: 'M' })).body;
    expect((await call('GET', `/releases/${id}`)).body).toMatchObject({
      id,
      state: 'live',
      message: 'M',
      contents: [{ path: 'pages/index.liquid', hash }],
    });
    expect((await call('GET', '/releases/none')).status).toBe(404);
  });
});
