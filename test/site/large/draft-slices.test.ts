import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindOf } from '../../../schema/file.ts';
import type { Facts, SiteFacts } from '../../../site/facts.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { ofKinds, saying, says, withChanged } from '../../../site/site-facts.ts';
import { factsOf } from '../../support/build-site.ts';
import { NodeStore } from '../../support/node-store.ts';
import { runs } from '../../support/runs.ts';

/** Enough for some slices of a row each, and for more changes than are kept beside them. */
const ENTRIES = 700;
const pathOf = (n: number) => (n % 40 === 7 ? `pages/p${n}.liquid` : `content/posts/${n % 3}/e${n}.md`);

/** Entries of a few hundred characters of facts, of which some refer to something or link to a file. */
function textOf(n: number, version: number): string {
  if (n % 40 === 7) return `Page ${version} {{ collections.posts.tag${version} }}`;
  const says = n % 5 === 0 ? `{{ site.v${version} }}` : n % 7 === 0 ? `[other](e${version}.md)` : '';
  return `---\ntitle: ${'Some título 標題 🌊 '.repeat(50)}${n}\nversion: ${version}\n---\n${says}\n`;
}

const edit = fc.record({ at: fc.nat(ENTRIES + 20), version: fc.nat(3), gone: fc.boolean() });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.array(edit, { minLength: 1, maxLength: 6 }) },
  { weight: 3, arbitrary: fc.record({ from: fc.nat(ENTRIES), count: fc.nat(ENTRIES), gone: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constantFrom('evict' as const, 'look' as const, 'hold' as const) },
);

const PICTURE = `1-${'a'.repeat(32)}`;

/** With an asset, of which nothing but its rows can say what is known. */
async function saved(files: Readonly<Record<string, string>>): Promise<NodeStore> {
  const store = new NodeStore();
  const content = { hash: 'a'.repeat(64), size: 1, asset: { name: PICTURE, type: 'image/png' } };
  await store.editor.commit([{ path: 'assets/a.png', source: { content } }], 'tester');
  await store.save(files);
  store.files.facts();
  store.files.measured('any');
  await store.save({ 'pages/other.liquid': 'Another', [pathOf(1)]: textOf(1, 1) });
  store.files.facts();
  return store;
}

/** Whether it failed. */
function attempt(work: () => void): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

/** What a site says to whoever asks in any way. */
const said = (files: SiteFacts) => ({
  all: [...files],
  keys: [...files.keys()],
  size: files.size,
  pages: [...ofKinds(files, 'page')],
  entries: [...ofKinds(files, 'entry')],
  refs: [...saying(files, 'refs')],
  links: [...saying(files, 'links')],
  each: [...files.keys()].map((path) => [files.has(path), files.get(path), files.kind?.(path)]),
  // In another order than that of the paths, too.
  backwards: [...files.keys()].reverse().map((path) => files.get(path)),
  none: [files.has('content/posts/0/none.md'), files.get('zzz'), files.kind?.('a')],
});

/** The same of a Map of what each text compiles to. */
function meant(texts: ReadonlyMap<string, string>): ReturnType<typeof said> {
  const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
  const all = new Map(sorted.map(([path, text]) => [path, factsOf(path, text)]));
  const of = (is: (facts: Facts) => boolean) => [...all].filter(([, facts]) => is(facts));
  return {
    all: [...all],
    keys: [...all.keys()],
    size: all.size,
    pages: of(({ kind }) => kind === 'page'),
    entries: of(({ kind }) => kind === 'entry'),
    refs: of((facts) => says(facts, 'refs')),
    links: of((facts) => says(facts, 'links')),
    each: [...all].map(([path, facts]) => [true, facts, kindOf(path)]),
    backwards: [...all.values()].reverse(),
    none: [false, undefined, undefined],
  };
}

describe('what is known of a draft', () => {
  test('is what its texts say, after any edits, evictions and looks, and what was looked at stays', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        let store = new NodeStore();
        const texts = new Map<string, string>();
        const save = async (changes: readonly (readonly [path: string, text: string | null])[]) => {
          const real = new Map(changes.filter(([path, text]) => text !== null || texts.has(path)));
          if (real.size === 0) return;
          await store.save(Object.fromEntries(real));
          for (const [path, text] of real) {
            if (text === null) texts.delete(path);
            else texts.set(path, text);
          }
        };
        await save(Array.from({ length: ENTRIES }, (_, n) => [pathOf(n), textOf(n, 0)] as const));
        const held: { files: SiteFacts; was: ReturnType<typeof said> }[] = [];
        for (const each of steps) {
          if (each === 'evict') store = new NodeStore(store.storage);
          else if (each === 'look') store.files.facts();
          else if (each === 'hold') held.push({ files: store.files.facts(), was: meant(texts) });
          else if (Array.isArray(each))
            await save(each.map(({ at, version, gone }) => [pathOf(at), gone ? null : textOf(at, version)]));
          else
            await save(
              Array.from({ length: each.count }, (_, n) => {
                const at = each.from + n;
                return [pathOf(at), each.gone ? null : textOf(at, 2)] as const;
              }),
            );
        }
        expect(said(store.files.facts())).toEqual(meant(texts));
        expect([...store.files.hashes().keys()].sort()).toEqual([...texts.keys()].sort());
        for (const { files, was } of held) expect(said(files)).toEqual(was);
        expect(said(new NodeStore(store.storage).files.facts())).toEqual(meant(texts));
      }),
      {
        numRuns: runs(6),
        // Some changes are in slices, and some not yet.
        examples: [[[{ from: 0, count: 650, gone: false }, 'look', 'evict', 'look']]],
      },
    );
  }, 120_000);

  test('has every save after the object was evicted, however often a file was saved before the last of another', async () => {
    const paths = ['content/posts/a.md', 'content/posts/b.md'] as const;
    let store = new NodeStore();
    await store.save(Object.fromEntries(paths.map((path) => [path, textOf(1, 0)])));
    store.files.facts();
    for (const [at, version] of [
      [0, 1],
      [1, 1],
      [0, 2],
    ] as const) {
      await store.editor.commit([{ path: paths[at], source: { text: textOf(1, version) } }], 'test');
      store.files.facts();
    }
    store = new NodeStore(store.storage);
    store.files.facts();
    store.files.measured('any'); // notes what is kept
    store = new NodeStore(store.storage);
    const known = paths.map((path) => [store.files.facts().get(path), store.files.hashes().get(path)]);
    expect(known).toEqual(
      paths.map((path, at) => [factsOf(path, textOf(1, 2 - at)), store.files.hash(path)]),
    );
  });

  test('is kept in rows of slices, of which an edit reads and writes few', async () => {
    const store = new NodeStore();
    await store.save(Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [pathOf(n), textOf(n, 0)])));
    store.files.facts();
    const rows = () => store.storage.sql.exec('SELECT id FROM draft_slices').toArray().length;
    const last = () =>
      Number(store.storage.sql.exec('SELECT MAX(id) AS id FROM draft_slices').toArray()[0]?.id);
    const before = rows();
    const first = last();
    expect(before).toBeGreaterThan(5);
    expect(before).toBeLessThan(40);
    for (let n = 0; n < 6; n++) {
      await store.save(
        Object.fromEntries(
          Array.from({ length: 110 }, (_, at) => [pathOf(at * 18 + n), textOf(at * 18 + n, 1)]),
        ),
      );
      store.files.facts();
    }
    expect(last()).toBeGreaterThan(first);
    expect(last()).toBeLessThan(first + 2 * before);
    expect(rows()).toBeLessThan(before + 3);
    expect(said(new NodeStore(store.storage).files.facts())).toEqual(said(store.files.facts()));
  });

  test('is what it was after a write of a slice that failed, at whichever statement', async () => {
    const files = {
      ...Object.fromEntries(Array.from({ length: 90 }, (_, n) => [pathOf(n), textOf(n, 0)])),
      'pages/other.liquid': 'Other',
    };
    const wanted = said(await saved(files).then((store) => store.files.facts()));
    for (let fails = 0; ; fails++) {
      const store = await saved(files);
      const { exec } = store.storage.sql;
      let statements = 0;
      Object.assign(store.storage.sql, {
        exec: (query: string, ...values: never[]) => {
          if (/draft_|meta/.test(query) && !query.startsWith('SELECT') && statements++ === fails)
            throw new Error('the disk is full');
          return exec(query, ...values);
        },
      });
      const failed = attempt(() => store.files.measured(PICTURE));
      Object.assign(store.storage.sql, { exec });
      const again = new NodeStore(store.storage);
      expect(said(again.files.facts())).toEqual(wanted);
      again.files.measured(PICTURE); // Writes what was not, over what is left of it
      expect(said(new NodeStore(store.storage).files.facts())).toEqual(wanted);
      if (!failed) return expect(fails).toBeGreaterThan(4);
    }
  });

  test('asks for short rows where files are asked for here and there, and for each row once in their order', async () => {
    const store = new NodeStore();
    await store.save(Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [pathOf(n), textOf(n, 0)])));
    const files = store.files.facts();
    const paths = [...files.keys()].filter((path) => files.kind?.(path) === 'entry');
    const { exec } = store.storage.sql;
    const asked: string[] = [];
    Object.assign(store.storage.sql, {
      exec: (query: string, ...values: unknown[]) => {
        const rows = exec(query, ...(values as number[]));
        if (!query.includes('FROM draft_facts')) return rows;
        const all = rows.toArray();
        asked.push(...all.map(({ text }) => String(text)));
        return { toArray: () => all, [Symbol.iterator]: () => all[Symbol.iterator]() };
      },
    });
    for (let n = 0; n < 200; n++) files.get(paths[(n * 911) % paths.length] ?? '');
    expect(Math.max(...asked.map((text) => text.split('\n').length))).toBeLessThan(40);
    asked.length = 0;
    for (const path of paths) files.get(path);
    expect(asked.length).toBeGreaterThan(paths.length / 40);
    expect(asked.length).toBeLessThan(paths.length / 20);
  });
});

