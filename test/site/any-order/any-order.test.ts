import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LARGE } from '../../../admin/check/runs.ts';
import { UNITS } from '../../../admin/store/tables/draft/slices.ts';
import { LIMITS } from '../../../schema/limits.ts';
import { NodeStore } from '../../support/node-store.ts';
import { runs } from '../../support/runs.ts';
import { visitorsOf } from '../../support/visitors.ts';
import { Site } from './site.ts';
import { type Step, steps } from './steps.ts';
import { ADDRESSES, DAY, FIRST, FIRST_AROUND, type Files, filesOf, MOST, type World } from './world.ts';

/** So few posts are a large site: in blocks, shelves, tables and packs, with buckets of what was seen. */
const SMALL = {
  ...{ blockCharacters: 2_000, addressTable: 2_000, shortBy: 0, inlineBytes: 3_000, packBytes: 6_000 },
  ...{ readyCharacters: 6_000, readyBesidePacks: 2_000, bodiesPack: 4_000, madeRows: 1_000 },
};
/** Files of the draft are in stretches of a few, as those of a large site are. */
const STRETCH = 2_000;
const LIMITS_BEFORE = { ...LIMITS };
const LARGE_BEFORE = { ...LARGE };
const UNITS_BEFORE = { ...UNITS };
const { now: realNow } = Date;
beforeAll(() => {
  Object.assign(LIMITS, SMALL);
  Object.assign(LARGE, { from: 25, bucket: 4 });
  UNITS.slice = STRETCH;
});
afterAll(() => {
  Object.assign(LIMITS, LIMITS_BEFORE);
  Object.assign(LARGE, LARGE_BEFORE);
  Object.assign(UNITS, UNITS_BEFORE);
  Date.now = realNow;
});

async function seen(kv: ReadonlyMap<string, string>) {
  const visit = visitorsOf(kv);
  const all: Record<string, unknown> = {};
  for (const path of ADDRESSES) {
    const { status, body, headers } = await visit(path);
    const isMap = path.startsWith('/sitemap');
    // When a file was saved is not what a store made from nothing has.
    all[path] = [
      status,
      isMap ? body.replaceAll(/<lastmod>[^<]*<.lastmod>/g, '') : body,
      Object.fromEntries(
        Object.entries(headers).filter(([name]) => name !== 'x-release' && !(isMap && name === 'etag')),
      ),
    ];
  }
  return all;
}

const told = (diagnostics: readonly unknown[]) => diagnostics.map((each) => JSON.stringify(each)).sort();
/** Compares what visitors get with what they do of a store that never had anything else, at a time. */
async function compare(site: Site, files: Files, at: number) {
  const { now } = site;
  site.now = at;
  const fresh = new NodeStore(undefined, 0);
  fresh.now = () => at;
  await fresh.save(files);
  const anew = await fresh.publish();
  site.now = now;
  expect(anew.state).toBe('live');
  expect(await seen(site.store.kv)).toEqual(await seen(fresh.kv));
  return anew;
}

/** Plays steps on one site. */
class Play {
  readonly site: Site;
  compared = 0;
  #world: World;

  constructor(writes: number, posts: number) {
    this.site = new Site(writes);
    Date.now = () => this.site.now;
    const all = Array.from({ length: MOST }, (_, n) =>
      n < posts ? { ...FIRST, day: (n * 5) % 45, tag: n % 4 } : undefined,
    );
    this.#world = { around: FIRST_AROUND, posts: all };
  }

  change(some: Partial<World>): Promise<void> {
    this.#world = { ...this.#world, ...some };
    return this.site.save(filesOf(this.#world));
  }

  /** Publishes all or some paths. With `cut`, it is cut off, and perhaps cancelled. */
  async publish(paths?: readonly string[], cut?: { readonly cancel: boolean; readonly at: number }) {
    const { site } = this;
    site.now += 3 * 3_600_000 + DAY * (site.releases.length % 3);
    const files = paths ? partly(site, paths) : site.draft;
    const id = site.begin(paths);
    if (id === undefined) return;
    if (cut) await site.until(cut.at);
    if (cut?.cancel) site.cancel();
    // What was cut off is never heard of again.
    if (cut) site.evict();
    await site.finish();
    const release = site.store.releases.get(id);
    if (release?.state !== 'live') return;
    site.live = files;
    site.releases.push({ id, files, at: site.now });
    const anew = await compare(site, files, site.now);
    expect(told(release.diagnostics)).toEqual(told(anew.diagnostics));
    this.compared += 1;
  }

  async step(step: Step): Promise<void> {
    const { site } = this;
    const { posts, around } = this.#world;
    if (step.do === 'publish') await this.publish();
    else if (step.do === 'evict') site.evict();
    else if (step.do === 'restore') await site.restore();
    else if (step.do === 'again') await this.#again();
    else if (step.do === 'part') await this.#part(step.pick);
    else if (step.do === 'rollback') await this.#rollback(step.back);
    else if (step.do === 'around') await this.change({ around: { ...around, ...step.some } });
    else if (step.do === 'posts') {
      const now = new Map(step.some);
      await this.change({ posts: posts.map((each, n) => (now.has(n) ? now.get(n) : each)) });
    } else if (step.do === 'many') {
      const { from, count, add } = step;
      const one = (n: number) => posts[n] ?? { ...FIRST, day: (n * 7) % 45, tag: n % 3 };
      const isIn = (n: number) => n >= from && n < from + count;
      await this.change({ posts: posts.map((each, n) => (!isIn(n) ? each : add ? one(n) : undefined)) });
    } else await this.publish(undefined, { cancel: step.do === 'cancel', at: step.at + 1 });
  }

  /** Some files are gone, and then there as they were. */
  async #again(): Promise<void> {
    const { draft } = this.site;
    const others = Object.entries(draft).filter(([path]) => !path.includes('post-3'));
    await this.site.save(Object.fromEntries(others));
    await this.site.save(draft);
  }

  async #part(pick: number): Promise<void> {
    const { draft, live } = this.site;
    const all = new Set([...Object.keys(draft), ...Object.keys(live)]);
    const changed = [...all].filter((path) => draft[path] !== live[path]);
    const paths = changed.filter((_, n) => (pick >> (n % 8)) & 1);
    if (paths.length > 0) await this.publish(paths);
  }

  async #rollback(back: number): Promise<void> {
    const { site } = this;
    const to = site.releases.at(-1 - (back % site.releases.length));
    if (!to) return;
    site.now += 60_000;
    await site.store.publisher.rollback(to.id);
    await site.finish();
    site.live = to.files;
    await compare(site, to.files, to.at);
  }
}

/** What is live with some paths of the draft. */
function partly({ live, draft }: Site, paths: readonly string[]): Files {
  const named = new Set(paths);
  const kept = Object.entries(live).filter(([path]) => !named.has(path));
  return Object.fromEntries([...kept, ...Object.entries(draft).filter(([path]) => named.has(path))]);
}

test('whatever came before, a release is what one made from nothing is', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(0, 500), fc.constantFrom(15, 45), async (all, writes, posts) => {
      const play = new Play(writes, posts);
      await play.change({});
      for (const step of [{ do: 'publish' } as const, ...all, { do: 'publish' } as const])
        await play.step(step);
      compared += play.compared;
    }),
    { numRuns: runs(6) },
  );
  expect(compared).toBeGreaterThan(runs(6));
}, 300_000);
