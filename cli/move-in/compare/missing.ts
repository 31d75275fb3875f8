import type { Note } from '../../../move-in/report.ts';
import type { Difference } from './difference.ts';

/** What the old system made by itself, by its address. */
const MADE: readonly (readonly [RegExp, string])[] = [
  [/\.(?:css|js)\.map$/, 'it is for developers: a map of a file that was compiled'],
  [/\/page[-/]?\d+(?:\.html|\/)?$/, 'a further page of a list: give the page of the list `paginate`'],
  [
    /^\/(?:tags?|categor(?:y|ies))\/[^/]+(?:\.html|\/)?$/,
    'an archive that a plugin made: make a page with `each`',
  ],
  [
    /^\/\d{4}(?:\/\d{2}){0,2}\/?$/,
    'an archive of a time that a plugin made: make a page that lists posts by date',
  ],
  [/(?:^|\/)(?:feed|atom|rss)[^/]*\.(?:xml|json)$/, 'a feed that a plugin made: make a page of it'],
  [/(?:^|\/)\.[^/]+$|\/_(?:headers|redirects)$/, 'a file of a server or a tool, and none of a site'],
];

/** Says why pages are missing, where it is known: by the report of the move, by what is here alone, or by what their addresses say. */
export function explainMissing(
  differences: readonly Difference[],
  notes: readonly Note[] = [],
): readonly Difference[] {
  const left = leftBehind(notes);
  const here = new Map<string, string[]>();
  for (const { kind, page } of differences)
    if (kind === 'extra') here.set(lastOf(page), [...(here.get(lastOf(page)) ?? []), page]);
  return differences.map((each) => {
    if (each.kind !== 'missing' || each.why !== undefined) return each;
    const why =
      left.get(keyOf(each.page)) ??
      left.get(`*/${lastOf(each.page)}`) ??
      elsewhere(each.page, here.get(lastOf(each.page)) ?? []) ??
      MADE.find(([pattern]) => pattern.test(each.page))?.[1];
    return why === undefined ? each : { ...each, why };
  });
}

/** What stayed behind, by where it was: posts, whose addresses are their own, by their names behind a star. */
function leftBehind(notes: readonly Note[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const all = notes.filter(({ outcome, help }) => outcome === 'left' && help !== undefined);
  for (const { message, help = '', places } of all.filter(({ code }) => GONE.has(code)))
    for (const { path } of places) {
      const post = /(?:^|\/)_(?:posts|drafts)\/(?:.*\/)?(?:\d+-\d+-\d+-)?([^/]+)\.[^./]+$/.exec(path)?.[1];
      const key =
        post === undefined
          ? keyOf(`/${path.replace(/^_/, '').replace(TEXT, '')}`)
          : `*/${post.toLowerCase()}`;
      found.set(key, `${message.replace(/\.$/, '')}. ${help}`);
    }
  return found;
}

/** What a report says of files that are not at their addresses. */
const GONE = new Set(
  (
    'address_twice front_matter no_post unpublished collection_file not_utf8 symlink special case path_case path about not_a_file ' +
    'byte_order_mark redirect_to server_code page_size'
  ).split(' '),
);

const TEXT = /\.(?:md|markdown|mkdn?|mkdown)$/i;

/** An address without what servers add or leave out. */
const keyOf = (address: string): string =>
  address
    .toLowerCase()
    .replace(/\.html?$/, '')
    .replace(/(?<=\/)(?:index|readme)$/, '')
    .replace(/(?<=.)\/$/, '');

const lastOf = (address: string): string => keyOf(address).replace(/^.*\//, '');

/** Where a page of the same name is that the old site does not have. */
function elsewhere(page: string, others: readonly string[]): string | undefined {
  const [only, more] = others;
  if (only === undefined || more !== undefined || lastOf(page).length < 3) return undefined;
  return only.toLowerCase() === page.toLowerCase()
    ? `it is ${only} here: upper and lower case count`
    : `a page of that name is at ${only} here`;
}
