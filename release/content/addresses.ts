import { type AddressRow, type AddressTable, addressKey, tableOf } from '../../schema/content/addresses.ts';
import { own } from '../../schema/own.ts';
import { type Match, matchRoute } from '../../site/routes/match.ts';
import type { Working } from '../working.ts';

/**
 * What answers a canonical path in a release that has tables of addresses. A path of its own goes first, then an address in the tables, then
 * what fits a pattern; where all addresses of a pattern are in the tables, others are none.
 */
export async function matchAddress(working: Working, path: string): Promise<Match | undefined> {
  const { manifest } = working;
  const match = matchRoute(manifest, path);
  if (match && isLiteral(match)) return match;
  const row = await rowOf(working, path);
  if (row !== undefined) return withRow(match, row);
  return match && isKnown(match) ? undefined : match;
}

const isLiteral = ({ route }: Match): boolean => route.params === undefined && !isKnown({ route });
const isKnown = ({ route }: Pick<Match, 'route'>): boolean => 'page' in route && route.known === true;

async function rowOf(working: Working, path: string): Promise<AddressRow | undefined> {
  const { tables } = working.manifest.head;
  if (tables === undefined) return undefined;
  const key = addressKey(tableOf(path, tables));
  const loading = working.loadKeys([key]);
  if (loading) await loading;
  // Made by site/addresses/table.
  return own((working.data(key) ?? {}) as AddressTable, path);
}

function withRow(match: Match | undefined, row: AddressRow): Match | undefined {
  if (row === 0) return match;
  const { page, params = {}, ...shown } = row;
  if (page === undefined) return match && { ...match, shown };
  return { route: { page }, params, shown };
}
