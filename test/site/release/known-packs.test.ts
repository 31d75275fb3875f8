import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FileKind } from '../../../schema/file.ts';
import { checkingSite } from '../../../site/check/check.ts';
import type { Facts, SaidPart } from '../../../site/facts.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { inOneGo } from '../../../site/in-one-go.ts';
import { assemble, type ReleaseInput } from '../../../site/release/assemble.ts';
import { checkManifest } from '../../../site/release/check-manifest.ts';
import { KeptLayouts } from '../../../site/release/kept-layouts.ts';
import type { KnownPacks, Pack, PackName } from '../../../site/release/make-pack.ts';
import { says } from '../../../site/site-facts.ts';
import { runs } from '../../support/runs.ts';

const MANY = 60;
/** So that many entries are a large collection, which does not fit into the manifest. */
const FILL = 'word '.repeat(1_200);

/** So that there are some shelves. */
const TEXT = 'The water came. '.repeat(100);

interface Post {
  readonly title: number;
  readonly tag: number;
  readonly saved: number;
  readonly url: boolean;
  readonly there: boolean;
  readonly draft: boolean;
}

const FIRST: Post = { title: 0, tag: 0, saved: 0, url: false, there: true, draft: false };

/** Of one thing only, so that nothing else says that a post is another one. */
const edit: fc.Arbitrary<Partial<Post>> = fc.oneof(
  fc.record({ title: fc.nat(3) }),
  fc.record({ tag: fc.nat(2) }),
  fc.record({ saved: fc.nat(2) }),
  fc.record({ url: fc.boolean() }),
  fc.record({ there: fc.boolean() }),
  fc.record({ draft: fc.boolean() }),
);
const edits = fc.array(fc.tuple(fc.nat(MANY - 1), edit), { minLength: 1, maxLength: 3 });

const path = (n: number) => `content/posts/p-${n}.md`;
const textOf = (n: number, { title, tag, url, draft }: Post) =>
  `---\ntitle: ${title}.0\ntags: [t-${tag}]\n${url ? `url: /own/${n}\n` : ''}${draft ? 'draft: true\n' : ''}fill: ${FILL}\n---\n${TEXT}\n`;

/** The page of posts moves from address to address. */
function inputOf(all: readonly Post[], route: string, config = ''): Omit<ReleaseInput, 'knownPacks'> {
  const posts = [...all];
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

  find(from: readonly string[]): (PackName | undefined)[] {
    const known = from.map((each) => this.#kept.get(each));
    this.found += known.filter((each) => each !== undefined).length;
    return known;
  }

  add(from: string, { name, hash, units }: PackName): void {
    this.#kept.set(from, { name, hash, units });
  }

  has(name: string): boolean {
    return [...this.#kept.values()].some((each) => each.name === name);
  }
}

/** As it is published here, or with no packs that are kept. */
type Input = Omit<ReleaseInput, 'knownPacks'> & { readonly knownPacks?: Kept };

/** A pack that is kept by itself needs no hash any more: it is null here, and undefined where any other misses it. */
async function bytesOf(input: Input) {
  const made = await assemble(input);
  checkManifest(made);
  const hashOf = ({ name, hash }: Pack) => (hash === undefined && input.knownPacks?.has(name) ? null : hash);
  return {
    manifest: made.manifest,
    packs: made.packs.map((pack) => [pack.name, pack.units, pack.text]),
    hashes: made.packs.map(hashOf),
  };
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

/** Laying out goes on from release to release, and counts for how many entries it asks what they follow from. */
class GoingOn {
  asked = 0;
  #layouts: KeptLayouts | undefined;
  #before: Input | undefined;

  async bytesOf(input: Input) {
    const before = this.#before;
    const isOther = (each: string) =>
      !before ||
      before.source?.(each) !== input.source?.(each) ||
      before.saved?.(each) !== input.saved?.(each);
    const layouts = new KeptLayouts(this.#layouts, isOther);
    const source = (each: string) => {
      this.asked++;
      return input.source?.(each);
    };
    const bytes = await bytesOf({ ...input, source, layouts });
    layouts.end();
    [this.#layouts, this.#before] = [layouts, input];
    return bytes;
  }
}

test('a release that takes packs of the one before, and what was found out to lay it out, has the bytes of one that makes all', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(edits, fc.constantFrom('a', 'b'), fc.constantFrom('', 'sort: title\n', 'sort: -title\n')),
        { minLength: 1, maxLength: 4 },
      ),
      // All records are ready at once, or those of a few blocks.
      fc.constantFrom(undefined, 1, 50_000),
      fc.boolean(),
      async (steps, ready, isKnown) => {
        const posts = Array.from({ length: MANY }, (_, n): Post => ({ ...FIRST, title: n % 3, tag: n % 2 }));
        const knownPacks = new Kept();
        const goingOn = new GoingOn();
        const known = isKnown ? { knownPacks, ready } : { ready };
        await goingOn.bytesOf({ ...inputOf(posts, 'a'), ...known });
        for (const [changes, route, config] of steps) {
          for (const [n, each] of changes) posts[n] = { ...(posts[n] ?? FIRST), ...each };
          const input = inputOf(posts, route, config);
          const { hashes, ...bytes } = await goingOn.bytesOf({ ...input, ...known });
          const { hashes: all, ...meant } = await bytesOf(input);
          expect(bytes).toEqual(meant);
          expect(all).not.toContain(undefined);
          expect(hashes.map((hash, at) => (hash === null ? all[at] : hash))).toEqual(all);
          if (!isKnown) expect(hashes).not.toContain(null);
        }
        found += knownPacks.found;
      },
    ),
    { numRuns: runs(15) },
  );
  expect(found).toBeGreaterThan(0);
});

test('what entries follow from is asked for those that are others, and those that share a pack with them', async () => {
  const posts = Array.from({ length: MANY }, (_, n): Post => ({ ...FIRST, title: n, tag: n % 3 }));
  const goingOn = new GoingOn();
  const knownPacks = new Kept();
  await goingOn.bytesOf({ ...inputOf(posts, 'a'), knownPacks });
  const first = goingOn.asked;
  expect(first).toBeGreaterThanOrEqual(MANY);
  const again = async () => {
    goingOn.asked = 0;
    await goingOn.bytesOf({ ...inputOf(posts, 'a'), knownPacks });
    return goingOn.asked;
  };
  expect(await again()).toBe(0);
  posts[7] = { ...FIRST, title: 7, tag: 1, saved: 1 };
  expect(await again()).toBeLessThan(MANY / 2);
  posts[8] = { ...FIRST, title: 8, tag: 2, there: false };
  expect(await again()).toBeLessThan(MANY / 2);
  posts[8] = { ...FIRST, title: 8, tag: 2 };
  expect(await again()).toBeLessThan(MANY / 2);
});
