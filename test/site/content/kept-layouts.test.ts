import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { NodeStore } from '../../support/node-store.ts';
import { runs } from '../../support/runs.ts';

const MANY = 40;
/** So that many entries are a large collection, which does not fit into the manifest. */
const FILL = 'word '.repeat(1_200);

interface Post {
  readonly title: string;
  readonly day: number;
  readonly tag: number;
  readonly draft: boolean;
  readonly text: string;
  readonly folder: string;
}

const FIRST: Post = { title: 'Post', day: 1, tag: 0, draft: false, text: 'Text.', folder: '' };

const edit: fc.Arbitrary<Partial<Post> | null> = fc.oneof(
  fc.record({ title: fc.constantFrom('Other', 'Another one') }),
  fc.record({ day: fc.nat({ max: 27 }) }),
  fc.record({ tag: fc.nat(2) }),
  fc.record({ draft: fc.boolean() }),
  // Some are compiled with what the rest of the site says: a link to another file.
  fc.record({ text: fc.constantFrom('More.', 'See [it](post-1.md).', `{{ 'now' | date: '%Y' }}`) }),
  // Renamed: the slug is another one, and the place among paths.
  fc.record({ folder: fc.constantFrom('', 'a/', 'z/') }),
  // Saved with another text, and then again with the same.
  fc.constant({}),
  fc.constant(null),
);
/** Of a post once in a step: a path that it had only in between was never saved, and cannot be deleted. */
const edits = fc.uniqueArray(fc.tuple(fc.nat(MANY - 1), edit), {
  selector: ([n]) => n,
  minLength: 1,
  maxLength: 3,
});
/** Of the collection, and of the page that shows its entries. */
const around = fc.record({
  config: fc.constantFrom('title: Posts\n', 'sort: title\n', 'sort: -title\n', 'groups: [title]\n'),
  route: fc.constantFrom('/posts/{...slug}', '/news/{...slug}', '/posts/{year}/{...slug}'),
});

const pathOf = (n: number, { folder }: Post) => `content/posts/${folder}post-${n}.md`;
const textOf = (n: number, { title, day, tag, draft, text }: Post) =>
  `---\ntitle: ${title} ${n % 7}\ndate: 2024-02-${String(day + 1).padStart(2, '0')}\ntags: [t-${tag}]\n${draft ? 'draft: true\n' : ''}fill: ${FILL}\n---\n${text}\n`;
const pagesOf = ({ config, route }: { readonly config: string; readonly route: string }) => ({
  'content/posts/_collection.yaml': config,
  'pages/entry.liquid': `---\nroute: ${route}\nentry: posts\n---\n{{ entry.title }}{{ entry.content }}`,
  'pages/tags/[tag].liquid': '---\neach: { tag: collections.posts.tags }\n---\n{{ tag.name }}',
});

/** What is saved and published at the same times as in another store. */
class Site {
  store = new NodeStore();
  #now = Date.UTC(2026, 0, 1);

  /** Publishes; what it released, without its name. */
  async next(texts: Readonly<Record<string, string | null>>) {
    const { now } = Date;
    Date.now = () => this.#now;
    this.store.now = Date.now;
    for (const suffix of ['# Other\n', '']) {
      this.#now += 1_000;
      const some = Object.entries(texts).filter(([, text]) => text !== null || suffix === '');
      await this.store.save(Object.fromEntries(some.map(([path, text]) => [path, text && text + suffix])));
    }
    Date.now = now;
    const { id, state, reason } = await this.store.publish();
    const manifest = this.store.kv.get(`release:${id}`)?.replace(/"id":"[^"]*","version":\d+,"at":\d+/, '');
    return [state, reason, manifest];
  }

  /** As if many packs had been unused for long: those that are wanted again get other names. */
  sweep(generation: number): void {
    const { sql } = this.store.storage;
    sql.exec("DELETE FROM stored WHERE kind = 'pack' AND hash < '8'");
    sql.exec("INSERT OR REPLACE INTO meta VALUES ('generation', ?)", String(generation));
  }

  /** Lets go of all that is in memory, and of what is kept of the last release. */
  forget(): void {
    const { kv } = this.store;
    this.store.storage.sql.exec("DELETE FROM meta WHERE key = 'seen'");
    this.store = new NodeStore(this.store.storage);
    for (const [key, value] of kv) this.store.kv.set(key, value);
  }
}

test('an object that is awake from publish to publish releases what one does that knows nothing of the last', async () => {
  let [publishes, live] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(edits, fc.option(around, { freq: 3, nil: undefined }), fc.boolean()), {
        minLength: 2,
        maxLength: 4,
      }),
      async (steps) => {
        const [awake, other] = [new Site(), new Site()];
        const posts = Array.from({ length: MANY }, (_, n): Post | null => ({
          ...FIRST,
          day: (n * 5) % 28,
          tag: n % 3,
        }));
        const both = async (texts: Record<string, string | null>) => {
          const made = await awake.next(texts);
          expect(made).toEqual(await other.next(texts));
          expect(packsOf(awake)).toEqual(packsOf(other));
          publishes++;
          if (made[0] === 'live') live++;
          other.forget();
        };
        const all = posts.map((post, n) => [pathOf(n, post ?? FIRST), textOf(n, post ?? FIRST)] as const);
        await both({
          ...pagesOf({ config: 'title: Posts\n', route: '/posts/{...slug}' }),
          ...Object.fromEntries(all),
        });
        for (const [at, [changes, pages, isSwept]] of steps.entries()) {
          if (isSwept) for (const each of [awake, other]) each.sweep(at + 1);
          const texts: Record<string, string | null> = pages ? pagesOf(pages) : {};
          for (const [n, each] of changes) {
            const was = posts[n];
            const now = each && { ...(was ?? FIRST), ...each };
            if (was) texts[pathOf(n, was)] = null;
            if (now) texts[pathOf(n, now)] = textOf(n, now);
            posts[n] = now;
          }
          await both(texts);
        }
      },
    ),
    { numRuns: runs(40) },
  );
  expect(live).toBeGreaterThan(publishes / 2);
}, 240_000);

const packsOf = ({ store }: Site): string[] =>
  [...store.kv.keys()].filter((key) => key.startsWith('pack:')).sort();
