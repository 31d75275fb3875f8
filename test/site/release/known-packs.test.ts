import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FileKind } from '../../../schema/file.ts';
import { checkingSite } from '../../../site/check/check.ts';
import type { Facts, SaidPart } from '../../../site/facts.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { inOneGo } from '../../../site/in-one-go.ts';
import { assemble, type ReleaseInput } from '../../../site/release/assemble.ts';
import { checkManifest } from '../../../site/release/check-manifest.ts';
import type { KnownPacks, PackName } from '../../../site/release/make-pack.ts';
import { says } from '../../../site/site-facts.ts';
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

/** How often facts of an entry are: its numbers are asked for by themselves. */
const ASKED = 5.5;

/** Counts how often facts of entries are asked for, and of one that is not behind the one before in the order of paths. */
class Counting extends Map<string, Facts> {
  asked = 0;
  backwards = 0;
  #last = '';

  override get(path: string): Facts | undefined {
    if (path.endsWith('.md')) this.#note(path);
    return super.get(path);
  }

  kind(path: string): FileKind | undefined {
    return super.get(path)?.kind;
  }

  *#files(isWanted: (facts: Facts) => boolean) {
    for (const [path, facts] of super.entries()) {
      if (!isWanted(facts)) continue;
      if (path.endsWith('.md')) this.#note(path);
      yield [path, facts] as const;
    }
  }

  ofKinds(kinds: ReadonlySet<FileKind>) {
    return this.#files(({ kind }) => kinds.has(kind));
  }

  isSaying(path: string, part: SaidPart): boolean {
    const facts = super.get(path);
    return facts !== undefined && says(facts, part);
  }

  saying(part: SaidPart) {
    return this.#files((facts) => says(facts, part));
  }

  #note(path: string): void {
    this.asked++;
    if (path < this.#last) this.backwards++;
    this.#last = path;
  }
}

test('facts of entries are asked for three times and in the order of paths, whatever the order of their collection', async () => {
  const posts = Array.from({ length: MANY }, (_, n): Post => ({ ...FIRST, title: (n * 7) % 11, tag: n % 3 }));
  const knownPacks = new Kept();
  const publish = async (n: number) => {
    posts[n] = { ...(posts[n] ?? FIRST), saved: 1 };
    const input = inputOf(posts, 'a', 'sort: title\n');
    const facts = new Counting(input.facts);
    inOneGo(checkingSite(facts));
    await assemble({ ...input, facts, knownPacks });
    return facts;
  };
  // For what is found out about all of them, for lengths of records, and for records of new blocks: the last two with numbers, which are asked for.
  const first = await publish(5);
  expect(first.asked / MANY).toBeLessThanOrEqual(ASKED);
  expect(first.backwards).toBeLessThan(MANY / 3);
  const again = await publish(6);
  expect(again.asked).toBeLessThan(first.asked - MANY / 2);
  expect(again.backwards).toBeLessThan(MANY / 3);
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
