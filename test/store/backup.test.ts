import { reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Outcome, unwrap } from '../../admin/store/outcome.ts';
import { KEYS } from '../../schema/keys.ts';
import { sha256 } from '../../site/hash.ts';
import { isolate, publish, save, site } from './store.ts';

beforeEach(() => reset());

async function backup(): Promise<string> {
  const stream = unwrap((await site().backups().backup()) as Outcome<ReadableStream<Uint8Array>>);
  return new Response(stream).text();
}

const restore = (text: string) =>
  site()
    .backups()
    .restore(new Response(text).body ?? new ReadableStream());

/** A site with history, an asset of odd bytes, packs, and several releases of which an older one is live. */
async function fill(): Promise<void> {
  const bytes = crypto.getRandomValues(new Uint8Array(2_000_000 / 32));
  const hash = await sha256(bytes);
  const { name, hash: named } = await site().assetName(hash, 'image/png');
  await env.KV.put(KEYS.asset(name), bytes, { metadata: { type: 'image/png' } });
  await site().noteAsset(name, named, bytes.length);
  await site().commit(
    [
      {
        path: 'assets/a.png',
        source: { content: { hash, size: bytes.length, asset: { name, type: 'image/png' } } },
      },
    ],
    'one',
  );
  await save({
    'pages/index.liquid': 'first ü😀 {{ "a.png" | asset_url }}',
    'data/big.json': JSON.stringify('x'.repeat(300_000)),
  });
  const first = await publish();
  await save({ 'pages/index.liquid': 'second', 'partials/p.liquid': 'p' });
  await publish();
  await site().commit([{ path: 'partials/p.liquid', source: null }], 'two');
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  unwrap((await site().rollback(first)) as Outcome<unknown>);
}

