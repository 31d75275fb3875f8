import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lru } from '../../release/memory.ts';
import { PackReader } from '../../release/pack-reader.ts';
import { SharedLoads } from '../../release/shared-load.ts';
import { LIMITS } from '../../schema/limits.ts';
import { type Item, packItems } from '../../site/release/pack.ts';

const item = fc.record({
  key: fc.stringMatching(/^(pages|data|partials)\/[a-z0-9]{1,6}$/),
  size: fc.integer({ min: 1, max: 90_000 }),
  fill: fc.constantFrom('a', 'b'),
});

const items = fc.uniqueArray(item, { selector: ({ key }) => key, minLength: 1, maxLength: 120 });

const toItem = ({ key, size, fill }: { key: string; size: number; fill: string }): Item => ({
  key,
  code: fill.repeat(size),
});
const textOf = (pack: readonly Item[]) => pack.map(({ code }) => code).join('');

describe('packs', () => {
  test('hold every item once, and more than their size only for a single large item', () => {
    fc.assert(
      fc.property(items, (made) => {
        const packs = packItems(made.map(toItem));
        const keys = packs.flat().map(({ key }) => key);
        expect(keys.sort()).toEqual(made.map(({ key }) => key).sort());
        for (const pack of packs) {
          if (pack.length > 1) expect(textOf(pack).length).toBeLessThanOrEqual(LIMITS.packBytes);
        }
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  test('do not depend on the order of the items', () => {
    fc.assert(
      fc.property(items, (made) => {
        expect(packItems(made.map(toItem).reverse())).toEqual(packItems(made.map(toItem)));
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test('of which an edit of one item, of about its size, changes at most two', () => {
    fc.assert(
      fc.property(items, fc.nat(), fc.integer({ min: -500, max: 500 }), (made, pick, grow) => {
        const before = made.map(toItem);
        const at = pick % before.length;
        const after = before.map((each, index) =>
          index === at ? { key: each.key, code: 'c'.repeat(Math.max(1, each.code.length + grow)) } : each,
        );
        const known = new Set(packItems(before).map(textOf));
        expect(packItems(after).filter((pack) => !known.has(textOf(pack))).length).toBeLessThanOrEqual(2);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

const TEXTS: Readonly<Record<string, string | null>> = { full: 'abc', empty: '', none: null };

/** Reads as an isolate does: from storage at first, then from memory. */
function reader() {
  const asked: string[] = [];
  const read = async (names: readonly string[]) => {
    asked.push(...names);
    return new Map(names.map((name) => [name, TEXTS[name] ?? null]));
  };
  const store = { packs: { read }, memory: new Lru(10_000), shared: new SharedLoads() };
  const packs = new PackReader(store, () => undefined);
  return { asked, text: packs.text.bind(packs) };
}

test('a text of a pack may be empty, and so may a pack, which is no pack that is not there', async () => {
  const { text, asked } = reader();
  for (let time = 0; time < 2; time++) {
    expect(await text('full', 0, 3)).toBe('abc');
    expect(await text('full', 3, 0)).toBe('');
    expect(await text('empty', 0, 0)).toBe('');
  }
  expect(asked).toEqual(['full', 'empty']);
  await expect(text('full', 2, 2)).rejects.toThrow('the pack is cut off');
  await expect(text('empty', 0, 1)).rejects.toThrow('the pack is cut off');
  await expect(text('none', 0, 0)).rejects.toThrow('the pack is not there');
});
