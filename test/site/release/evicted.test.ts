import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeStorage } from '../../support/node-storage.ts';
import { NodeStore } from '../../support/node-store.ts';

const FILL = 'word '.repeat(150);
const post = (n: number, text = FILL): string => `---\ntitle: Post ${n}\norder: ${n}\n---\n${text}`;
const pathOf = (n: number): string => `content/posts/post-${n}.md`;
const SITE = {
  'pages/index.liquid': '{% for p in collections.posts limit: 3 %}{{ p.title }}{% endfor %}',
  'pages/posts/[slug].liquid': `---\nentry: posts\n---\n{{ entry.title }} {{ entry.next.title }} {{ entry.content }} ${FILL.repeat(4)}`,
  ...Object.fromEntries(Array.from({ length: 60 }, (_, n) => [pathOf(n), post(n)])),
};
const WRITES = 100;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meniscus-evicted-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const { setTimeout: real } = globalThis;

/** Publishes until others have had their turn so often, and never goes on. Undefined where it was done before. */
async function publishUntil(store: NodeStore, turns: number): Promise<number | undefined> {
  let had = 0;
  let evict: (value: undefined) => void = () => undefined;
  const cut = new Promise<undefined>((resolve) => {
    evict = resolve;
  });
  globalThis.setTimeout = ((then: () => void, wait: number) => {
    // Timers of others are none of ours.
    if (wait !== 0) return real(then, wait);
    had += 1;
    if (had === turns) evict(undefined);
    return had >= turns ? undefined : real(then, wait);
  }) as unknown as typeof setTimeout;
  const done = store.publish().then(() => had);
  return Promise.race([done, cut]).finally(() => {
    globalThis.setTimeout = real;
  });
}

const packsIn = (...stores: readonly NodeStore[]): string[] =>
  [...new Set(stores.flatMap(({ kv }) => [...kv.keys()].filter((key) => key.startsWith('pack:'))))].sort();

test('wherever a publish is cut off, it and the next write the packs that they would have written', async () => {
  const base = join(folder, 'base.sqlite');
  const site = new NodeStore(base, WRITES);
  await site.save(SITE);
  await site.publish();
  expect(packsIn(site).length).toBeGreaterThan(5);
  await site.save({ [pathOf(7)]: post(7, `Other. ${FILL}`) });
  const again = (name: string): DurableObjectStorage => {
    const file = join(folder, `${name}.sqlite`);
    copyFileSync(base, file);
    return nodeStorage(file);
  };
  const next = async (store: NodeStore) => {
    await store.save({ [pathOf(30)]: post(30, `More. ${FILL}`) });
    expect((await store.publish()).state).toBe('live');
  };
  const whole = new NodeStore(again('whole'), WRITES);
  const turns = (await publishUntil(whole, Number.POSITIVE_INFINITY)) ?? 0;
  expect(turns).toBeGreaterThan(10);
  await next(whole);
  let cuts = 0;
  for (let at = 1; at <= turns; at++) {
    const storage = again(`cut-${at}`);
    const cut = new NodeStore(storage, WRITES);
    if ((await publishUntil(cut, at)) === undefined) cuts += 1;
    const reborn = new NodeStore(storage, WRITES);
    for (let wait = await reborn.publisher.step(); wait !== undefined; ) wait = await reborn.publisher.step();
    await next(reborn);
    expect([at, packsIn(cut, reborn)]).toEqual([at, packsIn(whole)]);
  }
  expect(cuts).toBeGreaterThan(turns - 5);
}, 240_000);
