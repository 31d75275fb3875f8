import * as fc from 'fast-check';
import { slugOfEntry } from '../../../../site/content/entry-path.ts';
import type { Facts } from '../../../../site/facts.ts';
import { compileFile } from '../../../../site/files/compile-file.ts';

const name = fc.constantFrom(
  'a',
  'index',
  'x.y',
  '2024-05-31-b',
  '2024-05-31',
  '2024-05-31-index',
  '[z]',
  '-',
);
export const path = fc
  .tuple(fc.array(name, { maxLength: 2 }), name, fc.constantFrom('md', 'yaml', 'json'))
  .map(([folders, own, ending]) => ['content', 'posts', ...folders, `${own}.${ending}`].join('/'));

const tag = fc.constantFrom<unknown>('a', 'A', 1, '1', true, 'true', 'Sea & Sky', 'sea-sky', '', null);
export const fields = fc.record({
  date: fc.constantFrom(undefined, '2024-02-03', '2024-02-03T10:00:00Z', '2023-02-30', 'never'),
  kind: fc.constantFrom(undefined, 'Big one', 'x', ''),
  rank: fc.constantFrom<unknown>(undefined, 1, 2, 'x', null),
  order: fc.constantFrom(undefined, undefined, undefined, 1, 2),
  draft: fc.constantFrom(undefined, undefined, true, false),
  url: fc.constantFrom(undefined, undefined, undefined, '/own', '/a?b', 'https://example.com/'),
  tags: fc.array(tag, { maxLength: 4 }),
});
const routes = fc.constantFrom(
  'pages/[slug].liquid',
  'pages/posts/[...slug].liquid',
  'pages/[year]/[slug].html.liquid',
  'pages/[kind].liquid',
  'pages/[kind]/[slug].liquid',
  'pages/[day].liquid',
);
const sorts = fc.constantFrom(
  '',
  'sort: rank',
  'sort: -rank',
  'sort: slug',
  'sort: -date',
  'sort: -url',
  'sort: kind',
);
export const site = fc.tuple(
  fc.uniqueArray(fc.tuple(path, fields), { selector: ([at]) => slugOfEntry(at) }),
  routes,
  sorts,
);

type Texts = Readonly<Record<string, string>>;

/** With other files, or in place of these, and `more` behind the texts of the entries with these paths. */
export function factsOf(
  [entries, page, sort]: readonly [
    entries: readonly (readonly [path: string, fields: object])[],
    page: string,
    sort: string,
  ],
  others: Texts = {},
  more: Texts = {},
) {
  const texts: Record<string, string> = {
    'site.yaml': 'timezone: America/New_York\n',
    'content/posts/_collection.yaml': `${sort}\ngroups: [tags, url, date]\n`,
    [page]: '---\nentry: posts\n---\nx',
    ...others,
  };
  for (const [at, value] of entries)
    texts[at] = at.endsWith('.md')
      ? `---\n${JSON.stringify(value)}\n---\nText${more[at] ?? ''}`
      : JSON.stringify(value);
  const sorted = Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([at, text]) => [at, compileFile(at, text).facts]));
}

/** Facts in stretches, each of which is the same object for the same files. */
export class Stretches extends Map<string, Facts> {
  static readonly #keys = new Map<string, object>();
  readonly #cuts: readonly number[];

  constructor(facts: ReadonlyMap<string, Facts>, cuts: readonly number[]) {
    super(facts);
    this.#cuts = [0, ...cuts, Number.POSITIVE_INFINITY];
  }

  *stretches() {
    const entries = [...super.entries()].filter(([, { kind }]) => kind === 'entry');
    for (const [at, from] of this.#cuts.entries()) {
      const some = entries.slice(from, this.#cuts[at + 1]);
      const text = JSON.stringify(some);
      const key = Stretches.#keys.get(text) ?? {};
      Stretches.#keys.set(text, key);
      yield at % 3 === 2 ? { entries: some } : { key, entries: some };
    }
  }
}

export const cuts = fc.array(fc.nat(8), { maxLength: 3 }).map((numbers) => numbers.toSorted((a, b) => a - b));
