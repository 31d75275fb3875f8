import { createExecutionContext, reset, SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { signPreview } from '../../../admin/api/http/preview-token.ts';
import { Preview } from '../../../admin/preview.ts';
import { Manifest } from '../../../release/read-manifest.ts';
import { call, put, TOKEN } from '../api.ts';

beforeEach(() => reset());

const preview = () => new Preview(createExecutionContext(), env);

async function link(body: object = {}) {
  const { status, body: made } = await call('POST', '/previews', body);
  expect(status).toBe(201);
  const url = new URL(made.url);
  return { id: made.preview.id as string, url, token: url.pathname.slice('/_preview/'.length) };
}

describe('a preview link', () => {
  test('shows the draft as it is now, with a release id for each of its states', async () => {
    await put('pages/index.liquid', 'one');
    const { token, url } = await link({ label: 'For Ada', path: '/x' });
    expect(url.origin + url.search).toBe('https://site.test?to=%2Fx');
    const first = await preview().open(token);
    expect(first).toMatchObject({ label: 'For Ada', expires: expect.any(Number) });
    expect(new Manifest('', (await preview().manifest(token)) ?? '').head.id).toBe(first?.release);
    expect((await preview().open(token))?.release).toBe(first?.release);
    await put('pages/index.liquid', 'two');
    expect((await preview().open(token))?.release).not.toBe(first?.release);
  });

  test('shows a release, also when visitors have another', async () => {
    await put('pages/index.liquid', 'one');
    const { id: release } = (await call('POST', '/publish')).body;
    await put('pages/index.liquid', 'two');
    await call('POST', '/publish');
    const { token } = await link({ what: release });
    expect(await preview().open(token)).toMatchObject({ release });
    expect(new Manifest('', (await preview().manifest(token)) ?? '').head.id).toBe(release);
    expect((await call('POST', '/previews', { what: 'none' })).status).toBe(404);
  });

  test('has packs where the draft is large', async () => {
    for (const name of ['a', 'b', 'c'])
      await put(`data/${name}.json`, JSON.stringify({ text: name.repeat(150_000) }));
    const { token } = await link();
    const { head } = new Manifest('', (await preview().manifest(token)) ?? '');
    expect(head.packs.length).toBeGreaterThan(0);
    const packs = await preview().packs(token, [...head.packs, '0-none']);
    expect(head.packs.every((name) => typeof packs[name] === 'string')).toBe(true);
    expect(packs['0-none']).toBeNull();
  });

  test('ends when it is revoked', async () => {
    await put('pages/index.liquid', 'one');
    const { token, id } = await link();
    expect((await call('GET', '/previews')).body.previews).toMatchObject([{ id, what: 'draft' }]);
    expect((await call('DELETE', `/previews/${id}`)).status).toBe(204);
    expect(await preview().open(token)).toBeNull();
    expect(await preview().manifest(token)).toBeNull();
    expect(await preview().packs(token, ['0-x'])).toEqual({});
    expect((await call('DELETE', `/previews/${id}`)).status).toBe(404);
  });

  test('can not be forged, prolonged or used when it has expired', async () => {
    await put('pages/index.liquid', 'one');
    const { token, id } = await link();
    const [, expires = '', signature = ''] = token.split('.');
    const forged = [
      `${id}.${expires}.${signature.slice(0, -1)}`,
      `${id}.${expires}z.${signature}`,
      `${id}.${expires}`,
      '',
      await signPreview('another secret', id, Date.now() + 60_000),
      await signPreview(TOKEN, id, Date.now() - 60_000),
      await signPreview(TOKEN, 'unknown', Date.now() + 60_000),
    ];
    for (const given of forged) expect(await preview().open(given)).toBeNull();
  });

  test('ends when its time is over, and so do the pages that show it', async () => {
    await put('pages/index.liquid', 'one');
    const { token, id } = await link({ hours: 1.5 / 3600 });
    expect(await preview().open(token)).not.toBeNull();
    const socket = await watch(id);
    if (typeof socket === 'number') throw new Error(`no WebSocket: ${socket}`);
    const closed = new Promise<number>((resolve) =>
      socket.addEventListener('close', ({ code }) => resolve(code)),
    );
    expect(await closed).toBe(4401);
    expect(await preview().open(token)).toBeNull();
    expect(await preview().manifest(token)).toBeNull();
    expect((await call('GET', '/previews')).body.previews).toEqual([]);
    expect(await watch(id)).toBe(404);
  });

  test('is watched by fifty pages at most, and all links by four hundred: authors find room', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 9; n++) ids.push((await link()).id);
    const open: Watching[] = [];
    for (const id of ids.slice(0, 8)) {
      for (let n = 0; n < 50; n++) open.push(await watch(id));
      expect(await watch(id)).toBe(503);
    }
    expect(open.filter((each) => typeof each === 'number')).toEqual([]);
    expect(await watch(ids[8] ?? '')).toBe(503);
    const author = await SELF.fetch('https://admin.test/api/events', {
      headers: { upgrade: 'websocket', authorization: `Bearer ${TOKEN}` },
    });
    expect(author.status).toBe(101);
    const [first, ...others] = open;
    for (const each of [...others, first]) if (typeof each === 'object') each.close();
  });
});

type Watching = WebSocket | number;

/** The WebSocket of a page that shows a preview, or the status in its place. */
async function watch(id: string): Promise<Watching> {
  const response = await env.SITE_OBJECT.getByName('main').fetch(`https://site.internal/preview/${id}`, {
    headers: { upgrade: 'websocket' },
  });
  response.webSocket?.accept();
  return response.webSocket ?? response.status;
}
