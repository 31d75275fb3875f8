import type { SortValue } from '../../schema/content/blocks.ts';
import type { CollectionConfig } from '../../schema/content/collection.ts';
import type { Fields } from '../../schema/content/field.ts';
import type { CollectionRecord, EntryRecord, GroupRecord } from '../../schema/content/records.ts';
import { own } from '../../schema/own.ts';
import { parseRoute, routeOfPage, spelled } from '../../schema/route.ts';
import { slashOf } from '../../schema/site.ts';
import { type EntryAddress, entryAddress, ownUrl } from '../addresses/entry-address.ts';
import { EntriesOnPage } from '../addresses/entry-known.ts';
import type { EntryFacts, SiteFacts } from '../facts.ts';
import { ownKeys } from '../files/own-keys.ts';
import { inOneGo } from '../in-one-go.ts';
import { ofKinds } from '../site-facts.ts';
import { configOf } from './config-of.ts';
import { dateOf } from './dates.ts';
import { Entries, type Keyed, placesBy } from './entries.ts';
import { type Group, Grouping, groupFields } from './groups.ts';
import { isZone } from './zone.ts';

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

export interface HeldEntry {
  readonly path: string;
  readonly facts: EntryFacts;
}

/** The entries of each collection, in path order, whether a release holds them or not. */
export function entriesOf(files: SiteFacts): ReadonlyMap<string, readonly HeldEntry[]> {
  const found = new Map<string, HeldEntry[]>();
  for (const [path, { entry }] of ofKinds(files, 'entry')) {
    if (!entry) continue;
    const list = found.get(entry.collection) ?? [];
    list.push({ path, facts: entry });
    found.set(entry.collection, list);
  }
  for (const [path, { collection }] of ofKinds(files, 'collection')) {
    const name = path.split('/')[1] ?? '';
    if (collection && !found.has(name)) found.set(name, []);
  }
  return found;
}

/** A collection of a release, as its record says but for the entries. */
export interface Collection extends Omit<CollectionRecord, 'entries' | 'blocks'> {
  readonly entries: Entries;
}

/** The collections of a release. */
export const collectionsOf = (files: SiteFacts, publishing: Publishing): Collection[] =>
  inOneGo(makingCollections(files, publishing));

/** Entries whose records are made between two pauses. */
const ENTRIES = 1_000;

/** Makes the collections of a release, with pauses. */
export function* makingCollections(files: SiteFacts, publishing: Publishing): Generator<void, Collection[]> {
  const pages = entryPages(files);
  const made: Collection[] = [];
  for (const [name, found] of [...entriesOf(files)].sort(([a], [b]) => compareText(a, b)))
    made.push(yield* makingCollection({ files, publishing, page: pages.get(name) }, name, found));
  return made;
}

interface Making {
  readonly files: SiteFacts;
  readonly publishing: Publishing;
  readonly page: EntryPage | undefined;
}

function* makingCollection(
  { files, publishing, page }: Making,
  name: string,
  found: readonly HeldEntry[],
): Generator<void, Collection> {
  const zone = zoneOf(files);
  const config = configOf(files, name);
  const held = found.filter(({ facts }) => whyLeftOut(facts, publishing, zone, config) === undefined);
  yield;
  const record = recorder(files, page, publishing);
  const sort = config.sort ?? defaultSort(held);
  const fields = groupFields(files, name);
  const grouping = fields.map((field) => new Grouping(field));
  const keyed: Keyed[] = [];
  for (const { path, facts } of held) {
    const made = record(path, facts);
    for (const each of grouping) each.add(keyed.length, made);
    keyed.push({ path, value: sortValue(made, sort, zone) });
    if (keyed.length % ENTRIES === 0) yield;
  }
  const order = placesBy(keyed, sort.startsWith('-'));
  if (keyed.length >= ENTRIES) yield;
  const from = JSON.stringify([page?.route, zone, slashOf(files.get('site.yaml')?.config ?? {})]);
  const entries = new Entries(keyed, order, record, from);
  const groups: (readonly [field: string, groups: GroupRecord[]])[] = [];
  for (const [at, field] of fields.entries()) {
    groups.push([field, groupRecords(grouping[at]?.groups(order, entries) ?? [])]);
    if (keyed.length >= ENTRIES) yield;
  }
  const references = referencesIn(config.fields ?? {});
  return {
    name,
    title: config.title ?? name,
    entries,
    ...(sort.startsWith('-') && { descending: true }),
    ...(page && { page: { path: page.path, own: page.own } }),
    ...(groups.length > 0 && { groups: Object.fromEntries(groups) }),
    ...(Object.keys(references).length > 0 && { references }),
  };
}

