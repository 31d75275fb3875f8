import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesOf } from '../../../../admin/check/made/rank.ts';
import type { Known } from '../../../../site/addresses/address.ts';
import { knownAddresses } from '../../../../site/addresses/known.ts';
import type { ReadData } from '../../../../site/addresses/lists.ts';
import { makingTables } from '../../../../site/addresses/table.ts';
import { checkContent } from '../../../../site/content/check-content.ts';
import { collectionsOf } from '../../../../site/content/collections.ts';
import { slugOfEntry } from '../../../../site/content/entry-path.ts';
import { surveyOf } from '../../../../site/content/survey/survey.ts';
import type { SiteFacts } from '../../../../site/facts.ts';
import { inOneGo } from '../../../../site/in-one-go.ts';
import { most, runs } from '../../../support/runs.ts';
import { cuts, factsOf, fields, path, Stretches, site } from './made-entries.ts';

/** Between the dates of entries. */
const AT = Date.UTC(2024, 1, 3, 1);
const KEYS = ['kind', 'date', 'tags', 'rank', 'draft', 'order', 'url'] as const;

const kind = fc.constantFrom(undefined, 'x', 'y');
const day = fc.constantFrom('2024-01-01', '2024-02-02', '2024-02-03', '2024-02-04');
const post = fc.record({
  ...{
    kind,
    date: fc.oneof(
      { weight: 4, arbitrary: day },
      fields.map(({ date }) => date),
    ),
  },
  ...{
    tags: fc.subarray(['a', 'A', 'b', 1]),
    rank: fc.constantFrom(1, 2, 'x'),
    draft: fc.constantFrom(false, true),
  },
  ...{ order: fc.constantFrom(undefined, 1), url: fc.constantFrom(undefined, undefined, '/own') },
});
type Post = typeof post extends fc.Arbitrary<infer T> ? T : never;

const around = fc.record({
  list: fc.constantFrom(
    'paginate: { items: collections.posts, size: 1 }',
    'paginate: { items: collections.posts, size: 1, path: "/page/{n}" }',
    'paginate: { items: data.rows, size: 1 }',
    'title: None',
  ),
  tags: fc.constantFrom(
    'each: { tag: collections.posts.tags }\npaginate: { items: tag.items, size: 1 }',
    'each: { tag: collections.posts.tags }\npaginate: { items: collections.posts, size: 1 }',
    'each: { tag: collections.posts.tags }',
    'each: { tag: data.rows }',
  ),
  rows: fc.constantFrom('[1,2,3]', '[1,2,4]'),
  collection: fc.constantFrom('groups: [tags]', 'sort: rank', 'sort: -date\ngroups: []', 'sort: order'),
});
type Around = typeof around extends fc.Arbitrary<infer T> ? T : never;

const otherFiles = ({ list, tags, rows, collection }: Around) => ({
  'content/posts/_collection.yaml': `${collection}\n`,
  'data/rows.json': rows,
  'pages/list.liquid': `---\n${list}\n---\nx`,
  'pages/tags/[tag].liquid': `---\n${tags}\n---\nx`,
});

