import type { SortValue } from '../../schema/content/blocks.ts';
import { own } from '../../schema/own.ts';
import { ownUrl } from '../addresses/entry-address.ts';
import type { EntryFacts, SiteFacts } from '../facts.ts';
import { inOneGo } from '../in-one-go.ts';
import { ofKinds } from '../site-facts.ts';
import { configOf, zoneOf } from './config-of.ts';
import { dateOf } from './dates.ts';
import { readEntryPath } from './entry-path.ts';
import { Grouping, groupFields } from './groups.ts';

/**
 * What checks and releases ask of every entry of a collection, by its number in path order. Facts of an entry are read and parsed each time
 * that they are asked for; this is made of all of them once, and is some 60 bytes for each beside its path.
 */
export interface Surveyed {
  readonly paths: readonly string[];
  /** Bits of FLAGS. */
  readonly flags: Uint8Array;
  /** Milliseconds since the epoch, in the zone of the site; NaN for none. */
  readonly dates: Float64Array;
  /** The same, where no site says in which zone: what entries are ranked by. */
  readonly days: Float64Array;
  /** What entries may be sorted by, by field. */
  readonly values: ReadonlyMap<string, readonly SortValue[]>;
  /** By field. */
  readonly groups: ReadonlyMap<string, Grouping>;
  /** Names of their fields, where the collection says by which it is grouped. */
  readonly fields: ReadonlySet<string>;
}

/** `dated` and `ordered`: whether it says a date, of its own or in its name, and an order; `url`: whether it has an address of its own. */
export const FLAGS = { draft: 1, dated: 2, ordered: 4, url: 8 } as const;

/** Field that entries may lack in their record, where it is their address: nothing here says what follows from it. */
export const ADDRESS = 'url';

/** By the names of collections: in the order of their first entries, then those that have none. */
export type Survey = ReadonlyMap<string, Surveyed>;

const MADE = new WeakMap<SiteFacts, Survey>();
/** Sites of which entries say the same. */
const ALIKE = new WeakMap<SiteFacts, SiteFacts>();

/** Entries that are looked at between two pauses. */
const ENTRIES = 1_000;

export const surveyOf = (files: SiteFacts): Survey => inOneGo(surveying(files));

/** Walks over all entries, whether a release holds them or not; once for the same facts. With pauses. */
export function* surveying(site: SiteFacts): Generator<void, Survey> {
  const files = ALIKE.get(site) ?? site;
  const known = MADE.get(files);
  if (known) return known;
  const found = new Map<string, Surveying>();
  const zone = zoneOf(files);
  let looked = 0;
  for (const [path, { entry }] of ofKinds(files, 'entry')) {
    if (!entry) continue;
    let own = found.get(entry.collection);
    if (!own) {
      own = new Surveying(files, entry.collection, zone);
      found.set(entry.collection, own);
    }
    own.add(path, entry);
    if (++looked % ENTRIES === 0) yield;
  }
  for (const [path, { collection }] of ofKinds(files, 'collection')) {
    const name = path.split('/')[1] ?? '';
    if (collection && !found.has(name)) found.set(name, new Surveying(files, name, zone));
  }
  const survey = new Map(Array.from(found, ([name, each]) => [name, each.end()]));
  MADE.set(files, survey);
  return survey;
}

/** Notes that entries of a site say the same as those of another one but for what follows from their texts, which is not surveyed. */
export function surveyedAs(site: SiteFacts, other: SiteFacts): void {
  if (site !== other) ALIKE.set(site, ALIKE.get(other) ?? other);
}

/** Finds the days of entries, milliseconds since the epoch, by their paths; fast where these come in the order of all. */
export class Days {
  readonly #survey: Survey;
  #at = -1;

  constructor(survey: Survey) {
    this.#survey = survey;
  }

  /** NaN for an entry that has none, and for what is no entry. */
  of(path: string): number {
    const surveyed = this.#survey.get(readEntryPath(path)?.collection ?? '');
    if (!surveyed) return Number.NaN;
    const { paths, days } = surveyed;
    let at = paths.indexOf(path, this.#at + 1);
    if (at < 0) at = paths.indexOf(path);
    this.#at = at;
    return days[at] ?? Number.NaN;
  }
}

class Surveying {
  readonly #zone: string | undefined;
  readonly #paths: string[] = [];
  readonly #flags: number[] = [];
  readonly #dates: number[] = [];
  readonly #days: number[] = [];
  readonly #values: Map<string, SortValue[]>;
  readonly #groups: ReadonlyMap<string, Grouping>;
  readonly #fields: Set<string> | undefined;

  constructor(files: SiteFacts, name: string, zone: string | undefined) {
    const { sort, groups = [] } = configOf(files, name);
    this.#zone = zone;
    const sorts = sort === undefined ? ['date', 'order'] : [sort.replace(/^-/, '')];
    this.#values = new Map(sorts.flatMap((each) => (isSurveyed(each) ? [[each, []] as const] : [])));
    const fields = groupFields(files, name).filter((each) => each !== ADDRESS);
    this.#groups = new Map(fields.map((field) => [field, new Grouping(field)]));
    this.#fields = groups.length > 0 ? new Set() : undefined;
  }

  add(path: string, facts: EntryFacts): void {
    const { fields, date: named } = facts;
    const number = this.#paths.push(path) - 1;
    const date = fields.date ?? named;
    this.#flags.push(
      (fields.draft === true ? FLAGS.draft : 0) |
        (fields.date !== undefined || named !== undefined ? FLAGS.dated : 0) |
        (fields.order === undefined ? 0 : FLAGS.ordered) |
        (ownUrl(facts) === undefined ? 0 : FLAGS.url),
    );
    this.#dates.push(dateOf(date, this.#zone) ?? Number.NaN);
    if (this.#zone !== undefined) this.#days.push(dateOf(date) ?? Number.NaN);
    const said = named !== undefined && fields.date === undefined ? { date: named, ...fields } : fields;
    for (const [key, values] of this.#values) values.push(sortedBy(said, key, this.#zone));
    for (const grouping of this.#groups.values()) grouping.add(number, { fields: said });
    if (this.#fields) for (const name of Object.keys(fields)) this.#fields.add(name);
  }

  end(): Surveyed {
    const dates = Float64Array.from(this.#dates);
    if (!this.#flags.some((flags) => flags & FLAGS.ordered)) this.#values.delete('order');
    return {
      paths: this.#paths,
      flags: Uint8Array.from(this.#flags),
      dates,
      days: this.#zone === undefined ? dates : Float64Array.from(this.#days),
      values: this.#values,
      groups: this.#groups,
      fields: this.#fields ?? new Set(),
    };
  }
}

/** Slugs follow from paths. */
const isSurveyed = (key: string): boolean => key !== 'slug' && key !== ADDRESS;

/** What an entry is sorted by. */
export function sortedBy(
  fields: Readonly<Record<string, unknown>>,
  key: string,
  zone: string | undefined,
): SortValue {
  const value = own(fields, key);
  if (value === undefined || value === null) return null;
  const isDate = key === 'date' || key === 'updated';
  const found = isDate ? (dateOf(value, zone) ?? value) : value;
  return typeof found === 'number' ? found : String(found);
}
