import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folderTree } from '../../admin/ui/src/files/tree-rows.ts';
import { inlineStyles } from '../../admin/ui/src/preview/inline-styles.ts';
import { pointable } from '../../admin/ui/src/preview/point-in-frame.ts';
import { rank } from '../../admin/ui/src/shell/rank.ts';
import { placeFor } from '../../admin/ui/src/upload/place-for.ts';
import { cpuTime } from '../support/cpu-time.ts';
import { runs } from '../support/runs.ts';

describe('a dropped file goes', () => {
  test.each([
    ['pages/about.liquid', undefined, 'pages/about.liquid'],
    ['my-site/pages/posts/[slug].liquid', undefined, 'pages/posts/[slug].liquid'],
    ['my-site/site.yaml', 'assets', 'site.yaml'],
    ['Team Photo.JPG', undefined, 'assets/Team Photo.JPG'],
    ['about.liquid', undefined, 'pages/about.liquid'],
    ['card.liquid', 'partials', 'partials/card.liquid'],
    ['authors.yaml', undefined, 'data/authors.yaml'],
    ['fonts/Neap.woff2', 'assets', 'assets/fonts/Neap.woff2'],
    ['../../evil.css', undefined, 'assets/evil.css'],
    ['Über uns.liquid', 'pages', 'pages/ueber-uns.liquid'],
  ])('%s on %s to %s', (name, folder, path) => {
    expect(placeFor(name, folder)).toBe(path);
  });
});

describe('a style sheet that is being edited', () => {
  const page = '<link rel="stylesheet" href="/assets/site.css?v=1-ab"><link href="/assets/site.css.map">';

  test('stands in place of its link', () => {
    const shown = inlineStyles(page, [['assets/site.css', 'a { content: "$&" }']]);
    expect(shown).toBe('<style>a { content: "$&" }</style><link href="/assets/site.css.map">');
  });

  test('can not close its element', () => {
    expect(inlineStyles(page, [['assets/site.css', '</style><script>']])).not.toContain('</style><script>');
  });

  test('of another name changes nothing', () => {
    expect(
      inlineStyles(page, [
        ['assets/print.css', 'a {}'],
        ['data/site.css', 'a {}'],
      ]),
    ).toBe(page);
  });
});

describe('the script of pointing stands in front of the page’s own', () => {
  test.each([
    [
      '<!doctype html><html><head lang="en"><meta http-equiv="Content-Security-Policy">',
      '<!doctype html><html><head lang="en">',
    ],
    ['<!DOCTYPE html>\n<header>x</header>', '<!DOCTYPE html>'],
    ['<p>x</p>', ''],
  ])('%s', (html, front) => {
    const page = pointable(html, true);
    const script = page.slice(front.length, page.length - html.length + front.length);
    expect(page).toBe(front + script + html.slice(front.length));
    expect(script).toMatch(/^<script>[\s\S]*<\/script>$/);
    expect(script.slice(8, -9)).not.toMatch(/<\/script|<!--/i);
  });
});

test('the palette puts whole words before scattered letters', () => {
  const paths = [
    'partials/particulars.liquid',
    'pages/about.liquid',
    'data/posts.yaml',
    'pages/posts/[slug].liquid',
  ];
  expect(rank(paths, 'posts', (path) => path, 60)[0]).toBe('data/posts.yaml');
  expect(rank(paths, 'pslug', (path) => path, 60)).toEqual(['pages/posts/[slug].liquid']);
  expect(rank(paths, 'zzz', (path) => path, 60)).toEqual([]);
});

test('of many matches the best are given, as sorting all of them would', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '/', '-', 'A'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      fc.array(name),
      fc.constantFrom('', 'a', 'ab', 'b-a', 'A b'),
      fc.nat(12),
      (names, typed, most) => {
        const items = names.map((text, at) => ({ text, at }));
        const all = rank(items, typed, ({ text }) => text, items.length);
        expect(rank(items, typed, ({ text }) => text, most)).toEqual(all.slice(0, most));
        // Each alone decides how good it is; of equals the first comes first.
        const isFound = ({ text }: { text: string }) => rank([text], typed, (each) => each, 1).length === 1;
        expect(new Set(all)).toEqual(new Set(items.filter(isFound)));
        for (const [at, { text, at: place }] of all.slice(1).entries()) {
          const before = all[at];
          if (!before) continue;
          const bestOf = (...texts: string[]) => rank(texts, typed, (each) => each, 1)[0];
          expect(bestOf(before.text, text)).toBe(before.text);
          if (bestOf(text, before.text) === text) expect(before.at).toBeLessThan(place);
        }
      },
    ),
    { numRuns: runs(300) },
  );
});

test('10,000 files in one folder are put there at once', () => {
  const file = (n: number) => ({
    path: `assets/many/${n}.txt`,
    kind: 'asset' as const,
    hash: '',
    etag: '',
    size: 0,
    author: '',
    updated: 0,
    diagnostics: [],
  });
  const files = Array.from({ length: 10_000 }, (_, n) => file(n));
  const time = cpuTime(() => expect(folderTree(files).count).toBe(10_000));
  expect(time).toBeLessThan(10_000); // sorted in quadratic time it takes minutes
});
