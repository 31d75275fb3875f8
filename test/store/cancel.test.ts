import { reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../admin/store/outcome.ts';
import type { LiveMove } from '../../admin/store/releasing/live.ts';
import { SiteObject } from '../../admin/store/site-object.ts';
import { KEYS } from '../../schema/keys.ts';
import { watchKv } from '../support/kv.ts';
import { equip, isolate, publish, save, site } from './store.ts';

beforeEach(() => reset());

const SLOW = '{% for i in (1..60000) %}{% assign a = i %}{% assign b = i %}{% endfor %}';

/** Several slices of the gate, and several packs. */
const siteOf = (mark: string) => ({
  'pages/index.liquid': `${mark} {{ data.d0.mark }}`,
  ...Object.fromEntries(Array.from({ length: 3 }, (_, n) => [`pages/slow-${n}.liquid`, SLOW])),
  ...Object.fromEntries(
    Array.from({ length: 5 }, (_, n) => [
      `data/d${n}.json`,
      JSON.stringify({ mark, n, fill: 'x'.repeat(100_000) }),
    ]),
  ),
});

async function old(): Promise<string> {
  let leap = 0;
  const now = () => {
    leap += 2_000; // `live` moves as often as it likes
    return Date.now() + leap;
  };
  await equip({ now });
  await save(siteOf('old'));
  const id = await publish();
  await save(siteOf('new'));
  return id;
}

async function settled(): Promise<void> {
  const idle = () => runInDurableObject(site(), (_, state) => rows(state));
  await expect.poll(idle).toEqual([]);
  expect((await site().status()).publishing).toBeNull();
}

const rows = (state: DurableObjectState) =>
  state.storage.sql
    .exec(
      "SELECT key AS what FROM meta WHERE key IN ('target', 'begun') UNION SELECT id FROM releases WHERE state NOT IN ('live', 'failed')",
    )
    .toArray();

/** What KV tells visitors, and what the object believes that it tells. */
async function pointers() {
  const { metadata } = await env.KV.getWithMetadata<{ id: string; move: number }>(KEYS.live('main'), 'text');
  const live = (await site().status()).live as LiveMove | null;
  return { kv: [metadata?.id, metadata?.move], object: [live?.release, live?.move] };
}

/** Begins a publish that stops before its nth KV write, until it is let go. Flags and not promises: those belong to one object. */
async function heldAt(write: number) {
  const gate = { reached: false, open: false };
  let writes = 0;
  const put = async (...args: Parameters<KVNamespace['put']>) => {
    writes += 1;
    if (writes === write) {
      gate.reached = true;
      while (!gate.open) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return env.KV.put(...args);
  };
  await equip({ kv: { put } as unknown as KVNamespace }); // publishing only ever writes
  const published = site()
    .publish('', 'test')
    .then((result) => result as Outcome<unknown>);
  await expect.poll(() => gate.reached, { timeout: 30_000, interval: 10 }).toBe(true);
  const release = () => {
    gate.open = true;
  };
  return { published, release };
}

const WRITES = 8; // five packs of data and one of the pages, the release, live: asserted below

describe('a cancelled publish', () => {
  test('takes as many KV writes as the tests below stop at', async () => {
    await old();
    const { kv, counts } = watchKv(env.KV);
    await equip({ kv });
    await publish();
    expect(counts.writes).toBe(WRITES);
  });

  test.each(Array.from({ length: WRITES }, (_, n) => n + 1))(
    'at KV write %i leaves visitors what they have, and the next one publishes',
    async (write) => {
      const before = await old();
      const { published, release } = await heldAt(write);
      const cancelled = (await site().cancelPublish('Ada')) as Outcome<{ state: string; reason: string }>;
      expect(cancelled).toMatchObject({ ok: true, value: { state: 'failed', reason: 'Ada cancelled it' } });
      expect(await published).toMatchObject({ ok: false, code: 'conflict' });
      release();
      await settled();
      expect((await site().releases(1))[0]).toMatchObject({ state: 'failed', reason: 'Ada cancelled it' });
      const { kv, object } = await pointers();
      expect(kv).toEqual(object);
      expect(kv[0]).toBe(before);
      expect((await isolate()('/')).body).toBe('old old');
      await equip({ kv: env.KV });
      await publish();
      expect((await isolate()('/')).body).toBe('new new');
    },
  );

  test('at any moment leaves the old release or the new, and the object knows which', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 700 }), async (wait) => {
        await reset();
        await old();
        const published = site().publish('', 'test');
        await new Promise((resolve) => setTimeout(resolve, wait));
        const cancelled = (await site().cancelPublish('Ada')) as Outcome<unknown>;
        await published;
        await settled();
        const { kv, object } = await pointers();
        expect(kv).toEqual(object);
        expect((await isolate()('/')).body).toBe(cancelled.ok ? 'old old' : 'new new');
      }),
      { numRuns: 12 },
    );
  });

  test('is the one that was meant, and is one that is under way', async () => {
    await old();
    expect(await site().cancelPublish('Ada')).toMatchObject({ ok: false, code: 'not_found' });
    const { published, release } = await heldAt(1);
    expect(await site().cancelPublish('Ada', 'another')).toMatchObject({ ok: false, code: 'conflict' });
    release();
    expect(await published).toMatchObject({ ok: true, value: { state: 'live' } });
  });

  test('ends one that KV has refused for long', async () => {
    await old();
    const { kv } = watchKv(env.KV, {
      before() {
        throw new Error('the daily limit');
      },
    });
    await equip({ kv });
    const published = site().publish('', 'test');
    await expect.poll(async () => (await site().status()).publishing?.reason).toContain('the daily limit');
    await site().cancelPublish('Ada');
    expect(await published).toMatchObject({ ok: false, detail: 'Not published: Ada cancelled it' });
    await settled();
  });
});

