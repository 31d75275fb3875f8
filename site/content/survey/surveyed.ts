import type { SortValue } from '../../../schema/content/blocks.ts';
import { own } from '../../../schema/own.ts';
import { ownUrl } from '../../addresses/entry-address.ts';
import { Joined, JoinedPaths, Starts } from '../../columns/joined.ts';
import { type Column, PackedNumbers } from '../../columns/packed-numbers.ts';
import { PackedPaths, type Paths, samePaths } from '../../columns/paths.ts';
import type { EntryFacts } from '../../facts.ts';
import { dateOf } from '../dates.ts';
import { type Grouped, Grouping, JoinedGrouping, type KeptGrouping } from '../grouping.ts';
import { unitsOf } from '../record.ts';

/**
 * What checks and releases ask of every entry of a collection, by its number in path order. Facts of an entry are read and parsed each time
 * that they are asked for; this is made of all of them once, and is some 20 bytes for each beside its path.
 */
export interface Surveyed {
  readonly paths: Paths;
  /** Bits of FLAGS. They are one object in all of which only `units` differ. */
  readonly flags: Column;
  /** Milliseconds since the epoch, in the zone of the site; NaN for none. */
  readonly dates: Column;
  /** The same, where no site says in which zone: what entries are ranked by. */
  readonly days: Column;
  /** UTF-16 units of the JSON of each record, without those of its address and its save: see record.ts. */
  readonly units: Column;
  /** What entries may be sorted by, by field; empty where none has it. */
  readonly values: ReadonlyMap<string, SortColumn>;
  /** By field. */
  readonly groups: ReadonlyMap<string, Grouped>;
  /** Names of their fields, where the collection says by which it is grouped. */
  readonly fields: ReadonlySet<string>;
}

/** A stretch of them, which may be put together with others. */
export interface SurveyedPart extends Surveyed {
  readonly groups: ReadonlyMap<string, KeptGrouping>;
}

/** What entries are sorted by: as numbers where all that have something have a number; the same as their dates where it is. See `valueIn`. */
export interface SortColumn {
  at(number: number): SortValue | undefined;
}

/** `dated` and `ordered`: whether it says a date, of its own or in its name, and an order; `url`: whether it has an address of its own. */
export const FLAGS = { draft: 1, dated: 2, ordered: 4, url: 8 } as const;

/** Whether an entry has one of FLAGS. */
export const isFlagged = ({ flags }: Pick<Surveyed, 'flags'>, number: number, flag: number): boolean =>
  ((flags.at(number) ?? 0) & flag) !== 0;

/** Field that entries may lack in their record, where it is their address: nothing here says what follows from it. */
export const ADDRESS = 'url';

/** What of entries is asked for: how their collection is sorted and grouped, and in which zone its dates are. */
export interface Asked {
  readonly sort?: string | undefined;
  /** Whether the collection says by which fields it is grouped. */
  readonly groups?: boolean;
  /** The fields that it is grouped by. */
  readonly fields: readonly string[];
  readonly zone?: string | undefined;
}

/** Looks at entries of a collection one by one. */
export class Surveying {
  readonly #zone: string | undefined;
  readonly #paths: string[] = [];
  readonly #flags: number[] = [];
  readonly #dates: number[] = [];
  readonly #days: number[] = [];
  readonly #units: number[] = [];
  readonly #values: Map<string, SortValue[]>;
  readonly #groups: ReadonlyMap<string, Grouping>;
  readonly #fields: Set<string> | undefined;

  constructor({ sort, groups, fields, zone }: Asked) {
    this.#zone = zone;
    const sorts = sort === undefined ? ['date', 'order'] : [sort.replace(/^-/, '')];
    this.#values = new Map(sorts.flatMap((each) => (isSurveyed(each) ? [[each, []] as const] : [])));
    const by = fields.filter((each) => each !== ADDRESS);
    this.#groups = new Map(by.map((field) => [field, new Grouping(field)]));
    this.#fields = groups ? new Set() : undefined;
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
    this.#units.push(unitsOf(path, facts));
    this.#dates.push(dateOf(date, this.#zone) ?? Number.NaN);
    if (this.#zone !== undefined) this.#days.push(dateOf(date) ?? Number.NaN);
    const said = named !== undefined && fields.date === undefined ? { date: named, ...fields } : fields;
    for (const [key, values] of this.#values) values.push(sortedBy(said, key, this.#zone));
    for (const grouping of this.#groups.values()) grouping.add(number, { fields: said });
    if (this.#fields) for (const name of Object.keys(fields)) this.#fields.add(name);
  }

  /** `paths`: those of the stretch, if they are known: they are not held twice where all of it is of this collection. */
  end(paths?: Paths): SurveyedPart {
    const dates = new PackedNumbers(this.#dates);
    return {
      paths: paths && samePaths(paths, this.#paths) ? paths : new PackedPaths(this.#paths),
      flags: new PackedNumbers(this.#flags),
      dates,
      days: this.#zone === undefined ? dates : new PackedNumbers(this.#days),
      units: new PackedNumbers(this.#units),
      values: new Map(
        Array.from(this.#values, ([key, values]) => [key, columnOf(values, this.#dates, dates)]),
      ),
      groups: new Map(Array.from(this.#groups, ([field, grouping]) => [field, grouping.end()])),
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

/** What an entry has in a column; null for nothing. */
export function valueIn(column: SortColumn | undefined, number: number): SortValue {
  const value = column?.at(number) ?? null;
  return column instanceof PackedNumbers && Number.isNaN(value) ? null : value;
}

/** None where no entry has a value. */
function columnOf(values: readonly SortValue[], dates: readonly number[], packed: PackedNumbers): SortColumn {
  if (values.every((value) => value === null)) return [];
  const isNumbers = values.every(
    (value) => value === null || (typeof value === 'number' && !Number.isNaN(value)),
  );
  if (!isNumbers) return values;
  const numbers = Float64Array.from(values, (value) => Number(value ?? Number.NaN));
  return numbers.every((value, at) => Object.is(value, dates[at])) ? packed : new PackedNumbers(numbers);
}

/**
 * Stretches of a collection that follow each other, as one, without a copy of what they hold. `alike` is the same of others that differ
 * from them in the lengths of records at most.
 */
export function together(parts: readonly SurveyedPart[], alike?: Surveyed): Surveyed {
  const [first, ...others] = parts;
  if (!first || others.length === 0) return first ?? new Surveying({ fields: [] }).end();
  const starts = new Starts(parts.map(({ paths }) => paths));
  const column = (of: (part: SurveyedPart) => Column) => new Joined<number>(parts.map(of), starts);
  const units = column((part) => part.units);
  if (alike) return { ...alike, units };
  const dates = column((part) => part.dates);
  return {
    paths: new JoinedPaths(
      parts.map(({ paths }) => paths),
      starts,
    ),
    flags: column(({ flags }) => flags),
    dates,
    days: parts.every((part) => part.days === part.dates) ? dates : column(({ days }) => days),
    units,
    values: new Map(
      Array.from(first.values.keys(), (key) => {
        const columns = parts.map(({ values, paths: { length } }) => {
          const column = values.get(key);
          return { length, at: (number: number) => valueIn(column, number) };
        });
        return [key, new Joined<SortValue>(columns, starts)];
      }),
    ),
    groups: new Map(
      Array.from(first.groups.keys(), (field) => {
        const groupings = parts.map(({ groups }) => groups.get(field));
        return [field, new JoinedGrouping(field, groupings, starts)];
      }),
    ),
    fields: new Set(parts.flatMap(({ fields }) => [...fields])),
  };
}
