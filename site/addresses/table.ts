import { type AddressRow, addressKey, tableOf } from '../../schema/content/addresses.ts';
import { LIMITS } from '../../schema/limits.ts';
import { canonicalPath, fillPattern, routeOfPage } from '../../schema/route.ts';
import type { SiteFacts } from '../facts.ts';
import type { Known } from './address.ts';

/** A table of known addresses, as a release holds it. */
export interface Table {
  readonly key: string;
  readonly code: string;
}

/**
 * The tables of a site's known addresses: which one an address is in follows from the hash of its path, so that a reader needs one,
 * and a change of one address changes one. Their number is a power of two.
 */
export function tablesOf(known: readonly Known[], files: SiteFacts): Table[] {
  if (known.length === 0) return [];
  const rows = known.map((address) => [address.path, rowOf(address, files)] as const);
  const characters = rows.reduce((sum, [path, row]) => sum + path.length + JSON.stringify(row).length + 4, 0);
  let count = 1;
  while (count * LIMITS.addressTable < characters) count *= 2;
  const tables = Array.from({ length: count }, (): [string, AddressRow][] => []);
  for (const [path, row] of rows) tables[tableOf(path, count)]?.push([path, row]);
  return tables.map((table, at) => ({
    key: addressKey(at),
    code: JSON.stringify(Object.fromEntries(table.sort(([a], [b]) => (a < b ? -1 : 1)))),
  }));
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
