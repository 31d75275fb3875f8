import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../../release/more.ts';
import { link } from '../../../liquid/run/link.ts';
import { type RenderEnv, render } from '../../../liquid/run/render.ts';
import type { AssetRecord } from '../../../schema/manifest.ts';
import { widthsOf } from '../../../schema/site.ts';
import { checkSite } from '../../../site/check/check.ts';
import type { FilterHost, Images } from '../../../site/extensions/address-filters.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { assemble } from '../../../site/release/assemble.ts';

type Assets = Readonly<Record<string, readonly [width: number, height: number] | null>>;

const typeOf = (name: string) =>
  name.endsWith('.svg') ? 'image/svg+xml' : `image/${/[^.]*$/.exec(name)?.[0].replace('jpg', 'jpeg')}`;

interface Given {
  readonly assets?: Assets;
  readonly images?: Images;
  readonly media?: unknown;
  readonly page?: object;
  readonly path?: string;
}

const BOAT = { 'boat.jpg': [1600, 1067] } as const;
const WIDTHS = { widths: [480, 960, 1600] };

function shown(
  template: string,
  { assets = BOAT, images, media, page, path = 'pages/a.liquid' }: Given = {},
) {
  const { code, diagnostics } = compileFile(path, template);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const known = (path: string): Partial<AssetRecord> | undefined => {
    const name = path.replace('assets/', '');
    const picture = Object.hasOwn(assets, name) ? assets[name] : undefined;
    if (picture === undefined) return undefined;
    return { name: '1-a', type: typeOf(name), size: 3, ...(picture && { picture: [...picture] }) };
  };
  const host: FilterHost = {
    assetUrl: (name) => (known(name) ? `/assets/${encodeURI(name)}?v=1` : undefined),
    release: { record: <T>(path: string) => known(path) as T | undefined, head: { config: { images } } }, // an asset's
  };
  const env: RenderEnv = {
    escape: !path.includes('.txt'),
    partial: () => link(JSON.parse(code)),
    now: () => 0,
    host,
    shared: { page, data: { media } },
  };
  return render(link(JSON.parse(code)), {}, env).output;
}

describe('docs/media.md', () => {
  const guide = readFileSync(new URL('../../../docs/media.md', import.meta.url), 'utf8');
  const blocks = (language: string) =>
    [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)\\n\`\`\`$`, 'gm'))].map(
      ([, text = '']) => text,
    );
  const assets = { ...BOAT, 'boat-480w.webp': [480, 320], 'boat-960w.webp': [960, 640] } as const;
  const anyVersion = (html: string) => html.replace(/\?v=[^ "]*/g, '?v=1');

  test('shows what the tag prints', () => {
    const [config = '', media = ''] = blocks('yaml');
    const [tag = '', size = ''] = blocks('liquid');
    const images = { widths: widthsOf(compileFile('site.yaml', config).facts.config ?? {}) };
    expect(shown(tag, { assets, images })).toBe(anyVersion(blocks('html')[0] ?? ''));
    expect(shown(size, { assets })).toBe('<meta property="og:image:width" content="1600">');
    const texts = JSON.parse(compileFile('data/media.yaml', media).code);
    expect(shown("{% image 'boat.jpg' %}", { media: texts })).toContain('alt="A red boat on the beach"');
  });
});

describe('image_size', () => {
  test('is width and height, and prints both', () => {
    expect(shown("{{ 'boat.jpg' | image_size }}")).toBe('1600x1067');
    expect(
      shown("{% assign s = 'boat.jpg' | image_size %}{{ s.width }}|{{ s.height }}|{{ s | json | raw }}"),
    ).toBe('1600|1067|{"width":1600,"height":1067}');
    expect(shown("{{ '/assets/boat.jpg' | image_size }}")).toBe('1600x1067');
  });

  test('is nothing where it is not known, and says what is not there', () => {
    expect(
      shown("[{{ 'old.jpg' | image_size }}][{{ none | image_size }}]", { assets: { 'old.jpg': null } }),
    ).toBe('[][]');
    expect(() => shown("{{ 'gone.jpg' | image_size }}")).toThrow('assets/gone.jpg does not exist');
  });
});

