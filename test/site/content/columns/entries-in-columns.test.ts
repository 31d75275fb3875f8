import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareEntries } from '../../../../schema/content/blocks.ts';
import type { EntryRecord } from '../../../../schema/content/records.ts';
import type { Known } from '../../../../site/addresses/address.ts';
import { entryAddress } from '../../../../site/addresses/entry-address.ts';
import { knownAddresses } from '../../../../site/addresses/known.ts';
import { collectionsOf, leavingOut, sortValue } from '../../../../site/content/collections.ts';
import { dateOf } from '../../../../site/content/dates.ts';
import { readEntryPath, slugOfEntry } from '../../../../site/content/entry-path.ts';
import { Grouping } from '../../../../site/content/grouping.ts';
import { groupRecords, groupsBy } from '../../../../site/content/groups.ts';
import { Days, surveyOf } from '../../../../site/content/survey/survey.ts';
import { type Surveyed, valueIn } from '../../../../site/content/survey/surveyed.ts';
import type { EntryFacts, SiteFacts } from '../../../../site/facts.ts';
import { inOneGo } from '../../../../site/in-one-go.ts';
import { runs } from '../../../support/runs.ts';
import { cuts, factsOf, path, Stretches, site } from './made-entries.ts';

test('the slug of an entry is the one that its path is read to have', () => {
  fc.assert(
    fc.property(path, (each) => {
      expect(slugOfEntry(each)).toBe(readEntryPath(each)?.slug);
    }),
    { numRuns: runs(500) },
  );
});

test('a day is the same read by itself and with a time of day', () => {
  const part = (from: number, to: number) =>
    fc.integer({ min: from, max: to }).map((n) => String(n).padStart(2, '0'));
  const text = fc.tuple(fc.constantFrom('0050', '1999', '2024', '2023'), part(0, 13), part(0, 32));
  fc.assert(
    fc.property(fc.array(text.map((parts) => parts.join('-'))), (days) => {
      for (const day of days) expect(dateOf(day)).toBe(dateOf(`${day} 00:00`));
      for (const day of days) expect(dateOf(`${day.slice(0, 9)}x`)).toBe(undefined);
    }),
    { numRuns: runs(300) },
  );
});

test('each entry is known where its facts say that it is', () => {
  fc.assert(
    fc.property(site, (made) => {
      const facts = factsOf(made);
      const page = made[1];
      const route = page.slice('pages'.length, -'.liquid'.length).replace(/\[(\.*\w+)\]/g, '{$1}');
      const meant = [...facts].flatMap(([from, { entry }]) => {
        const found = entry && entryAddress(entry, route, 'America/New_York');
        return !found || 'problem' in found
          ? []
          : [{ own: undefined, ...found, page, entry: entry.slug, from }];
      });
      const { known } = knownAddresses(facts, { at: 0, all: true });
      expect(Array.from(known, (at) => ({ ...from(at) }))).toEqual(meant);
      const urls = new Map(meant.map((each) => [each.from, each.path]));
      const [posts] = collectionsOf(facts, { at: 0, all: true });
      for (const record of posts?.entries ?? []) expect(record.url).toBe(urls.get(record.path));
    }),
    { numRuns: runs(200) },
  );
});

const from = ({ path: at, page, params, entry, own, from: file }: Known) => ({
  ...{ path: at, page, params, entry, own, from: file },
});

test('looked at in stretches, of which some were looked at before, entries are what they are in one', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(site, cuts), { minLength: 1, maxLength: 3 }), (all) => {
      const shown = (facts: SiteFacts) => {
        const [posts] = collectionsOf(facts, { at: LATER });
        return [
          Array.from(surveyOf(facts), ([of, each]) => [of, plain(each)]),
          posts?.groups,
          [...(posts?.entries ?? [])],
        ];
      };
      for (const [made, at] of all) {
        const facts = factsOf(made);
        expect(shown(new Stretches(facts, at))).toEqual(shown(facts));
        // With the same entries, and another order.
        const [entries, page] = made;
        const again = factsOf([entries, page, 'sort: kind']);
        expect(shown(new Stretches(again, at))).toEqual(shown(again));
      }
    }),
    { numRuns: runs(100) },
  );
});

/** What was found out about entries, as lists. */
const plain = ({ paths, flags, dates, days, units, values, groups, fields: named }: Surveyed) => ({
  paths: [...paths],
  columns: [flags, dates, days, units].map((column) => Array.from(paths, (_, at) => column.at(at))),
  values: Array.from(values, ([key, column]) => [key, Array.from(paths, (_, at) => valueIn(column, at))]),
  groups: Array.from(groups, ([field, grouped]) => [field, grouped.groups()]),
  named,
});

