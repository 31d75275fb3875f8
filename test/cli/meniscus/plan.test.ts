import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ignoring } from '../../../cli/folder/ignore.ts';
import { compare, type Hashes, noteSynced } from '../../../cli/sync/compare.ts';
import { merge } from '../../../cli/sync/merge.ts';
import { caseClashes, type Plan, planPull, planPush, select } from '../../../cli/sync/plan.ts';

const site = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2', '3'), {
  noNullPrototype: true,
});
const sides = fc
  .tuple(site, site, site)
  .map(
    (all) =>
      all.map((each) => new Map(Object.entries(each))) as [
        Map<string, string>,
        Map<string, string>,
        Map<string, string>,
      ],
  );
const rules = fc.record({ removes: fc.boolean(), force: fc.boolean() });

/** A side once the moves are made, as a server makes them: each only on what it expects, all or none. */
function applied(side: Hashes, { moves }: Plan): Map<string, string> {
  for (const { path, expects } of moves) expect(side.get(path) ?? null).toBe(expects);
  return noteSynced(
    side,
    moves.map(({ path, hash }) => [path, hash]),
  );
}

const baseAfter = (base: Hashes, { moves, agreed }: Plan) =>
  noteSynced(base, [...agreed, ...moves.map(({ path, hash }) => [path, hash] as const)]);

describe('what a push or pull may do', () => {
  test('without force, nothing that only the other side has changed is ever touched', () => {
    fc.assert(
      fc.property(sides, fc.boolean(), ([base, here, there], removes) => {
        const differences = compare(base, here, there);
        for (const { path } of planPush(differences, { removes, force: false }).moves)
          expect(there.get(path)).toBe(base.get(path));
        for (const { path } of planPull(differences, { removes, force: false }).moves)
          expect(here.get(path)).toBe(base.get(path));
      }),
    );
  });

  test('force overwrites only what is named, and removals need their own permission', () => {
    fc.assert(
      fc.property(sides, rules, ([base, here, there], rule) => {
        for (const [plan, other] of [
          [planPush, there],
          [planPull, here],
        ] as const) {
          const { moves, conflicts } = plan(compare(base, here, there), rule);
          for (const { path, hash, overwrites } of moves) {
            expect(overwrites).toBe(other.get(path) !== base.get(path));
            expect(!overwrites || rule.force).toBe(true);
            expect(hash !== null || rule.removes).toBe(true);
          }
          expect(conflicts.length === 0 || !rule.force).toBe(true);
        }
      }),
    );
  });

  test('every path that differs is moved, kept, behind, agreed or a conflict: exactly one of them', () => {
    fc.assert(
      fc.property(sides, rules, ([base, here, there], rule) => {
        const plan = planPush(compare(base, here, there), rule);
        const named = [...plan.moves, ...plan.conflicts]
          .map(({ path }) => path)
          .concat(
            plan.kept,
            plan.behind,
            plan.agreed.map(([path]) => path),
          );
        expect(new Set(named).size).toBe(named.length);
        const all = new Set([...base.keys(), ...here.keys(), ...there.keys()]);
        const open = [...all].filter(
          (path) => here.get(path) !== there.get(path) || here.get(path) !== base.get(path),
        );
        expect(named.sort()).toEqual(open.sort());
      }),
    );
  });

  test('a push and a pull with removals leave both sides equal but for conflicts, and a second round does nothing', () => {
    fc.assert(
      fc.property(sides, ([base, here, there]) => {
        const rule = { removes: true, force: false };
        const push = planPush(compare(base, here, there), rule);
        const nextThere = applied(there, push);
        const nextBase = baseAfter(base, push);
        const pull = planPull(compare(nextBase, here, nextThere), rule);
        const nextHere = applied(here, pull);
        const last = baseAfter(nextBase, pull);
        const conflicts = new Set(push.conflicts.map(({ path }) => path));
        for (const path of new Set([...nextHere.keys(), ...nextThere.keys()]))
          if (!conflicts.has(path)) expect(nextHere.get(path)).toBe(nextThere.get(path));
        const again = compare(last, nextHere, nextThere);
        expect(again.map(({ path, kind }) => [path, kind])).toEqual(
          [...conflicts].sort().map((path) => [path, 'conflict']),
        );
      }),
    );
  });

  test('a crash between any two writes of a pull is mended by the next one', () => {
    fc.assert(
      fc.property(sides, fc.nat(4), ([base, here, there], written) => {
        const rule = { removes: true, force: false };
        const first = planPull(compare(base, here, there), rule);
        // The state was not saved: base is as it was.
        const half = noteSynced(
          here,
          first.moves.slice(0, written).map(({ path, hash }) => [path, hash]),
        );
        const second = planPull(compare(base, half, there), rule);
        expect(applied(half, second)).toEqual(applied(here, first));
        expect(second.conflicts).toEqual(first.conflicts);
      }),
    );
  });

  test('the same on both sides is no conflict, whatever the last sync was', () => {
    fc.assert(
      fc.property(site, site, (base, both) => {
        const all = new Map(Object.entries(both));
        const differences = compare(new Map(Object.entries(base)), all, all);
        expect(differences.every(({ kind }) => kind === 'agreed')).toBe(true);
      }),
    );
  });

  test('paths and folders are selected whole', () => {
    const differences = compare(
      new Map(),
      new Map([
        ['pages/a', '1'],
        ['pages/ab', '1'],
        ['x', '1'],
      ]),
      new Map(),
    );
    expect(select(differences, ['pages/a', 'x/']).map(({ path }) => path)).toEqual(['pages/a', 'x']);
    expect(select(differences, ['pages']).length).toBe(2);
  });

  test('names that differ only in case clash, unless one of them goes', () => {
    const move = (path: string, hash: string | null) => ({ path, hash, expects: null, overwrites: false });
    expect(caseClashes(['assets/A'], [move('assets/a', '1')])).toEqual([['assets/A', 'assets/a']]);
    expect(caseClashes(['assets/A'], [move('assets/A', null), move('assets/a', '1')])).toEqual([]);
    expect(caseClashes(['assets/a'], [move('assets/a', '2')])).toEqual([]);
  });
});

