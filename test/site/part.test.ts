import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differing, editsFrom, overlay } from '../../admin/store/releasing/overlay.ts';
import { lackedBy, partOf } from '../../admin/store/releasing/part.ts';
import { EMPTY, type Snapshot } from '../../admin/store/releasing/snapshot.ts';
import { alsoPublishing } from '../../site/check/also-publish.ts';
import { checkSite } from '../../site/check/check.ts';
import { hasErrors } from '../../site/check/finding.ts';
import type { Facts } from '../../site/facts.ts';
import { compileFile } from '../../site/files/compile-file.ts';
import { inOneGo } from '../../site/in-one-go.ts';
import { most, runs } from '../support/runs.ts';

/** A small site without errors, as texts by path, each of which may name others. */
const NAMES = ['a', 'b', 'c'] as const;
const name = fc.constantFrom(...NAMES);
const names = fc.subarray([...NAMES], { minLength: 1 });
const text: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .record({
    routes: fc.shuffledSubarray([...NAMES]),
    partials: names,
    entries: names,
    data: fc.dictionary(name, fc.nat(3)),
    assets: fc.dictionary(name, fc.nat(3)),
    pick: fc.func(fc.nat()),
  })
  .map(({ routes, partials, data, assets, entries, pick }) => {
    const one = (of: readonly string[], by: string) => of[pick(by) % of.length] ?? '';
    return {
      ...texts(routes, 'pages/', '.liquid', (route, at) => {
        const partial = partials.length > 0 ? `{% render "${one(partials, route)}" %}` : '';
        return `---\nroute: /${route}\n---\n${partial}{{ data.${one(NAMES, at)}.n }}{{ "${one(NAMES, route)}.css" | asset_url }}`;
      }),
      ...texts(
        partials,
        'partials/',
        '.liquid',
        (each) => `{% if x %}{% render "${one(partials, each)}" %}{% endif %}`,
      ),
      ...texts(Object.keys(data), 'data/', '.yaml', (each) => `n: ${data[each]}\n`),
      ...texts(Object.keys(assets), 'assets/', '.css', (each) => `a${assets[each]}{}`),
      ...texts(entries, 'content/posts/', '.md', (each) => `---\nnext: ${one(entries, each)}\n---\n`),
      'content/posts/_collection.yaml': 'fields:\n  next: { type: reference, to: posts }\n',
    };
  });

/** Files named by what they are of, but pages by their place: two pages swap routes. */
function texts(
  of: readonly string[],
  before: string,
  after: string,
  make: (each: string, at: string) => string,
) {
  const nameOf = (each: string, at: number) => (before === 'pages/' ? (NAMES[at] ?? '') : each);
  return Object.fromEntries(
    of.map((each, at) => [`${before}${nameOf(each, at)}${after}`, make(each, String(at))]),
  );
}

const compiled = new Map<string, Facts>();
const factsOf = (site: Readonly<Record<string, string>>): Map<string, Facts> =>
  new Map(Object.entries(site).map(([path, given]) => [path, factOf(path, given)]));

function factOf(path: string, given: string): Facts {
  if (path.startsWith('assets/')) return { kind: 'asset' };
  const key = `${path} ${given}`;
  const facts = compiled.get(key) ?? compileFile(path, given).facts;
  compiled.set(key, facts);
  return facts;
}

/** The text stands for its hash. */
function snapshotOf(site: Readonly<Record<string, string>>, at: number): Snapshot {
  const entries = Object.entries(site).sort(([a], [b]) => (a < b ? -1 : 1));
  const isAsset = ([path]: [string, string]) => path.startsWith('assets/');
  return {
    hashes: new Map(entries),
    assets: new Map(
      entries.filter(isAsset).map(([path, hash]) => [path, { name: hash, type: 'text/css', size: 1 }]),
    ),
    saved: new Map(entries.filter((each) => !isAsset(each)).map(([path]) => [path, at])),
  };
}

const plain = ({ hashes, assets, saved }: Snapshot) => [[...hashes], [...assets], [...saved].sort()];

test('a part is what is live with its paths of the draft, and with the rest afterwards it is the draft', () => {
  fc.assert(
    fc.property(text, text, fc.func(fc.boolean()), (before, after, chosen) => {
      const [live, draft] = [snapshotOf(before, 1), snapshotOf(after, 2)];
      const untouched = JSON.stringify([plain(live), plain(draft)]);
      const all = differing(live, draft);
      const paths = all.filter((path) => chosen(path));
      const { snapshot, only } = partOf(paths, live, draft);
      for (const path of new Set([...live.hashes.keys(), ...draft.hashes.keys()])) {
        const side = paths.includes(path) ? draft : live;
        expect([snapshot.hashes.get(path), snapshot.assets.get(path), snapshot.saved.get(path)]).toEqual([
          side.hashes.get(path),
          side.assets.get(path),
          side.saved.get(path),
        ]);
      }
      expect([...snapshot.hashes.keys()]).toEqual([...snapshot.hashes.keys()].sort());
      expect(only.paths.count + only.unpublished.count).toBe(all.length);
      expect(JSON.stringify([plain(live), plain(draft)])).toBe(untouched);
      const rest = differing(snapshot, draft);
      expect(rest).toEqual(all.filter((path) => !paths.includes(path)));
      const whole = overlay(snapshot, editsFrom(draft, rest));
      expect([...whole.hashes]).toEqual([...draft.hashes]);
      expect([...whole.assets]).toEqual([...draft.assets]);
    }),
    { numRuns: runs(300) },
  );
});

