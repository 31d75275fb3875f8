import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Row } from '../../../admin/check/seen/seen-store.ts';
import { keptSeen } from '../../../admin/store/releasing/kept/kept-seen.ts';
import { LookedTexts, rowsOf } from '../../../admin/store/releasing/kept/looked-texts.ts';
import { keepOfLast, keptOf } from '../../../admin/store/releasing/kept/of-last.ts';
import { Meta } from '../../../admin/store/tables/meta.ts';
import { Releases } from '../../../admin/store/tables/releases.ts';
import { migrate } from '../../../admin/store/tables/sql-schema.ts';
import { nodeStorage } from '../../support/node-storage.ts';
import { NodeStore } from '../../support/node-store.ts';
import { runs } from '../../support/runs.ts';

const WRITE = /^\s*(?:INSERT|DELETE|UPDATE)\b/i;

/** What ends an object in the middle of what it does. */
class Cut extends Error {}

/** Lines that releases keep, where the object may be cut off before any write. */
class Site {
  readonly #storage = nodeStorage();
  readonly #sql: SqlStorage;
  readonly #releases: Releases;
  readonly #meta: Meta;
  readonly texts: LookedTexts;
  /** Writes until `end` is called before one. */
  left = Number.POSITIVE_INFINITY;
  end: () => void = () => undefined;
  writes = 0;
  #count = 0;

