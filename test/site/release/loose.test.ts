import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AssetRecord } from '../../../schema/manifest.ts';
import { placeTemplates } from '../../../site/check/placed.ts';
import type { CompiledFile, Facts } from '../../../site/facts.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { assembleLoose, type Loose, type LooseInput } from '../../../site/release/loose.ts';
import { runs } from '../../support/runs.ts';

/** Texts that each file may have; some differ in what a release says of them, some only in where something is. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  'site.yaml': [
    'title: A',
    'title: A\n',
    'title: B\nredirects: { /x: / }',
    'title: A\ndoc: 1',
    'title: A\ndoc: 2',
  ],
  'layouts/base.liquid': [
    '{{ content }}',
    '<title>{% block t %}{% endblock %}</title>{{ content }}',
    '\n{{ content }}',
  ],
  'pages/index.liquid': [
    '{% render "p" %}',
    '\n\n{% render "p" %}',
    '{{ data.d.a }}{% render "p" %}',
    '---\nroute: /home\n---\n{% render "p" %}',
    '---\nlinks: [a]\n---\n{% render "p" %}',
    '---\nlinks: [b]\n---\n{% render "p" %}',
    '---\ndoc: [b]\n---\n{% render "p" %}',
  ],
  'pages/p/[slug].liquid': [
    '---\nentry: posts\n---\n{{ entry.content }}',
    '---\nentry: posts\nlayout: base\n---\n{{ entry.title }}',
  ],
  'pages/list.liquid': [
    '---\npaginate: { items: collections.posts, size: 1 }\n---\nx',
    '---\npaginate: { items: collections.posts, size: 2 }\n---\nx',
  ],
  'pages/item/[n].liquid': ['---\neach: { n: data.list }\n---\n{{ n }}'],
  'partials/p.liquid': ['p', 'pp', '{{ data.d.a }}', '{% render "q" %}'],
  'partials/q.liquid': ['q'],
  'data/d.json': ['{"a":1}', '{"a":2}', '{"a": 1}'],
  'data/list.json': ['[{"slug":"a"}]', '[{"slug":"a"},{"slug":"b"}]', '["a","b","c"]'],
  'content/posts/a.md': [
    '---\ntitle: A\n---\nText',
    '---\ntitle: A\n---\nText more',
    '---\ntitle: B\ndoc: x\n---\nText',
    '---\ntitle: B\ndoc: y\n---\nText',
    '\n---\ntitle: A\n---\nText',
  ],
  'content/posts/b.md': ['---\ntitle: B\n---\nT\n\n<!--more-->\n\nU', '---\ntitle: B\ndraft: true\n---\nT'],
  'content/posts/_collection.yaml': ['order: title', 'order: -title', 'groups: { tags: tags }'],
};
const ASSETS = ['assets/a.png', 'public/Read Me.txt'];
const PATHS = Object.keys(TEXTS);

const edit = fc.record({ at: fc.nat(PATHS.length + ASSETS.length - 1), text: fc.nat(6), time: fc.nat(2) });
const steps = fc.array(fc.array(edit, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 12 });

interface File {
  readonly text: string;
  readonly saved: number;
  readonly compiled: CompiledFile;
  readonly asset?: AssetRecord;
}

/** Begins with all files. An edit gives one a text, or takes it away. */
class Site {
  readonly files = new Map<string, File>();

  constructor() {
    for (const at of [...PATHS, ...ASSETS].keys()) this.edit({ at, text: 0, time: 0 });
  }

  edit({ at, text, time }: { at: number; text: number; time: number }): void {
    const path = [...PATHS, ...ASSETS][at] ?? '';
    const source = TEXTS[path]?.[text] ?? (ASSETS.includes(path) && text < 3 ? `${text}` : undefined);
    if (source === undefined) this.files.delete(path);
    else {
      const asset = ASSETS.includes(path) && { name: `1-${source}`, type: 'image/png', size: 1 };
      const file = { text: source, saved: time, compiled: compileFile(path, asset ? '' : source) };
      // How large a picture is becomes known later.
      const picture: Facts = { kind: 'asset', ...(time > 0 && { picture: [time, 1] }) };
      this.files.set(path, asset ? { ...file, compiled: { ...file.compiled, facts: picture }, asset } : file);
    }
  }

  /** As the draft gives it: facts are read anew each time. With `isListed` it says which files are others. */
  input(isListed = false): LooseInput {
    const files = new Map(this.files);
    const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
    const read = new Map(sorted.map(([path, { compiled }]) => [path, structuredClone(compiled.facts)]));
    const { files: placed, facts } = placeTemplates(read, (path) => files.get(path)?.text);
    const code = (path: string) => placed.get(path)?.compiled.code ?? files.get(path)?.compiled.code ?? '';
    return {
      ...{ id: 'draft', version: 0, at: 0, facts, all: true, code },
      assets: new Map(sorted.flatMap(([path, { asset }]) => (asset ? [[path, asset] as const] : []))),
      saved: (path) => files.get(path)?.saved,
      read: () => undefined,
      pack: (path) => {
        const given = JSON.stringify(placed.get(path)?.given);
        return { name: `${path}:${files.get(path)?.text}:${given}`, units: code(path).length };
      },
      ...(isListed && { listing: new Listed(files), own: new Set(placed.keys()) }),
    };
  }
}

/** Files as a listing of the draft compares them. */
class Listed {
  readonly #files: ReadonlyMap<string, File>;

  constructor(files: ReadonlyMap<string, File>) {
    this.#files = files;
  }

  notIn(other: Listed): ReadonlySet<string> {
    const isOther = ([path, { text, saved }]: readonly [string, File]) => {
      const was = other.#files.get(path);
      return was?.text !== text || was.saved !== saved;
    };
    return new Set([...this.#files].filter(isOther).map(([path]) => path));
  }
}

test('assembled after another site, a site is what it is by itself', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (all, isListed) => {
      const site = new Site();
      let before: Loose | undefined;
      for (const edits of all) {
        for (const each of edits) site.edit(each);
        before = assembleLoose(site.input(isListed), before);
        expect(before.text).toBe(assembleLoose(site.input()).text);
      }
    }),
    { numRuns: runs(60) },
  );
});

test.each([
  ['pages/index.liquid', 1, true],
  ['partials/p.liquid', 1, true],
  ['content/posts/a.md', 1, false],
  ['data/d.json', 1, false],
])(
  'a change of %s has what follows from content made anew only where it may be another',
  (path, text, kept) => {
    const site = new Site();
    for (const isListed of [false, true]) {
      const before = assembleLoose(site.input(isListed));
      const another = new Site();
      another.edit({ at: PATHS.indexOf(path), text, time: 1 });
      const { made } = assembleLoose(another.input(isListed), before);
      expect(made.content === before.made.content).toBe(kept);
    }
  },
);
