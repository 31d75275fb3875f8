import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  GRACE,
  KEPT_RELEASES,
  planSweep,
  type SweepRelease,
} from '../../admin/store/releasing/sweep-plan.ts';

/** A site's life: releases made of packs that they share, visitors moved among them, sweeps in between. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('publish' as const),
      packs: fc.uniqueArray(fc.nat(30), { maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rollback' as const), to: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep' as const), after: fc.nat(2 * GRACE) }) },
);

test('a sweep never takes what a kept release needs, nor what visitors left less than an hour ago', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 60, maxLength: 200 }), (life) => {
      let releases: SweepRelease[] = [];
      let stored = new Set<string>();
      let now = 0;
      const moveTo = (id: string) => {
        releases = releases.map((release) => {
          if (release.id === id) return { ...release, leftAt: null };
          return release.leftAt === null ? { ...release, leftAt: now } : release;
        });
      };
      for (const [at, each] of life.entries()) {
        now += 1_000;
        if (each.kind === 'publish') {
          const packs = each.packs.map((pack) => `1-${pack}`);
          for (const pack of packs) stored.add(pack);
          releases = [{ id: `r${at}`, finished: true, leftAt: null, packs }, ...releases];
          moveTo(`r${at}`);
        } else if (each.kind === 'rollback') {
          const target = releases[each.to % Math.max(1, releases.length)];
          if (target) moveTo(target.id);
        } else {
          now += each.after;
          const plan = planSweep(releases, [...stored], now);
          const gone = new Set(plan.releases);
          const isRecent = (release: SweepRelease) => release.leftAt === null || release.leftAt + GRACE > now;
          const safe = releases.filter((release, place) => place < KEPT_RELEASES || isRecent(release));
          expect(safe.filter((release) => gone.has(release.id))).toEqual([]);
          releases = releases.filter((release) => !gone.has(release.id));
          stored = new Set([...stored].filter((pack) => !plan.packs.includes(pack)));
        }
        const lost = releases.filter((release) => !release.packs.every((pack) => stored.has(pack)));
        if (lost.length > 0) throw new Error(`${lost[0]?.id} lost a pack at step ${at}`);
      }
    }),
    { seed: 6, numRuns: 100 },
  );
}, 30_000);

test('nothing goes while something is being published', () => {
  const busy: SweepRelease = { id: 'r1', finished: false, leftAt: null, packs: [] };
  expect(planSweep([busy], ['1-unused'], 1e12)).toEqual({ releases: [], packs: [], next: undefined });
});