describe('image', () => {
  test('is an img with what is known of it', () => {
    expect(shown("{% image 'boat.jpg', alt: 'A boat' %}")).toBe(
      '<img src="/assets/boat.jpg?v=1" alt="A boat" width="1600" height="1067">',
    );
    expect(shown("{% image 'boat.jpg' alt: 'A', lazy: true, class: 'wide' %}")).toBe(
      '<img src="/assets/boat.jpg?v=1" alt="A" width="1600" height="1067" class="wide" loading="lazy" decoding="async">',
    );
    expect(shown("{{ 'boat.jpg' | image: alt: 'A' }}")).toContain('<img src="/assets/boat.jpg?v=1" alt="A"');
    expect(shown("{% image 'logo.svg', alt: '' %}", { assets: { 'logo.svg': null } })).toBe(
      '<img src="/assets/logo.svg?v=1" alt="">',
    );
  });

  test('offers the sizes that are there', () => {
    const assets = { ...BOAT, 'boat-480w.jpg': [480, 320], 'boat-960w.jpg': [960, 640] } as const;
    expect(shown("{% image 'boat.jpg', alt: 'A', sizes: '50vw' %}", { assets, images: WIDTHS })).toBe(
      '<img src="/assets/boat.jpg?v=1" srcset="/assets/boat-480w.jpg?v=1 480w, /assets/boat-960w.jpg?v=1 960w, /assets/boat.jpg?v=1 1600w" sizes="50vw" alt="A" width="1600" height="1067">',
    );
    expect(shown("{% image 'boat.jpg', lazy: true %}", { assets, images: WIDTHS })).toContain(
      ' 1600w" sizes="auto, 100vw" alt=""',
    );
    expect(shown("{% image 'boat.jpg', alt: 'A' %}", { assets })).not.toContain('srcset');
  });

  test('offers better formats in a picture, if their largest size is there', () => {
    const webp = { 'boat-480w.webp': [480, 320], 'boat-960w.webp': [960, 640] } as const;
    expect(shown("{% image 'boat.jpg', alt: 'A' %}", { assets: { ...BOAT, ...webp }, images: WIDTHS })).toBe(
      '<picture><source type="image/webp" srcset="/assets/boat-480w.webp?v=1 480w, /assets/boat-960w.webp?v=1 960w"><img src="/assets/boat.jpg?v=1" alt="A" width="1600" height="1067"></picture>',
    );
    const small = { ...BOAT, 'boat-480w.webp': [480, 320] } as const;
    expect(shown("{% image 'boat.jpg', alt: 'A' %}", { assets: small, images: WIDTHS })).not.toContain(
      'webp',
    );
    const both = { ...BOAT, ...webp, 'boat-960w.avif': [960, 640] } as const;
    expect(shown("{% image 'boat.jpg', alt: 'A' %}", { assets: both, images: WIDTHS })).toMatch(
      /<picture><source type="image\/avif" .*<source type="image\/webp" /,
    );
  });

  test('offers none that shows something else, by its size', () => {
    const assets = { ...BOAT, 'boat-480w.jpg': [480, 480], 'boat-960w.jpg': [900, 600] } as const;
    expect(shown("{% image 'boat.jpg', alt: 'A' %}", { assets, images: WIDTHS })).not.toContain('srcset');
  });

  test('has the platform make sizes, where that is turned on', () => {
    const images = { ...WIDTHS, cloudflare: true };
    expect(shown("{% image 'boat.jpg', alt: 'A' %}", { images })).toBe(
      '<img src="/assets/boat.jpg?v=1" srcset="/cdn-cgi/image/width=480,format=auto,onerror=redirect/assets/boat.jpg?v=1 480w, /cdn-cgi/image/width=960,format=auto,onerror=redirect/assets/boat.jpg?v=1 960w, /assets/boat.jpg?v=1 1600w" alt="A" width="1600" height="1067">',
    );
    const drawn = { assets: { 'a.svg': [2000, 2000], 'a.gif': [2000, 2000] }, images } as const;
    for (const name of ['a.svg', 'a.gif'])
      expect(shown(`{% image '${name}', alt: 'A' %}`, drawn)).not.toContain('cdn-cgi');
  });

  test('has the text of data/media.yaml, unless it is given one', () => {
    const media = { 'boat.jpg': { alt: 'Kept "here"' }, 'b.jpg': 'Short' };
    expect(shown("{% image 'boat.jpg' %}", { media })).toContain('alt="Kept &quot;here&quot;"');
    expect(shown('{% image page.photo, alt: page.alt %}', { media, page: { photo: 'boat.jpg' } })).toContain(
      'alt="Kept',
    );
    expect(shown("{% image 'boat.jpg', alt: '' %}", { media })).toContain('alt=""');
    expect(shown("{% image 'b.jpg' %}", { media, assets: { 'b.jpg': null } })).toContain('alt="Short"');
    for (const other of [undefined, null, [], 'x', { 'boat.jpg': [1] }])
      expect(shown("{% image 'boat.jpg' %}", { media: other })).toContain(
        '<img src="/assets/boat.jpg?v=1" alt="',
      );
  });

  test('shows a picture elsewhere, nothing for none, and fails for one that is missing', () => {
    expect(shown("{% image 'https://a.example/b.jpg', alt: 'A' %}")).toBe(
      '<img src="https://a.example/b.jpg" alt="A">',
    );
    expect(shown("{% image '/logo.png', alt: 'A' %}")).toBe('<img src="/logo.png" alt="A">');
    expect(shown("[{% image page.photo %}{% image '' %}]")).toBe('[]');
    for (const name of ['gone.jpg', 'javascript:alert(1)', 'data:text/html,x', '__proto__', 'constructor'])
      expect(() => shown(`{% image '${name}', alt: 'A' %}`)).toThrow('does not exist');
  });

  test('prints no markup of what it is given, in any place', () => {
    const hostile = fc.constantFrom('"><script>x</script>', "' onload=x '", '&lt;', 'a, b 2x', '</picture>');
    const images = { ...WIDTHS };
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (name, alt, sizes, css) => {
        const assets = { [`${name}.jpg`]: [1600, 800], [`${name}-480w.jpg`]: [480, 240] } as const;
        const page = { name: `${name}.jpg`, alt, sizes, css };
        const made = shown('{% image page.name, alt: page.alt, sizes: page.sizes, class: page.css %}', {
          assets,
          images,
          page,
        });
        expect(made.replace(/"[^"]*"/g, '""')).toBe(
          '<img src="" srcset="" sizes="" alt="" width="" height="" class="">',
        );
      }),
    );
  });

  test('says what is wrong with how it is written', () => {
    const codes = (text: string) =>
      compileFile('pages/a.liquid', text).diagnostics.map(({ code, message }) => `${code}: ${message}`);
    expect(codes('{% image %}')[0]).toContain('syntax');
    expect(codes("{% image 'a.jpg', width: 3 %}")[0]).toContain('has no argument width');
    expect(codes("{% image 'a.jpg', 3 %}")[0]).toContain('syntax');
  });
});

