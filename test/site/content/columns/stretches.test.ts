import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Starts } from '../../../../site/columns/joined.ts';
import { Grouping, JoinedGrouping, type KeptGrouping } from '../../../../site/content/grouping.ts';
import {
  type SurveyedPart,
  Surveying,
  sortedBy,
  together,
  valueIn,
} from '../../../../site/content/survey/surveyed.ts';
import type { EntryFacts } from '../../../../site/facts.ts';
import { most, runs } from '../../../support/runs.ts';

/** A number and a text that look the same are two groups. */
const name = fc.constantFrom('a', 'b', 'A', '1', 1, 2, true, 'true', '', null);
const tags = fc.oneof(fc.array(name, { maxLength: 4 }), name);
const order = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(null, undefined, 'first', Number.NaN, -0, 1.5),
);
const date = fc.constantFrom('2024-01-02', '2024-02-03', 'no date', undefined, null);
const entries = fc.array(fc.record({ tags, order, date, named: fc.constantFrom('2023-05-06', undefined) }), {
  maxLength: 12,
});
const stretches = fc.array(entries, { minLength: 1, maxLength: 5 });

const factsOf = (fields: Record<string, unknown>, named: string | undefined): EntryFacts => ({
  collection: 'posts',
  slug: 'a',
  ...(named !== undefined && { date: named }),
  fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  places: {},
  words: 0,
  toc: [],
});

test('groups of stretches that were put together are those of all entries, and a stretch may be kept for other sites', () => {
  fc.assert(
    fc.property(stretches, stretches, (all, others) => {
      const kept = all.map((some) => groupingOf(some).end());
      const whole = groupingOf(all.flat());
      const joined = joinedOf(kept, all);
      const wanted = plainGroups(all.flat());
      expect(whole.groups()).toEqual(wanted);
      expect(whole.end().groups()).toEqual(wanted);
      expect(joined.groups()).toEqual(wanted);
      // A stretch is kept for the next site, whose names are in another order, and says the same there. So does the site before.
      const before = others.map((some) => groupingOf(some).end());
      const next = joinedOf([...before, ...kept], [...others, ...all]);
      expect(next.groups()).toEqual(plainGroups([...others, ...all].flat()));
      expect(joined.groups()).toEqual(wanted);
      for (const [at, some] of all.entries())
        expect(new Set(kept[at]?.groups())).toEqual(new Set(plainGroups(some)));
    }),
    { numRuns: runs(300) },
  );
});

test('groupings that are the same have the same groups', () => {
  let same = 0;
  const few = fc.array(fc.record({ tags: fc.subarray(['a', 'b', 1]) }), { minLength: 2, maxLength: 3 });
  fc.assert(
    fc.property(few, few, (one, other) => {
      const [some, others] = [groupingOf(one).end(), groupingOf(other).end()];
      const isSame = one.length === other.length && JSON.stringify(one) === JSON.stringify(other);
      if (isSame) expect(some.isSame(others)).toBe(true);
      if (!some.isSame(others)) return;
      same++;
      expect(some.groups()).toEqual(others.groups());
    }),
    { numRuns: runs(3_000) },
  );
  expect(same).toBeGreaterThanOrEqual(most(15));
});

const joinedOf = (parts: readonly KeptGrouping[], all: readonly { readonly length: number }[]) =>
  new JoinedGrouping('tags', parts, new Starts(all));

function groupingOf(some: readonly { readonly tags: unknown }[]): Grouping {
  const grouping = new Grouping('tags');
  for (const [at, fields] of some.entries()) grouping.add(at, { fields });
  return grouping;
}

/** The same by lists, as it is defined: sorted by slug, by name as a text, then by the first entry and what it names first. */
function plainGroups(all: readonly { readonly tags: unknown }[]) {
  const found = new Map<unknown, number[]>();
  for (const [at, { tags: said }] of all.entries())
    for (const each of new Set(Array.isArray(said) ? said : [said]))
      if (each !== null && each !== '') found.set(each, [...(found.get(each) ?? []), at]);
  return Array.from(found, ([of, at]) => ({
    name: of,
    slug: String(of).toLowerCase(),
    numbers: Uint32Array.from(at),
  })).sort(
    (a, b) =>
      (a.slug < b.slug ? -1 : a.slug > b.slug ? 1 : 0) ||
      (String(a.name) < String(b.name) ? -1 : String(a.name) > String(b.name) ? 1 : 0) ||
      (a.numbers[0] ?? 0) - (b.numbers[0] ?? 0),
  );
}

test('what entries are sorted by is the same in columns of numbers as one by one', () => {
  fc.assert(
    fc.property(
      stretches,
      fc.constantFrom(undefined, 'order', '-date', 'tags'),
      fc.constantFrom(undefined, 'Asia/Tokyo'),
      (all, sort, zone) => {
        const asked = { sort, zone, fields: ['tags'] };
        const parts = all.map((some): SurveyedPart => {
          const surveying = new Surveying(asked);
          for (const { named, ...fields } of some)
            surveying.add('content/posts/a.md', factsOf(fields, named));
          return surveying.end();
        });
        const { values } = together(parts);
        for (const key of sort === undefined ? ['date', 'order'] : [sort.replace('-', '')])
          for (const [at, { named, ...fields }] of all.flat().entries()) {
            const facts = factsOf(fields, named);
            const said = named !== undefined && facts.fields.date === undefined ? { date: named } : {};
            const found = valueIn(values.get(key), at);
            expect(found).toBe(sortedBy({ ...said, ...facts.fields }, key, zone));
          }
      },
    ),
    { numRuns: runs(300) },
  );
});