const at = fc.nat(5);
/** A post gets another text, one other field, or another post's, another path; one comes or goes; or something around them is another. */
const edit = fc.oneof(
  { weight: 3, arbitrary: fc.record({ at, more: fc.constant(' more') }) },
  { weight: 4, arbitrary: fc.record({ at, field: fc.constantFrom(...KEYS), as: post }) },
  { weight: 2, arbitrary: fc.record({ at, swapped: at, field: fc.constantFrom('kind', 'tags') }) },
  fc.record({ at, path }),
  fc.record({ at, as: fc.option(post) }),
  { weight: 3, arbitrary: fc.record({ around, of: fc.constantFrom('list', 'tags', 'rows', 'collection') }) },
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

interface State {
  readonly posts: readonly (readonly [path: string, post: Post])[];
  readonly around: Around;
  readonly more: Readonly<Record<string, string>>;
}

function edited(state: State, change: Edit): State {
  const { posts, around: now, more } = state;
  if ('of' in change) return { ...state, around: { ...now, [change.of]: change.around[change.of] } };
  const place = change.at % Math.max(1, posts.length);
  const [own = '', was] = posts[place] ?? [];
  if (!was) return state;
  if ('more' in change) return { ...state, more: { ...more, [own]: (more[own] ?? '') + change.more } };
  const isTaken =
    'path' in change && posts.some(([other]) => slugOfEntry(other) === slugOfEntry(change.path));
  if (isTaken) return state;
  if ('path' in change) return { ...state, posts: posts.with(place, [change.path, was]) };
  if ('swapped' in change) return swapped(state, place, change.swapped, change.field);
  if ('field' in change)
    return { ...state, posts: posts.with(place, [own, { ...was, [change.field]: change.as[change.field] }]) };
  return { ...state, posts: posts.toSpliced(place, 1, ...(change.as ? [[own, change.as] as const] : [])) };
}

function swapped(state: State, at: number, other: number, field: 'kind' | 'tags'): State {
  const { posts } = state;
  const [[one, a], [two, b]] = [posts[at], posts[other % posts.length]] as [
    State['posts'][0],
    State['posts'][0],
  ]; // there is one
  const exchanged = new Map([
    [one, { ...a, [field]: b[field] }],
    [two, { ...b, [field]: a[field] }],
  ]);
  return { ...state, posts: posts.map(([own, was]) => [own, exchanged.get(own) ?? was]) };
}

const said = ({ path: address, page, params, entry, own, from, number }: Known) => [
  ...[address, page, params, entry, own, from, number],
];

/** All that a release and its check take from what follows from entries. */
async function found(facts: SiteFacts, read: ReadData) {
  const of = async (publishing: { readonly at: number; readonly all?: true }) => {
    const [posts] = collectionsOf(facts, publishing);
    const { known, diagnostics } = knownAddresses(facts, publishing, read);
    const places = await placesOf(known, facts);
    return [
      [...(posts?.entries ?? [])],
      posts?.groups,
      Array.from(posts?.entries.held() ?? [], (number) => posts?.entries.unitsOf(number)),
      Array.from(known, said),
      diagnostics,
      Array.from(places.order, ({ path: address }) => [address, places.of(address)]),
      inOneGo(makingTables(known, facts)).map(({ key, code, units }) => [key, code, units]),
    ];
  };
  return [await of({ at: 0, all: true }), await of({ at: AT })];
}

test('after any edits, what follows from entries is what it is of a site that is new', async () => {
  let again = 0;
  const posts = fc.uniqueArray(fc.tuple(path, post), { minLength: 2, selector: ([own]) => slugOfEntry(own) });
  const page = site.map(([, each]) => each);
  const steps = fc.array(fc.array(edit, { minLength: 1, maxLength: 2 }), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(posts, page, cuts, around, steps, async (first, route, cut, all, edits) => {
      let state: State = { posts: first, around: all, more: {} };
      let before: SiteFacts | undefined;
      for (const changes of [[], ...edits]) {
        state = changes.reduce(edited, state);
        const facts = factsOf([state.posts, route, ''], otherFiles(state.around), state.more);
        const inStretches = new Stretches(facts, cut);
        const read = () => JSON.parse(state.around.rows);
        expect(await found(inStretches, read)).toEqual(await found(facts, read));
        if (before && isAgain(before, inStretches)) again++;
        before = inStretches;
      }
    }),
    { numRuns: runs(300) },
  );
  expect(again).toBeGreaterThanOrEqual(most(100));
});

test('what is said of a group that no entry has follows from the order in which entries name their fields now', () => {
  const said = (names: readonly string[], isNew: boolean) => {
    const entry = (order: readonly string[]) => Object.fromEntries(order.map((name) => [name, 'x']));
    const entries = ['a', 'b'].map((slug, at) => {
      const facts = entry(at === 0 ? names : ['tagb', 'taga']);
      return [`content/posts/${slug}.md`, facts] as const;
    });
    const others = { 'content/posts/_collection.yaml': 'groups: [tagx]\n' };
    const facts = factsOf([entries, 'pages/[slug].liquid', ''], others);
    const site = isNew ? facts : new Stretches(facts, [1]);
    return checkContent(site, surveyOf(site)).map(({ help }) => help);
  };
  for (const names of [
    ['taga', 'tagb'],
    ['tagb', 'taga'],
  ])
    expect(said(names, false)).toEqual(said(names, true));
  expect(said(['taga', 'tagb'], true)).not.toEqual(said(['tagb', 'taga'], true));
});

/** Whether a list of addresses is the one that was found before, of another site. */
function isAgain(before: SiteFacts, now: SiteFacts): boolean {
  const [was, is] = [before, now].map((facts) => knownAddresses(facts, { at: AT }, () => [1, 2, 3]).known);
  return was === is && surveyOf(before) !== surveyOf(now);
}
