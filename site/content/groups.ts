import type { GroupRecord } from '../../schema/content/records.ts';
import type { SiteFacts } from '../facts.ts';
import { madeOnce } from '../made-once.ts';
import { ofKinds, saying } from '../site-facts.ts';
import { configOf } from './config-of.ts';
import type { Entries } from './entries.ts';
import { type Group, Grouping, placedOrder } from './grouping.ts';

/** Names of a collection that no group can have. */
export const RESERVED_GROUPS: ReadonlySet<string> = new Set(['size', 'first', 'last', 'tree', 'where']);

/** The groups of entries by a field: by each of its values where it holds a list. Sorted by slug, then by name. */
export function groupsBy(entries: Entries, field: string): Group[] {
  const grouping = new Grouping(field);
  for (const number of entries.numbers) grouping.add(number, entries.of(number));
  return grouping.groups(placedOrder(entries.numbers, entries.paths.length));
}

/** Groups as the record of a collection that is one value has them. */
export function groupRecords(
  { numbers: all, paths }: Entries,
  groups: Readonly<Record<string, readonly Group[]>>,
): Record<string, readonly GroupRecord[]> {
  const { places } = placedOrder(all, paths.length);
  const recordOf = ({ name, slug, numbers }: Group): GroupRecord => [
    name,
    slug,
    Array.from(numbers, (number) => places[number] ?? 0),
  ];
  return Object.fromEntries(Object.entries(groups).map(([field, found]) => [field, found.map(recordOf)]));
}

/** The fields that a collection is grouped by: those that its `groups` names, and those that pages and templates read. */
export function groupFields(files: SiteFacts, collection: string): string[] {
  const stated = configOf(files, collection).groups ?? [];
  const read = groupsRead(files).get(collection) ?? [];
  return [...new Set([...stated, ...read])].filter((name) => !RESERVED_GROUPS.has(name)).sort();
}

/** `collections.<name>.<field>` in all templates, and in `each` and `paginate` of all pages. */
const groupsRead = madeOnce((files: SiteFacts): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>();
  const add = ([root, name, field]: readonly string[]) => {
    if (root !== 'collections' || name === undefined || field === undefined || /^\d+$/.test(field)) return;
    const fields = found.get(name) ?? new Set();
    found.set(name, fields.add(field));
  };
  for (const [, { refs }] of saying(files, 'refs')) for (const path of refs?.globals ?? []) add(path);
  for (const [, { front }] of ofKinds(files, 'page')) {
    for (const path of Object.values(front?.each ?? {})) add(path.split('.'));
    if (front?.paginate) add(front.paginate.items.split('.'));
  }
  return found;
});
