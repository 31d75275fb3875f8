import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AssetNames, placesIn } from '../../../site/uses/assets.ts';
import { most, runs } from '../../support/runs.ts';

const NAMES = ['a', 'a.png', 'a b.png', "it's.png", 'a(1).png', 'x/a.png', 'assets/a.png', 'á.png'];
const ASSETS = NAMES.flatMap((name) => [`assets/${name}`, `public/${name}`]);

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NAMES) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('"', "'", '/', '/assets/', '(', ')', ' ', '=', '?', '#', '>', '\n'),
  },
  fc.constantFrom('b', '.png', 'src', '<img', '"/', "'/assets/", '"assets/'),
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

test('a text names the assets that are found in it one by one, each where it is first', () => {
  const names = new AssetNames(ASSETS);
  let found = 0;
  fc.assert(
    fc.property(text, (written) => {
      const expected = ASSETS.flatMap((asset) => {
        const [place] = placesIn(written, asset);
        return place ? [[asset, place.start] as const] : [];
      });
      found += expected.length;
      expect(new Map([...names.firstIn(written)].sort())).toEqual(new Map(expected.sort()));
    }),
    { numRuns: runs(3_000) },
  );
  expect(found).toBeGreaterThan(most(100));
});

test('a field names an asset by its name, its path or its address', () => {
  const names = new AssetNames(ASSETS);
  expect(names.called('a.png')).toEqual(['assets/a.png', 'public/a.png']);
  expect(names.called('/assets/a.png')).toEqual(['assets/a.png']);
  expect(names.called('public/x/a.png')).toEqual(['public/x/a.png']);
  expect(names.called('/a.png')).toEqual([]);
  expect(names.called('b.png')).toEqual([]);
});
