import { type AddressRow, addressKey } from '../../schema/content/addresses.ts';
import { LIMITS } from '../../schema/limits.ts';
import { hashOf } from '../../schema/text/hash-of.ts';
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
  const hashes = new Uint32Array(known.length);
  const isIn = new Uint8Array(known.length);
  let characters = 0;
  for (const [at, address] of known.entries()) {
    if (at % ADDRESSES === ADDRESSES - 1) yield;
    if (address.number !== undefined && formOf(files.get(address.page)) !== undefined) continue;
    isIn[at] = 1;
    hashes[at] = hashOf(address.path);
    characters += address.path.length + rowOf(address).length + 4;
  }
  if (characters === 0) return [];
  let count = 1;
  while (count * LIMITS.addressTable < characters) count *= 2;
  const tables = Array.from({ length: count }, (): Known[] => []);
  for (const [at, address] of known.entries())
    if (isIn[at] === 1) tables[(hashes[at] ?? 0) % count]?.push(address);
  const made: Table[] = [];
  for (const [at, table] of tables.entries()) {
    made.push({ key: addressKey(at), code: objectOf(table) });
    if (at % TABLES === TABLES - 1) yield;
  }
  return made;
}

/** Tables that are made between two pauses. */
const TABLES = 4;

/** An object as JSON, of values that are JSON already: made of an object of thousands of keys it takes five times as long. */
function objectOf(table: readonly Known[]): string {
  const lines = table
    .map((address) => [address.path, rowOf(address)] as const)
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

/** What a table says of an address, as JSON: no more than does not follow from the route that its path matches. */
function rowOf({ page, params, entry, own, number }: Known): string {
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