  constructor() {
    migrate(this.#storage);
    const { sql } = this.#storage;
    const exec = (query: string, ...values: unknown[]) => {
      if (WRITE.test(query)) {
        this.writes++;
        if (this.left-- === 0) this.end();
      }
      return sql.exec(query, ...(values as string[]));
    };
    this.#sql = { exec } as unknown as SqlStorage;
    this.#releases = new Releases(this.#sql);
    this.#meta = new Meta(this.#sql);
    this.texts = new LookedTexts(this.#sql);
  }

  get parts() {
    const transactionSync = <T>(work: () => T): T => this.#storage.transactionSync(work);
    const storage = { sql: this.#sql, transactionSync } as unknown as DurableObjectStorage; // all that is used of it
    return { storage, releases: this.#releases, meta: this.#meta };
  }

  begin(): string {
    const id = `r${this.#count++}`;
    this.#releases.add({ id, message: '', author: '', draft: 0, files: 0 });
    return id;
  }

  /** What is kept of the last release: its `seen`, and the lines of each bucket. */
  kept(): { first: string | undefined; lines: string[] } {
    const seen = keptSeen(this.parts, 'none', () => true);
    return { first: seen.first(), lines: [0, 1].map((bucket) => seen.lines(bucket)) };
  }

  /** Keeps rows of a release, of which those that are as they were go on; gives whether it passed. */
  async check(id: string, wanted: readonly (readonly string[])[]): Promise<boolean> {
    const isStill = () => this.#releases.state(id) === 'checking';
    const seen = keptSeen(this.parts, id, isStill);
    const rows = wanted.map((texts, bucket) => {
      const before = new Map(seen.rows(bucket).map((row) => [seen.row(row[0]), row]));
      seen.add(bucket, 'waits\n');
      const found = texts.flatMap((text): readonly Row[] => {
        const was = before.get(text);
        return was ? [was] : seen.write(text);
      });
      seen.clear(bucket);
      return found;
    });
    seen.end(rows);
    return keepOfLast(this.parts, id, { seen: [`${id} `, 'end'], shelves: ['s'], bodies: ['b'] }, isStill);
  }

  pass(id: string): void {
    this.#releases.setLive(id, 0);
  }

  cancel(id: string): void {
    this.#releases.setState(id, 'failed', 'cancelled');
    this.#releases.dropText(id);
  }

  /** Keeps lines of a release as versions before did. */
  async checkAsBefore(id: string, rows: ReadonlyMap<number, string>): Promise<void> {
    for (const [part, text] of rows) this.#releases.savePart(id, 'looked', part, text);
    await keepOfLast(this.parts, id, { seen: [`${id} `, 'end'], shelves: [], bodies: [] }, () => true);
  }

  /** Rows of lines that are a release's own. */
  rowsOf(id: string): number {
    return Number(this.#releases.partBehind(id, 'looked', 0) !== undefined);
  }

  /** Names of texts that releases which are kept have. */
  named(): number[] {
    const ids = new Set([keptOf(this.parts), this.#meta.text('seen'), this.#meta.text('seen_before')]);
    const all = [...ids].flatMap((id) => (id === undefined ? [] : (rowsOf(this.#releases, id) ?? []).flat()));
    return [...new Set(all.map(([name]) => name))].sort((a, b) => a - b);
  }
}

const BUCKETS = fc.array(fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n', 'é\n'), { maxLength: 5 }), {
  minLength: 2,
  maxLength: 2,
});
const END = fc.constantFrom(
  'passes',
  'is cut off',
  'is cut off behind',
  'is cancelled',
  'is cancelled behind',
);

test('lines of the last release are there as it kept them, wherever releases behind it end, and no others', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ wanted: BUCKETS, end: END, at: fc.nat(40) }), { maxLength: 8 }),
      async (releases) => {
        const site = new Site();
        let kept: ReturnType<Site['kept']> = { first: undefined, lines: ['', ''] };
        for (const { wanted, end, at } of releases) {
          const id = site.begin();
          site.left = end === 'is cut off' || end === 'is cancelled' ? at : Number.POSITIVE_INFINITY;
          site.end = () => {
            site.left = Number.POSITIVE_INFINITY;
            if (end === 'is cut off') throw new Cut();
            site.cancel(id);
          };
          const passed = await site.check(id, wanted).catch((error) => {
            if (error instanceof Cut) return undefined;
            throw error;
          });
          const isCancelled = end === 'is cancelled' && site.left === Number.POSITIVE_INFINITY;
          site.left = Number.POSITIVE_INFINITY;
          const lines = wanted.map((texts) => texts.join(''));
          if (passed === undefined) {
            // It begins again from what there was before, or from what it kept itself in full.
            if (keptOf(site.parts) !== id) expect(site.kept()).toEqual(kept);
            expect(await site.check(id, wanted)).toBe(true);
          } else if (end === 'is cancelled behind' || isCancelled) {
            site.cancel(id);
            expect(site.kept()).toEqual(kept);
            continue;
          } else expect(passed).toBe(true);
          if (end === 'is cut off behind') expect(await site.check(id, wanted)).toBe(true);
          site.pass(id);
          kept = { first: `${id} end`, lines };
          expect(site.kept()).toEqual(kept);
          expect(site.texts.names()).toEqual(site.named());
        }
      },
    ),
    { numRuns: runs(300) },
  );
}, 120_000);

test('a text that two releases share stays when the first of them goes, and one that is not there leaves no lines', async () => {
  const site = new Site();
  const texts = ['a\n', 'b\n', 'c\n'];
  for (const wanted of [texts, ['a\n', 'x\n', 'c\n'], ['a\n', 'x\n', 'y\n'], ['a\n', 'x\n', 'y\n']]) {
    const id = site.begin();
    await site.check(id, [wanted, texts]);
    site.pass(id);
  }
  // Of six that the first wrote four go on; b and the c of the first bucket went with the releases that had them.
  expect(site.texts.names()).toEqual([1, 4, 5, 6, 7, 8]);
  expect(site.kept().lines).toEqual(['a\nx\ny\n', 'a\nb\nc\n']);
  site.texts.drop(7);
  expect(site.kept().lines).toEqual(['', 'a\nb\nc\n']);
  const { writes } = site;
  const id = site.begin();
  expect(await site.check(id, [texts, texts])).toBe(true);
  site.pass(id);
  expect(site.kept().lines).toEqual(['a\nb\nc\n', 'a\nb\nc\n']);
  expect(site.writes - writes).toBeLessThan(40);
});

test('lines that an earlier version kept are read, and go with the release that has them', async () => {
  const site = new Site();
  const old = site.begin();
  const rows = new Map([
    [0, 'a\nb\n\nc\n'],
    [1, 'd\n'],
    [10_000, '\nb\n'],
  ]);
  await site.checkAsBefore(old, rows);
  site.pass(old);
  expect(site.kept()).toEqual({ first: `${old} end`, lines: ['a\nb\n\nc\nd\n', '\nb\n'] });
  for (const wanted of [['a\n'], ['a\n'], ['a\n']]) {
    const id = site.begin();
    await site.check(id, [wanted, wanted]);
    site.pass(id);
    expect(site.kept()).toEqual({ first: `${id} end`, lines: ['a\n', 'a\n'] });
  }
  expect(site.rowsOf(old)).toBe(0);
  expect(site.texts.names()).toEqual([1, 2]);
});

const POSTS = 1_100;
const pathOf = (n: number) => `content/posts/post-${n}.md`;
const post = (n: number, text: string) => ({ [pathOf(n)]: `---\ntitle: Post ${n}\n---\n${text}\n` });

test('a change of one text on a large site, also the first, writes few rows of lines and drops as many', async () => {
  const storage = nodeStorage();
  const writes: string[] = [];
  const { exec } = storage.sql;
  storage.sql.exec = ((query: string, ...values: string[]) => {
    if (WRITE.test(query) && values[0] === 'looked') writes.push(query.trimStart().slice(0, 6));
    return exec(query, ...values);
  }) as typeof exec;
  const site = new NodeStore(storage);
  const long = 'The water came at nine, and nobody saw it go. '.repeat(20);
  const links = Array.from({ length: 30 }, (_, n) => `[x](/posts/post-${n})`).join(' ');
  await site.save({
    'pages/posts/[slug].liquid': '---\nentry: posts\n---\n{{ entry.content }}',
    ...Object.assign({}, ...Array.from({ length: POSTS }, (_, n) => post(n, `${links} ${long}`))),
  });
  const texts = new LookedTexts(site.storage.sql);
  const count = (write: string) => writes.filter((each) => each === write).length;
  const first = await site.publish();
  const all = count('INSERT');
  expect(all).toBeGreaterThan(30);
  expect(texts.names()).toHaveLength(all);
  const paths = Array.from({ length: POSTS }, (_, n) => `/posts/post-${n}`).sort();
  for (const [round, n] of [7, 700, 7].entries()) {
    writes.length = 0;
    await site.save(post(n, `${long} ${round}`));
    const { id } = await site.publish();
    // Pages whose texts are on one shelf come one after the other.
    expect(count('INSERT')).toBeGreaterThan(0);
    expect(count('INSERT')).toBeLessThan(all / 3);
    expect(count('DELETE')).toBeLessThan(all / 3);
    const rows = rowsOf(site.releases, id) ?? [];
    const lines = rows.flatMap((each) => texts.read(each).split('\n').slice(0, -1));
    expect(lines.map((line) => line.slice(0, line.indexOf('\t'))).sort()).toEqual(paths);
    expect(lines.every((line) => line.split('\t').length === 7)).toBe(true);
  }
  expect(rowsOf(site.releases, first.id)).toBeUndefined();
  expect(texts.names().length).toBeLessThan(all * 1.3);
}, 120_000);
