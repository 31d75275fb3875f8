import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Row } from '../../../admin/check/seen/seen-lines.ts';
import { keptSeen } from '../../../admin/store/releasing/kept/kept-seen.ts';
import { LookedTexts, rowsOf } from '../../../admin/store/releasing/kept/looked-texts.ts';
import { keepOfLast, keptOf } from '../../../admin/store/releasing/kept/of-last.ts';
import { Meta } from '../../../admin/store/tables/meta.ts';
import { Releases } from '../../../admin/store/tables/releases.ts';
import { migrate } from '../../../admin/store/tables/sql-schema.ts';
import { nodeStorage } from '../../support/node-storage.ts';
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
