import { type AddressRow, type AddressTable, addressKey, tableOf } from '../../schema/content/addresses.ts';
import { keyOfEntry } from '../../schema/content/blocks.ts';
import { type CollectionRecord, collectionKey } from '../../schema/content/records.ts';
import type { PageRecord, TextRecord } from '../../schema/manifest.ts';
import { own } from '../../schema/own.ts';
import { type Match, matchRoute } from '../../site/routes/match.ts';
import type { Manifest } from '../manifest.ts';
import type { Working } from '../working.ts';

/**
 * What answers a canonical path in a release that has tables of addresses. A path of its own goes first, then an address in the tables, then
 * what fits a pattern; where all addresses of a pattern are in the tables, others are none.
 */
export async function matchAddress(working: Working, path: string): Promise<Match | undefined> {
  const { manifest } = working;
  const match = matchRoute(manifest, path);
  if (match && isLiteral(match)) return match;
  const row = await rowOf(working, path, match && isKnown(match) ? aheadOf(working, match) : []);
  if (row !== undefined) return withRow(match, row);
  return match && isKnown(match) ? undefined : match;
}

/** What the page at an address most likely needs, so that it is loaded in the same round. */
function aheadOf({ manifest }: Working, { route, params }: Match): readonly string[] {
  const path = 'page' in route ? route.page : '';
  const page = manifest.record<PageRecord>(path);
  if (!page) return [];
  const slug = params.slug ?? Object.values(params)[0] ?? '';
  const record = page.entry === undefined ? undefined : inlineRecord(manifest, page.entry);
  return [
    path,
    ...(page.needs ?? []),
    ...(record?.blocks ? [keyOfEntry(record.name, record.blocks, slug)] : []),
  ];
}

/** The record of a large collection, which travels inside the manifest. */
function inlineRecord(manifest: Manifest, name: string): CollectionRecord | undefined {
  const at = manifest.record<TextRecord>(collectionKey(name))?.at;
  // Made by site/release/assemble.
  return at?.[0] === 0 ? (JSON.parse(manifest.inline(at)) as CollectionRecord) : undefined;
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
