import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesOf } from '../../../admin/check/made/rank.ts';
import type { Known } from '../../../site/addresses/address.ts';
import { checkKnown } from '../../../site/addresses/check-known.ts';
import { EntryAddresses } from '../../../site/addresses/entry-addresses.ts';
import { EntriesOnPage } from '../../../site/addresses/entry-known.ts';
import { inFirstOrder, type KnownList, KnownRuns, picked } from '../../../site/addresses/known-list.ts';
import { ListParts } from '../../../site/addresses/list-parts.ts';
import { partPath } from '../../../site/addresses/part-path.ts';
import { PackedPaths } from '../../../site/columns/paths.ts';
import { dateOf } from '../../../site/content/dates.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { numberEach, placesInOrder } from '../../../site/places-by.ts';

const PAGE = 'pages/list.liquid';
const itemAt = (n: number): Known => ({ path: `/${n}`, page: PAGE, params: { n: `${n}` }, from: PAGE });
const said = ({ path, page, params, from, number }: Known) => ({ path, page, params, from, number });
const bases = fc.constantFrom('/', '/tags/sea', '/tags/s%C3%A9a');
const forms = fc.constantFrom(undefined, '/{n}', '-té-{n}.html', '/page/{n}/{n}');

test('runs of addresses are one list, whichever of it is asked for first', () => {
  const run = fc.oneof(
    fc.array(fc.nat(9), { maxLength: 4 }).map((all) => {
      const items = all.map(itemAt);
      return { run: items, meant: items.map(said) };
    }),
    fc.tuple(bases, forms, fc.nat(5)).map(([base, path, parts]) => ({
      run: new ListParts({ page: PAGE, params: { a: base }, base, path }, parts),
      meant: Array.from({ length: Math.max(0, parts - 1) }, (_, at) => ({
        ...{
          path: partPath(base, path, at + 2),
          page: PAGE,
          params: { a: base },
          from: PAGE,
          number: at + 2,
        },
      })),
    })),
  );
  fc.assert(
    fc.property(fc.array(run, { maxLength: 8 }), fc.infiniteStream(fc.nat(40)), (runs, asked) => {
      const list = new KnownRuns(runs.map((each) => each.run));
      const meant = runs.flatMap((each) => each.meant);
      const holds = (some: KnownList, all: readonly object[]) => {
        expect(some.length).toBe(all.length);
        for (let asks = 0; asks < 20; asks++) {
          const number = asked.next().value ?? 0;
          const found = some.at(number);
          expect(found && said(found)).toEqual(all[number]);
        }
        expect(Array.from(some, said)).toEqual(all);
        expect(Array.from(some.entries(), ([at, each]) => [at, said(each)])).toEqual([...all.entries()]);
      };
      holds(list, meant);
      const odd = Uint32Array.from(meant.keys()).filter((at) => at % 2 === 1);
      holds(
        picked(list, odd),
        meant.filter((_, at) => at % 2 === 1),
      );
      holds(
        picked(picked(list, odd), Uint32Array.from(odd.keys()).reverse()),
        meant.filter((_, at) => at % 2 === 1).reverse(),
      );
      holds(
        inFirstOrder(picked(picked(list, odd), Uint32Array.from(odd.keys()).reverse())),
        meant.filter((_, at) => at % 2 === 1),
      );
    }),
  );
});

