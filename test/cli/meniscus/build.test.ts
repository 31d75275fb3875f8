import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type BuiltSite, buildFolder } from '../../../cli/dev/build.ts';

/** What `dev --local` builds after a save is what it would build if it had just begun. */
let folder: string;
let at: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meniscus-build-'));
  // Files that were saved a moment ago are always read again: here, all are old.
  at = Date.now() + 3_600_000;
  vi.spyOn(Date, 'now').mockImplementation(() => at++);
  for (const [path, text] of Object.entries(BEGIN)) write(path, text);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const BEGIN = {
  'site.yaml': 'title: Test\ndefaults: { layout: base }\n',
  'layouts/base.liquid': '<title>{{ page.title }}</title>{{ content }}',
  'partials/card.liquid': '<p class="{{ kind }}">{{ title }}</p>',
  'pages/index.liquid':
    '{% for post in collections.posts %}{% render "card", title: post.title %}{% endfor %}',
  'pages/posts/[slug].liquid': '---\nentry: posts\n---\n{{ entry.content }}',
  'pages/links/[link].liquid': '---\neach: { link: data.links }\n---\n{{ link }}',
  'content/posts/one.md': '---\ntitle: One\n---\nThe first.\n',
  'content/posts/two.md': '---\ntitle: Two\n---\nThe second. ![Dot](../../assets/dot.svg)\n',
  'data/links.yaml': '- a\n- b\n',
  'assets/a.css': 'body{}',
  'assets/dot.svg': svg(4, 2),
};

function svg(width: number, height: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`;
}

/** Each has texts that change what others see, texts that do not, some with errors, and its absence. */
const EDITS: Readonly<Record<string, readonly (string | null)[]>> = {
  'site.yaml': ['title: A\n', 'title: Test\ntimezone: Europe/Lisbon\nmarkdown: { typographer: true }\n'],
  'layouts/base.liquid': [
    '<script>let a = {{ page.title }};</script>{{ content }}',
    '{{ content }} {{ site.title }}',
  ],
  'partials/card.liquid': [
    '<b>{{ title }}</b>',
    "<a href={{ title }}>{{ 'a.css' | asset_url }}</a>{% image 'dot.svg' %}",
    '{{ title | nope }}',
    null,
  ],
  'pages/index.liquid': [
    'Hello',
    '{% render "card", title: data.links[0] %}',
    '---\nroute: /home\n---\n',
    '{% if %}',
    null,
  ],
  'pages/posts/[slug].liquid': [
    '---\nentry: posts\nroute: /p/{slug}\n---\n{{ entry.title }}',
    '---\nentry: posts\n---\n',
  ],
  'pages/new.liquid': ['New {{ data.links | size }}', '{% render "none" %}', null],
  'content/posts/one.md': [
    '---\ntitle: One\n---\nThe *first* one.\n',
    '---\ntitle: Uno\ndate: 2026-01-02\n---\n# Head\n',
    null,
  ],
  'content/posts/three.md': ['---\ntitle: Three\nurl: /third\n---\nText "quoted".\n', null],
  'data/links.yaml': ['- c\n', '- a: 1\n  b: 2.0\n', 'a: [', null],
  'assets/a.css': ['body{color:red}', null],
  'assets/B.css': ['b', null],
  'assets/dot.svg': [svg(40, 20), 'no picture', null],
};

const edit = fc
  .constantFrom(...Object.keys(EDITS))
  .chain((path) => fc.tuple(fc.constant(path), fc.constantFrom(...(EDITS[path] ?? []))));

/** All but what counts builds and tells the time. */
function told({ release, diagnostics }: BuiltSite) {
  if (!release) return { diagnostics };
  const [head = '', ...lines] = release.manifest.split('\n');
  const { id: _, version: __, at: ___, ...rest } = JSON.parse(head);
  return { diagnostics, rest, lines, packs: release.packs, assets: [...release.assets] };
}

test('a build from what was built before is the same as one from nothing', { timeout: 300_000 }, async () => {
  const all = fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(all, async (saves) => {
      for (const [path, text] of Object.entries(BEGIN)) write(path, text);
      let built = await buildFolder(folder, 9, undefined);
      for (const edits of saves) {
        for (const [path, text] of edits) {
          if (text === null) rmSync(join(folder, path), { force: true });
          // Another size each time: the disk's clock may be coarser than this test is fast.
          else write(path, text + ' '.repeat(at % 50));
        }
        const changed = new Set([...edits.map(([path]) => path), 'pages/4913']);
        built = await buildFolder(folder, 9, built, changed);
        expect(told(built)).toEqual(told(await buildFolder(folder, 9, undefined)));
      }
    }),
    { numRuns: 30, seed: 17, endOnFailure: true },
  );
});

test('pictures have their sizes, as on the server, also after a save', async () => {
  const record = ({ release }: BuiltSite) =>
    [...(release?.assets.values() ?? [])].find(({ file }) => file.endsWith('dot.svg'))?.record.name ?? '';
  const inRelease = (built: BuiltSite) =>
    built.release?.manifest.split('\n').find((line) => line.includes(record(built)));
  const built = await buildFolder(folder, 9, undefined);
  expect(inRelease(built)).toContain('"picture":[4,2]');
  const texts = ({ release }: BuiltSite) =>
    [release?.manifest, ...(release?.packs.map(({ text }) => text) ?? [])].join('');
  expect(texts(built)).toMatch(/width=\\+"4\\+" height=\\+"2\\+"/);
  write('assets/dot.svg', svg(400, 200));
  const after = await buildFolder(folder, 9, built, new Set(['assets/dot.svg']));
  expect(inRelease(after)).toContain('"picture":[400,200]');
  expect(texts(after)).toMatch(/width=\\+"400\\+" height=\\+"200\\+"/);
});
