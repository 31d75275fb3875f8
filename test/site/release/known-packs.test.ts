import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Facts } from '../../../site/facts.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { assemble, type ReleaseInput } from '../../../site/release/assemble.ts';
import { checkManifest } from '../../../site/release/check-manifest.ts';
import type { KnownPacks, PackName } from '../../../site/release/make-pack.ts';
import { runs } from '../../support/runs.ts';

const MANY = 60;
/** So that many entries are a large collection, which does not fit into the manifest. */
const FILL = 'word '.repeat(1_200);

interface Post {
  readonly title: number;
  readonly tag: number;
  readonly saved: number;
  readonly url: boolean;
  readonly there: boolean;
}

const FIRST: Post = { title: 0, tag: 0, saved: 0, url: false, there: true };

/** Of one thing only, so that nothing else says that a post is another one. */
const edit: fc.Arbitrary<Partial<Post>> = fc.oneof(
  fc.record({ title: fc.nat(3) }),
  fc.record({ tag: fc.nat(2) }),
  fc.record({ saved: fc.nat(2) }),
  fc.record({ url: fc.boolean() }),
  fc.record({ there: fc.boolean() }),
);
const edits = fc.array(fc.tuple(fc.nat(MANY - 1), edit), { minLength: 1, maxLength: 3 });

const path = (n: number) => `content/posts/p-${n}.md`;
const textOf = (n: number, { title, tag, url }: Post) =>
  `---\ntitle: ${title}.0\ntags: [t-${tag}]\n${url ? `url: /own/${n}\n` : ''}fill: ${FILL}\n---\nText.\n`;

/** The page of posts moves from address to address. */
function inputOf(posts: readonly Post[], route: string, config = ''): ReleaseInput {
  const texts = new Map([
    ['content/posts/_collection.yaml', config] as const,
    ...posts.flatMap((each, n) => (each.there ? [[path(n), textOf(n, each)] as const] : [])),
    ['pages/tags/[tag].liquid', '---\neach: { tag: collections.posts.tags }\n---\n{{ tag.name }}'] as const,
    [`pages/${route}/[slug].liquid`, '---\nentry: posts\n---\n{{ entry.title }}'] as const,
  ]);
  const sorted = [...texts.keys()].sort();
  const compiled = new Map(sorted.map((each) => [each, compileFile(each, texts.get(each) ?? '')]));
  return {
    ...{ id: 'r1', version: 1, at: 0, assets: new Map() },
    facts: new Map(Array.from(compiled, ([each, { facts }]) => [each, facts])),
    code: (each) => compiled.get(each)?.code ?? '',
    units: (each) => compiled.get(each)?.code.length,
    source: (each) => texts.get(each),
    saved: (each) => posts[Number(/\d+/.exec(each)?.[0])]?.saved,
    generation: () => 1,
  };
}

/** What a release keeps of its packs for the next. */
class Kept implements KnownPacks {
  readonly #kept = new Map<string, PackName>();
  found = 0;

  find(from: string): PackName | undefined {
    const known = this.#kept.get(from);
    if (known) this.found++;
    return known;
  }

  add(from: string, { name, hash, units }: PackName): void {
    this.#kept.set(from, { name, hash, units });
  }
}

async function bytesOf(input: ReleaseInput) {
  const made = await assemble(input);
  checkManifest(made);
  return [made.manifest, made.packs.map(({ name, hash, units, text }) => [name, hash, units, text])];
}

/** Counts how often facts of an entry are asked for that is not behind the one before, in the order of paths. */
class Counting extends Map<string, Facts> {
  backwards = 0;
  #last = '';

  override get(path: string): Facts | undefined {
    if (path.startsWith('content/')) {
      if (path < this.#last) this.backwards++;
      this.#last = path;
    }
    return super.get(path);
  }
}

test('of a collection in another order than that of paths, facts are asked for in that of paths', async () => {
  const posts = Array.from({ length: MANY }, (_, n): Post => ({ ...FIRST, title: (n * 7) % 11, tag: n % 3 }));
  const knownPacks = new Kept();
  const asked = async (n: number) => {
    posts[n] = { ...(posts[n] ?? FIRST), saved: 1 };
    const input = inputOf(posts, 'a', 'sort: title\n');
    const facts = new Counting(input.facts);
    await assemble({ ...input, facts, knownPacks });
    return facts.backwards;
  };
  // Whoever walks over all begins anew. What is made of one entry asks for those in its blocks.
  expect(await asked(5)).toBeLessThan(MANY / 3);
  expect(await asked(6)).toBeLessThan(MANY / 3);
  const [first, ...others] = (await assemble(inputOf(posts, 'a', 'sort: title\n'))).packs;
  expect(others.length).toBeGreaterThan(MANY / 4);
  expect(first?.isLookedAt).toBe(false);
});

test('a release that takes packs of the one before has the bytes of one that makes all of them', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(edits, fc.constantFrom('a', 'b')), { minLength: 1, maxLength: 3 }),
      // All records are ready at once, or those of a few blocks.
      fc.constantFrom(undefined, 1, 50_000),
      async (steps, ready) => {
        const posts = Array.from({ length: MANY }, (_, n): Post => ({ ...FIRST, title: n % 3, tag: n % 2 }));
        const knownPacks = new Kept();
        await bytesOf({ ...inputOf(posts, 'a'), knownPacks, ready });
        for (const [changes, route] of steps) {
          for (const [n, each] of changes) posts[n] = { ...(posts[n] ?? FIRST), ...each };
          const input = inputOf(posts, route);
          expect(await bytesOf({ ...input, knownPacks, ready })).toEqual(await bytesOf(input));
        }
        found += knownPacks.found;
      },
    ),
    { numRuns: runs(20) },
  );
  expect(found).toBeGreaterThan(0);
});