/** Makes records of entries. Nothing else is held by what it gives. */
function recorder(files: SiteFacts, page: EntryPage | undefined, publishing: Publishing) {
  const slash = slashOf(files.get('site.yaml')?.config ?? {});
  const on = page && onPage(page, zoneOf(files));
  return (path: string, known?: EntryFacts): EntryRecord => {
    const facts = known ?? files.get(path)?.entry;
    if (!facts) throw new Error(`${path} is no entry`);
    const at = on?.at(facts);
    return recordOf({ path, facts }, at === undefined ? undefined : spelled(at, slash), publishing);
  };
}

const groupRecords = (groups: readonly Group[]): GroupRecord[] =>
  groups.map(({ name, slug, at }) => [name, slug, at]);

/** The time zone of a site; undefined where it names none, or none that there is. */
export function zoneOf(files: Pick<SiteFacts, 'get'>): string | undefined {
  const zone = files.get('site.yaml')?.config?.timezone;
  return zone !== undefined && isZone(zone) ? zone : undefined;
}

/** The entries of a collection that a release holds. */
export function entriesHeld(files: SiteFacts, name: string, publishing: Publishing): readonly HeldEntry[] {
  const zone = zoneOf(files);
  const config = configOf(files, name);
  return (entriesOf(files).get(name) ?? []).filter(
    ({ facts }) => whyLeftOut(facts, publishing, zone, config) === undefined,
  );
}

/** What a release at that time leaves out, in path order. */
export function leftOut(files: SiteFacts, publishing: Publishing): LeftOut[] {
  const zone = zoneOf(files);
  const found: LeftOut[] = [];
  for (const [path, { entry }] of ofKinds(files, 'entry')) {
    const why = entry && whyLeftOut(entry, publishing, zone, configOf(files, entry.collection));
    if (!entry || !why) continue;
    const date = why === 'later' ? dateOf(dateText(entry), zone) : undefined;
    found.push({ path, why, ...(date !== undefined && { date }) });
  }
  return found;
}

function whyLeftOut(
  entry: EntryFacts,
  { at, all = false }: Publishing,
  zone: string | undefined,
  { future }: CollectionConfig,
): LeftOut['why'] | undefined {
  if (all) return undefined;
  if (entry.fields.draft === true) return 'draft';
  if (future) return undefined;
  return (dateOf(dateText(entry), zone) ?? 0) > at ? 'later' : undefined;
}

/** The entry's own date, else that of its file's name. */
const dateText = ({ fields, date }: EntryFacts): unknown => fields.date ?? date;

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

function recordOf({ path, facts }: HeldEntry, url: string | undefined, { saved }: Publishing): EntryRecord {
  const { slug, fields, date, words, toc } = facts;
  const at = saved?.(path);
  const { url: _own, ...others } = fields;
  const kept = ownUrl(facts) === undefined || url === undefined ? fields : others;
  const dated = date !== undefined && fields.date === undefined ? { date, ...kept } : kept;
  return {
    path,
    slug,
    fields: dated,
    ...(url !== undefined && { url }),
    ...(words > 0 && { words }),
    ...(toc.length > 0 && { toc }),
    ...(at !== undefined && { saved: at }),
  };
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
export const sortOf = (files: SiteFacts, name: string, publishing: Publishing): string =>
  configOf(files, name).sort ?? defaultSort(entriesHeld(files, name, publishing));

function defaultSort(entries: readonly HeldEntry[]): string {
  if (entries.some(({ facts }) => facts.fields.date !== undefined || facts.date !== undefined))
    return '-date';
  return entries.some(({ facts }) => facts.fields.order !== undefined) ? 'order' : 'slug';
}

/** What an entry is sorted by. */
export function sortValue(entry: EntryRecord, by: string, zone: string | undefined): SortValue {
  const key = by.replace(/^-/, '');
  if (key === 'slug') return entry.slug;
  const value = own(entry.fields, key);
  if (value === undefined || value === null) return null;
  const isDate = key === 'date' || key === 'updated';
  const found = isDate ? (dateOf(value, zone) ?? value) : value;
  return typeof found === 'number' ? found : String(found);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
