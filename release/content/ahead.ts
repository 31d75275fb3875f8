import type { Shown } from '../../schema/content/addresses.ts';
import { keyOfEntry, type LargeGroup } from '../../schema/content/blocks.ts';
import { type CollectionRecord, collectionKey } from '../../schema/content/records.ts';
import type { FullPageRecord, PageRecord } from '../../schema/manifest.ts';
import { own } from '../../schema/own.ts';
import { entryOf, type Plan } from '../plan.ts';
import type { Working } from '../working.ts';
import { type BlockList, groupBlocks, keysIn, listBlocks } from './large.ts';

/** What is shown at an address. */
export interface At {
  readonly params: Readonly<Record<string, string>>;
  readonly shown?: Shown | undefined;
}

/** Entries that a list is taken to begin with where its page does not say how many it shows. */
const SHOWN = 10;

/** Loads what a page is known to need, and what it most likely reads of large collections, in one round. */
export function loadAhead(working: Working, { page, entries }: Plan, at: At): Promise<void> | undefined {
  const ahead = aheadOf(working, page, at).map((key) => entryOf(working.manifest, key));
  return working.load([...entries, ...ahead.filter((found) => found !== undefined)]);
}

/**
 * Keys of large collections that a page most likely reads, so that they are loaded in the round that brings its templates. It may read
 * others: then those are asked for when they are read.
 */
export function aheadOf(working: Working, page: PageRecord | FullPageRecord, at: At): string[] {
  const { entry, each, paginate } = page;
  if (entry !== undefined) return ofEntry(working, entry, at);
  const [size, number] = [paginate?.size ?? SHOWN, at.shown?.number ?? 1];
  const part = (list: BlockList | undefined) =>
    list ? keysIn(list, (number - 1) * size, number * size) : [];
  if (each) return part(groupOf(working, each, at));
  const names = paginate ? [nameIn(paginate.items)] : (page.needs ?? []).map(nameOfKey);
  return names.flatMap((name) => {
    const record = name === undefined ? undefined : largeRecord(working, name);
    return record ? part(listBlocks(record.name, record.blocks)) : [];
  });
}

/** What leads to an entry. */
function ofEntry(working: Working, name: string, { params, shown }: At): string[] {
  const record = largeRecord(working, name);
  const slug = shown?.entry ?? params.slug ?? Object.values(params)[0] ?? '';
  return record ? [keyOfEntry(name, record.blocks, slug)] : [];
}

function groupOf(
  working: Working,
  [param, list]: NonNullable<FullPageRecord['each']>,
  { params }: At,
): BlockList | undefined {
  const [root, name = '', field = ''] = list.split('.');
  const record = root === 'collections' ? largeRecord(working, name) : undefined;
  const slug = own(params, param);
  const group = record && own(record.blocks.groups, field)?.find((one: LargeGroup) => one[1] === slug);
  return group && groupBlocks(name, field, group);
}

/** `posts` of `collections.posts`; undefined where it is a group, or another list. */
function nameIn(list: string): string | undefined {
  const [root, name, ...rest] = list.split('.');
  return root === 'collections' && rest.length === 0 ? name : undefined;
}

function nameOfKey(key: string): string | undefined {
  const prefix = collectionKey('');
  return key.startsWith(prefix) ? key.slice(prefix.length) : undefined;
}

/** The record of a large collection, where that travels inside the manifest. */
function largeRecord(working: Working, name: string) {
  const key = collectionKey(name);
  const record = working.recall(key) ? (working.data(key) as CollectionRecord) : undefined; // site/release/layout made it
  return record?.blocks && { name, blocks: record.blocks };
}
