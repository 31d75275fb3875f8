import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReports } from '../../../admin/check/reports/page-reports.ts';
import { byShelf } from '../../../admin/check/runs.ts';
import { LinesBefore } from '../../../admin/check/seen/lines-before.ts';
import { bucketsFor, SeenLines, type SeenStore } from '../../../admin/check/seen/seen-lines.ts';
import type { Known } from '../../../site/addresses/address.ts';
import { NodeStore } from '../../support/node-store.ts';
import { runs } from '../../support/runs.ts';

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

/** Keeps lines of each release, and counts how often buckets are read and written. */
class Buckets {
  #before = new Map<number, string>();
  #now = new Map<number, string>();
  read = 0;
  written = 0;

  store(): SeenStore {
    this.#before = this.#now;
    this.#now = new Map();
    this.read = 0;
    this.written = 0;
    return {
      first: () => undefined,
      lines: (bucket) => {
        this.read += 1;
        return this.#before.get(bucket) ?? '';
      },
      added: (bucket) => this.#now.get(bucket) ?? '',
      clear: (bucket) => this.#now.delete(bucket),
      add: (bucket, lines) => {
        this.written += 1;
        this.#now.set(bucket, (this.#now.get(bucket) ?? '') + lines);
      },
    };
  }
}

const SITE = fc.record({ entries: fc.integer({ min: 0, max: 4_500 }), parts: fc.nat(400) });

test('each address finds the line of the release before, however many addresses there were then', () => {
  fc.assert(
    fc.property(fc.array(SITE, { minLength: 2, maxLength: 4 }), (sites) => {
      const buckets = new Buckets();
      let before: { paths: ReadonlySet<string>; count: number } = { paths: new Set(), count: 1 };
      for (const [release, { entries, parts }] of sites.entries()) {
        const all = [
          ...Array.from({ length: entries }, (_, n) => entry(n)),
          ...Array.from({ length: parts }, (_, n) => part(n + 2)),
        ];
        const known = [...byShelf(all)];
        const count = bucketsFor(known.length);
        const lines = new SeenLines(buckets.store(), count);
        for (const address of known) {
          const wanted = before.paths.has(address.path) ? lineOf(address, release - 1) : undefined;
          expect(lines.take(address, before.count)).toBe(wanted);
          expect(lines.take(address, before.count)).toBeUndefined();
          lines.add(address, lineOf(address, release));
        }
        const some = known.filter((_, at) => at % 7 === 3);
        const added = [...lines.added(some)].flatMap((each) =>
          some.flatMap(({ path }) => each.get(path) ?? []),
        );
        expect(added.sort()).toEqual(some.map((address) => lineOf(address, release)).sort());
        // Addresses that come in the order of buckets read each once. A row that is written holds hundreds of lines.
        if (known.length >= 1_000) expect(buckets.read).toBeLessThanOrEqual(before.count + 1);
        if (known.length >= 1_000) expect(buckets.written).toBeLessThanOrEqual(4 + known.length / 100);
        before = { paths: new Set(known.map(({ path }) => path)), count };
      }
    }),
    { seed: 20, numRuns: 8 },
  );
});

const LINES = fc.uniqueArray(fc.nat(12), { maxLength: 12 });

test('lines are taken once by address in any order, and go on as they stand', () => {
  fc.assert(
    fc.property(LINES, LINES, fc.boolean(), fc.array(fc.nat(12)), (ordered, others, isOld, asked) => {
      const addresses = [...ordered.filter((n) => !others.includes(n)), ...others];
      const lineAt = (n: number) => [`/a${n}`, n, ''].join('\t');
      const bare = others.filter((n) => n % 2 === 0).map((n) => `/a${n}\t`);
      const lines = addresses.map(lineAt);
      const text = [
        ...lines.slice(0, -others.length || undefined),
        ...(isOld ? [] : ['']),
        ...bare,
        ...others.map(lineAt),
      ];
      const before = new LinesBefore(text.map((line) => `${line}\n`).join(''));
      const left = new Map(addresses.map((n) => [`/a${n}`, lineAt(n)]));
      const added: string[] = [];
      const store = { first: () => undefined, lines: () => '', added: () => '', clear: () => undefined };
      const now = new SeenLines({ ...store, add: (_, each) => void added.push(each) }, 1);
      const taken: string[] = [];
      for (const n of [...asked, ...addresses.slice(0, asked.length), ...asked]) {
        const path = `/a${n}`;
        const line = before.take(path);
        expect(line).toBe(left.get(path));
        left.delete(path);
        if (line === undefined) continue;
        if (n % 3 > 0) now.goOn(0, before, line);
        else now.addTo(0, line);
        taken.push(`${line}\n`);
      }
      expect(before.hasLeft).toBe(left.size > 0);
      now.flush();
      expect(added.join('')).toBe(taken.join(''));
    }),
    { numRuns: runs(500) },
  );
});

const POST = (n: number) => `---\ntitle: Post ${n}\n---\nText ${n}.\n`;

const looked = (site: NodeStore): string[] =>
  site.storage.sql
    .exec<{ release: string }>("SELECT DISTINCT release FROM release_parts WHERE section = 'looked'")
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
  expect(rows).toBe(1);
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