test('a part with all that it needs has no error, where neither what is live nor the draft has one', () => {
  let lacking = 0;
  fc.assert(
    fc.property(text, text, fc.func(fc.boolean()), (before, after, chosen) => {
      const [live, draft] = [snapshotOf(before, 1), snapshotOf(after, 2)];
      const paths = differing(live, draft).filter((path) => chosen(path));
      expect(hasErrors(checkSite(factsOf(before)))).toBe(false);
      const needsOf = (some: readonly string[]) => {
        const release = some.length > 0 ? partOf(some, live, draft).snapshot : live;
        const facts = factsOf(Object.fromEntries(release.hashes));
        const wrong = hasErrors(checkSite(facts));
        const drafted = factsOf(after);
        const sides = {
          live,
          release,
          draft,
          facts,
          drafted,
          versions: () => [],
          text: (hash: string) => hash,
        };
        const { needs, diagnostics } = inOneGo(lackedBy(sides, wrong));
        expect(new Set(needs).size).toBe(needs.length);
        for (const path of needs) {
          expect(some).not.toContain(path);
          expect(live.hashes.get(path)).not.toBe(draft.hashes.get(path));
          expect(diagnostics.some(({ help }) => help === `Also publish ${path}.`)).toBe(true);
        }
        if (wrong) expect(needs.length).toBeGreaterThan(0);
        if (needs.length > 0) lacking++;
        return { needs, wrong };
      };
      const first = needsOf(paths);
      const then = needsOf([...paths, ...first.needs]);
      expect(then).toEqual({ needs: [], wrong: false });
    }),
    { numRuns: runs(300) },
  );
  expect(lacking).toBeGreaterThan(most(50));
});

test('the name of a folder is all below it, and what nobody has is refused', () => {
  const live = snapshotOf({ 'pages/a.liquid': '1', 'pages/blog/a.liquid': '1' }, 1);
  const draft = snapshotOf({ 'pages/a.liquid': '2', 'pages/blog/b.liquid': '2' }, 2);
  expect(partOf(['pages/blog/'], live, draft).only).toEqual({
    paths: { count: 2, first: ['pages/blog/a.liquid', 'pages/blog/b.liquid'] },
    unpublished: { count: 1, first: ['pages/a.liquid'] },
  });
  expect(partOf(['pages/blog'], live, draft).only.paths.count).toBe(2);
  expect(() => partOf(['pages/blo', 'pages/a.liquid'], live, draft)).toThrow(/^pages\/blo: neither/);
  expect(partOf(['pages/a.liquid'], EMPTY, draft).snapshot.hashes.size).toBe(1);
});

test('a change that mends nothing is not asked for, though an error stays', () => {
  const texts = {
    'site.yaml': 'title: Pier\n',
    'pages/a.liquid': '---\nroute: /a\n---\n',
    'pages/b.liquid': '---\nroute: /b\n---\n',
  };
  const draft = factsOf({ ...texts, 'site.yaml': 'title: Quay\n' });
  // The draft has no such error, and nothing that is left mends it.
  const release = factsOf({ ...texts, 'pages/b.liquid': '---\nroute: /a\n---\n' });
  const found = (left: readonly string[]) => {
    const part = { release, draft, paths: ['pages/b.liquid'], left: new Set(left) };
    return inOneGo(alsoPublishing({ ...part, moved: () => undefined, text: () => '' }, true));
  };
  expect(found(['site.yaml']).needs).toEqual([]);
  expect(hasErrors(found(['site.yaml']).diagnostics)).toBe(true);
  expect(found(['site.yaml', 'pages/b.liquid']).needs).toEqual(['pages/b.liquid']);
});

test('what mends an error by how all files are read is asked for', () => {
  const texts = { 'pages/a.liquid': '---\nlayout: base\n---\n', 'layouts/base.liquid': '{{ content }}' };
  const config = 'routes:\n  /p/{id}: { page: gone }\n';
  const release = factsOf({ ...texts, 'site.yaml': config });
  const draft = factsOf({ ...texts, 'site.yaml': 'title: Quay\n' });
  const part = { release, draft, paths: ['pages/a.liquid'], left: new Set(['site.yaml']) };
  expect(checkSite(release).some(({ severity }) => severity === 'error')).toBe(true);
  expect(inOneGo(alsoPublishing({ ...part, moved: () => undefined, text: () => '' }, true)).needs).toEqual([
    'site.yaml',
  ]);
});
