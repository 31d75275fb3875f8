import { type AddressRow, addressKey } from '../../schema/content/addresses.ts';
import { LIMITS } from '../../schema/limits.ts';
import type { Facts, SiteFacts } from '../facts.ts';
import { placesBy } from '../places-by.ts';
import type { MadeOf, NumberRange } from '../release/kept-layouts.ts';
import { ofKinds } from '../site-facts.ts';
import type { Known } from './address.ts';
import { PlainKnown } from './entry-known.ts';
import { byPath, type KnownList, picked } from './known-list.ts';
import { countedBy, NUMBERED } from './part-path.ts';
import { pathHashes } from './path-hashes.ts';

/** A table of known addresses, as a release holds it. */
interface Table {
  readonly key: string;
  readonly code: string;
  /** UTF-16 units of the code. */
  readonly units: number;
  /** What the code follows from. */
  readonly source: string;
  readonly madeOf: MadeOf;
}

/** Addresses whose rows are made between two pauses. */
const ADDRESSES = 1_000;

/** Tables that were made last, and which pages had addresses that are in none. */
const LAST = new WeakMap<KnownList, { readonly forms: string; readonly tables: readonly Table[] }>();

/**
 * The tables of a site's known addresses: which one an address is in follows from the hash of its path, so that a reader needs one,
 * and a change of one address changes one. Their number is a power of two. Made with pauses.
 */
export function* makingTables(known: KnownList, files: SiteFacts): Generator<void, readonly Table[]> {
  const forms = JSON.stringify(
    Array.from(ofKinds(files, 'page'), ([path, facts]) => [path, formOf(facts) !== undefined]),
  );
  const last = LAST.get(known);
  if (last?.forms === forms) return last.tables;
  const tables = yield* making(known, files);
  LAST.set(known, { forms, tables });
  return tables;
}

function* making(known: KnownList, files: SiteFacts): Generator<void, Table[]> {
  const hashes = pathHashes(known);
  /** UTF-16 units of each in its table; 0 for what is in none. */
  const units = new Uint32Array(known.length);
  let characters = 0;
  for (const [at, address] of known.entries()) {
    if (at % ADDRESSES === ADDRESSES - 1) yield;
    if (address.number !== undefined && formOf(files.get(address.page)) !== undefined) continue;
    const { path } = address;
    const row = rowOf(address);
    units[at] = lineOf(path, row).length;
    characters += path.length + row.length + 4;
  }
  if (characters === 0) return [];
  let count = 1;
  while (count * LIMITS.addressTable < characters) count *= 2;
  const tables = hashes.map((hash, at) => (units[at] === 0 ? count : hash % count));
  return placesBy(tables, count + 1)
    .slice(0, count)
    .map((places, at) => new AddressTable(addressKey(at), known, places, units));
}

/** Entries that follow from no number. */
const NOTHING: NumberRange = { all: new Uint32Array(0), from: 0, to: 0 };

/** Its text is made whenever it is asked for: those of 100,000 addresses take as much memory as the addresses. */
class AddressTable implements Table {
  static #count = 0;
  readonly key: string;
  readonly units: number;
  /** No other table is made of that: it never changes. */
  readonly madeOf: MadeOf = { basis: `table ${AddressTable.#count++}`, range: NOTHING };
  readonly #known: KnownList;

  constructor(key: string, known: KnownList, places: Uint32Array, units: Uint32Array) {
    this.key = key;
    this.units = places.reduce((sum, at) => sum + (units[at] ?? 0), 1 + Math.max(1, places.length));
    this.#known = picked(known, byPath(known, places));
  }

  /** An object as JSON, of values that are JSON already: made of an object of thousands of keys it takes five times as long. */
  get code(): string {
    return `{${Array.from(this.#known, (address) => lineOf(address.path, rowOf(address))).join(',')}}`;
  }

  /** What is as it was need not be compared with what is stored. */
  get source(): string {
    return this.code;
  }
}

const lineOf = (path: string, row: string): string => `${JSON.stringify(path)}:${row}`;

/**
 * The forms of addresses of parts of collections and groups, which are in no table: how many there are follows from the list, and a new
 * entry would change a table for each list that it is in.
 */
export function partForms(files: SiteFacts): string[] {
  return [...new Set([...ofKinds(files, 'page')].flatMap(([, facts]) => formOf(facts) ?? []))].sort();
}

function formOf(facts: Pick<Facts, 'front'> | undefined): string | undefined {
  const { paginate, each } = facts?.front ?? {};
  const item = Object.entries(each ?? {})[0];
  return paginate && countedBy(paginate.items, item) ? (paginate.path ?? NUMBERED) : undefined;
}

/** What a table says of an address, as JSON: no more than does not follow from the route that its path matches. */
function rowOf(known: Known): string {
  if (known instanceof PlainKnown) return '0';
  const { page, params, entry, own, number } = known;
  const follows = own !== true && number === undefined;
  // As release/content/collections reads it.
  const says = entry === undefined || (follows && (params.slug ?? Object.values(params)[0]) === entry);
  if (follows && says) return '0';
  return JSON.stringify({
    ...(!follows && { page, ...(Object.keys(params).length > 0 && { params }) }),
    ...(!says && { entry }),
    ...(number !== undefined && { number }),
  } satisfies AddressRow);
}
