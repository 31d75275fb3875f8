import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FileInfo } from '../../../admin/ui/src/api/types.ts';
import { type Known, notedRows, type ReadRows } from '../../../admin/ui/src/content/noted-rows.ts';
import { moment, note } from '../../../admin/ui/src/session/noted.ts';

/** Each run has a collection of its own: what is noted stays for ever. */
let runs = 0;

const info = (path: string): FileInfo => ({
  path,
  kind: 'entry',
  etag: '"x"',
  size: 1,
  author: 'Ada',
  updated: 1,
});

/** What the server would answer for these entries, of which each has a title of its own. */
function answer(name: string, titles: ReadonlyMap<string, string>, asOf: number): ReadRows {
  const entries = [...titles].map(([path, title]) => ({
    path,
    slug: '',
    title,
    date: null,
    state: 'live' as const,
    url: null,
    updated: 1,
    order: null,
    asOf,
  }));
  const counts = { count: entries.length, found: entries.length };
  return { name, title: name, sort: 'title', groups: [], cursor: null, entries, asOf, ...counts };
}

const step = fc.record({
  kind: fc.constantFrom('rename', 'delete', 'undo', 'ask', 'answer'),
  which: fc.nat(9),
  to: fc.constantFrom(...'abcdefgh'),
});

test('whatever is renamed, deleted and brought back, the rows are those of the files, also when an older answer comes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const name = `c${runs++}`;
      const pathOf = (slug: string) => `content/${name}/${slug}.md`;
      const titles = new Map([...'abcd'].map((slug) => [pathOf(slug), `Title ${slug}`]));
      const gone = new Map<string, string>();
      /** Where one entry was after another. */
      const shared = new Set<string>();
      const held = new Map(titles);
      const known = new Map<string, Known>();
      let read = answer(name, titles, moment());
      let asked = read;
      const look = () => {
        for (const [path, title] of titles) {
          if (held.has(path) && held.get(path) !== title) shared.add(path);
          held.set(path, title);
        }
        const files = new Map([...titles.keys()].map((path) => [path, info(path)]));
        const rows = read.entries.map((entry, place) => ({ ...entry, author: '', place }));
        const shown = notedRows(read, rows, files, name, known);
        for (const [at, row] of shown.entries()) known.set(row.path, { row, above: shown[at - 1]?.path });
        expect(shown.map(({ path }) => path).sort()).toEqual([...titles.keys()].sort());
        // By its slug until the server has said more, where another file was at its path since.
        for (const { path, slug, title } of shown)
          expect(shared.has(path) ? [titles.get(path), slug] : [titles.get(path)]).toContain(title);
      };
      look();
      for (const { kind, which, to } of steps) {
        const [path, title] = [...titles][which % Math.max(1, titles.size)] ?? [];
        if (kind === 'ask') asked = answer(name, titles, moment());
        if (kind === 'answer' && asked.asOf >= read.asOf) read = asked;
        if (kind === 'rename' && path && title && !titles.has(pathOf(to))) {
          titles.delete(path);
          titles.set(pathOf(to), title);
          note(path, pathOf(to));
          note(pathOf(to), pathOf(to));
          note(path, null);
        }
        if (kind === 'delete' && path && title) {
          titles.delete(path);
          gone.set(path, title);
          note(path, null);
        }
        const [back] = [...gone].filter(([each]) => !titles.has(each));
        if (kind === 'undo' && back) {
          titles.set(...back);
          gone.delete(back[0]);
          note(back[0], back[0]);
        }
        look();
      }
    }),
  );
});