test('a record is as long as it is said to be, where that is said', () => {
  let said = 0;
  fc.assert(
    fc.property(site, fc.option(fc.nat(2_000_000_000_000), { nil: undefined }), (made, saved) => {
      const facts = factsOf(made);
      const [posts] = collectionsOf(facts, { at: 0, all: true, saved: () => saved });
      for (const [place, record] of [...(posts?.entries ?? [])].entries()) {
        const units = posts?.entries.unitsOf(posts.entries.numberAt(place));
        if (units === undefined) continue;
        expect(units).toBe(JSON.stringify(record).length);
        said++;
      }
    }),
    { numRuns: runs(300) },
  );
  expect(said).toBeGreaterThan(0);
});

/** The moment from which on one of the dates above is later, in New York and not in UTC. */
const LATER = Date.UTC(2024, 1, 3, 1);

test('a release holds what is no draft and not dated later, in the order of what its records say', () => {
  fc.assert(
    fc.property(site, fc.constantFrom(LATER, Date.UTC(2024, 1, 3, 9), 0), fc.boolean(), (made, at, all) => {
      const facts = factsOf(made);
      const zone = 'America/New_York';
      const entries = [...facts].flatMap(([path, { entry }]) => (entry ? [{ path, entry }] : []));
      const whyOut = ({ fields: { draft, date }, date: named }: EntryFacts) =>
        draft === true ? 'draft' : (dateOf(date ?? named, zone) ?? 0) > at ? 'later' : undefined;
      const out = all ? [] : entries.filter(({ entry }) => whyOut(entry));
      expect(inOneGo(leavingOut(facts, { at, all }))).toEqual(
        out.map(({ path, entry }) => ({
          path,
          why: whyOut(entry),
          ...(whyOut(entry) === 'later' && { date: dateOf(entry.fields.date ?? entry.date, zone) }),
        })),
      );
      // What was put in order before is not taken for what is in another one.
      collectionsOf(facts, { at: Number.POSITIVE_INFINITY });
      collectionsOf(facts, { at, all: true });
      const [posts] = collectionsOf(facts, { at, all });
      const held = entries.filter((each) => !out.includes(each));
      const sort =
        made[2].slice('sort: '.length) ||
        (held.some(({ entry }) => (entry.fields.date ?? entry.date) !== undefined)
          ? '-date'
          : held.some(({ entry }) => entry.fields.order !== undefined)
            ? 'order'
            : 'slug');
      const records = [...(posts?.entries ?? [])];
      expect(records.map(({ path }) => path).sort()).toEqual(held.map(({ path }) => path).sort());
      const keyOf = (record: EntryRecord) => [sortValue(record, sort, zone), record.slug] as const;
      const ordered = records.toSorted((a, b) => compareEntries(keyOf(a), keyOf(b), sort.startsWith('-')));
      expect(records).toEqual(ordered);
      expect(records.map((_, place) => posts?.entries.valueAt(place))).toEqual(
        records.map((record) => keyOf(record)[0]),
      );
      const inPathOrder = Array.from(posts?.entries.byPath ?? [], (place) => records[place]?.path);
      expect(inPathOrder).toEqual(held.map(({ path }) => path));
      const days = new Days(surveyOf(facts));
      for (const { path, entry } of [...entries, ...entries.toReversed()])
        expect(days.of(path)).toBe(dateOf(entry.fields.date ?? entry.date) ?? Number.NaN);
    }),
    { numRuns: runs(300) },
  );
});

test('groups are those of entries that come in the order of their collection', () => {
  fc.assert(
    fc.property(site, fc.boolean(), fc.boolean(), (made, all, isChecked) => {
      const facts = factsOf(made);
      // Some of those that were put in order before, as a release holds some of what was checked.
      if (isChecked) collectionsOf(facts, { at: 0, all: true });
      const [posts] = collectionsOf(facts, { at: LATER, all });
      const entries = [...(posts?.entries ?? [])];
      for (const field of ['tags', 'url', 'date']) {
        const grouping = new Grouping(field);
        for (const [at, entry] of entries.entries()) grouping.add(at, entry);
        const groups = grouping.groups().map(({ name: of, slug, numbers }) => [of, slug, [...numbers]]);
        expect(posts && groupRecords(posts.entries, posts.groups ?? {})[field]).toEqual(groups);
        expect(posts && groupsBy(posts.entries, field)).toEqual(posts?.groups?.[field]);
      }
      expect(Array.from(entries.keys(), (at) => posts?.entries.slugOf(posts.entries.numberAt(at)))).toEqual(
        entries.map(({ slug }) => slug),
      );
    }),
    { numRuns: runs(200) },
  );
});
