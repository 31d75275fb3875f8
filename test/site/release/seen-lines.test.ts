import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReports } from '../../../admin/check/reports/page-reports.ts';
import { byShelf } from '../../../admin/check/runs.ts';
import { BucketPlan } from '../../../admin/check/seen/bucket-plan.ts';
import { LinesBefore } from '../../../admin/check/seen/lines-before.ts';
import { bucketsFor, SeenLines } from '../../../admin/check/seen/seen-lines.ts';
import type { Known } from '../../../site/addresses/address.ts';
import type { KnownList } from '../../../site/addresses/known-list.ts';
import { NodeStore } from '../../support/node-store.ts';
import { most, runs } from '../../support/runs.ts';
import { SeenInMemory, type SeenRows } from '../gate/seen-rows.ts';

const entry = (n: number): Known => ({
  path: `/posts/post-${n}`,
  page: 'pages/posts/[slug].liquid',
  params: { slug: `post-${n}` },
  entry: `post-${n}`,
  from: `content/posts/post-${n}.md`,
});

const part = (number: number): Known => ({
  path: `/posts/page/${number}`,
  page: 'pages/posts/index.liquid',
  params: {},
  number,
  from: 'pages/posts/index.liquid',
});

const lineOf = ({ path }: Known, release: number): string => [path, release, 'x'.repeat(900)].join('\t');

const SITE = fc.record({ entries: fc.integer({ min: 0, max: 4_500 }), parts: fc.nat(400) });

test('each address finds the line of the release before, however many addresses there were then', () => {
  fc.assert(
    fc.property(fc.array(SITE, { minLength: 2, maxLength: 4 }), (sites) => {
      let rows: SeenRows | undefined;
      let before: { paths: ReadonlySet<string>; count: number } = { paths: new Set(), count: 1 };
      for (const [release, { entries, parts }] of sites.entries()) {
        const all = [
          ...Array.from({ length: entries }, (_, n) => entry(n)),
          ...Array.from({ length: parts }, (_, n) => part(n + 2)),
        ];
        const known = [...byShelf(all)];
        const count = bucketsFor(known.length);
        const store = new SeenInMemory(undefined, rows, 10_000);
        const lines = new SeenLines(store, count);
        for (const address of known) {
          const wanted = before.paths.has(address.path) ? lineOf(address, release - 1) : undefined;
          expect(lines.beforeOf(address, before.count).take(address.path)).toBe(wanted);
          expect(lines.beforeOf(address, before.count).take(address.path)).toBeUndefined();
          lines.add(address, lineOf(address, release));
        }
        const some = known.filter((_, at) => at % 7 === 3);
        const added = [...lines.added(some)].flatMap((each) =>
          some.flatMap(({ path }) => each.get(path) ?? []),
        );
        expect(added.sort()).toEqual(some.map((address) => lineOf(address, release)).sort());
        // Addresses that come in the order of buckets read each once. What is added at once holds hundreds of lines.
        if (known.length >= 1_000) expect(store.counts.buckets).toBeLessThanOrEqual(before.count + 1);
        if (known.length >= 1_000) expect(store.counts.added).toBeLessThanOrEqual(4 + known.length / 100);
        for (const _ of lines.end());
        rows = store.kept;
        before = { paths: new Set(known.map(({ path }) => path)), count };
      }
    }),
    { seed: 20, numRuns: 8 },
  );
});

const LINES = fc.uniqueArray(fc.nat(12), { maxLength: 12 });

test('lines are taken once by address in any order, also where another version kept them', () => {
  fc.assert(
    fc.property(
      LINES,
      LINES,
      fc.constantFrom('rows', 'broken', 'old'),
      fc.array(fc.nat(12)),
      (ordered, others, form, asked) => {
        const behind = form === 'rows' ? [] : others;
        const addresses = [...ordered.filter((n) => !behind.includes(n)), ...behind];
        const lineAt = (n: number) => [`/a${n}`, n, ''].join('\t');
        const bare = behind.filter((n) => n % 2 === 0).map((n) => `/a${n}\t`);
        const lines = addresses.map(lineAt);
        const text = [
          ...lines.slice(0, -behind.length || undefined),
          ...(form === 'broken' ? [''] : []),
          ...bare,
          ...behind.map(lineAt),
        ];
        const before = new LinesBefore(text.map((line) => `${line}\n`).join(''), form === 'rows');
        const left = new Map(addresses.map((n) => [`/a${n}`, lineAt(n)]));
        for (const n of [...asked, ...addresses.slice(0, asked.length), ...asked]) {
          const path = `/a${n}`;
          const line = before.take(path);
          expect(line).toBe(left.get(path));
          left.delete(path);
          if (before.isInOrder) expect(before.text.slice(before.from, before.to)).toBe(`${line}\n`);
        }
        expect(before.hasLeft).toBe(left.size > 0);
      },
    ),
    { numRuns: runs(500) },
  );
});

