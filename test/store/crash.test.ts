import { reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Outcome, unwrap } from '../../admin/store/outcome.ts';
import { watchKv } from '../support/kv.ts';
import { isolate, save, site } from './store.ts';

beforeEach(() => reset());

/** Slow enough that the gate takes several slices, each of which is an alarm of its own. */
const SLOW = '{% for i in (1..60000) %}{% assign a = i %}{% assign b = i %}{% endfor %}';

const SITE = {
  'site.yaml': 'title: asked\nredirects: { /old: /asked }',
  'pages/index.liquid': 'asked {{ site.title }} {{ data.d.mark }} {% render "p" %} {{ "a.css" | asset_url }}',
  ...Object.fromEntries(Array.from({ length: 4 }, (_, n) => [`pages/slow-${n}.liquid`, SLOW])),
  'pages/later-deleted.liquid': 'asked',
  'partials/p.liquid': 'asked',
  'data/d.json': '{"mark": "asked"}',
};

/** What others save meanwhile: none of it may get into the release. */
const EDITS: Readonly<Record<string, () => Promise<unknown>>> = {
  'a page': () => save({ 'pages/index.liquid': 'edited' }),
  'a partial': () => save({ 'partials/p.liquid': 'edited' }),
  'a partial that fails': () => save({ 'partials/p.liquid': '{{ 1 | divided_by: 0 }}' }),
  'a partial that is gone': () => remove('partials/p.liquid'),
  'a page that is gone': () => remove('pages/later-deleted.liquid'),
  'data of another name': () => save({ 'data/d.json': '{"mark": "edited"}', 'data/e.json': '1' }),
  'a new page': () => save({ 'pages/new.liquid': 'edited' }),
  'what the whole site refuses': () => save({ 'pages/b.liquid': '{% render "none" %}' }),
  'an asset': () => saveAsset('edited'),
  'site.yaml': () => save({ 'site.yaml': 'title: edited\nredirects: { /old: /edited }' }),
};

/** An asset whose bytes are said to be in KV under this name. */
async function saveAsset(name: string): Promise<void> {
  const content = { hash: name.repeat(64).slice(0, 64), size: 1, asset: { name, type: 'text/css' } };
  unwrap((await site().commit([{ path: 'assets/a.css', source: { content } }], 'other')) as Outcome<unknown>);
}

async function remove(path: string): Promise<void> {
  if (await site().read(path))
    unwrap((await site().commit([{ path, source: null }], 'other')) as Outcome<unknown>);
}

interface Crash {
  /** After this many alarms since the last start, or at this KV write. */
  readonly at: { readonly alarm: number } | { readonly write: number };
  /** Before or after what the alarm did. */
  readonly before: boolean;
}

/** Makes the object crash once, and calls `between` before each of its alarms. */
function armed({ at, before }: Crash): Promise<void> {
  return runInDurableObject(site(), (instance, state) => {
    const alarm = instance.alarm.bind(instance);
    let alarms = 0;
    instance.alarm = async () => {
      alarms += 1;
      const now = 'alarm' in at && alarms === at.alarm;
      if (now && before) state.abort('crash');
      await alarm();
      if (now) state.abort('crash');
    };
    instance.kv = watchKv(env.KV, {
      before(_operation, _key, count) {
        if ('write' in at && count === at.write) state.abort('crash');
      },
    }).kv;
  });
}

async function untilSettled(): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const status = await site()
      .status()
      .catch(() => undefined);
    if (status && status.publishing === null && status.live) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the publish did not end');
}

/** A release that a version before snapshots began: as `checking`, with nothing of it noted. */
function begunBefore(): Promise<void> {
  return runInDurableObject(site(), (instance, state) => {
    instance.alarm = async () => {
      state.storage.sql.exec('DELETE FROM release_parts');
      await state.storage.sync();
      state.abort('deploy');
    };
  });
}

/** Path and hash of all that a release, or the draft, is made of. */
async function contents(name: string): Promise<[string, string][]> {
  const differences = await site().differences();
  return [...(await differences.hashes(name))];
}

const crash = fc.record({
  at: fc.oneof(
    fc.record({ alarm: fc.integer({ min: 1, max: 8 }) }),
    fc.record({ write: fc.integer({ min: 1, max: 2 }) }),
  ),
  before: fc.boolean(),
});

describe('a release is what was asked for', () => {
  test('whatever is saved meanwhile, and wherever the object crashes', { timeout: 240_000 }, async () => {
    const plan = fc.record({
      crashes: fc.array(crash, { minLength: 1, maxLength: 2 }),
      edits: fc.array(fc.constantFrom(...Object.keys(EDITS)), { minLength: 1, maxLength: 4 }),
      wait: fc.integer({ min: 0, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ crashes, edits, wait }) => {
        await reset();
        await save(SITE);
        await saveAsset('asked');
        const asked = await contents('draft');
        const { draft } = await site().status();
        for (const each of crashes.slice(0, 1)) await armed(each);
        const published = site()
          .publish('', 'test', draft)
          .then((result) => result as Outcome<unknown>)
          .catch(() => undefined);
        for (const [n, edit] of edits.entries()) {
          await new Promise((resolve) => setTimeout(resolve, wait));
          await EDITS[edit]?.().catch(() => undefined);
          const next = crashes[n + 1];
          if (next) await armed(next).catch(() => undefined);
        }
        expect((await published)?.ok).not.toBe(false);
        await untilSettled();
        const { live } = await site().status();
        expect(await contents(live?.release ?? '')).toEqual(asked);
        expect((await isolate()('/')).body).toBe('asked asked asked asked /assets/a.css?v=asked');
        expect((await isolate()('/old')).headers.get('location')).toBe('/asked');
        expect((await isolate()('/later-deleted')).body).toBe('asked');
        expect((await isolate()('/new')).status).toBe(404);
      }),
      { numRuns: 8 },
    );
  });

  test('also when an earlier version of Meniscus began it, or it says that it cannot be', async () => {
    for (const edited of [false, true]) {
      await reset();
      await save({ 'pages/index.liquid': 'asked' });
      await begunBefore();
      const published = site()
        .publish('', 'test')
        .catch(() => undefined);
      await expect.poll(async () => (await published) === undefined).toBe(true);
      if (edited) await save({ 'pages/index.liquid': 'edited' });
      await expect.poll(async () => (await site().status()).publishing).toBeNull();
      const [release] = await site().releases(1);
      if (edited)
        expect(release).toMatchObject({ state: 'failed', reason: expect.stringContaining('publish again') });
      else expect((await isolate()('/')).body).toBe('asked');
    }
  });
});