/** What an object does in place of its alarm, at each of its starts. */
type Alarm = (instance: SiteObject, state: DurableObjectState, alarm: () => Promise<void>) => Promise<void>;

/** Publishes with such alarms until nothing is under way; how often the object was started with work to do. */
async function crashing(armed: Alarm): Promise<number> {
  const { alarm } = SiteObject.prototype;
  const seen = new Set<object>();
  SiteObject.prototype.alarm = async function crashes() {
    seen.add(this);
    await armed(this, Reflect.get(this, 'ctx'), () => alarm.call(this));
  };
  try {
    void site()
      .publish('', 'test')
      .catch(() => undefined);
    const idle = async () => seen.size > 0 && (await site().status()).publishing === null;
    await expect.poll(() => idle().catch(() => false)).toBe(true);
    return seen.size;
  } finally {
    SiteObject.prototype.alarm = alarm;
  }
}

/** Crashes at KV writes. */
function atWrites(crashes: (key: string) => boolean): Alarm {
  return (instance, state, alarm) => {
    let crashed = false;
    instance.kv = watchKv(env.KV, {
      before(_operation, key) {
        crashed ||= crashes(key);
        if (crashed) state.abort('crash');
      },
    }).kv;
    return alarm();
  };
}

describe('a publish that resets the object is given up after three restarts', { timeout: 60_000 }, () => {
  test('while it is checked, and names the page', async () => {
    await old();
    const starts = await crashing(async (_, state, alarm) => {
      await alarm();
      const [begun] = state.storage.sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = 'begun'");
      if (begun?.value.includes('checking')) state.abort('too much CPU');
    });
    expect(starts).toBe(4);
    const [release] = await site().releases(1);
    expect(release).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/restarted 3 times while checking it, the last time at pages\/slow-\d/),
    });
    expect((await isolate()('/')).body).toBe('old old');
  });

  test.each([
    ['writing it', 'pack:', 3],
    ['writing it', 'release:', 4], // the first of them had written all packs, which is a step forward
    ['moving visitors', 'live:', 3],
  ])('while %s, at KV writes of %s, and visitors are where the object says', async (doing, prefix, times) => {
    await old();
    let crashes = 0;
    await crashing(atWrites((key) => key.startsWith(prefix) && crashes++ < times));
    expect(crashes).toBeGreaterThanOrEqual(times);
    expect((await site().releases(1))[0]).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining(`restarted 3 times while ${doing}`),
    });
    await settled();
    const { kv, object } = await pointers();
    expect(kv).toEqual(object);
    expect((await isolate()('/')).body).toBe('old old');
  });

  test('but not while each restart gets further', async () => {
    await old();
    const crashes = new Map<string, number>();
    await crashing(
      atWrites((key) => {
        const kind = key.slice(0, key.indexOf(':'));
        const times = crashes.get(kind) ?? 0;
        crashes.set(kind, times + 1);
        return times < 2;
      }),
    );
    expect(Math.min(...crashes.values())).toBeGreaterThan(2);
    await settled();
    expect((await isolate()('/')).body).toBe('new new');
  });
});