/** An address of a release: whether it goes on, gets another line, has nothing kept of it, or is new. */
const STANDING = fc.oneof(
  { weight: 12, arbitrary: fc.constant('goes on') },
  fc.constantFrom('changes', 'bare', 'new'),
);

test('rows go on where all of their lines do, and all others are written in the order of their addresses', () => {
  let named = 0;
  fc.assert(
    fc.property(
      fc.array(fc.array(STANDING, { minLength: 5, maxLength: 40 }), { minLength: 2, maxLength: 4 }),
      fc.constantFrom(1, 40, 200),
      fc.constantFrom(Number.POSITIVE_INFINITY, 100),
      fc.boolean(),
      (releases, units, longest, isOld) => {
        let rows: SeenRows | undefined;
        let paths: readonly string[] = [];
        let wanted = new Map<string, string>();
        for (const [release, standings] of releases.entries()) {
          const before = wanted;
          const store = new SeenInMemory(undefined, rows, units);
          store.most = longest;
          if (isOld) store.rows = () => [];
          const text = store.lines(0);
          const lines = new SeenLines(store, 1);
          // Those that are gone are between those that stay.
          const stay = paths.filter((_, at) => (at * 7 + release) % 15 > 0);
          const next = standings.map((standing, at) => ({
            standing: standing === 'new' || stay[at] === undefined ? 'new' : standing,
            path: standing === 'new' ? `/n${release}-${at}` : (stay[at] ?? `/m${release}-${at}`),
          }));
          const known = next.map(({ path }): Known => ({ ...entry(0), path }));
          wanted = new Map();
          for (const [bucket, plan] of lines.inBuckets(known as KnownList)) {
            for (const [place, number] of plan.numbers.entries()) {
              const { standing, path } = next[number] ?? { standing: 'new', path: '' };
              const was = before.get(path);
              const start = was === undefined ? -1 : `\n${text}`.indexOf(`\n${was}\n`);
              const isNext = standing === 'goes on' && start >= 0;
              if (isNext) plan.goOn(place, start, start + (was?.length ?? 0) + 1);
              else plan.leave(place);
              if (standing === 'bare') wanted.set(path, `${path}\t`);
              else
                wanted.set(
                  path,
                  isNext ? (was ?? '') : `${path}\t${release} ${'x'.repeat(number % 4 === 3 ? 250 : number)}`,
                );
              if (!isNext && standing !== 'bare') lines.addTo(bucket, wanted.get(path) ?? '');
            }
          }
          const some = [...lines.added(known)][0];
          for (const [path, line] of wanted) if (line !== `${path}\t`) expect(some?.get(path)).toBe(line);
          for (const _ of lines.end());
          expect(store.kept?.lines(0)).toBe([...wanted.values()].map((line) => `${line}\n`).join(''));
          // Those that became short are put together with their neighbours, else there would be more with each change.
          const lengths = (store.kept?.rows[0] ?? []).map(([, length]) => length);
          if (longest > units * 4)
            for (const length of lengths.slice(0, -1)) expect(length).toBeGreaterThanOrEqual(units / 3);
          for (const length of lengths) expect(length).toBeLessThan(2 * units + 300);
          const was = new Set(rows?.texts.keys());
          for (const [name] of store.kept?.rows[0] ?? []) if (was.has(name)) named++;
          rows = store.kept;
          paths = [...wanted.keys()];
        }
      },
    ),
    { numRuns: runs(500) },
  );
  expect(named).toBeGreaterThan(most(500));
});

test('a bucket is as it was where all of its lines go on and no others come, neither before nor between nor behind them', () => {
  const isAll = (places: readonly (readonly [start: number, end: number] | undefined)[]) => {
    const plan = new BucketPlan(new Uint32Array(places.length));
    for (const [place, line] of places.entries()) line ? plan.goOn(place, ...line) : plan.leave(place);
    return plan.isAllOf(30);
  };
  const [a, b, c] = [
    [0, 10],
    [10, 20],
    [20, 30],
  ] as const;
  expect(isAll([a, b, c])).toBe(true);
  for (const others of [
    [b, c],
    [a, c],
    [a, b],
    [undefined, a, b, c],
    [a, undefined, b, c],
    [a, b, c, undefined],
    [],
  ])
    expect(isAll(others)).toBe(false);
});

