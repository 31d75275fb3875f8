import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from '../../../schema/limits.ts';
import { madeTableOf, rowIn } from '../../../schema/made/keys.ts';
import type { MadeRow } from '../../../schema/made/row.ts';
import { type KeptBodies, NO_BODIES, readingKept, writeKept } from '../../../site/release/made/kept.ts';
import { type LaidRows, layRows } from '../../../site/release/made/lay.ts';
import { RowColumns } from '../../../site/release/made/row-columns.ts';
import {
  JoinedRows,
  type KeptRow,
  plainRow,
  readRow,
  rowLine,
  type StandingRow,
} from '../../../site/release/made/row-texts.ts';

const PATHS = Array.from({ length: 300 }, (_, n) => `/posts/post-${n}`);

/** Only some paths have a number: others are those of pages, or of what is gone. */
const NUMBERS = {
  size: 200,
  of: (path: string) => {
    const number = Number(/\d+$/.exec(path)?.[0]) - 50;
    return number >= 0 && number < 200 ? number : undefined;
  },
  pathOf: (number: number) => PATHS[number + 50] ?? '',
};

/** Pieces that end anywhere. */
function cut(text: string, units: number): string[] {
  return Array.from({ length: Math.ceil(text.length / units) }, (_, at) =>
    text.slice(at * units, (at + 1) * units),
  );
}

function readKept(text: string | undefined, units = 1_000): KeptBodies {
  const reading = readingKept(text === undefined ? [] : cut(text, units), NUMBERS);
  for (let next = reading.next(); ; next = reading.next()) if (next.done) return next.value;
}

function columnsOf(rows: Iterable<readonly [string, StandingRow]>): RowColumns {
  const columns = new RowColumns(NUMBERS);
  for (const [path, row] of rows) columns.add(path, row);
  return columns;
}

const hexOf = (body: number, digits: number): string =>
  (BigInt(body + 1) * 0x9e3779b97f4a7c15f39cc0605cedc835n).toString(16).slice(-digits).padStart(digits, '0');

/** A row as long as most, of a body that is told by a number; every seventh is in the manifest itself. */
const rowOf = (body: number): KeptRow => ({
  row: [
    body % 7 === 0 ? 0 : `1-${'0'.repeat(24)}${body}.m`,
    body,
    8_000,
    8_000,
    // Some are as no other piece of this version makes them.
    body % 11 === 3 ? `"${body}"` : `"${hexOf(body, 16)}"`,
    body % 5 === 0 ? 'pages/posts/[slug].liquid' : 'pages/other.liquid',
  ],
  digest: body % 13 === 3 ? String(body) : hexOf(body, 32),
});

/** What a reader finds at a path: a line goes before the table. */
function find(
  path: string,
  lines: ReadonlyMap<string, MadeRow | 0>,
  tables: readonly string[],
): MadeRow | undefined {
  const line = lines.get(path);
  if (line !== undefined) return line === 0 ? undefined : line;
  const json = tables.length === 0 ? undefined : rowIn(tables[madeTableOf(path, tables.length)] ?? '', path);
  return json === undefined ? undefined : (JSON.parse(json) as MadeRow);
}

const standingOf = (rows: ReadonlyMap<string, KeptRow>, laid: LaidRows) =>
  Array.from(rows, ([path, row]) => [path, { ...row, standing: laid.standing(path, row) }] as const);

/** Rows of which those that are as before are that of before. */
function joinedWith(before: KeptBodies, rows: ReadonlyMap<string, KeptRow>): JoinedRows {
  const isSame = (path: string) => {
    const [was, is] = [before.rows.get(path), rows.get(path)];
    return was && is && JSON.stringify([was.row, was.digest]) === JSON.stringify([is.row, is.digest]);
  };
  const others = Array.from(rows, ([path, row]) => [path, { ...row, standing: 'new' as const }] as const);
  const goOn = new Set([...rows.keys()].filter(isSame));
  return new JoinedRows(
    before.rows,
    { count: goOn.size, goesOn: (path) => goOn.has(path) },
    columnsOf(others.filter(([path]) => !goOn.has(path))),
  );
}

const plainRows = (rows: Iterable<readonly [string, StandingRow]>): [string, StandingRow][] =>
  Array.from(rows, ([path, row]) => [path, plainRow(row)]);

const STEP = fc.oneof(
  { weight: 1, arbitrary: fc.array(fc.nat(5_000), { minLength: 300, maxLength: 300 }) },
  { weight: 4, arbitrary: fc.array(fc.tuple(fc.nat(299), fc.option(fc.nat(5_000))), { maxLength: 40 }) },
);

