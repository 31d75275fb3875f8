import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeTemplates } from '../../../site/check/placed.ts';
import type { Facts } from '../../../site/facts.ts';
import { compileFile } from '../../../site/files/compile-file.ts';

type Sizes = Readonly<Record<string, readonly [width: number, height: number]>>;

const BOAT: Sizes = { 'assets/boat.jpg': [1600, 1067] };
const WIDTHS = 'images: { widths: [480, 960, 1600] }';

/** What a page in Markdown prints on a site with these pictures. */
function shown(text: string, sizes: Sizes, config = WIDTHS, transforms = false): string {
  const texts = new Map([
    ['pages/a.md', text],
    ['site.yaml', config],
  ]);
  const facts = new Map<string, Facts>(
    [...texts].map(([path, each]) => [path, compileFile(path, each).facts]),
  );
  for (const [path, picture] of Object.entries(sizes)) facts.set(path, { kind: 'asset', picture });
  const placed = placeTemplates(facts, (path) => texts.get(path), undefined, transforms);
  const code = placed.files.get('pages/a.md')?.compiled.code ?? compileFile('pages/a.md', text).code;
  return (JSON.parse(code).body as unknown[]).find((each) => typeof each === 'string') as string; // a text without Liquid is one
}

test('a picture offers the smaller versions that there are, as the image tag does', () => {
  const versions: Sizes = { 'assets/boat-480w.webp': [480, 320], 'assets/boat-960w.webp': [960, 640] };
  const webp = '/assets/boat-480w.webp 480w, /assets/boat-960w.webp 960w';
  const img = '<img src="/assets/boat.jpg" alt="A boat" width="1600" height="1067">';
  expect(shown('![A boat](/assets/boat.jpg)', { ...BOAT, ...versions })).toBe(
    `<p><picture><source type="image/webp" srcset="${webp}">${img}</picture></p>\n`,
  );
  const same = { 'assets/boat-480w.jpg': [480, 320] } as const;
  expect(shown('![A boat](../assets/boat.jpg)', { ...BOAT, ...same })).toContain(
    '<img src="/assets/boat.jpg" alt="A boat" srcset="/assets/boat-480w.jpg 480w, /assets/boat.jpg 1600w" width="1600" height="1067">',
  );
  // Without its largest version, a format would show less than the picture itself.
  expect(
    shown('![A boat](/assets/boat.jpg)', { ...BOAT, 'assets/boat-480w.webp': [480, 320] }),
  ).not.toContain('webp');
  // One of other proportions is another picture.
  expect(shown('![A boat](/assets/boat.jpg)', { ...BOAT, 'assets/boat-480w.jpg': [480, 480] })).toContain(
    img,
  );
});

test('a picture in the text of another is text', () => {
  const sizes: Sizes = { ...BOAT, 'assets/boat-480w.webp': [480, 320], 'assets/boat-960w.webp': [960, 640] };
  const made = shown('![a ![b](/assets/boat.jpg) c](/assets/boat.jpg)', sizes);
  expect(made).toContain(' alt="a b c"');
  expect(made.match(/<source /g)).toHaveLength(1);
});

test('what the author says of sizes is taken', () => {
  const sizes: Sizes = { ...BOAT, 'assets/boat-480w.webp': [480, 320], 'assets/boat-960w.webp': [960, 640] };
  const of = (list: string) => shown(`![B](/assets/boat.jpg){: ${list}}`, sizes);
  expect(of('sizes="50vw"')).toMatch(/<source [^>]* sizes="50vw"><img [^>]*sizes="50vw"/);
  expect(of('width=300')).toMatch(/<source [^>]* sizes="300px"><img [^>]*width="300">/);
  expect(of('loading=lazy')).toMatch(/<source [^>]* sizes="auto, 100vw"><img /);
  expect(of('srcset="/x.jpg 2x"')).toMatch(/^<p><img [^>]*srcset="\/x.jpg 2x"/);
});

test('with the platform, addresses at which it makes them', () => {
  expect(shown('![B](/assets/boat.jpg)', BOAT, WIDTHS, true)).toContain(
    'srcset="/cdn-cgi/image/width=480,format=auto,onerror=redirect/assets/boat.jpg 480w, /cdn-cgi/image/width=960,format=auto,onerror=redirect/assets/boat.jpg 960w, /assets/boat.jpg 1600w"',
  );
  expect(shown('![B](/assets/boat.svg)', { 'assets/boat.svg': [900, 600] }, WIDTHS, true)).not.toContain(
    'srcset',
  );
});

test('of a site that asks for no sizes, of links, and of pictures elsewhere nothing changes', () => {
  const sizes: Sizes = { ...BOAT, 'assets/boat-480w.jpg': [480, 320], 'public/m.png': [900, 9] };
  const text =
    '![B](/assets/boat.jpg) [B](/assets/boat.jpg) ![M](/public/m.png) ![X](https://x.example/boat.jpg)';
  for (const config of ['title: A', 'images: my own', 'images: { widths: [] }'])
    expect(shown(text, sizes, config)).not.toMatch(/srcset|<picture/);
  expect(shown('[B](/assets/boat.jpg) ![M](/public/m.png)', sizes)).not.toMatch(/srcset|<picture/);
});

test('in headings, links, lists and tables it is one element, and the text around it stays', () => {
  const sizes: Sizes = { ...BOAT, 'assets/boat-480w.webp': [480, 320], 'assets/boat-960w.webp': [960, 640] };
  const html = shown(
    '# One ![B](/assets/boat.jpg) two\n\n[![B](/assets/boat.jpg)](/x)\n\n| a |\n|---|\n| ![B](/assets/boat.jpg) |\n',
    sizes,
  );
  expect(html.match(/<picture>/g)).toHaveLength(3);
  expect(html.match(/<\/picture>/g)).toHaveLength(3);
  expect(html).toContain('<h1 id="one-b-two">One <picture>');
  expect(html).toContain('<a href="/x"><picture>');
  expect(html).toMatch(/<td><picture>.*<\/picture><\/td>/);
});

test('no address is printed that the site does not have', () => {
  const version = fc.record({
    stem: fc.constantFrom('boat', 'Boat', 'boat two', 'boat-480w'),
    width: fc.constantFrom(240, 480, 960, 1600, 2000),
    format: fc.constantFrom('jpg', 'JPG', 'webp', 'avif', 'png'),
    right: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(version, { maxLength: 12 }), (versions) => {
      const sizes: Record<string, readonly [number, number]> = {
        'assets/boat two.jpg': [1600, 1067],
        ...BOAT,
      };
      for (const { stem, width, format, right } of versions)
        sizes[`assets/${stem}-${width}w.${format}`] = [
          right ? width : width + 1,
          Math.round((width * 1067) / 1600),
        ];
      const html = shown('![B](/assets/boat.jpg) ![C](</assets/boat two.jpg>)', sizes);
      const addresses = [...html.matchAll(/srcset="([^"]*)"/g)].flatMap(([, set = '']) => set.split(', '));
      for (const each of addresses) {
        const [address = '', width = ''] = each.split(' ');
        expect(sizes[decodeURI(address.slice(1))]?.[0]).toBe(Number.parseInt(width, 10));
      }
    }),
    { numRuns: 60 },
  );
});