test('of a bucket of which one line changes one row is read and written, and all others are named', () => {
  const known = Array.from({ length: 1_000 }, (_, n) => entry(n));
  const publish = (release: number, changed: ReadonlySet<number>, rows?: SeenRows) => {
    const store = new SeenInMemory(undefined, rows, 10_000);
    const lines = new SeenLines(store, 1);
    let stretches = 0;
    for (const [bucket, plan] of lines.inBuckets(known as KnownList)) {
      const before = lines.before(bucket);
      for (const [place, number] of plan.numbers.entries()) {
        const line = before.take(known[number]?.path ?? '');
        if (line !== undefined && before.isInOrder && !changed.has(number))
          plan.goOn(place, before.from, before.to);
        else {
          plan.leave(place);
          lines.add(known[number] ?? entry(0), lineOf(known[number] ?? entry(0), release));
        }
      }
      stretches += [...plan.stretches()].length;
    }
    const pauses = [...lines.end()].length;
    expect(store.added(0)).toBe('');
    return { kept: store.kept, counts: store.counts, stretches, pauses };
  };
  const first = publish(1, new Set());
  const rows = first.kept?.rows[0]?.length ?? 0;
  expect(rows).toBeGreaterThan(60);
  expect(first.counts.written).toBe(rows);
  // Others have their turn while 900 KB of lines are written.
  expect(first.pauses).toBeGreaterThan(10);
  expect(first.stretches).toBe(1);
  // The first change behind a first publish gains as much as the next.
  const second = publish(2, new Set([500]), first.kept);
  expect(second.counts).toMatchObject({ rows: 1, written: 1 });
  expect(second.stretches).toBe(3);
  expect(second.kept?.rows[0]).toHaveLength(rows);
  const third = publish(3, new Set([3, 4, 999]), second.kept);
  expect(third.counts.written).toBeLessThanOrEqual(3);
  const last = publish(4, new Set(), third.kept);
  expect(last.counts).toMatchObject({ rows: 0, written: 0 });
  expect(last.kept?.rows).toEqual(third.kept?.rows);
});

const POST = (n: number) => `---\ntitle: Post ${n}\n---\nText ${n}.\n`;

/** Releases that keep lines, but for the texts that they share. */
const looked = (site: NodeStore): string[] =>
  site.storage.sql
    .exec<{ release: string }>(
      "SELECT DISTINCT release FROM release_parts WHERE section = 'looked' AND release <> 'looked'",
    )
    .toArray()
    .map(({ release }) => release);

test('what the gate saw of a release goes with it, and begins anew where its check does', async () => {
  const site = new NodeStore();
  const posts = Array.from({ length: 40 }, (_, n) => [`content/posts/post-${n}.md`, POST(n)] as const);
  await site.save({
    'pages/posts/[slug].liquid': '---\nentry: posts\n---\n{{ entry.content }}',
    ...Object.fromEntries(posts),
  });
  const first = await site.publish();
  expect(first.state).toBe('live');
  const { rows } = site.storage.sql
    .exec<{ rows: number }>("SELECT COUNT(*) AS rows FROM release_parts WHERE section = 'looked'")
    .one();
  // A text, and the list that names it.
  expect(rows).toBe(2);
  expect(looked(site)).toEqual([first.id]);
  // An attempt that was cut off had kept lines that are those of no release.
  await site.save({ 'content/posts/post-3.md': POST(300) });
  const { id } = site.publisher.begin({ message: '', author: 'test' });
  site.releases.savePart(id, 'looked', 9_999, '/posts/post-4\t\t\t1 1\t\t\n');
  site.releases.savePart(id, 'pages', 9_999, '{}');
  for (let wait = await site.publisher.step(); wait !== undefined; wait = await site.publisher.step());
  expect(site.releases.state(id)).toBe('live');
  // That of the release before stays until the next passes: this one could still be cancelled.
  expect(looked(site).sort()).toEqual([first.id, id].sort());
  expect(site.releases.partsIn(id, 'looked', 9_999, 10_000)).toBe('');
  expect(readReports(site.releases.text(id, 'pages'))).toHaveLength(posts.length);
  // One that is cancelled leaves nothing.
  await site.save({ 'content/posts/post-3.md': POST(301) });
  const { id: other } = site.publisher.begin({ message: '', author: 'test' });
  site.releases.savePart(other, 'looked', 0, 'x\n');
  site.publisher.cancel('test');
  expect(looked(site).sort()).toEqual([first.id, id].sort());
  const last = await site.publish();
  expect(looked(site).sort()).toEqual([id, last.id].sort());
});
