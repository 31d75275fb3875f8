import { reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Outcome, unwrap } from '../../admin/store/outcome.ts';
import type { Repaired } from '../../admin/store/releasing/repair.ts';
import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { KEYS } from '../../schema/keys.ts';
import { LIMITS } from '../../schema/limits.ts';
import type { LiveMetadata } from '../../schema/manifest.ts';
import { sha256 } from '../../site/hash.ts';
import { liveText } from '../../site/release/short.ts';
import { equip, isolate, publish, save, site } from './store.ts';

beforeEach(() => reset());

const big = (letter: string) => JSON.stringify(letter.repeat(200_000));

/** Three packs at least, two releases and an asset. */
async function fill(): Promise<void> {
  const bytes = new Uint8Array(new TextEncoder().encode('a{}'));
  const { name, hash } = await site().assetName(await sha256(bytes), 'text/css');
  await env.KV.put(KEYS.asset(name), bytes, { metadata: { type: 'text/css', size: bytes.length } });
  await site().noteAsset(name, hash, bytes.length);
  const content = { hash: await sha256(bytes), size: bytes.length, asset: { name, type: 'text/css' } };
  for (const path of ['assets/a.css', 'public/a.css'])
    await site().commit([{ path, source: { content } }], 'test');
  await save({
    'pages/index.liquid': 'first {{ data.a | size }} {{ data.b | size }}',
    'data/a.json': big('a'),
    'data/b.json': big('b'),
    // A pack holds when entries were saved, and which of them are published by now.
    'content/posts/first.md': '---\ntitle: First\ndate: 2020-01-01\n---\nFirst.',
    'content/posts/later.md': '---\ntitle: Later\ndate: 2999-01-01\n---\nLater.',
  });
  await publish();
  await save({ 'pages/index.liquid': 'second {{ data.a | size }} {{ data.b | size }}' });
  await publish();
}

/** Everything in KV, by key. */
async function contents(): Promise<Map<string, string>> {
  const { keys } = await env.KV.list();
  const entries = keys.map(async ({ name, metadata }) => {
    return [name, `${JSON.stringify(metadata)} ${await env.KV.get(name)}`] as const;
  });
  return new Map(await Promise.all(entries));
}

/** Calls until all was looked at. */
async function repair(): Promise<Repaired> {
  const all = { checked: 0, written: [] as string[], lost: [] as Repaired['lost'][number][] };
  let cursor: string | null = '';
  while (cursor !== null) {
    const slice: Repaired = unwrap((await site().repairs().slice(cursor, 'test')) as Outcome<Repaired>);
    all.checked += slice.checked;
    all.written.push(...slice.written);
    all.lost.push(...slice.lost);
    cursor = slice.cursor;
  }
  return { ...all, cursor };
}

describe('a repair', () => {
  test('of a KV that lost nothing writes nothing', async () => {
    await fill();
    const before = await contents();
    const { checked, written, lost } = await repair();
    expect({ checked, written, lost }).toEqual({ checked: before.size, written: [], lost: [] });
    expect(await contents()).toEqual(before);
  }, 60_000);

  test('of a large release writes the short form of it, where visitors have lost that', async () => {
    const value = JSON.stringify('x'.repeat(200));
    const facts = Array.from({ length: 1_500 }, (_, n) => [`data/facts/fact-${n}.json`, value]);
    await save({
      ...Object.fromEntries(facts),
      'pages/index.liquid': '{{ request.query.q | size }}{{ data.facts | size }}',
    });
    await publish();
    const before = await contents();
    const { value: live, metadata } = await env.KV.getWithMetadata<LiveMetadata>(KEYS.live('main'), 'text');
    const release = (await env.KV.get(KEYS.release(metadata?.id ?? ''))) ?? '';
    expect(metadata?.format).toBe(MANIFEST_FORMAT);
    expect(live).toBe(liveText(release));
    expect(live?.length).toBeLessThan(release.length - LIMITS.shortBy);
    expect(await repair()).toMatchObject({ checked: before.size, written: [], lost: [] });
    for (const text of [release, '']) {
      await env.KV.put(KEYS.live('main'), text, { metadata });
      expect(await repair()).toMatchObject({ written: [KEYS.live('main')], lost: [] });
      expect(await contents()).toEqual(before);
    }
    expect(await isolate()('/?q=ab')).toMatchObject({ status: 200, body: '21500' });
    await env.KV.delete(KEYS.release(metadata?.id ?? ''));
    expect(await repair()).toMatchObject({ written: [KEYS.release(metadata?.id ?? '')], lost: [] });
    expect(await contents()).toEqual(before);
  }, 120_000);

  test('brings back whatever KV lost or cut off, and names the assets that it can not', async () => {
    await fill();
    const before = await contents();
    const keys = [...before.keys()];
    await fc.assert(
      fc.asyncProperty(fc.subarray(keys), fc.subarray(keys), async (gone, cut) => {
        const texts = cut.filter((key) => !key.startsWith('asset:') && !gone.includes(key));
        for (const key of gone) await env.KV.delete(key);
        for (const key of texts)
          await env.KV.put(key, (before.get(key) ?? '').slice(-99), { metadata: { id: 'x', move: 1 } });
        const { written, lost } = await repair();
        const assets = gone.filter((key) => key.startsWith('asset:'));
        expect([...written].sort()).toEqual(
          [...gone, ...texts].filter((key) => !assets.includes(key)).sort(),
        );
        expect(lost.map(({ key, paths }) => [key, paths])).toEqual(
          assets.map((key) => [key, ['assets/a.css', 'public/a.css']]),
        );
        for (const key of assets) await env.KV.put(key, 'a{}', { metadata: { type: 'text/css', size: 3 } });
        const after = await contents();
        for (const [key, value] of before) expect(after.get(key)?.split(' ')[1]).toBe(value.split(' ')[1]);
        expect((await isolate()('/')).body).toBe('second 200000 200000');
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test('names a pack that is made otherwise now, and the next publish writes it anew', async () => {
    await fill();
    await runInDurableObject(site(), (_, { storage }) => {
      // As if an older version had made them.
      storage.sql.exec("UPDATE stored SET hash = 'of another text' WHERE kind = 'pack'");
    });
    const { lost } = await repair();
    expect(lost.length).toBeGreaterThan(2);
    expect(lost.flatMap(({ paths }) => paths)).toContain('data/a');
    for (const { key } of lost) await env.KV.delete(key);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await publish();
    expect((await isolate()('/')).body).toBe('second 200000 200000');
  }, 60_000);

  test('that KV does not answer says so and changes nothing', async () => {
    await fill();
    const failing = { ...env.KV, getWithMetadata: () => Promise.reject(new Error('KV GET failed')) };
    await equip({ kv: failing as unknown as KVNamespace });
    const answer = await site().repairs().slice('', 'test');
    expect(answer).toMatchObject({ ok: false, code: 'unavailable', more: { rule: 'kv' } });
    await equip({ kv: env.KV });
    expect((await site().repairs().slice('what/ever', 'test')).ok).toBe(false);
  }, 60_000);
});

test('to make the live release live writes it again: KV may have lost it', async () => {
  await fill();
  const live = (await site().status()).live?.release ?? '';
  await env.KV.delete(KEYS.live('main'));
  expect((await isolate()('/')).status).toBe(404);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  unwrap((await site().rollback(live)) as Outcome<unknown>);
  expect((await isolate()('/')).body).toBe('second 200000 200000');
}, 60_000);
