import { nearest } from '../../liquid/compile/nearest.ts';
import type { CollectionConfig } from '../../schema/content/collection.ts';
import type { Fields } from '../../schema/content/field.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { LIMITS } from '../../schema/limits.ts';
import { own } from '../../schema/own.ts';
import { parseRoute, routeOfPage } from '../../schema/route.ts';
import { entryAddress } from '../addresses/entry-address.ts';
import { EntriesOnPage } from '../addresses/entry-known.ts';
import { finding } from '../check/finding.ts';
import type { Paths } from '../columns/paths.ts';
import type { EntryFacts, SiteFacts } from '../facts.ts';
import { inOneGo } from '../in-one-go.ts';
import { madeOnce } from '../made-once.ts';
import { ofKinds } from '../site-facts.ts';
import { checkFields } from './check-fields.ts';
import { leavingOut, slugParam } from './collections.ts';
import { spanOf } from './compile-entry.ts';
import { configOf, zoneOf } from './config-of.ts';
import { isDate } from './dates.ts';
import { slugOfEntry } from './entry-path.ts';
import { RESERVED_GROUPS } from './groups.ts';
import { slugsOf } from './slugs.ts';
import { FLAGS, isFlagged, type Surveyed } from './survey/surveyed.ts';
import { twinsOf } from './twins.ts';

/** Entries that are looked at between two pauses. */
const ENTRIES = 500;
/** The same of those of which only the slug is looked at. */
const ADDRESSES = 4_000;

/** What checks ask of the entries of a collection; `fields` where it is known what they have. */
export type Checked = Pick<Surveyed, 'paths' | 'flags'> & Partial<Pick<Surveyed, 'fields'>>;

type Collections = ReadonlyMap<string, Checked>;

/** What no entry and no entry's page can know alone, of the collections of a site by name. */
export const checkContent = (files: SiteFacts, collections: Collections): Diagnostic[] =>
  inOneGo(checkingContent(files, collections));

/** The same with pauses. */
export function* checkingContent(files: SiteFacts, collections: Collections): Generator<void, Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const [name, surveyed] of collections) {
    found.push(...(yield* checkingEntries(name, surveyed, files, collections)));
    if (surveyed.paths.length > LIMITS.entriesPerCollection) found.push(tooMany(name, surveyed));
    found.push(...checkConfig(name, files, collections));
  }
  return [...found, ...(yield* checkingPages(files, collections))];
}

function* checkingEntries(
  name: string,
  { paths }: Checked,
  files: SiteFacts,
  collections: Collections,
): Generator<void, Diagnostic[]> {
  const found: Diagnostic[] = [];
  const twins = twinsOf(paths);
  const { fields } = configOf(files, name);
  // Nothing else is said of what an entry has where no field says what it should have.
  for (const number of fields ? Array(paths.length).keys() : twins.keys()) {
    const path = paths.at(number) ?? '';
    const facts = fields && files.get(path)?.entry;
    if (facts)
      found.push(...checkEntry(path, facts, files), ...checkReferences(path, facts, files, collections));
    const other = twins.get(number);
    if (other !== undefined) found.push(sameSlug(path, other, slugOfEntry(path)));
    if (number % ENTRIES === ENTRIES - 1) yield;
  }
  return found;
}

/** Which entries a release made at that time leaves out since they are dated later. With pauses. */
export function* findingLater(files: SiteFacts, at: number): Generator<void, Diagnostic[]> {
  return (yield* leavingOut(files, { at })).flatMap(({ path, date }) => {
    if (date === undefined) return [];
    const day = new Date(date)
      .toISOString()
      .replace(/T00:00:00.000Z$/, '')
      .replace('.000Z', 'Z');
    const help = 'Publish again then, or give it an earlier date.';
    return [
      {
        ...finding(path, 'entry_later', `This entry is dated ${day}, so this release is without it`, help),
        severity: 'warning',
      },
    ];
  });
}