describe('a backup', () => {
  test('restored into an empty Worker is the same site, to the byte of a second backup', async () => {
    await fill();
    const visit = isolate();
    const before = {
      page: await visit('/'),
      status: await site().status(),
      history: await site().history('partials/p.liquid', 9),
    };
    const saved = await backup();
    await reset();
    expect((await site().status()).files).toBe(0);
    expect(await restore(saved)).toEqual({ ok: true, value: undefined });
    expect(await backup()).toBe(saved);
    expect(await site().status()).toEqual(before.status);
    expect(await site().history('partials/p.liquid', 9)).toEqual(before.history);
    const restored = isolate();
    expect((await restored('/')).body).toBe(before.page.body);
    expect((await restored(before.page.body.slice(before.page.body.indexOf('/assets/')))).status).toBe(200);
    const [second] = await site().releases(1);
    expect((await site().rollback(second?.id ?? '')).ok).toBe(true);
    expect((await isolate()('/')).body).toBe('second');
  }, 30_000);

  test('goes through where Workers KV lost what only history had, and names that', async () => {
    await fill();
    await site().commit([{ path: 'assets/a.png', source: null }], 'two');
    const whole = await backup();
    const { name } = JSON.parse(
      whole.split('\n').find((line) => line.includes('"kind":"asset","type"')) ?? '{}',
    );
    await env.KV.delete(KEYS.asset(name));
    // Releases still have it.
    await expect(backup()).rejects.toThrow();
    await runInDurableObject(site(), (_, { storage }) => {
      storage.sql.exec(
        "DELETE FROM release_parts WHERE instr(text, 'a.png') > 0 OR instr(text, ?) > 0",
        name,
      );
    });
    const saved = await backup();
    const lost = saved.split('\n').filter((line) => line.startsWith('{"lost"'));
    expect(lost.map((line) => JSON.parse(line))).toEqual([
      { lost: name, kind: 'asset', paths: ['assets/a.png'] },
    ]);
  });

  test('has values of any length in pieces, of which the last is told, and gives them back', async () => {
    const piece = 768 * 1024;
    const lengths = [0, 1, 70_000, piece - 1, piece, piece + 1, 3 * piece - 100, 2 * piece];
    const values = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const [at, length] of lengths.entries()) {
      const bytes = new Uint8Array(length);
      for (let from = 0; from < length; from += 65_536)
        crypto.getRandomValues(bytes.subarray(from, from + 65_536));
      const { name, hash } = await site().assetName(await sha256(bytes), 'image/png');
      await env.KV.put(KEYS.asset(name), bytes, { metadata: { type: 'image/png', size: length } });
      await site().noteAsset(name, hash, length);
      const asset = { hash: await sha256(bytes), size: length, asset: { name, type: 'image/png' } };
      await site().commit([{ path: `assets/${at}.png`, source: { content: asset } }], 'one');
      values.set(name, bytes);
    }
    const saved = await backup();
    const lines = saved.split('\n').flatMap((line) => (line.includes('"base64"') ? [JSON.parse(line)] : []));
    for (const [name, bytes] of values) {
      const own = lines.filter((line) => line.name === name);
      expect(own.map(({ last }) => last)).toEqual(
        Array.from({ length: Math.max(1, Math.ceil(bytes.length / piece)) }, (_, at, all = bytes.length) => {
          return (at + 1) * piece >= all;
        }),
      );
      const text = own.map(({ base64 }) => atob(base64)).join('');
      expect(await sha256(Uint8Array.from(text, (char) => char.charCodeAt(0)))).toBe(await sha256(bytes));
    }
    await reset();
    expect(await restore(saved)).toEqual({ ok: true, value: undefined });
    for (const [name, bytes] of values) {
      const { value, metadata } = await env.KV.getWithMetadata(KEYS.asset(name), 'arrayBuffer');
      expect(await sha256(new Uint8Array(value ?? new ArrayBuffer(9)))).toBe(await sha256(bytes));
      expect(metadata).toEqual({ type: 'image/png', size: bytes.length });
    }
    expect(await backup()).toBe(saved);
  }, 30_000);

  test('restored with something lost is a site to which that can be uploaded again', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const hash = await sha256(bytes);
    const { name, hash: named } = await site().assetName(hash, 'image/png');
    await env.KV.put(KEYS.asset(name), bytes, { metadata: { type: 'image/png' } });
    await site().noteAsset(name, named, bytes.length);
    const asset = { content: { hash, size: bytes.length, asset: { name, type: 'image/png' } } };
    await site().commit([{ path: 'assets/old.png', source: asset }], 'one');
    await site().commit([{ path: 'assets/old.png', source: null }], 'one');
    await save({ 'pages/index.liquid': 'x' });
    await publish();
    await env.KV.delete(KEYS.asset(name));
    const saved = await backup();
    expect(saved).toContain(`{"lost":"${name}","kind":"asset","paths":["assets/old.png"]}`);
    await reset();
    expect(await restore(saved)).toEqual({ ok: true, value: undefined });
    expect((await isolate()('/')).body).toBe('x');
    expect(await site().history('assets/old.png', 9)).toHaveLength(2);
    await runInDurableObject(site(), (_, { storage }) => {
      expect(storage.sql.exec('SELECT name FROM stored WHERE name = ?', name).toArray()).toEqual([]);
    });
  });

  test('is not restored over a site that has files', async () => {
    await fill();
    const saved = await backup();
    expect(await restore(saved)).toMatchObject({ ok: false, code: 'conflict' });
    expect(await backup()).toBe(saved);
  }, 30_000);

  test('that is damaged is refused, and the site stays empty', async () => {
    await fill();
    const saved = await backup();
    const lines = saved.split('\n');
    const damaged = [
      '',
      'hello',
      lines.slice(0, -3).join('\n'),
      lines.slice(1).join('\n'),
      [...lines.slice(0, 5), ...lines.slice(6)].join('\n'),
      saved.replace('{"backup":1', '{"backup":99'),
      saved.replace('"table":"files"', '"table":"tokens"'),
      saved.replace('"path":', '"path; DROP TABLE files":'),
      `${saved}${lines[1]}\n`,
    ];
    for (const text of damaged) {
      await reset();
      expect(await restore(text)).toMatchObject({ ok: false, code: 'invalid' });
      expect(await site().status()).toMatchObject({ files: 0, live: null });
      await save({ 'pages/index.liquid': 'goes on' });
    }
  }, 60_000);
});
