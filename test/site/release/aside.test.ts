import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodiesStore } from '../../../admin/store/releasing/body-writes.ts';
import { Meta } from '../../../admin/store/tables/meta.ts';
import { Pending } from '../../../admin/store/tables/pending.ts';
import { migrate } from '../../../admin/store/tables/sql-schema.ts';
import { Stored } from '../../../admin/store/tables/stored.ts';
import { RowsAside } from '../../../site/aside.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { assemble, type ReleaseInput } from '../../../site/release/assemble.ts';
import { RecordTexts } from '../../../site/release/record-texts.ts';
import { nodeStorage } from '../../support/node-storage.ts';

test('a check that was cancelled neither reads nor clears what the next one has put aside', () => {
  const storage = nodeStorage();
  migrate(storage);
  const tables = {
    stored: new Stored(storage.sql, new Meta(storage.sql)),
    pending: new Pending(storage.sql),
  };
  let checked = 'first';
  const first = bodiesStore(tables, () => checked === 'first').aside;
  const second = bodiesStore(tables, () => checked === 'second').aside;
  first.put('0', 'of the first');
  expect(first.get('0')).toBe('of the first');
  checked = 'second';
  second.put('0', 'of the second');
  expect(first.get('0')).toBeUndefined();
  first.put('0', 'late');
  first.clear();
  expect(second.get('0')).toBe('of the second');
  second.clear();
  expect(second.get('0')).toBeUndefined();
});

const SIZE = 3_000;
const batches = fc.array(fc.uniqueArray(fc.nat(SIZE - 1), { minLength: 1, maxLength: SIZE, size: 'max' }), {
  minLength: 1,
  maxLength: 6,
});

/** Records, how often each was made, and rows that may be lost. */
function records(isLost: () => boolean) {
  const made = new Map<number, number>();
  const rows = new Map<string, string>();
  const textOf = (number: number) => `{"é":${number}}`.padEnd(20 + (number % 90), '.');
  const text = (number: number) => {
    made.set(number, (made.get(number) ?? 0) + 1);
    return textOf(number);
  };
  const aside = new RowsAside(
    {
      put: (name: string, row: string) => void rows.set(name, row),
      get: (name: string) => (isLost() ? undefined : rows.get(name)),
      clear: () => rows.clear(),
    },
    'posts/',
  );
  const units = (number: number) => textOf(number).length;
  return { made, rows, textOf, texts: new RecordTexts(SIZE, { units, text }, aside) };
}

test('a record that several batches want is made once, and is the same in each', () => {
  fc.assert(
    fc.property(batches, (all) => {
      const { made, rows, textOf, texts } = records(() => false);
      for (const [at, wanted] of all.entries()) {
        texts.wanted(wanted);
        expect(texts.units).toBe(wanted.reduce((sum, number) => sum + textOf(number).length, 0));
        for (const _ of texts.ready(at === all.length - 1));
        for (const number of wanted) expect(texts.of(number)).toBe(textOf(number));
        texts.drop();
      }
      expect(made.size).toBe(new Set(all.flat()).size);
      for (const count of made.values()) expect(count).toBe(1);
      if (all.length === 1) expect(rows.size).toBe(0);
    }),
    { numRuns: 30 },
  );
});

test('a record whose row is lost is made again', () => {
  let isLost = false;
  const { made, rows, textOf, texts } = records(() => isLost);
  const all = Array.from({ length: SIZE }, (_, number) => number);
  for (const _ of texts.wanted(all).ready(false));
  texts.drop();
  expect(rows.size).toBeGreaterThan(5);
  isLost = true;
  for (const _ of texts.wanted(all).ready(true));
  for (const number of all) expect(texts.of(number)).toBe(textOf(number));
  expect(Math.max(...made.values())).toBe(2);
});

const ODD = ['\\uFEFF', '\\ud800x', '\\0', '🌊', 'é', '\\u2028'];
const ENTRIES = 700;

type Site = ReadonlyMap<string, ReturnType<typeof compileFile>>;

/** Three large collections with groups, whose entries have `units` of front matter each, or more. */
function largeSite(units: number, isGrouped = true): Site {
  const files = new Map([['pages/index.liquid', '{{ collections.posts.size }}']]);
  for (const name of ['posts', 'notes', 'posts2']) {
    files.set(`content/${name}/_collection.yaml`, 'sort: rank\n');
    const tags = `---\neach: { tag: collections.${name}.tags }\n---\n{{ tag.name }}`;
    if (isGrouped) files.set(`pages/${name}/[tag].liquid`, tags);
    for (let at = 0; at < ENTRIES; at++) {
      const rank = (at * 7919) % ENTRIES;
      const front = `title: "${ODD[at % ODD.length]}${name} ${rank}"\nrank: ${rank}.0\ntags: [a-${at % 3}, "b-${at % 5}"]`;
      const fill = 'w'.repeat(units + (at % 50));
      files.set(`content/${name}/p-${at}.md`, `---\n${front}\nfill: ${fill}\n---\nText ${at}\n`);
    }
  }
  return new Map([...files].sort().map(([path, text]) => [path, compileFile(path, text)] as const));
}

function inputOf(compiled: Site, more: Partial<ReleaseInput> = {}): ReleaseInput {
  return {
    id: 'r1',
    version: 1,
    at: 0,
    assets: new Map(),
    facts: new Map([...compiled].map(([path, { facts }]) => [path, facts])) as never, // all that a release asks of them
    code: (path) => compiled.get(path)?.code ?? '',
    units: (path) => compiled.get(path)?.code.length,
    source: (path) => compiled.get(path)?.code,
    saved: () => 1,
    generation: () => 1,
    ...more,
  };
}

async function packsWith(site: Site, ready: number, until: number) {
  const storage = nodeStorage();
  migrate(storage);
  const pending = new Pending(storage.sql);
  const tables = { stored: new Stored(storage.sql, new Meta(storage.sql)), pending };
  let asked = 0;
  const counts = { put: 0, get: 0 };
  const { aside } = bodiesStore(tables, () => asked++ < until);
  const counted = {
    put: (name: string, text: string) => {
      counts.put++;
      aside.put(name, text);
    },
    get: (name: string) => {
      counts.get++;
      return aside.get(name);
    },
    clear: () => aside.clear(),
  };
  const { packs } = await assemble(inputOf(site, { aside: counted, ready }));
  return { packs: packs.map(({ name, text }) => [name, text]), ...counts, left: [...pending.names()].length };
}

test('packs are the same whether records are put aside or not, and nothing stays aside', async () => {
  const site = largeSite(500);
  const { packs } = await assemble(inputOf(site));
  const meant = packs.map(({ name, text }) => [name, text]);
  expect(meant.length).toBeGreaterThan(50);
  for (const ready of [1, 100_000]) {
    const whole = await packsWith(site, ready, Number.POSITIVE_INFINITY);
    expect(whole.packs).toEqual(meant);
    expect(whole.left).toBe(0);
    expect(Math.min(whole.put, whole.get)).toBeGreaterThan(5);
    // It was cancelled: what was put aside is not to be had any more.
    for (const until of [0, 3]) expect((await packsWith(site, ready, until)).packs).toEqual(meant);
  }
});

test.each([
  ['are long', largeSite(1_500)],
  ['are in one block each', largeSite(500, false)],
])('records that %s are not put aside', async (_, site) => {
  const { put, get } = await packsWith(site, 100_000, Number.POSITIVE_INFINITY);
  expect([put, get]).toEqual([0, 0]);
});
