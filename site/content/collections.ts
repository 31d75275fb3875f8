import type { SortValue } from '../../schema/content/blocks.ts';
import type { CollectionConfig } from '../../schema/content/collection.ts';
import type { Fields } from '../../schema/content/field.ts';
import type { CollectionRecord, EntryRecord } from '../../schema/content/records.ts';
import { spelled } from '../../schema/path/slash.ts';
import { parseRoute, routeOfPage } from '../../schema/route.ts';
import { slashOf } from '../../schema/site.ts';
import { type EntryAddress, entryAddress } from '../addresses/entry-address.ts';
import { EntriesOnPage } from '../addresses/entry-known.ts';
import type { EntryFacts, SiteFacts } from '../facts.ts';
import { ownKeys } from '../files/own-keys.ts';
import { inOneGo } from '../in-one-go.ts';
import { ofKinds } from '../site-facts.ts';
import { configOf, zoneOf } from './config-of.ts';
import { Entries, type Records } from './entries.ts';
import { type Group, placedOrder } from './grouping.ts';
import { groupFields, groupsBy } from './groups.ts';
import { orderedAnew, ordering } from './ordered.ts';
import { moreUnits, recordOf } from './record.ts';
import { slugsOf } from './slugs.ts';
import { otherTexts, surveying, surveyOf } from './survey/survey.ts';
import { ADDRESS, FLAGS, isFlagged, type Surveyed, sortedBy, valueIn } from './survey/surveyed.ts';

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

/** A collection of a release, as its record says but for the entries. */
export interface Collection extends Omit<CollectionRecord, 'entries' | 'blocks' | 'groups'> {
  readonly entries: Entries;
  /** By field. */
  readonly groups?: Readonly<Record<string, readonly Group[]>>;
}

/** The collections of a release. */
export const collectionsOf = (files: SiteFacts, publishing: Publishing): Collection[] =>
  inOneGo(makingCollections(files, publishing));

/** Makes the collections of a release, with pauses. */
export function* makingCollections(files: SiteFacts, publishing: Publishing): Generator<void, Collection[]> {
  const pages = entryPages(files);
  const survey = yield* surveying(files);
  const made: Collection[] = [];
  for (const [name, found] of [...survey].sort(([a], [b]) => compareText(a, b)))
    made.push(yield* makingCollection({ files, publishing, page: pages.get(name) }, name, found));
  return made;
}

interface Making {
  readonly files: SiteFacts;
  readonly publishing: Publishing;
  readonly page: EntryPage | undefined;
}

/** From so many entries on, others have their turn between what is made of all of them. */
const MANY = 1_000;

function* makingCollection(
  { files, publishing, page }: Making,
  name: string,
  surveyed: Surveyed,
): Generator<void, Collection> {
  const zone = zoneOf(files);
  const config = configOf(files, name);
  const held = heldOf(surveyed, publishing, config);
  const records = recorder(files, page, publishing, surveyed);
  const sort = config.sort ?? defaultSort(surveyed, held);
  const isDown = sort.startsWith('-');
  const { paths } = surveyed;
  const columns = { paths, value: valuesFor(sort, surveyed, records, zone) };
  if (held.length >= MANY) yield;
  const isOfAddress = sort === ADDRESS || sort === `-${ADDRESS}`;
  const ordered = isOfAddress ? orderedAnew(sort, held, columns) : ordering(surveyed, sort, held, columns);
  const { order } = ordered;
  if (held.length >= MANY) yield;
  const from = JSON.stringify([page?.route, zone, slashOf(files.get('site.yaml')?.config ?? {})]);
  const entries = new Entries(columns, order, records, { sort, from });
  const groups: (readonly [field: string, groups: readonly Group[]])[] = [];
  for (const field of groupFields(files, name)) {
    const grouping = surveyed.groups.get(field);
    const found =
      ordered.groups.get(field) ??
      grouping?.groups(placedOrder(order.numbers, paths.length), entries) ??
      groupsBy(entries, field);
    if (grouping) ordered.groups.set(field, found);
    groups.push([field, found]);
    if (held.length >= MANY) yield;
  }
  const references = referencesIn(config.fields ?? {});
  return {
    name,
    title: config.title ?? name,
    entries,
    ...(isDown && { descending: true }),
    ...(page && { page: { path: page.path, own: page.own } }),
    ...(groups.length > 0 && { groups: Object.fromEntries(groups) }),
    ...(Object.keys(references).length > 0 && { references }),
  };
}

/** What entries are sorted by, by their numbers. */
function valuesFor(
  sort: string,
  { paths, values }: Surveyed,
  records: Records,
  zone: string | undefined,
): (number: number) => SortValue {
  const key = sort.replace(/^-/, '');
  const pathOf = (number: number) => paths.at(number) ?? '';
  if (key === 'slug') return (number) => slugsOf(paths).at(number) ?? '';
  if (key === ADDRESS) return (number) => sortValue(records.of(pathOf(number)), sort, zone);
  const found = values.get(key);
  return (number) => valueIn(found, number);
}

