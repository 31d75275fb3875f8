import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryOf } from '../../../release/plan.ts';
import { Manifest } from '../../../release/read-manifest.ts';
import type { SlugTable } from '../../../schema/content/blocks.ts';
import { own } from '../../../schema/own.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { assemble } from '../../../site/release/assemble.ts';
import { runs } from '../../support/runs.ts';

const FILL = 'word '.repeat(800);
const slug = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9_-]{1,5}$/),
  // Two of one slug.
  fc.constantFrom('a', 'a/index', 'a/b', 'a-b', 'constructor', 'has'),
);
const value = fc.constantFrom('1', '-0', '2.5', '1e400', 'text', '2024-01-01', '"\\ud800"', 'null', '[1]');
const post = fc.tuple(slug, value, fc.boolean());

test('what a pack says of a shelf or a table of slugs is what JSON of its text says', async () => {
  let [shelves, tables] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(post, { minLength: 50, maxLength: 90, selector: ([at]) => at }),
      async (posts) => {
        const texts: Record<string, string> = {
          'content/posts/_collection.yaml': 'sort: rank\n',
          'pages/posts/[...slug].liquid': '---\nentry: posts\n---\n{{ entry.content }}',
        };
        for (const [at, rank, hasText] of posts)
          texts[`content/posts/${at}.${hasText ? 'md' : 'json'}`] = hasText
            ? `---\nrank: ${rank}\nfill: ${FILL}\n---\n${FILL}${at}`
            : `{"fill":${JSON.stringify(FILL)}}`;
        const paths = Object.keys(texts).sort();
        const files = new Map(paths.map((path) => [path, compileFile(path, texts[path] ?? '')]));
        const facts = new Map(Array.from(files, ([path, each]) => [path, each.facts]));
        const code = (path: string) => files.get(path)?.code ?? '';
        const input = { id: 'r', version: 1, at: 0, facts, assets: new Map(), code, generation: () => 1 };
        const { manifest, packs, texts: named } = await assemble({ ...input, all: true });
        for (const pack of packs) {
          if (!named.has(pack.name)) continue;
          shelves++;
          same(pack.valueAt(0), JSON.parse(pack.text));
          // What waits is read, not made: another text is what it says.
          same(
            pack.valueAt(0, () => pack.text.replaceAll('word word', 'WORD word')),
            JSON.parse(pack.text.replaceAll('word word', 'WORD word')),
          );
        }
        const index = new Manifest('r', manifest);
        for (const key of index.keys('slugs/')) {
          const { pack: name, at: [, start, length] = [0, 0, 0] } = entryOf(index, key) ?? {};
          const pack = packs.find((each) => each.name === name);
          if (!pack) continue;
          tables++;
          const table = pack.valueAt(start) as SlugTable | undefined;
          const { of, shelves: packsOf } = JSON.parse(pack.text.slice(start, start + length)) as SlugTable;
          same(table?.of, of);
          expect(table?.shelves).toEqual(packsOf);
        }
      },
    ),
    { numRuns: runs(10) },
  );
  expect(Math.min(shelves, tables)).toBeGreaterThan(0);
});

function same(found: object | undefined, wanted: Readonly<Record<string, unknown>>): void {
  const values = found as Readonly<Record<string, unknown>>;
  expect(Object.keys(values).sort()).toEqual(Object.keys(wanted).sort());
  for (const name of [...Object.keys(wanted), 'toString', 'b', '', '__proto__'])
    expect(own(values, name)).toEqual(own(wanted, name));
}
