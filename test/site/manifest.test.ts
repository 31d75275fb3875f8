import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../release/etag.ts';
import { Manifest, ReleaseError } from '../../release/read-manifest.ts';
import type { TextRecord } from '../../schema/manifest.ts';
import { checkManifest } from '../../site/release/check-manifest.ts';
import { ReadyPages } from '../../site/release/ready.ts';
import { matchRoute } from '../../site/routes/match.ts';
import { buildSite } from '../support/build-site.ts';
import { runs } from '../support/runs.ts';

const files = {
  'site.yaml':
    'title: T\nupstreams: { api: { url: "https://x.test" } }\nredirects: { /old: /new }\nproxy: { /static/*: api }\n',
  'pages/index.liquid':
    '---\ncustom: [1, {a: null}]\nheaders: { x-a: "1" }\n---\n{% render "p" %}{{ data.d.x }}',
  'pages/[slug].xml.liquid': '',
  'partials/p.liquid': 'p',
  'data/d.yaml': 'x: ü',
  'assets/a.css': 'a{}',
};

describe('a release', () => {
  test('passes its own check, and each kind of damage is named', async () => {
    const made = await buildSite(files);
    checkManifest(made);
    const damaged: [RegExp, string][] = [
      [/the head.*format/, made.manifest.replace('"format":1', '"format":2')],
      [/the head.*packs/, made.manifest.replace('"packs":[]', '"packs":7')],
      [/not in order at/, swapLines(made.manifest)],
      [/record of \/old/, made.manifest.replace('"status":301', '"status":200')],
      [/record of assets\/a.css/, made.manifest.replace('"size":3', '"size":-3')],
      [/text of .* lies outside pack 0/, made.manifest.slice(0, -1)],
    ];
    for (const [message, manifest] of damaged)
      expect(() => checkManifest({ ...made, manifest })).toThrow(message);
  });

  test('whose texts are not those that were meant is named, with the key', async () => {
    const made = await buildSite(files);
    const meant = (key: string, text: string) => new Map([...made.meant, [key, text]]);
    expect(() => checkManifest({ ...made, manifest: made.manifest.replace('x', 'y') })).toThrow();
    expect(() => checkManifest({ ...made, meant: meant('data/d', '{"x":"u"}') })).toThrow(
      'the text of data/d is not what it was made to be',
    );
    expect(() => checkManifest({ ...made, meant: meant('/', 'page') })).toThrow('nothing says where');
    const moved = made.manifest.replace(/"at":\[0,(\d+)/, (_, at) => `"at":[0,${Number(at) + 1}`);
    expect(() => checkManifest({ ...made, manifest: moved })).toThrow('is not what it was made to be');
    const half = made.manifest.replace('ü', '\ud83d');
    expect(() => checkManifest({ ...made, manifest: half })).toThrow('the text of data/d is not what');
  });

  test('that is cut off anywhere is none', async () => {
    const made = await buildSite(files);
    const ready = new ReadyPages();
    ready.add('/', 'a page that was made at publish');
    for (const { manifest } of [made, await ready.addTo(made, fingerprint)]) {
      new Manifest('release', manifest);
      for (let at = 0; at < manifest.length; at++)
        expect(() => new Manifest('release', manifest.slice(0, at)), `cut at ${at}`).toThrow(ReleaseError);
      expect(() => new Manifest('release', `${manifest}x`)).toThrow(ReleaseError);
    }
  });

  test('of an older version, which does not say its length, gives no half texts', async () => {
    const { manifest } = await buildSite(files);
    const older = manifest.replace(/"body":\d+,/, '');
    const place = new Manifest('release', older).record<TextRecord>('partials/p.liquid')?.at ?? [0, 0, 0];
    expect(new Manifest('release', older).inline(place)).toContain('p');
    expect(() => new Manifest('release', older.slice(0, -1)).inline(place)).toThrow(ReleaseError);
  });

  test('has the pages that were made at publish where it says, whatever characters they hold', async () => {
    const made = await buildSite(files);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', '\ud83d', '\udf0a'),
        async (text, half) => {
          const ready = new ReadyPages();
          ready.add('/', half + text);
          ready.add('/none', 'no page is at this address');
          ready.add('/{}.xml', text + half);
          const whole = await ready.addTo(made, fingerprint);
          expect(() => checkManifest(whole)).toThrow('nothing says where the text of /none is');
          const meant = new Map([...whole.meant].filter(([key]) => key !== '/none'));
          checkManifest({ ...whole, meant });
        },
      ),
      { seed: 48, numRuns: runs(100) },
    );
  });

  test('is the same bytes whatever the order of its files', async () => {
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    expect((await buildSite(reversed)).manifest).toBe((await buildSite(files)).manifest);
  });
});