/** Makes records of entries, and says how long they are. */
function recorder(
  files: SiteFacts,
  page: EntryPage | undefined,
  { saved }: Publishing,
  surveyed: Surveyed,
): Records {
  const slash = slashOf(files.get('site.yaml')?.config ?? {});
  const on = page && onPage(page, zoneOf(files));
  const isOther = otherTexts(files);
  return {
    of: (path) => {
      const facts = files.get(path)?.entry;
      if (!facts) throw new Error(`${path} is no entry`);
      const at = on?.at(facts);
      return recordOf(path, facts, at === undefined ? undefined : spelled(at, slash), saved?.(path));
    },
    units: (number) => {
      const path = surveyed.paths.at(number) ?? '';
      if (isOther(path)) return undefined;
      const slug = slugsOf(surveyed.paths).at(number) ?? '';
      const hasUrl = isFlagged(surveyed, number, FLAGS.url);
      if (on && !on.isPlain(slug, hasUrl)) return undefined;
      const url = on && spelled(on.pathOf(slug), slash);
      return (surveyed.units.at(number) ?? 0) + moreUnits(url, saved?.(path));
    },
  };
}

/** Numbers of the entries that a release holds, in path order. */
export function heldOf(surveyed: Surveyed, publishing: Publishing, config: CollectionConfig): Uint32Array {
  const held = new Uint32Array(surveyed.paths.length);
  let count = 0;
  for (let number = 0; number < held.length; number++)
    if (whyLeftOut(surveyed, number, publishing, config) === undefined) held[count++] = number;
  return held.subarray(0, count);
}

/** What a release at that time leaves out, in path order. */
export function* leavingOut(files: SiteFacts, publishing: Publishing): Generator<void, LeftOut[]> {
  const found: LeftOut[] = [];
  for (const [name, surveyed] of yield* surveying(files)) {
    const config = configOf(files, name);
    for (let number = 0; number < surveyed.paths.length; number++) {
      const why = whyLeftOut(surveyed, number, publishing, config);
      const date = surveyed.dates.at(number) ?? 0;
      if (why) found.push({ path: surveyed.paths.at(number) ?? '', why, ...(why === 'later' && { date }) });
    }
  }
  return found;
}

function whyLeftOut(
  surveyed: Surveyed,
  number: number,
  { at, all = false }: Publishing,
  { future }: CollectionConfig,
): LeftOut['why'] | undefined {
  if (all) return undefined;
  if (isFlagged(surveyed, number, FLAGS.draft)) return 'draft';
  return !future && (surveyed.dates.at(number) ?? 0) > at ? 'later' : undefined;
}

export interface EntryPage {
  readonly path: string;
  readonly route: string;
  readonly own: Readonly<Record<string, unknown>>;
}

/** The page of each collection's entries: the first, by path, whose front matter says `entry: <name>`. */
export function entryPages(files: SiteFacts): ReadonlyMap<string, EntryPage> {
  const pages = new Map<string, EntryPage>();
  const found = [...ofKinds(files, 'page')].flatMap(([path, { front }]) =>
    front?.entry === undefined ? [] : [{ path, front, name: front.entry }],
  );
  for (const { path, front, name } of found.sort((a, b) => compareText(a.path, b.path))) {
    const route = front.route ?? routeOfPage(path);
    if (route !== undefined && !pages.has(name)) pages.set(name, { path, route, own: ownKeys(front) });
  }
  return pages;
}

/** The parameter of an entry page's route that is the slug. */
export function slugParam(route: string): string | undefined {
  const { params } = parseRoute(route);
  return params.includes('slug') ? 'slug' : params.length === 1 ? params[0] : undefined;
}

/** What makes addresses on a page of entries; undefined where its route is wrong, which is said elsewhere. */
function onPage({ path, route }: EntryPage, zone: string | undefined): EntriesOnPage | undefined {
  try {
    return new EntriesOnPage(path, route, zone);
  } catch {
    return undefined;
  }
}

/** Where its page shows an entry; undefined where none does, and where it has no address there, which checkContent says. */
export function addressOn(
  page: EntryPage | undefined,
  facts: EntryFacts,
  zone: string | undefined,
): EntryAddress | undefined {
  if (!page) return undefined;
  try {
    const found = entryAddress(facts, page.route, zone);
    return 'problem' in found ? undefined : found;
  } catch {
    return undefined; // What is wrong with the route is said elsewhere.
  }
}

function referencesIn(fields: Fields): Record<string, string> {
  const found = Object.entries(fields).flatMap(([name, { to }]) =>
    to === undefined ? [] : [[name, to] as const],
  );
  return Object.fromEntries(found);
}

/** How the entries of a collection are sorted: by a field, `-` in front for the greatest first. */
export function sortOf(files: SiteFacts, name: string, publishing: Publishing): string {
  const config = configOf(files, name);
  const surveyed = surveyOf(files).get(name);
  return config.sort ?? (surveyed ? defaultSort(surveyed, heldOf(surveyed, publishing, config)) : 'slug');
}

function defaultSort({ flags }: Surveyed, held: Uint32Array): string {
  let some = 0;
  for (const number of held) some |= flags.at(number) ?? 0;
  return some & FLAGS.dated ? '-date' : some & FLAGS.ordered ? 'order' : 'slug';
}

/** What an entry is sorted by. */
export function sortValue(entry: EntryRecord, by: string, zone: string | undefined): SortValue {
  const key = by.replace(/^-/, '');
  return key === 'slug' ? entry.slug : sortedBy(entry.fields, key, zone);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