/** An entry's values against the fields of its collection: what refuses it when it is saved, too. */
export function checkEntry(path: string, facts: EntryFacts, files: Pick<SiteFacts, 'get'>): Diagnostic[] {
  const { fields } = configOf(files, facts.collection);
  if (!fields) return [];
  const named = facts.fields.date === undefined ? facts.date : undefined;
  if (named !== undefined && fields.date?.type === 'date' && !isDate(named))
    return [badName(path, named), ...checkValues(path, facts, others(fields))];
  const values = named === undefined ? facts.fields : { ...facts.fields, date: named };
  return checkValues(path, { ...facts, fields: values }, fields);
}

const others = ({ date: _, ...rest }: Fields): Fields => rest;

/** A day that there is not, at the start of a file's name. */
function badName(path: string, date: string): Diagnostic {
  const message = `The date at the start of the file's name is none: ${date}`;
  return finding(path, 'field', message, 'Rename the file, or give it a date: of its own.');
}

function checkValues(path: string, facts: EntryFacts, fields: Fields): Diagnostic[] {
  return checkFields(facts.fields, fields).map(({ path: keys, severity, code, message, help }) => {
    const place = own(facts.places, keys[0] ?? '');
    const base = { ...finding(path, code, message, help), severity };
    return place ? { ...base, ...spanOf(place) } : base;
  });
}

/** The slugs of a collection's entries: each of its many referrers asks for one. */
const allSlugs = madeOnce(
  ({ paths }: Checked): ReadonlySet<string> => new Set(Array.from(paths, slugOfEntry)),
);

function checkReferences(
  path: string,
  facts: EntryFacts,
  files: SiteFacts,
  collections: Collections,
): Diagnostic[] {
  const fields = configOf(files, facts.collection).fields ?? {};
  return Object.entries(fields).flatMap(([name, { to }]) => {
    if (to === undefined) return [];
    const value = own(facts.fields, name);
    const slugs = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
    const entries = collections.get(to);
    const known = entries ? allSlugs(entries) : new Set<string>();
    return slugs
      .filter((slug) => !known.has(slug))
      .map((slug) => {
        const near = nearest(slug, [...known]);
        const help =
          near === undefined ? `Write the slug of an entry in content/${to}/.` : `Did you mean ${near}?`;
        const message = `${name} names the entry ${slug} of ${to}, which does not exist`;
        const place = own(facts.places, name);
        return { ...finding(path, 'missing_entry', message, help), ...(place && spanOf(place)) };
      });
  });
}

function tooMany(name: string, { paths }: Checked): Diagnostic {
  const most = LIMITS.entriesPerCollection;
  const message = `content/${name}/ has ${paths.length} entries; a collection has at most ${most}`;
  return finding(paths.at(most) ?? '', 'collection_size', message, 'Make it two collections.');
}

function sameSlug(path: string, other: string, slug: string): Diagnostic {
  const message = `${other} and ${path} are both the entry ${slug}`;
  return finding(path, 'slug_twice', message, 'Rename one of them.');
}

function checkConfig(name: string, files: SiteFacts, collections: Collections): Diagnostic[] {
  const config = configOf(files, name);
  const path = `content/${name}/_collection.yaml`;
  return [...checkGroups(name, path, config, collections), ...checkTargets(path, config, collections)];
}

function checkGroups(
  name: string,
  path: string,
  { groups = [], fields }: CollectionConfig,
  collections: Collections,
): Diagnostic[] {
  const { paths, fields: said } = collections.get(name) ?? {};
  const known = [...new Set([...Object.keys(fields ?? {}), ...(said ?? [])])];
  return groups.flatMap((group) => {
    if (RESERVED_GROUPS.has(group)) {
      const message = `${group} can't be a group: collections.${name}.${group} is something else`;
      const help = `Names that are taken: ${[...RESERVED_GROUPS].join(', ')}.`;
      return [finding(path, 'group_reserved', message, help)];
    }
    if (!paths?.length || !said || known.includes(group)) return [];
    const near = nearest(group, known);
    const help = near === undefined ? 'Name a field of its entries.' : `Did you mean ${near}?`;
    const message = `No entry of ${name} has the field ${group}`;
    return [{ ...finding(path, 'group_field', message, help), severity: 'warning' as const }];
  });
}

