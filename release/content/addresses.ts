import { type AddressRow, type AddressTable, addressKey, tableOf } from '../../schema/content/addresses.ts';
import type { LargeGroup } from '../../schema/content/blocks.ts';
import { type CollectionRecord, collectionKey, type GroupRecord } from '../../schema/content/records.ts';
import type { PageRecord } from '../../schema/manifest.ts';
import { own } from '../../schema/own.ts';
import { baseOf, countedBy, NUMBERED, partPath } from '../../site/addresses/part-path.ts';
import { type Match, matchRoute } from '../../site/routes/match.ts';
import type { Manifest } from '../read-manifest.ts';
import type { Working } from '../working.ts';
import { aheadOf } from './ahead.ts';

/**
 * What answers a canonical path in a release that has tables of addresses. A path of its own goes first, then a part of a
 * collection, then an address in the tables, then what fits a pattern; where all addresses of a pattern are in the tables, others are none.
 */
export async function matchAddress(working: Working, path: string): Promise<Match | undefined> {
  const { manifest } = working;
  const match = matchRoute(manifest, path);
  if (match && isLiteral(match)) return match;
  const part = await partAt(working, path);
  if (part) return part;
  const row = await rowOf(working, path, match && isKnown(match) ? ahead(working, match) : []);
  if (row !== undefined) return withRow(match, row);
  return match && isKnown(match) ? undefined : match;
}

/** The same of an address that is in a table, where it has this row, and is no part of a list. */
export function knownMatch(manifest: Manifest, path: string, row: AddressRow): Match | undefined {
  const match = matchRoute(manifest, path);
  return match && isLiteral(match) ? match : withRow(match, row);
}

/** What the page at an address most likely needs, so that it is loaded in the same round. */
function ahead(working: Working, { route, params }: Match): readonly string[] {
  const path = 'page' in route ? route.page : '';
  const page = working.manifest.record<PageRecord>(path);
  return page ? [path, ...(page.needs ?? []), ...aheadOf(working, page, { params })] : [];
}

/** A part of a collection, or of one of its groups: how many there are follows from the list, so no table names them. */
async function partAt(working: Working, path: string): Promise<Match | undefined> {
  for (const form of working.manifest.head.parts ?? []) {
    const [base, number] = baseOf(path, form) ?? [];
    const match = base === undefined ? undefined : matchRoute(working.manifest, base);
    const page = match && paginated(working, match);
    if (!match || !page || number === undefined || (page.paginate.path ?? NUMBERED) !== form) continue;
    const size = await sizeOf(working, page, match);
    const isGroup = countedBy(page.paginate.items, page.each)?.group !== undefined;
    // A group is found by its name already; another item has its address in a table.
    if (isKnown(match) && !isGroup && (await rowOf(working, base ?? '', [])) === undefined) continue;
    if (size !== undefined && (number - 1) * page.paginate.size < size)
      return { route: { page: page.path }, params: match.params, shown: { number } };
  }
  return undefined;
}

interface Paginated extends Pick<PageRecord, 'each'> {
  readonly path: string;
  readonly paginate: NonNullable<PageRecord['paginate']>;
}

/** The page of a route, where it shows a list in parts. */
function paginated({ manifest }: Working, { route }: Match): Paginated | undefined {
  const path = 'page' in route ? route.page : '';
  const { paginate, each } = manifest.record<PageRecord>(path) ?? {};
  return paginate && { path, paginate, each };
}

/** How many items the list of a page has; undefined where that does not follow from a collection's record. */
async function sizeOf(
  working: Working,
  { paginate, each }: Paginated,
  { params }: Match,
): Promise<number | undefined> {
  const counted = countedBy(paginate.items, each);
  if (!counted) return undefined;
  const { collection, by, group } = counted;
  const key = collectionKey(collection);
  const loading = working.loadKeys([key]);
  if (loading) await loading;
  const record = working.data(key) as CollectionRecord | undefined; // made by site/release/layout
  if (by === undefined) return record && (record.blocks?.size ?? record.entries.length);
  const groups: readonly (LargeGroup | GroupRecord)[] | undefined = record?.blocks
    ? own(record.blocks.groups, by)
    : own(record?.groups ?? {}, by);
  if (group === undefined) return groups?.length;
  const size = groups?.find(([, slug]) => slug === own(params, group))?.[2];
  return typeof size === 'object' ? size.length : size;
}

/** The addresses of all such parts of lists that are shown at known addresses. */
export async function partPaths(working: Working, known: readonly string[]): Promise<string[]> {
  const { manifest } = working;
  if (manifest.head.parts === undefined) return [];
  const found: string[] = [];
  for (const base of known) {
    const match = matchRoute(manifest, base);
    const page = match && paginated(working, match);
    const size = match && page && (await sizeOf(working, page, match));
    if (!page || size === undefined) continue;
    const { paginate } = page;
    for (let number = 2; (number - 1) * paginate.size < size; number++)
      found.push(partPath(base, paginate.path, number));
  }
  return found;
}

const isLiteral = ({ route }: Match): boolean => route.params === undefined && !isKnown({ route });
const isKnown = ({ route }: Pick<Match, 'route'>): boolean => 'page' in route && route.known === true;

async function rowOf(
  working: Working,
  path: string,
  ahead: readonly string[],
): Promise<AddressRow | undefined> {
  const { tables } = working.manifest.head;
  if (tables === undefined) return undefined;
  const key = addressKey(tableOf(path, tables));
  const loading = working.loadKeys([key, ...ahead]);
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