describe('merging', () => {
  const lines = (...all: string[]) => all.join('\n');

  test('changes in different lines become one text; in the same line they do not', () => {
    const base = lines('a', 'b', 'c', 'd', 'e');
    expect(
      merge('pages/a.liquid', base, lines('A', 'b', 'c', 'd', 'e'), lines('a', 'b', 'c', 'd', 'E')),
    ).toBe(lines('A', 'b', 'c', 'd', 'E'));
    expect(
      merge('pages/a.liquid', base, lines('A', 'b', 'c', 'd', 'e'), lines('B', 'b', 'c', 'd', 'e')),
    ).toBeUndefined();
  });

  test('names of what all objects have are lines as any', () => {
    expect(
      merge(
        'pages/a.liquid',
        lines('__proto__', 'x', 'y', 'constructor'),
        lines('toString', 'x', 'y', 'constructor'),
        lines('__proto__', 'x', 'y', 'valueOf'),
      ),
    ).toBe(lines('toString', 'x', 'y', 'valueOf'));
  });

  test('a text that comes out broken, of two that are sound, is no merge', () => {
    const base = lines('a: 1', '', '', '', 'b: 2');
    const here = lines('c: 1', 'a: 1', '', '', '', 'b: 2');
    expect(merge('data/a.yaml', base, here, lines('a: 1', '', '', '', 'b: 2', 'd: 2'))).toContain('d: 2');
    expect(merge('data/a.yaml', base, here, lines('a: 1', '', '', '', 'b: 2', 'c: 2'))).toBeUndefined();
  });

  test('every merge has all lines that either side added', () => {
    const text: fc.Arbitrary<string[]> = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 });
    fc.assert(
      fc.property(text, fc.nat(5), fc.nat(5), (base: string[], one, two) => {
        const here = base.toSpliced(one, 0, 'HERE');
        const there = base.toSpliced(two, 0, 'THERE');
        const merged = merge('pages/a.liquid', base.join('\n'), here.join('\n'), there.join('\n'));
        if (merged === undefined) return;
        expect(merged.split('\n').toSorted()).toEqual(
          [...base, 'HERE', 'THERE']
            .filter((line, at, all) => !(base.length === 0 && line === '' && at < all.length))
            .toSorted(),
        );
      }),
    );
  });
});

describe('.meniscusignore', () => {
  test.each([
    ['*.psd', 'assets/a/b.psd', true],
    ['/notes', 'notes/a', true],
    ['/notes', 'pages/notes', false],
    ['drafts/', 'pages/drafts/a', true],
    ['drafts/', 'pages/drafts', false],
    ['pages/**/x.liquid', 'pages/a/b/x.liquid', true],
    ['pages/*.liquid', 'pages/a/b.liquid', false],
    ['a?c', 'abc', true],
    ['pages/[slug].liquid', 'pages/[slug].liquid', true],
    ['*.md\n!keep.md', 'keep.md', false],
    ['# comment', '# comment', false],
  ])('%j leaves out %s: %s', (rule, path, left) => {
    expect(ignoring(rule)(path)).toBe(left);
  });
});
