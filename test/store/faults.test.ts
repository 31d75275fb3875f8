import { abortAllDurableObjects, reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { KEYS } from '../../schema/keys.ts';
import { kvError, watchKv } from '../support/kv.ts';
import { equip, isolate, publish, save, site } from './store.ts';

beforeEach(() => reset());

/** A crashed alarm is tried again by the platform after 2 s. */
const CRASH = 15_000;

/** A site of more than 256 KiB, so that it has packs, whose pages carry `mark`. With `include`, nothing of its page is made at publish. */
const largeSite = (mark: string) => ({
  'pages/index.liquid': `${mark} {{ data.d0.mark }} {% include "p" %}{{ request.query.made_at_the_edge }}`,
  'partials/p.liquid': mark,
  ...Object.fromEntries(
    Array.from({ length: 5 }, (_, n) => [
      `data/d${n}.json`,
      JSON.stringify({ mark, fill: 'x'.repeat(100_000) }),
    ]),
  ),
});

const page = (mark: string) => `${mark} ${mark} ${mark}`;

/** Lets `live` move as often as it likes. */
const leaping = () => {
  let leap = 0;
  return () => {
    leap += 2_000;
    return Date.now() + leap;
  };
};

async function old(): Promise<void> {
  await equip({ now: leaping() });
  await save(largeSite('old'));
  await publish();
  await save(largeSite('new'));
}

/** Waits until nothing is being published, with a visitor looking on: what they saw. */
async function untilSettled(): Promise<Set<string>> {
  const visit = isolate();
  const seen = new Set<string>();
  for (let tries = 0; tries < 500; tries++) {
    const { status, body } = await visit('/');
    expect(status).toBe(200);
    seen.add(body);
    if ((await site().status()).publishing === null) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the publish did not end');
}

const isWhole = (body: string) => body === page('old') || body === page('new');

const OPERATIONS = 5; // three packs (those of the data are equal, so they are one), the release, live: asserted below

describe('publishing', () => {
  test('takes as many KV writes as the tests below fail one by one', async () => {
    await old();
    const { kv, counts } = watchKv(env.KV);
    await equip({ kv });
    await publish();
    expect(counts).toMatchObject({ writes: OPERATIONS, reads: 0 });
  });

  test.each(Array.from({ length: OPERATIONS }, (_, n) => n + 1))(
    'goes on when KV refuses write %i, and visitors see the old or the new whole',
    async (broken) => {
      await old();
      const { kv } = watchKv(env.KV, {
        before(operation, _key, count) {
          if (count === broken) throw kvError(operation);
        },
      });
      await equip({ kv });
      const published = publish();
      const seen = await untilSettled();
      await published;
      expect([...seen].every(isWhole)).toBe(true);
      expect((await isolate()('/')).body).toBe(page('new'));
    },
  );

  test.each(Array.from({ length: OPERATIONS }, (_, n) => n + 1))(
    'goes on after a crash at KV write %i',
    async (broken) => {
      await old();
      await runInDurableObject(site(), (instance, state) => {
        instance.kv = watchKv(env.KV, {
          before(_operation, _key, count) {
            if (count === broken) state.abort('crash');
          },
        }).kv;
      });
      await publish().catch(() => undefined);
      const seen = await untilSettled();
      expect([...seen].every(isWhole)).toBe(true);
      expect((await isolate()('/')).body).toBe(page('new'));
      expect((await site().status()).live?.release).toBe((await isolate()('/')).release);
    },
    CRASH,
  );

  test(
    'a crash of everything in the middle leaves work that the next start ends',
    async () => {
      await old();
      const { kv } = watchKv(env.KV, { before: () => new Promise(() => undefined) });
      await equip({ kv });
      void publish().catch(() => undefined);
      await expect.poll(async () => (await site().status()).publishing?.state).toBe('writing');
      await abortAllDurableObjects();
      expect([...(await untilSettled())].every(isWhole)).toBe(true);
      expect((await isolate()('/')).body).toBe(page('new'));
    },
    CRASH,
  );

  test.each(['release_parts', 'pending'])(
    'a text of %s that is not as it was checked never goes live',
    async (table) => {
      await old();
      await runInDurableObject(site(), (instance, state) => {
        instance.kv = watchKv(env.KV, {
          before(_operation, _key, count) {
            if (count === 1) throw kvError('put');
            // Between two tries of the first write.
            state.storage.sql.exec(
              `UPDATE ${table} SET text = replace(replace(text, 'new', 'gnu'), '"version"', '"verse"')`,
            );
          },
        }).kv;
      });
      const published = await site().publish('', 'test');
      expect(published).toMatchObject({ ok: false });
      expect(JSON.stringify(published)).toContain('is not kept as it was checked');
      expect((await isolate()('/')).body).toBe(page('old'));
    },
  );

  test('a KV that refuses for long is told in the status, with its words', async () => {
    await old();
    const { kv } = watchKv(env.KV, {
      before(operation) {
        throw kvError(operation);
      },
    });
    await equip({ kv });
    void publish().catch(() => undefined);
    const reason = expect.stringContaining('500 Internal Server Error');
    const isTold = async () =>
      expect((await site().status()).publishing).toMatchObject({ state: 'writing', reason });
    await vi.waitFor(isTold, { timeout: 20_000, interval: 100 });
    expect((await isolate()('/')).body).toBe(page('old'));
  });

  test(
    'a second publish, or a rollback, while one is on its way is a clear conflict',
    async () => {
      await old();
      const { kv } = watchKv(env.KV, { before: () => new Promise(() => undefined) });
      await equip({ kv });
      void publish().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const second = await site().publish('', 'other');
      expect(second).toMatchObject({
        ok: false,
        code: 'conflict',
        detail: expect.stringContaining('is being published'),
      });
      const { live } = await site().status();
      expect(await site().rollback(live?.release ?? '')).toMatchObject({ ok: false, code: 'conflict' });
      await abortAllDurableObjects();
      await untilSettled();
    },
    CRASH,
  );
});

describe('a reader', () => {
  test.each([1, 2])(
    'that KV fails twice from operation %i on answers 503 with Retry-After, and the next time the page',
    async (broken) => {
      await old();
      const { kv } = watchKv(env.KV, {
        before(operation, _key, count) {
          if (count === broken || count === broken + 1) throw kvError(operation);
        },
      });
      const visit = isolate(kv);
      const failed = await visit('/');
      expect(failed.status).toBe(503);
      expect(failed.headers.get('retry-after')).toBe('30');
      expect(failed.body).not.toContain('KV');
      expect(await visit('/')).toMatchObject({ status: 200, body: page('old') });
    },
  );

  test('that is warm goes on with what it has while KV fails', async () => {
    await old();
    let broken = false;
    const { kv } = watchKv(env.KV, {
      before(operation) {
        if (broken) throw kvError(operation);
      },
    });
    const visit = isolate(kv);
    await visit('/');
    broken = true;
    expect(await visit('/')).toMatchObject({ status: 200, body: page('old') });
  });

  test('that was on the new release never goes back when KV answers the old live for a while', async () => {
    await old();
    const before = await env.KV.getWithMetadata(KEYS.live('main'), 'text');
    let stale = false;
    const { kv } = watchKv(env.KV, {
      before(operation, key, _count, options) {
        if (!stale || operation !== 'getWithMetadata' || key !== KEYS.live('main')) return undefined;
        const asText = (options as { type: string }).type === 'text'; // the reader names the type that it wants
        return { value: asText ? before.value : new Response(before.value).body, metadata: before.metadata };
      },
    });
    const warm = isolate(kv);
    await publish();
    expect((await warm('/')).body).toBe(page('new'));
    stale = true;
    expect((await warm('/')).body).toBe(page('new'));
    expect((await isolate(kv)('/')).body).toBe(page('old'));
    stale = false;
    expect((await warm('/')).body).toBe(page('new'));
  });

  const damages: [string, (text: string) => string | null][] = [
    ['missing', () => null],
    ['cut off', (text) => text.slice(0, 10)],
    ['overwritten', (text) => '#'.repeat(text.length)],
  ];

  test.each(damages)(
    'with a pack of the new release %s stays on the old one, and tries again after 30 s',
    async (_, damage) => {
      await old();
      let now = 0;
      const warm = isolate(env.KV, { look: 0, wait: 0 }, () => now);
      expect((await warm('/')).body).toBe(page('old'));
      const names = new Set((await env.KV.list({ prefix: KEYS.pack('') })).keys.map((key) => key.name));
      await publish();
      const added = (await env.KV.list({ prefix: KEYS.pack('') })).keys
        .map((key) => key.name)
        .filter((name) => !names.has(name));
      const texts = await Promise.all(added.map((name) => env.KV.get(name)));
      for (const [at, name] of added.entries()) {
        const damaged = damage(texts[at] ?? '');
        if (damaged === null) await env.KV.delete(name);
        else await env.KV.put(name, damaged);
      }
      expect(await warm('/')).toMatchObject({ status: 200, body: page('old') });
      const cold = await isolate()('/');
      expect({ status: cold.status, retry: cold.headers.get('retry-after') }).toEqual({
        status: 503,
        retry: '30',
      });
      for (const [at, name] of added.entries()) await env.KV.put(name, texts[at] ?? '');
      now = 29_000;
      expect((await warm('/')).body).toBe(page('old'));
      now = 31_000;
      expect((await warm('/')).body).toBe(page('new'));
    },
  );

  test.each([
    ['of a newer format', (text: string) => text.replace('"format":1', '"format":99'), { format: 99 }],
    ['damaged at its head', () => 'garbage', {}],
    ['cut off in its index', (text: string) => text.slice(0, text.indexOf('\n') + 20), {}],
  ])('with a live release %s stays on the one it has; one without any says 503', async (_, damage, more) => {
    await old();
    const warm = isolate();
    await warm('/');
    const live = await env.KV.getWithMetadata<object>(KEYS.live('main'), 'text');
    const metadata = { ...live.metadata, id: 'r-next', move: 99, ...more };
    await env.KV.put(KEYS.live('main'), damage(live.value ?? ''), { metadata });
    expect(await warm('/')).toMatchObject({ status: 200, body: page('old') });
    expect((await isolate()('/')).status).toBe(503);
  });
});
