import { createExecutionContext, reset, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../worker/app.ts';
import { buildSite } from '../support/build-site.ts';
import { type Faults, kvError, watchKv } from '../support/kv.ts';
import { publishTo } from '../support/site.ts';

beforeEach(() => reset());

const small = {
  'pages/index.liquid': '{% layout "base" %}{% block main %}{{ data.a.b }}{% render "p" %}{% endblock %}',
  'pages/query.liquid': '{{ request.query.q }}{% render "p" %}',
  'layouts/base.liquid': '{% block main %}{% endblock %}',
  'partials/p.liquid': '!',
  'data/a.json': '{"b":1}',
};

const large = {
  ...small,
  ...Object.fromEntries(
    Array.from({ length: 40 }, (_, n) => [`data/fill${n}.json`, JSON.stringify('x'.repeat(20_000))]),
  ),
};

/** An isolate whose KV operations are counted, with the ages of production and a clock that only the test moves. */
function countedIsolate(faults: Faults = {}) {
  let now = 1_000_000;
  const { kv, counts } = watchKv(env.KV, faults);
  const app = createApp({
    kv,
    site: 'main',
    fresh: { look: 5_000, wait: 30_000 },
    clock: { now: () => now },
  });
  const visit = async (path: string) => {
    const ctx = createExecutionContext();
    const response = await app.fetch(new Request(`http://site.test${path}`), env, ctx);
    const body = await response.text();
    await waitOnExecutionContext(ctx);
    return body;
  };
  return { visit, counts, pass: (milliseconds: number) => (now += milliseconds) };
}

describe('KV operations, counted', () => {
  test('a cold isolate with a small site: one', async () => {
    await publishTo(env.KV, await buildSite(small));
    const { visit, counts } = countedIsolate();
    expect(await visit('/')).toBe('1!');
    expect(counts).toEqual({ reads: 1, rounds: 1, together: 1, writes: 0, deletes: 0 });
  });

  test('a cold isolate with a large site: two rounds, the second one bulk read', async () => {
    const built = await buildSite(large);
    expect(built.packs.length).toBeGreaterThan(2);
    await publishTo(env.KV, built);
    const { visit, counts } = countedIsolate();
    expect(await visit('/')).toBe('1!');
    expect(counts).toEqual({ reads: 2, rounds: 2, together: 1, writes: 0, deletes: 0 });
  });

  test('a warm isolate: none, for static and for dynamic pages', async () => {
    await publishTo(env.KV, await buildSite(large));
    const { visit, counts } = countedIsolate();
    await visit('/');
    await visit('/query?q=1');
    const before = { ...counts };
    for (let n = 0; n < 10; n++) expect(await visit('/')).toBe('1!');
    for (let n = 0; n < 10; n++) expect(await visit(`/query?q=${n}`)).toBe(`${n}!`);
    expect(counts).toEqual(before);
  });

  test('visitors of one cold isolate at the same time share its loads', async () => {
    await publishTo(env.KV, await buildSite(large));
    const { visit, counts } = countedIsolate();
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => visit('/'))))).toEqual(new Set(['1!']));
    expect(counts.reads).toBe(2);
  });
});

describe('how fresh a release is', () => {
  async function edited() {
    await publishTo(env.KV, await buildSite(small));
    const isolate = countedIsolate();
    await isolate.visit('/');
    await publishTo(env.KV, await buildSite({ ...small, 'data/a.json': '{"b":2}' }, 'r2'), 2);
    return isolate;
  }

  test('for 5 s what is in memory is served, without a look', async () => {
    const { visit, counts, pass } = await edited();
    pass(5_000);
    expect(await visit('/')).toBe('1!');
    expect(counts.reads).toBe(1);
  });

  test('after 5 s it is served once more, with a look in the background', async () => {
    const { visit, counts, pass } = await edited();
    pass(5_001);
    expect(await visit('/')).toBe('1!');
    expect(counts.reads).toBe(2);
    expect(await visit('/')).toBe('2!');
    expect(counts.reads).toBe(2);
  });

  test('after 30 s the look comes first', async () => {
    const { visit, pass } = await edited();
    pass(30_001);
    expect(await visit('/')).toBe('2!');
  });
});

test('a memory smaller than the site gives the same pages', async () => {
  await publishTo(env.KV, await buildSite(large));
  const app = createApp({
    kv: env.KV,
    site: 'main',
    fresh: { look: 5_000, wait: 30_000 },
    clock: { now: () => 0 },
    memory: 10_000,
  });
  for (let n = 0; n < 5; n++) {
    const ctx = createExecutionContext();
    const response = await app.fetch(new Request(`http://site.test/${n % 2 ? '' : 'query?q=1'}`), env, ctx);
    expect(await response.text()).toBe('1!');
    await waitOnExecutionContext(ctx);
  }
});

test('a visitor does not see that a read of KV failed once', async () => {
  await publishTo(env.KV, await buildSite({ ...large, 'assets/a.txt': 'a' }));
  const failed = new Set<string>();
  const { visit, counts } = countedIsolate({
    before(operation, key) {
      if (failed.has(key)) return;
      failed.add(key);
      throw kvError(operation);
    },
  });
  expect(await visit('/')).toBe('1!');
  expect(await visit('/query?q=1')).toBe('1!');
  expect(await visit('/assets/a.txt')).toBe('a');
  expect(counts.reads).toBe(2 * failed.size);
  expect([...failed].map((key) => key.split(/[/:]/)[0])).toEqual(['live', 'pack', 'asset']);
});