test('lists that are the same have the same addresses', () => {
  const parts = fc.record({
    base: bases,
    path: forms,
    count: fc.nat(3),
    page: fc.constantFrom(PAGE, 'pages/b.liquid'),
  });
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const [some, others] = [one, other].map(
        ({ base, path, count, page }) => new ListParts({ page, params: {}, base, path }, count),
      ) as [ListParts, ListParts];
      const addresses = [some, others].map((list) => Array.from(new KnownRuns([list]), said));
      if (some.isSame(others)) expect(addresses[0]).toEqual(addresses[1]);
      expect(some.isSame(new ListParts({ ...one, params: {} }, one.count))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('addresses of entries that are the same are those of the same entries', () => {
  const on = new EntriesOnPage(PAGE, '/{kind}', undefined);
  const paths = new PackedPaths(['content/posts/a.md', 'content/posts/b.md', 'content/posts/c.md']);
  const made = (kinds: readonly (string | undefined)[]) => {
    const addresses = new EntryAddresses(on, paths);
    for (const [number, kind] of kinds.entries()) {
      const from = paths.at(number) ?? '';
      const facts = { collection: 'posts', slug: from, fields: { kind }, places: {}, words: 0, toc: [] };
      const known = kind === undefined ? undefined : on.known(from, facts);
      if (known) addresses.add(number, known);
    }
    addresses.end();
    return addresses;
  };
  const kinds = fc.array(fc.constantFrom(undefined, 'x', 'y'), {
    minLength: 3,
    maxLength: 3,
  });
  fc.assert(
    fc.property(kinds, kinds, (one, other) => {
      const [some, others] = [made(one), made(other)];
      expect(made(one).isSame(some)).toBe(true);
      const addresses = [some, others].map((run) =>
        Array.from(new KnownRuns([run]), ({ path, from }) => [path, from]),
      );
      if (some.isSame(others)) expect(addresses[0]).toEqual(addresses[1]);
    }),
    { numRuns: 1_000 },
  );
});

test('places are in the order of their numbers, and of equal ones in their own', () => {
  const number = fc.oneof(fc.nat(3), fc.integer({ min: 0, max: 0xffffffff }));
  fc.assert(
    fc.property(fc.array(number), (numbers) => {
      const sorted = [...numbers.keys()].sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
      expect([...placesInOrder(Uint32Array.from(numbers))]).toEqual(sorted);
    }),
  );
});

test('pages are made by what they are, the newest entries first, and of one day by their addresses', async () => {
  const post = fc.tuple(fc.nat(99), fc.constantFrom(undefined, '2024-01-02', '2024-01-03', 'soon'));
  const one = fc.oneof(
    post.map(([n, date]) => ({ n, date, number: undefined })),
    fc
      .tuple(fc.nat(99), fc.integer({ min: 2, max: 6 }))
      .map(([n, number]) => ({ n, date: undefined, number })),
  );
  const all = fc.uniqueArray(one, { selector: ({ n }) => n });
  await fc.assert(
    fc.asyncProperty(all, async (given) => {
      const fileOf = (n: number) => `content/posts/${n}.md`;
      const files = given.flatMap(({ n, date, number }) => {
        const front = date === undefined ? '' : `---\ndate: ${date}\n---\n`;
        return number === undefined ? [[fileOf(n), compileFile(fileOf(n), front).facts] as const] : [];
      });
      const known = given.map(({ n, number }) => ({
        ...{ path: `/${n % 7}/${n}`, page: PAGE, params: {}, from: number === undefined ? fileOf(n) : PAGE },
        ...(number === undefined ? { entry: `${n}` } : { number }),
      }));
      const facts = new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
      const keyOf = ({ number, date }: (typeof given)[0]): number[] => {
        if (number !== undefined) return [number <= 3 ? 1 : 3, number];
        return [2, -(dateOf(date) ?? 0)];
      };
      const compare = (a: number, b: number) => {
        const [one, other] = [given[a], given[b]];
        const [[kind = 0, order = 0], [kind2 = 0, order2 = 0]] = [
          one ? keyOf(one) : [],
          other ? keyOf(other) : [],
        ];
        return kind - kind2 || order - order2 || ((known[a]?.path ?? '') < (known[b]?.path ?? '') ? -1 : 1);
      };
      const meant = [...known.keys()].sort(compare).map((at) => known[at]);
      const places = await placesOf(known, facts);
      expect([...places.order]).toEqual(meant);
      for (const [place, each] of meant.entries()) {
        expect(places.of(each?.path ?? '')).toBe(place);
        expect(places.at(each?.path ?? '')).toBe(each);
      }
      expect(places.at('/none')).toBeUndefined();
    }),
  );
});

test('more addresses than 32 bits count are too many, which is said at once', () => {
  const list = { page: PAGE, params: {}, base: '/', path: undefined };
  const runs = [PAGE, 'pages/other.liquid'].map((page) => new ListParts({ ...list, page }, 3e9));
  const known = new KnownRuns([...runs, [itemAt(1)]]);
  expect(known.length).toBe(2 * 3e9 - 1);
  expect(known.at(5e9)?.number).toBe(5e9 - (3e9 - 1) + 2);
  const [found, ...others] = checkKnown(known, new Map());
  expect(others).toEqual([]);
  expect(found?.message).toContain(`${PAGE} makes 3000000000 of 5999999999 addresses`);
});

test('places of more numbers than fit beside one in 53 bits are in order too', () => {
  const numbers = new Uint32Array(2 ** 21 + 3).map((_, place) => (place * 7_919) % 1_000);
  const places = placesInOrder(numbers);
  expect(new Set(places).size).toBe(numbers.length);
  const isBehind = (place: number, at: number) => {
    const [before = 0, last = 0, own = 0] = [places[at - 1], numbers[places[at - 1] ?? 0], numbers[place]];
    return at === 0 || last < own || (last === own && before < place);
  };
  expect(places.every(isBehind)).toBe(true);
});

test('of what has a number one after the other is in memory', () => {
  const seen: string[] = [];
  const all = function* () {
    for (const at of [5, 6]) {
      seen.push(`made ${at}`);
      yield at;
    }
  };
  expect([...numberEach(2, all(), (at) => seen.push(`asked ${at}`))]).toEqual([2, 4]);
  expect(seen).toEqual(['made 5', 'asked 5', 'made 6', 'asked 6']);
});