function checkTargets(path: string, config: CollectionConfig, collections: Collections): Diagnostic[] {
  return Object.entries(config.fields ?? {}).flatMap(([field, { to }]) => {
    if (to === undefined || collections.has(to)) return [];
    const near = nearest(to, [...collections.keys()]);
    const help = near === undefined ? `Make the folder content/${to}/.` : `Did you mean ${near}?`;
    return [
      finding(
        path,
        'missing_collection',
        `the field ${field} is of ${to}, and there is no content/${to}/`,
        help,
      ),
    ];
  });
}

/** Pages that say `entry: <name>`. */
function* checkingPages(files: SiteFacts, collections: Collections): Generator<void, Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const [path, { front }] of ofKinds(files, 'page')) {
    const name = front?.entry;
    if (name === undefined) continue;
    const surveyed = collections.get(name);
    if (surveyed) {
      found.push(...(yield* checkingRoute(path, front?.route ?? routeOfPage(path) ?? '/', surveyed, files)));
      continue;
    }
    const near = nearest(name, [...collections.keys()]);
    const help = near === undefined ? `Make the folder content/${name}/.` : `Did you mean ${near}?`;
    found.push(
      finding(path, 'missing_collection', `entry: ${name} names a collection that does not exist`, help),
    );
  }
  return found;
}

function* checkingRoute(
  path: string,
  route: string,
  surveyed: Checked,
  files: SiteFacts,
): Generator<void, Diagnostic[]> {
  const { paths } = surveyed;
  const zone = zoneOf(files);
  const help = 'Name it pages/…/[slug].liquid; [...slug] takes folders too.';
  const hasUrl = (number: number) => isFlagged(surveyed, number, FLAGS.url);
  try {
    const { key, params } = parseRoute(route);
    if (params.length === 0) {
      const message = `The page of an entry needs its slug in its route: ${route} has none`;
      return [finding(path, 'entry_route', message, help)];
    }
    const isSlug = slugParam(route) !== undefined;
    const deep = isSlug && !key.includes('{...}') ? firstDeep(paths) : -1;
    if (deep >= 0 && !hasUrl(deep)) {
      const message = `${route} can't be the address of the entry "${slugOfEntry(paths.at(deep) ?? '')}", which is in a folder`;
      return [finding(path, 'entry_route', message, help)];
    }
    const on = new EntriesOnPage(path, route, zone);
    const slugs = slugsOf(paths);
    const found: Diagnostic[] = [];
    for (let number = 0; number < paths.length && found.length < MOST; number++) {
      if (number % ADDRESSES === ADDRESSES - 1) yield;
      if (on.isPlain(slugs.at(number) ?? '', hasUrl(number))) continue;
      const from = paths.at(number) ?? '';
      const facts = files.get(from)?.entry;
      if (facts) found.push(...addressProblem(from, facts, route, zone));
    }
    return found;
  } catch {
    return []; // What is wrong with the route is said elsewhere.
  }
}

/** The number of the first entry that is in a folder, or that of its collection itself; below 0 for none. */
function firstDeep(paths: Paths): number {
  const slugs = slugsOf(paths);
  for (let number = 0; number < slugs.length; number++) {
    const slug = slugs.at(number) ?? '';
    if (slug.includes('/') || slug === '') return number;
  }
  return -1;
}

/** Entries of one page that are said to have no address. */
const MOST = 50;

function addressProblem(
  path: string,
  facts: EntryFacts,
  route: string,
  zone: string | undefined,
): Diagnostic[] {
  const found = entryAddress(facts, route, zone);
  if (!('problem' in found)) return [];
  const { code, field, message, help } = found.problem;
  const place = own(facts.places, field);
  return [{ ...finding(path, code, message, help), ...(place && spanOf(place)) }];
}
