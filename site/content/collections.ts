import type { CollectionConfig } from '../../schema/content/collection.ts';
import type { Fields } from '../../schema/content/field.ts';
import type { CollectionRecord, EntryRecord } from '../../schema/content/records.ts';
import { own } from '../../schema/own.ts';
import { fillPattern, parseRoute, routeOfPage, type Slash, spelled } from '../../schema/route.ts';
import { slashOf } from '../../schema/site.ts';
import type { EntryFacts, SiteFacts } from '../facts.ts';
import { ownKeys } from '../files/own-keys.ts';
import { dateOf } from './check-fields.ts';
import { collectionPath } from './entry-path.ts';

/** Which entries a release holds. */
export interface Publishing {
  /** Milliseconds since the epoch: what is dated later is not in it. */
  readonly at: number;
  /** Previews hold drafts and what is dated later too. */
  readonly all?: boolean;
  /** When a file was saved last, where that is known. */
  readonly saved?: (path: string) => number | undefined;
}

/** An entry that a release leaves out. */
export interface LeftOut {
  readonly path: string;
  readonly why: 'draft' | 'later';
  /** Of what is dated later: milliseconds since the epoch. */
  readonly date?: number;
}

interface Known {
  readonly path: string;
  readonly facts: EntryFacts;
}

/** The entries of each collection, in path order, whether a release holds them or not. */
export function entriesOf(files: SiteFacts): ReadonlyMap<string, readonly Known[]> {
  const found = new Map<string, Known[]>();
  for (const [path, { entry }] of files) {
    if (!entry) continue;
    const list = found.get(entry.collection) ?? [];
    list.push({ path, facts: entry });
    found.set(entry.collection, list);
  }
  for (const [path, { collection }] of files) {
    const name = path.split('/')[1] ?? '';
    if (collection && !found.has(name)) found.set(name, []);
  }
  return found;
}

export const configOf = (files: Pick<SiteFacts, 'get'>, name: string): CollectionConfig =>
  files.get(collectionPath(name))?.collection ?? {};

/** The collections of a release. */
export function collectionsOf(files: SiteFacts, publishing: Publishing): CollectionRecord[] {
  const pages = entryPages(files);
  const slash = slashOf(files.get('site.yaml')?.config ?? {});
  return [...entriesOf(files)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, entries]) => {
      const config = configOf(files, name);
      const held = entries.filter(({ facts }) => whyLeftOut(facts, publishing) === undefined);
      const page = pages.get(name);
      const records = held.map((entry) => recordOf(entry, page?.route, slash, publishing));
      const references = referencesIn(config.fields ?? {});
      const sort = config.sort ?? defaultSort(records);
      return {
        name,
        title: config.title ?? name,
        entries: sorted(records, sort),
        ...(sort.startsWith('-') && { descending: true }),
        ...(page && { page: { path: page.path, own: page.own } }),
        ...(Object.keys(references).length > 0 && { references }),
      };
    });
}

/** The addresses of all entries that a page shows, by their paths. */
export function entryUrls(files: SiteFacts): ReadonlyMap<string, string> {
  const records = collectionsOf(files, { at: 0, all: true });
  const found = records.flatMap(({ entries }) => entries);
  return new Map(found.flatMap(({ path, url }) => (url === undefined ? [] : [[path, url] as const])));
}

/** What a release at that time leaves out, in path order. */
export function leftOut(files: SiteFacts, publishing: Publishing): LeftOut[] {
  return [...files].flatMap(([path, { entry }]) => {
    const why = entry && whyLeftOut(entry, publishing);
    if (!entry || !why) return [];
    const date = why === 'later' ? dateOf(dateText(entry)) : undefined;
    return [{ path, why, ...(date !== undefined && { date }) }];
  });
}

function whyLeftOut(entry: EntryFacts, { at, all = false }: Publishing): LeftOut['why'] | undefined {
  if (all) return undefined;
  if (entry.fields.draft === true) return 'draft';
  return (dateOf(dateText(entry)) ?? 0) > at ? 'later' : undefined;
}

/** The entry's own date, else that of its file's name. */
const dateText = ({ fields, date }: EntryFacts): unknown => fields.date ?? date;

