import { reset, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Outcome, unwrap } from '../../admin/store/outcome.ts';
import { GRACE, KEPT_RELEASES } from '../../admin/store/releasing/sweep-plan.ts';
import { KEYS } from '../../schema/keys.ts';
import { LIMITS } from '../../schema/limits.ts';
import { sha256 } from '../../site/hash.ts';
import { watchKv } from '../support/kv.ts';
import { equip, isolate, publish, save, site, text } from './store.ts';

beforeEach(() => reset());

const keys = async (prefix: string) => (await env.KV.list({ prefix })).keys.map((key) => key.name);

/** A clock that each look moves on by more than KV's second between two writes of a key. */
function leaping(start = Date.now()) {
  const clock = { now: start };
  return {
    clock,
    now: () => {
      clock.now += 1_100;
      return clock.now;
    },
  };
}

test('a publish has at most 6 writes under way, the six connections that a Worker may wait for', async () => {
  const fill = (n: number) => JSON.stringify(`${n}`.repeat(100_000));
  const data = Array.from({ length: 12 }, (_, n) => [`data/d${n + 10}.json`, fill(n + 10)]);
  await save({ 'pages/index.liquid': 'x', ...Object.fromEntries(data) });
  const { kv, counts } = watchKv(env.KV);
  await equip({ kv });
  await publish();
  expect(counts.writes).toBeGreaterThan(12);
  expect(counts.together).toBe(6);
});