test('a site with changed files says what a Map of the same says', () => {
  const facts = (path: string, n: number) => compileFile(path, textOf(n, n)).facts;
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(20)),
      fc.array(fc.tuple(fc.nat(25), fc.option(fc.nat(50)))),
      (own, edits) => {
        const files = new Map(own.map((n) => [pathOf(n), facts(pathOf(n), n)]));
        const changes = new Map(
          edits.map(([at, n]) => [pathOf(at), n === null ? null : facts(pathOf(at), n)] as const),
        );
        const after = new Map(files);
        for (const [path, each] of changes) {
          if (each) after.set(path, each);
          else after.delete(path);
        }
        const changed = withChanged(files, changes);
        expect([...changed]).toEqual([...after]);
        expect([...changed.keys()]).toEqual([...after.keys()]);
        expect(changed.size).toBe(after.size);
        expect([...ofKinds(changed, 'page')]).toEqual([...ofKinds(after, 'page')]);
        const byPath = (all: Iterable<readonly [string, Facts]>) => new Map(all);
        expect(byPath(saying(changed, 'refs'))).toEqual(byPath(saying(after, 'refs')));
        for (let n = 0; n < 26; n++) {
          const path = pathOf(n);
          expect([changed.get(path), changed.has(path)]).toEqual([after.get(path), after.has(path)]);
        }
      },
    ),
    { numRuns: runs(200) },
  );
});