interface EntryPage {
  readonly path: string;
  readonly route: string;
  readonly own: Readonly<Record<string, unknown>>;
}

/** The page of each collection's entries: the first, by path, whose front matter says `entry: <name>`. */
function entryPages(files: SiteFacts): ReadonlyMap<string, EntryPage> {
  const pages = new Map<string, EntryPage>();
  for (const [path, { front }] of [...files].sort(([a], [b]) => compareText(a, b))) {
    const route = front?.route ?? routeOfPage(path);
    if (front?.entry === undefined || route === undefined || pages.has(front.entry)) continue;
    pages.set(front.entry, { path, route, own: ownKeys(front) });
  }
  return pages;
}

/** The parameter of an entry page's route that is the slug. */
export function slugParam(route: string): string | undefined {
  const { params } = parseRoute(route);
  return params.includes('slug') ? 'slug' : params.length === 1 ? params[0] : undefined;
}

function recordOf(
  { path, facts }: Known,
  route: string | undefined,
  slash: Slash | undefined,
  { saved }: Publishing,
): EntryRecord {
  const { slug, fields, date, words, toc } = facts;
  const param = route === undefined ? undefined : slugParam(route);
  const at = saved?.(path);
  const dated = date !== undefined && fields.date === undefined ? { date, ...fields } : fields;
  return {
    path,
    slug,
    fields: dated,
    ...(route !== undefined &&
      param !== undefined && { url: spelled(fillPattern(route, { [param]: slug }), slash) }),
    ...(words > 0 && { words }),
    ...(toc.length > 0 && { toc }),
    ...(at !== undefined && { saved: at }),
  };
}

function referencesIn(fields: Fields): Record<string, string> {
  const found = Object.entries(fields).flatMap(([name, { to }]) =>
    to === undefined ? [] : [[name, to] as const],
  );
  return Object.fromEntries(found);
}

/** By a field, `-` in front for the greatest first; of equals, and without it, by slug. */
function sorted(entries: readonly EntryRecord[], by: string): EntryRecord[] {
  const key = by.replace(/^-/, '');
  const direction = by.startsWith('-') ? -1 : 1;
  const value = (entry: EntryRecord) => (key === 'slug' ? entry.slug : sortable(own(entry.fields, key), key));
  return [...entries].sort((a, b) => {
    const order = compareValues(value(a), value(b));
    return order === 0 ? compareText(a.slug, b.slug) : order * direction;
  });
}

function defaultSort(entries: readonly EntryRecord[]): string {
  if (entries.some(({ fields }) => fields.date !== undefined)) return '-date';
  return entries.some(({ fields }) => fields.order !== undefined) ? 'order' : 'slug';
}

function sortable(value: unknown, key: string): unknown {
  return key === 'date' || key === 'updated' ? (dateOf(value) ?? value) : value;
}

/** Numbers before texts, and what has no value last, whichever way the rest goes is for the caller to turn. */
function compareValues(a: unknown, b: unknown): number {
  const [rankA, rankB] = [rank(a), rank(b)];
  if (rankA !== rankB) return rankA - rankB;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareText(String(a ?? ''), String(b ?? ''));
}

function rank(value: unknown): number {
  if (value === undefined || value === null) return 2;
  return typeof value === 'number' ? 0 : 1;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The parameters of each address of a page that shows entries, in a release made at that time (0: in a draft, which holds
 * all); undefined for other pages.
 */
export function entryParams(
  files: SiteFacts,
  page: string,
  names: readonly string[],
  at: number,
): { readonly given: true; readonly all: readonly Readonly<Record<string, string>>[] } | undefined {
  const collection = files.get(page)?.front?.entry;
  if (collection === undefined) return undefined;
  const param = names.includes('slug') ? 'slug' : (names[0] ?? 'slug');
  const held = (entriesOf(files).get(collection) ?? []).filter(
    ({ facts }) => whyLeftOut(facts, { at, all: at === 0 }) === undefined,
  );
  return { given: true, all: held.map(({ facts }) => ({ [param]: facts.slug })) };
}