test('a reader finds each row in the lines or the tables, whatever changed from release to release', () => {
  let made = 0;
  fc.assert(
    fc.property(fc.array(STEP, { minLength: 1, maxLength: 8 }), (steps) => {
      let before: KeptBodies = NO_BODIES;
      let tables: readonly string[] = [];
      const rows = new Map<string, KeptRow>();
      for (const step of steps) {
        for (const [at, change] of step.entries()) {
          const [place, body] = typeof change === 'number' ? [at, change] : change;
          const path = PATHS[place] ?? '';
          if (body === null) rows.delete(path);
          else rows.set(path, rowOf(body));
        }
        const laid = layRows(rows, before);
        if (laid.tables) made += 1;
        tables = laid.tables ? [...laid.tables] : tables;
        const again = layRows(joinedWith(before, rows), before);
        expect([...again.lines].sort()).toEqual([...laid.lines].sort());
        expect(again.tables ? [...again.tables] : tables).toEqual(tables);
        expect(standingOf(rows, again)).toEqual(standingOf(rows, laid));
        const wanted = (path: string) => JSON.stringify(rows.get(path)?.row);
        expect(
          PATHS.filter((path) => JSON.stringify(find(path, laid.lines, tables)) !== wanted(path)),
        ).toEqual([]);
        expect([...laid.lines].filter(([path, row]) => row === 0 && rows.has(path))).toEqual([]);
        const kept = {
          routes: 'r',
          tables: tables.map((text, at) => [`t${at}`, text.length] as const),
          gone: laid.gone,
        };
        const standing = standingOf(rows, laid);
        const written = Array.from(standing, ([path, row]) => [path, row, row.standing] as const);
        before = readKept([...writeKept(kept, written)].join(''), 17 * standing.length + 5);
        const rewritten = Array.from(before.rows, ([path, row]) => [path, row, row.standing] as const);
        expect([...writeKept(kept, rewritten)].join('').split('\n').sort()).toEqual(
          [...writeKept(kept, written)].join('').split('\n').sort(),
        );
        expect(before.gone).toEqual(kept.gone);
        expect(JSON.stringify(plainRows(before.rows).sort())).toBe(JSON.stringify(standing.sort()));
      }
    }),
    { seed: 20, numRuns: 50 },
  );
  expect(made).toBeGreaterThan(20);
});

test('a change of few rows makes no table anew', () => {
  const rows = new Map(PATHS.map((path, n) => [path, rowOf(n + 1)] as const));
  const first = layRows(rows, NO_BODIES);
  const texts = [...(first.tables ?? [])];
  expect(texts.length).toBeGreaterThan(1);
  for (const table of texts) expect(table.length).toBeLessThan(2 * LIMITS.madeRows);
  const before = { ...NO_BODIES, tables: [['t', 1]] as const, rows: new Map(standingOf(rows, first)) };
  rows.set('/posts/post-8', rowOf(9_001));
  rows.delete('/posts/post-9');
  const { tables, lines } = layRows(rows, before);
  expect(tables).toBeUndefined();
  expect([lines.get('/posts/post-8'), lines.get('/posts/post-9')]).toEqual([rowOf(9_001).row, 0]);
});

test('what another version kept is not taken', () => {
  expect(readKept(undefined)).toBe(NO_BODIES);
  expect(readKept('[2,"r",[]]\n/posts/a\tin\tx\t[]')).toBe(NO_BODIES);
});

test('rows that go on and others are as one Map of them', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(299)), fc.array(fc.nat(299)), fc.array(fc.nat(299)), (held, others, stay) => {
      const own = new Map(
        others.map((n) => [PATHS[n] ?? '', { ...rowOf(n + 400), standing: 'new' as const }] as const),
      );
      const before = new Map(
        held.map((n) => [PATHS[n] ?? '', { ...rowOf(n), standing: 'in' as const }] as const),
      );
      const staying = new Set(
        stay.map((n) => PATHS[n] ?? '').filter((path) => before.has(path) && !own.has(path)),
      );
      const texts = columnsOf(before);
      const joined = new JoinedRows(
        texts,
        { count: staying.size, goesOn: (path) => staying.has(path) },
        columnsOf(own),
      );
      const wanted = new Map<string, KeptRow>([...[...before].filter(([path]) => staying.has(path)), ...own]);
      expect(new Map(plainRows(joined as Iterable<[string, StandingRow]>))).toEqual(wanted);
      expect(joined.size).toBe(wanted.size);
      const plain = (row: KeptRow | undefined) => row && plainRow(row as StandingRow); // columns say how each stands
      const same = (path: string) =>
        JSON.stringify([plain(joined.get(path)), joined.has(path), plain(texts.get(path))]) ===
        JSON.stringify([wanted.get(path), wanted.has(path), before.get(path)]);
      expect(PATHS.filter((path) => !same(path))).toEqual([]);
    }),
    { seed: 20, numRuns: 50 },
  );
});

test('rows in columns are read as they were added, and a line of each is that row', () => {
  const standings = ['new', 'over', 'in'] as const;
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(299)), fc.boolean(), (places, isNew) => {
      const rows = places.map((n): [string, StandingRow] => [
        PATHS[n] ?? '',
        { ...rowOf(n * 3), standing: standings[n % 3] ?? 'in' },
      ]);
      const columns = columnsOf(rows);
      for (const [path, row] of rows) expect(readRow(rowLine(path, row, row.standing))).toEqual([path, row]);
      if (isNew) columns.standNew();
      const wanted = new Map(rows.map(([path, row]) => [path, isNew ? { ...row, standing: 'new' } : row]));
      expect(new Map<string, unknown>(plainRows(columns))).toEqual(wanted);
      const at = (path: string) =>
        plainRows(
          [[path, columns.get(path)]].filter((each): each is [string, StandingRow] => each[1] !== undefined),
        )[0]?.[1];
      expect(PATHS.map((path) => [at(path), columns.has(path)])).toEqual(
        PATHS.map((path) => [wanted.get(path), wanted.has(path)]),
      );
      expect(columns.size).toBe(wanted.size);
    }),
  );
});
