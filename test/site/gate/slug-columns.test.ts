import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOfSlugs, SlugColumns } from '../../../admin/check/known/slug-columns.ts';
import { type SlugTable, type SortValue, slugsKey } from '../../../schema/content/blocks.ts';
import { own } from '../../../schema/own.ts';
import { runs } from '../../support/runs.ts';

const slug = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '-', '1', '2', 'é', '日', '🎉') }),
  fc.constantFrom('constructor', '__proto__', 'toString', '10', '9', 'length'),
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const values = fc.oneof(
  fc.array(fc.tuple(slug, fc.option(number))),
  fc.array(fc.tuple(slug, fc.oneof(number, fc.string(), fc.constant(null)))),
);

/** As it stands in a release. */
const textOf = (rows: readonly (readonly [string, SortValue])[]): string =>
  `{"of":{${rows.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}}`;

test('a table of slugs in columns says what its JSON says', () => {
  fc.assert(
    fc.property(values, fc.array(slug), (rows, others) => {
      const text = textOf([...new Map(rows)]);
      const table = JSON.parse(text) as SlugTable;
      const columns = new SlugColumns(JSON.parse(text) as SlugTable);
      for (const name of [...rows.map(([name]) => name), ...others, 'valueOf', ''])
        expect(own(columns.of, name)).toBe(own(table.of, name));
      expect(Object.keys(columns.of).sort()).toEqual(Object.keys(table.of).sort());
    }),
    { numRuns: runs(300) },
  );
});

test('shelves are as they were, and left out where there are none', () => {
  expect(new SlugColumns({ of: {}, shelves: ['a:1', 'b:2'] }).shelves).toEqual(['a:1', 'b:2']);
  expect(new SlugColumns({ of: {} }).shelves).toBeUndefined();
});

test('only keys of tables of slugs are read so', () => {
  expect(isOfSlugs(slugsKey('posts', 3))).toBe(true);
  expect(isOfSlugs('data/slugs/posts/3')).toBe(false);
  expect(isOfSlugs('slugsy/posts')).toBe(false);
});
