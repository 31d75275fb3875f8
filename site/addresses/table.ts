import { type AddressRow, addressKey, tableOf } from '../../schema/content/addresses.ts';
import { LIMITS } from '../../schema/limits.ts';
import { canonicalPath, fillPattern, routeOfPage } from '../../schema/route.ts';
import type { Facts, SiteFacts } from '../facts.ts';
import { ofKinds } from '../site-facts.ts';
import type { Known } from './address.ts';
import { countedBy, NUMBERED } from './part-path.ts';

/** A table of known addresses, as a release holds it. */
export interface Table {
  readonly key: string;
  readonly code: string;
}

/** Addresses whose rows are made between two pauses. */
const ADDRESSES = 1_000;

/**
 * The tables of a site's known addresses: which one an address is in follows from the hash of its path, so that a reader needs one,
 * and a change of one address changes one. Their number is a power of two. Made with pauses.
 */
export function* makingTables(known: readonly Known[], files: SiteFacts): Generator<void, Table[]> {
  const rows: (readonly [path: string, row: string])[] = [];
  let characters = 0;
  for (const [at, address] of known.entries()) {
    if (at % ADDRESSES === ADDRESSES - 1) yield;
    if (address.number !== undefined && formOf(files.get(address.page)) !== undefined) continue;
    const row = JSON.stringify(rowOf(address, files));
    characters += address.path.length + row.length + 4;
    rows.push([address.path, row]);
  }
  if (rows.length === 0) return [];
  let count = 1;
  while (count * LIMITS.addressTable < characters) count *= 2;
  const tables = Array.from({ length: count }, (): (typeof rows)[number][] => []);
  for (const row of rows) tables[tableOf(row[0], count)]?.push(row);
  if (rows.length > ADDRESSES) yield;
  return tables.map((table, at) => ({ key: addressKey(at), code: objectOf(table) }));
}

/** An object as JSON, of values that are JSON already: made of an object of thousands of keys it takes five times as long. */
function objectOf(table: (readonly [path: string, row: string])[]): string {
  const lines = table
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, row]) => `${JSON.stringify(path)}:${row}`);
  return `{${lines.join(',')}}`;
}

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

/** What a table says of an address: no more than does not follow from the route that its path matches. */
function rowOf({ path, page, params, entry, own, number }: Known, files: SiteFacts): AddressRow {
  const route = files.get(page)?.front?.route ?? routeOfPage(page) ?? '/';
  const follows = own !== true && number === undefined && canonicalPath(fillPattern(route, params)) === path;
  // As release/content/collections reads it.
  const says = entry === undefined || (follows && (params.slug ?? Object.values(params)[0]) === entry);
  if (follows && says) return 0;
  return {
    ...(!follows && { page, ...(Object.keys(params).length > 0 && { params }) }),
    ...(!says && { entry }),
    ...(number !== undefined && { number }),
  };
}