test('a release knows the size of pictures, and which widths the site asks for', async () => {
  const texts = {
    'site.yaml': 'images: { widths: [960, 480, 480] }\n',
    'pages/index.liquid': "{% image 'boat.jpg' %}",
  };
  const compiled = new Map(Object.entries(texts).map(([path, text]) => [path, compileFile(path, text)]));
  const facts = new Map([
    ...[...compiled].map(([path, file]) => [path, file.facts] as const),
    ['assets/boat.jpg', { kind: 'asset' as const, picture: [1600, 1067] as const }] as const,
  ]);
  expect(checkSite(facts)).toEqual([]);
  const made = await assemble({
    id: 'r1',
    version: 1,
    at: 0,
    facts,
    code: (path) => compiled.get(path)?.code ?? '',
    assets: new Map([['assets/boat.jpg', { name: '1-a', type: 'image/jpeg', size: 3 }]]),
    generation: () => 1,
    transforms: true,
  });
  const [head = '', ...lines] = made.manifest.split('\n');
  expect(JSON.parse(head).config.images).toEqual({ widths: [480, 960], cloudflare: true });
  expect(JSON.parse(head).site).toEqual({ images: { widths: [960, 480, 480] } });
  expect(lines).toContain(
    'assets/boat.jpg\t{"name":"1-a","type":"image/jpeg","size":3,"picture":[1600,1067]}',
  );
});

test.each([
  ['images: { widths: [480] }', true],
  ['images: [a.jpg, b.jpg]', true],
  ['images: { folder: photos }', true],
  ['images: { widths: 480 }', false],
  ['images: { widths: [0] }', false],
  ['images: { widths: [480], other: 1 }', false],
])('%s is %s', (text, good) => {
  expect(compileFile('site.yaml', text).diagnostics.length === 0).toBe(good);
});
