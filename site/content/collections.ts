import { compareEntries, type SortValue } from '../../schema/content/blocks.ts';
import type { CollectionConfig } from '../../schema/content/collection.ts';
import type { Fields } from '../../schema/content/field.ts';
import type { CollectionRecord, EntryRecord, GroupRecord } from '../../schema/content/records.ts';
import { own } from '../../schema/own.ts';
import { parseRoute, routeOfPage, spelled } from '../../schema/route.ts';
import { slashOf } from '../../schema/site.ts';
import { type EntryAddress, entryAddress, ownUrl } from '../addresses/entry-address.ts';
import type { EntryFacts, SiteFacts } from '../facts.ts';
import { ownKeys } from '../files/own-keys.ts';
import { inOneGo } from '../in-one-go.ts';
import { ofKinds } from '../site-facts.ts';
import { configOf } from './config-of.ts';
import { dateOf } from './dates.ts';
import { groupFields, groupsBy } from './groups.ts';
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

/** The collections of a release. */
export const collectionsOf = (files: SiteFacts, publishing: Publishing): CollectionRecord[] =>
  inOneGo(makingCollections(files, publishing));

/** Entries whose records are made between two pauses. */
const ENTRIES = 1_000;

/** The same with pauses. */
export function* makingCollections(
  files: SiteFacts,
  publishing: Publishing,
): Generator<void, CollectionRecord[]> {
  const pages = entryPages(files);
  const made: CollectionRecord[] = [];
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
): Generator<void, CollectionRecord> {
  const slash = slashOf(files.get('site.yaml')?.config ?? {});
  const zone = zoneOf(files);
  const config = configOf(files, name);
  const records: EntryRecord[] = [];
  for (const entry of found) {
    if (whyLeftOut(entry.facts, publishing, zone, config) !== undefined) continue;
    const at = addressOn(page, entry.facts, zone);
    records.push(recordOf(entry, at && spelled(at.path, slash), publishing));
    if (records.length % ENTRIES === 0) yield;
  }
  const references = referencesIn(config.fields ?? {});
  const sort = sortOf(files, name, records);
  const entries = sorted(records, sort, zone);
  const groups: (readonly [field: string, groups: GroupRecord[]])[] = [];
  for (const field of groupFields(files, name)) {
    if (records.length >= ENTRIES) yield;
    groups.push([field, groupRecords(entries, field)]);
  }
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

function groupRecords(entries: readonly EntryRecord[], field: string): GroupRecord[] {
  return groupsBy(entries, field).map(({ name, slug, at }) => [name, slug, at]);
}

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
export function sortOf(files: SiteFacts, name: string, entries: readonly EntryRecord[]): string {
  return configOf(files, name).sort ?? defaultSort(entries);
}

/** By a field; of equals by slug. */
function sorted(entries: readonly EntryRecord[], by: string, zone: string | undefined): EntryRecord[] {
  const descending = by.startsWith('-');
  return entries
    .map((entry) => ({ entry, key: [sortValue(entry, by, zone), entry.slug] as const }))
    .sort((a, b) => compareEntries(a.key, b.key, descending))
    .map(({ entry }) => entry);
}

function defaultSort(entries: readonly EntryRecord[]): string {
  if (entries.some(({ fields }) => fields.date !== undefined)) return '-date';
  return entries.some(({ fields }) => fields.order !== undefined) ? 'order' : 'slug';
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
