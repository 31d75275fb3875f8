import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readPath } from '../../../schema/file.ts';
import { canonicalPath } from '../../../schema/route.ts';
import { renameIn } from '../../../site/uses/names.ts';
import { runs } from '../../support/runs.ts';

const named = (name: string) => `assets/${name}`;
const sign = fc.constantFrom(...'ab1é ., #:-\'"[]{}()%&?<>!*@/~_=|😀');
/** What an asset may be called. */
const name = fc
  .string({ unit: sign, minLength: 1, maxLength: 12 })
  .chain((stem) => fc.constantFrom('', '.jpg', '.e5', '.1').map((ending) => stem + ending))
  .filter((each) => 'kind' in readPath(named(each)));

describe('an asset with any new name', () => {
  test.each([
    'cover: boat.jpg # ours\n',
    'cover: assets/boat.jpg\n',
    'cover: "boat.jpg"\n',
    "cover: 'assets/boat.jpg'\n",
    'all: [x, boat.jpg, y]\n',
    'all:\n  - boat.jpg\n  - y\n',
    '{ "src": "boat.jpg" }\n',
    'boat.jpg: { alt: A boat }\n',
    'boat.jpg:\n  alt: A boat\n',
  ])('is in the place of the old one for who reads the YAML %j', (text) => {
    const sound = (value: unknown, to: string): unknown =>
      JSON.parse(JSON.stringify(value).replaceAll('boat.jpg', () => JSON.stringify(to).slice(1, -1)));
    fc.assert(
      fc.property(name, (to) => {
        const written = renameIn('data/media.yaml', text, named('boat.jpg'), named(to));
        expect(parse(written)).toEqual(sound(parse(text), to));
        // And it is found again: renamed back, it is what it was.
        const back = renameIn('data/media.yaml', written, named(to), named('boat.jpg'));
        expect(parse(back)).toEqual(parse(text));
      }),
      { numRuns: runs(400) },
    );
  });

  test('has an address that ends where it ended, leads to it, and is found again', () => {
    fc.assert(
      fc.property(name, (to) => {
        const written = renameIn('pages/a.md', '![x](/assets/boat.jpg) b', named('boat.jpg'), named(to));
        const [, address = ''] = /^!\[x\]\(([^\s()<>"'?#&,]+)\) b$/.exec(written) ?? [];
        expect(decodeURIComponent(canonicalPath(address) ?? '')).toBe(`/assets/${to}`);
        expect(renameIn('pages/a.md', written, named(to), named('boat.jpg'))).toBe(
          '![x](/assets/boat.jpg) b',
        );
      }),
      { numRuns: runs(400) },
    );
  });
});

test.each([
  ["{{ 'boat.jpg' | asset_url }}", "it's.jpg", `{{ "it's.jpg" | asset_url }}`],
  ['<img src="/assets/boat.jpg">', 'a@2x.jpg', '<img src="/assets/a@2x.jpg">'],
  ['---\ncover: boat.jpg\n---\n', 'sea/yawl 2.jpg', '---\ncover: sea/yawl 2.jpg\n---\n'],
  ['---\ncover: assets/boat.jpg\n---\n', 'boat #2.jpg', "---\ncover: 'assets/boat #2.jpg'\n---\n"],
])('%j with %s', (text, to, expected) => {
  expect(renameIn('pages/a.liquid', text, named('boat.jpg'), named(to))).toBe(expected);
});

test.each(['my%20boat.jpg', 'my boat.jpg'])('an address is found as %s', (written) => {
  const text = `<img src="/assets/${written}">`;
  expect(renameIn('pages/a.liquid', text, named('my boat.jpg'), named('b.jpg'))).toBe(
    '<img src="/assets/b.jpg">',
  );
});