test('writes to live are a second apart, which is all that KV takes of one key', async () => {
  const moves: number[] = [];
  const { kv } = watchKv(env.KV, {
    before: (operation, key) => {
      if (operation === 'put' && key === KEYS.live('main')) moves.push(Date.now());
    },
  });
  await equip({ kv });
  const releases: string[] = [];
  for (const mark of ['one', 'two']) {
    await save({ 'pages/index.liquid': mark });
    releases.push(await publish());
  }
  unwrap((await site().rollback(releases[0] ?? '', 'test')) as Outcome<unknown>);
  await expect.poll(() => moves.length, { timeout: 5_000 }).toBe(3);
  const gaps = moves.slice(1).map((at, n) => at - (moves[n] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
});

describe('a batch', () => {
  test('of 10,000 files is one transaction and one change of the draft', async () => {
    const edits = Array.from({ length: 10_000 }, (_, n) =>
      text(`pages/p${n}.liquid`, `Page ${n} {{ page.url }}`),
    );
    const { draft, files } = unwrap(
      (await site().commit(edits, 'test')) as Outcome<{ draft: string; files: unknown[] }>,
    );
    expect(draft).toBe('"d1"');
    expect(files).toHaveLength(10_000);
    expect((await site().status()).files).toBe(10_000);
    const left = LIMITS.filesPerSite - 10_000;
    const tooMany = Array.from({ length: left + 1 }, (_, n) => text(`pages/q${n}.liquid`, 'x'));
    expect(await site().commit(tooMany, 'test')).toMatchObject({
      ok: false,
      code: 'too_large',
      more: {
        errors: [{ detail: expect.stringContaining(`${LIMITS.filesPerSite}`), rule: 'files_per_site' }],
      },
    });
    await publish();
    expect((await isolate()('/p9999')).body).toBe('Page 9999 /p9999');

    const { kv, counts } = watchKv(env.KV);
    await equip({ kv });
    await save({ 'pages/p5000.liquid': 'changed' });
    await publish();
    expect(counts.writes).toBeLessThanOrEqual(4);
    expect((await isolate()('/p5000')).body).toBe('changed');
  }, 120_000);

  test('with one bad file changes nothing and names every one that is bad', async () => {
    await save({ 'pages/a.liquid': 'a' });
    const result = await site().commit(
      [
        text('pages/b.liquid', 'b'),
        text('pages/c.liquid', '{% if %}'),
        text('nowhere/d', 'd'),
        { ...text('pages/a.liquid', 'new'), ifMatch: '"other"' },
        text('pages/b.liquid', 'again'),
      ],
      'test',
    );
    expect(result).toMatchObject({
      ok: false,
      more: {
        errors: [
          { path: 'pages/c.liquid' },
          { path: 'nowhere/d' },
          { path: 'pages/a.liquid', code: 'precondition_failed' },
          { path: 'pages/b.liquid' },
        ],
      },
    });
    expect((await site().list('', '', 10)).files.map((file) => file.path)).toEqual(['pages/a.liquid']);
    expect((await site().read('pages/a.liquid'))?.text).toBe('a');
  });

  test('that is only tried out tells what it would change, and changes nothing', async () => {
    await save({ 'pages/a.liquid': 'a', 'pages/b.liquid': 'b' });
    const edits = [
      text('pages/a.liquid', 'a'),
      text('pages/c.liquid', 'c'),
      { path: 'pages/b.liquid', source: null },
    ];
    expect(await site().commit(edits, 'test', true)).toMatchObject({
      ok: true,
      value: { draft: '"d1"', files: [{ change: 'same' }, { change: 'created' }, { change: 'deleted' }] },
    });
    expect((await site().list('', '', 10)).files).toHaveLength(2);
  });

  test('takes what was staged by its hash, and nothing that was not', async () => {
    const hash = await sha256('staged {{ page.url }}');
    const edit = { path: 'pages/a.liquid', source: { staged: hash } };
    expect(await site().commit([edit], 'test')).toMatchObject({ ok: false, more: { rule: 'not_staged' } });
    expect(await site().stageText('pages/a.liquid', hash, 'staged {{ page.url }}')).toEqual({
      ok: true,
      value: [],
    });
    expect((await site().commit([edit], 'test')).ok).toBe(true);
    expect((await site().read('pages/a.liquid'))?.text).toBe('staged {{ page.url }}');
    expect((await site().commit([edit], 'test')).ok).toBe(true);
  });

  test('moves and copies and restores', async () => {
    await save({ 'pages/a.liquid': 'one' });
    await save({ 'pages/a.liquid': 'two' });
    await site().commit(
      [
        { path: 'pages/b.liquid', source: { copyOf: 'pages/a.liquid' } },
        { path: 'pages/a.liquid', source: null },
      ],
      'test',
    );
    expect(await site().read('pages/a.liquid')).toBeNull();
    expect((await site().read('pages/b.liquid'))?.text).toBe('two');
    const [, , first] = await site().history('pages/a.liquid', 10);
    await site().commit([{ path: 'pages/a.liquid', source: { version: first?.id ?? 0 } }], 'test');
    expect((await site().read('pages/a.liquid'))?.text).toBe('one');
    expect((await site().history('pages/a.liquid', 10)).map((version) => version.hash === null)).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });
});

describe('the sweep', () => {
  test(`keeps ${KEPT_RELEASES} releases, and one that visitors have just left for an hour more`, async () => {
    const { clock, now } = leaping();
    await equip({ now });
    const ids: string[] = [];
    for (let n = 0; n < KEPT_RELEASES + 3; n++) {
      await save({ 'pages/index.liquid': `release ${n}` });
      ids.push(await publish());
    }
    expect(await keys('release:')).toHaveLength(KEPT_RELEASES + 3);
    clock.now += GRACE;
    await save({ 'pages/index.liquid': 'the last' });
    await publish();
    await runDurableObjectAlarm(site());
    const left = new Set(await keys('release:'));
    expect(left.size).toBe(KEPT_RELEASES);
    expect(left.has(KEYS.release(ids[0] ?? ''))).toBe(false);
    expect(left.has(KEYS.release(ids.at(-1) ?? ''))).toBe(true);
    expect((await isolate()('/')).body).toBe('the last');
    expect(await site().rollback(ids[0] ?? '')).toMatchObject({ ok: false, code: 'not_found' });
    expect(await site().rollback(ids[10] ?? '')).toMatchObject({ ok: true });
    expect((await isolate()('/')).body).toBe('release 10');
  }, 60_000);

  test('takes staged bytes that no file named for a day, and never those of a file', async () => {
    const { clock, now } = leaping();
    await equip({ now });
    const css = 'a {}';
    const hash = await sha256(css);
    const asset = await site().assetName(hash, 'text/css; charset=utf-8');
    await env.KV.put(KEYS.asset(asset.name), css);
    await site().noteAsset(asset.name, asset.hash, css.length);
    await site().stageAsset('assets/a.css', {
      hash,
      size: css.length,
      asset: { name: asset.name, type: 'text/css; charset=utf-8' },
    });
    await runDurableObjectAlarm(site());
    expect(await keys('asset:')).toHaveLength(1);
    clock.now += 25 * 3_600_000;
    await equip({ now });
    await save({ 'pages/index.liquid': 'x' });
    await publish();
    await runDurableObjectAlarm(site());
    expect(await keys('asset:')).toHaveLength(0);
    expect(await site().commit([{ path: 'assets/a.css', source: { staged: hash } }], 'test')).toMatchObject({
      more: { rule: 'not_staged' },
    });
    expect((await site().assetName(hash, 'text/css; charset=utf-8')).name).not.toBe(asset.name);
  });
});

test('programs of another format are compiled again before they are published', async () => {
  await save({ 'pages/index.liquid': 'whole {{ page.url }}' });
  await runInDurableObject(site(), (_, state) => {
    state.storage.sql.exec("UPDATE compiled SET format = 0, code = 'of an older format'");
  });
  await publish();
  expect((await isolate()('/')).body).toBe('whole /');
});

test('a schema version that this code does not know stops it with what to do', async () => {
  await save({ 'pages/index.liquid': 'x' });
  await runInDurableObject(site(), async (_, state) => {
    const { migrate } = await import('../../admin/store/tables/sql-schema.ts');
    state.storage.sql.exec('UPDATE schema_version SET version = 1000');
    expect(() => migrate(state.storage)).toThrow('deploy a newer admin Worker');
    state.storage.sql.exec('UPDATE schema_version SET version = 1');
  });
});