function swapLines(text: string): string {
  const lines = text.split('\n');
  [lines[1], lines[2]] = [lines[2] ?? '', lines[1] ?? ''];
  return lines.join('\n');
}

/** A manifest of these keys, each with itself as record. */
function manifestOf(keys: readonly string[]): Manifest {
  const index = [...new Set(keys)]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((key) => `${key}\t${JSON.stringify({ page: key })}\n`)
    .join('');
  const head = {
    format: 1,
    id: 'r',
    version: 1,
    at: 0,
    index: index.length,
    packs: [],
    site: {},
    config: {},
  };
  return new Manifest('live:test', `${JSON.stringify(head)}\n${index}body`);
}

const key = fc.stringMatching(/^[a-c/.{}-]{1,8}$/);

describe('a lookup in the index', () => {
  test('finds what a map would find', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), fc.array(key, { maxLength: 20 }), (keys, others) => {
        const manifest = manifestOf(keys);
        for (const wanted of [...keys, ...others]) {
          expect(manifest.record(wanted)).toEqual(keys.includes(wanted) ? { page: wanted } : undefined);
          expect(manifest.hasPrefix(wanted)).toBe(keys.some((each) => each.startsWith(wanted)));
          expect(manifest.keys(wanted)).toEqual(
            [...new Set(keys)].filter((each) => each.startsWith(wanted)).sort((a, b) => (a < b ? -1 : 1)),
          );
        }
      }),
      { seed: 7, numRuns: runs(300) },
    );
  });
});

const part = fc.constantFrom('a', 'b', 'a.x', '{}', '{}.x');
const route = fc
  .tuple(fc.array(part, { maxLength: 3 }), fc.boolean())
  .map(([parts, rest]) => `/${[...parts, ...(rest ? ['{...}'] : [])].join('/')}`);
const path = fc
  .array(fc.constantFrom('a', 'b', 'a.x', 'c', 'c.x', 'c.d.x'), { maxLength: 4 })
  .map((parts) => `/${parts.join('/')}`);

/** How specific a part of a route is: literal, then parameter with the longest ending, then parameter, then the rest. */
function rank(routePart: string | undefined): string {
  if (routePart === undefined) return '0';
  if (routePart === '{...}') return '9';
  if (routePart === '{}') return '8';
  return routePart.startsWith('{}') ? `7${String(99 - routePart.length)}` : '1';
}

function fits(routeKey: string, wanted: string): boolean {
  const parts = routeKey
    .slice(1)
    .split('/')
    .map((each) => {
      if (each === '{...}') return '(?:.*)';
      return each.startsWith('{}') ? `[^/]+${each.slice(2).replace('.', '\\.')}` : each.replace('.', '\\.');
    });
  const pattern = parts.join('/').replace(/\/?\(\?:\.\*\)$/, parts.length > 1 ? '(?:/.*)?' : '.*');
  return new RegExp(`^/${pattern}$`).test(wanted);
}

function best(routes: readonly string[], wanted: string): string | undefined {
  const ranked = routes
    .filter((each) => fits(each, wanted))
    .map((each) => {
      return { each, order: each === '/' ? '0' : each.slice(1).split('/').map(rank).concat('0').join(' ') };
    });
  return ranked.sort((a, b) => (a.order < b.order ? -1 : 1))[0]?.each;
}

describe('matching a path', () => {
  test('takes the most specific route of those that fit, part by part, whatever their order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(route, { maxLength: 12 }), path, (routes, wanted) => {
        const match = matchRoute(manifestOf(routes), wanted);
        expect(match && 'page' in match.route ? match.route.page : undefined).toBe(best(routes, wanted));
      }),
      { seed: 8, numRuns: runs(3_000) },
    );
  });
});
