import type { SortValue } from '../../schema/content/blocks.ts';
import { own } from '../../schema/own.ts';
import { ownUrl } from '../addresses/entry-address.ts';
import type { EntryFacts } from '../facts.ts';
import { dateOf } from './dates.ts';
import { Grouping } from './groups.ts';
import { unitsOf } from './record.ts';

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
  /** UTF-16 units of the JSON of each record, without those of its address and its save: see record.ts. */
  readonly units: Uint32Array;
  /** What entries may be sorted by, by field; empty where none has it. */
  readonly values: ReadonlyMap<string, SortColumn>;
  /** By field. */
  readonly groups: ReadonlyMap<string, Grouping>;
  /** Names of their fields, where the collection says by which it is grouped. */
  readonly fields: ReadonlySet<string>;
}

/** What entries are sorted by: as numbers, NaN for none, where all that have something have a number; the same as their dates where it is. */
export type SortColumn = Float64Array | readonly SortValue[];

/** `dated` and `ordered`: whether it says a date, of its own or in its name, and an order; `url`: whether it has an address of its own. */
export const FLAGS = { draft: 1, dated: 2, ordered: 4, url: 8 } as const;

/** Whether an entry has one of FLAGS. */
export const isFlagged = ({ flags }: Pick<Surveyed, 'flags'>, number: number, flag: number): boolean =>
  ((flags[number] ?? 0) & flag) !== 0;

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

  end(): Surveyed {
    const dates = Float64Array.from(this.#dates);
    for (const grouping of this.#groups.values()) grouping.end();
    return {
      paths: this.#paths,
      flags: Uint8Array.from(this.#flags),
      dates,
      days: this.#zone === undefined ? dates : Float64Array.from(this.#days),
      units: Uint32Array.from(this.#units),
      values: new Map(Array.from(this.#values, ([key, values]) => [key, columnOf(values, dates)])),
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

/** What an entry has in a column; null for nothing. */
export function valueIn(column: SortColumn | undefined, number: number): SortValue {
  const value = column?.[number] ?? null;
  return column instanceof Float64Array && Number.isNaN(value) ? null : value;
}

/** None where no entry has a value. */
function columnOf(values: readonly SortValue[], dates: Float64Array): SortColumn {
  if (values.every((value) => value === null)) return [];
  const isNumbers = values.every(
    (value) => value === null || (typeof value === 'number' && !Number.isNaN(value)),
  );
  if (!isNumbers) return values;
  const numbers = Float64Array.from(values, (value) => Number(value ?? Number.NaN));
  return numbers.every((value, at) => Object.is(value, dates[at])) ? dates : numbers;
}

function valuesOf(parts: readonly Surveyed[], dates: Float64Array): Map<string, SortColumn> {
  const [first] = parts;
  return new Map(Array.from(first?.values.keys() ?? [], (key) => [key, joined(parts, key, dates)]));
}

function joined(parts: readonly Surveyed[], key: string, dates: Float64Array): SortColumn {
  const columns = parts.map(({ values }) => values.get(key) ?? []);
  if (columns.every(({ length }) => length === 0)) return [];
  if (columns.every((column, at) => column === parts[at]?.dates)) return dates;
  if (!columns.every((column) => column instanceof Float64Array || column.length === 0))
    return columns.flatMap((column, at) =>
      Array.from({ length: parts[at]?.paths.length ?? 0 }, (_, number) => valueIn(column, number)),
    );
  const numbers = new Float64Array(dates.length).fill(Number.NaN);
  let at = 0;
  for (const [part, { paths }] of parts.entries()) {
    const column = columns[part];
    if (column instanceof Float64Array) numbers.set(column, at);
    at += paths.length;
  }
  return numbers;
}

/** Stretches of a collection that follow each other, as one. */
export function together(parts: readonly Surveyed[]): Surveyed {
  const [first, ...others] = parts;
  if (!first || others.length === 0) return first ?? new Surveying({ fields: [] }).end();
  const size = parts.reduce((sum, { paths }) => sum + paths.length, 0);
  const made = {
    paths: parts.flatMap(({ paths }) => paths),
    flags: new Uint8Array(size),
    dates: new Float64Array(size),
    units: new Uint32Array(size),
    groups: new Map(Array.from(first.groups.keys(), (field) => [field, new Grouping(field)])),
    fields: new Set(parts.flatMap(({ fields }) => [...fields])),
  };
  const days = parts.some((part) => part.days !== part.dates) ? new Float64Array(size) : made.dates;
  let at = 0;
  for (const part of parts) {
    made.flags.set(part.flags, at);
    made.dates.set(part.dates, at);
    made.units.set(part.units, at);
    if (days !== made.dates) days.set(part.days, at);
    for (const [field, grouping] of part.groups) made.groups.get(field)?.addAll(grouping, at);
    at += part.paths.length;
  }
  for (const grouping of made.groups.values()) grouping.end();
  return { ...made, days, values: valuesOf(parts, made.dates) };
}
