import type { Asked, GroupName, ListName } from '../../../release/content/asked.ts';
import { blocksIn, groupBlocks, listBlocks } from '../../../release/content/large.ts';
import type { LargeGroup } from '../../../schema/content/blocks.ts';
import { collectionKey } from '../../../schema/content/records.ts';
import { own } from '../../../schema/own.ts';
import type { LargeCollections, LargeRecord } from '../known/large-collections.ts';

/** Before what was asked, as JSON, in its key. */
export const ASKED = 'asked:';
/** Of a group with so few blocks one key says all that its record does, which is fewer than one for each part of it that a page shows. */
const FEW = 8;
/** A page that asks more of a record depends on all of it. */
const MOST = 16;

/** What was asked, or all that a record says of a group. */
type What = Asked | readonly [of: ListName, what: 'all'];

/** Keys of what pages ask of the records of large collections, and what they stand for. */
export class AskedKeys {
  readonly #large: LargeCollections;

  constructor(large: LargeCollections) {
    this.#large = large;
  }

  keysOf(asked: Iterable<string>): string[] {
    const found = new Map<string, Set<string>>();
    for (const one of asked) {
      const [of] = JSON.parse(one) as Asked; // as `ask` wrote it
      const [name, ...group] = of;
      const record = this.#large.record(name);
      if (!record) continue;
      const whole: What | undefined = isShort(record, group) ? [of, 'all'] : undefined;
      const keys = found.get(name) ?? new Set();
      found.set(name, keys.add(ASKED + (whole ? JSON.stringify(whole) : one)));
    }
    return [...found].flatMap(([name, keys]) => (keys.size > MOST ? [collectionKey(name)] : [...keys]));
  }

  /** What such a key stands for in this release. */
  textOf(key: string): string {
    const what = JSON.parse(key.slice(ASKED.length)) as What; // as `keysOf` wrote it
    const record = this.#large.record(what[0][0]);
    const answer = record && answerTo(what, record);
    return answer === undefined ? '' : JSON.stringify(answer);
  }
}

const isShort = (record: LargeRecord, group: GroupName): boolean =>
  group.length > 0 && (groupOf(record, group)?.[3] ?? []).length <= FEW;

function answerTo([[, ...group], what, ...more]: What, record: LargeRecord): unknown {
  const { name, blocks } = record;
  const found = groupOf(record, group);
  switch (what) {
    case 'names':
      return own(blocks.groups, `${more[0]}`)?.map((one) => one.slice(0, 2));
    case 'sizes':
      return own(blocks.groups, `${more[0]}`)?.map((one) => one.slice(0, 3));
    case 'group':
      return firstWith(own(blocks.groups, `${more[0]}`) ?? [], `${more[1]}`)?.slice(0, 2);
    case 'all':
      return found;
  }
  if (group.length > 0 && !found) return undefined;
  const size = found?.[2] ?? blocks.size;
  if (what === 'size') return size;
  if (what === 'pages') return Math.ceil(size / Number(more[0]));
  const list = found ? groupBlocks(name, `${group[0]}`, found) : listBlocks(name, blocks);
  // JSON has null for an infinite place.
  const parts = blocksIn(list, Number(more[0]), Number(more[1] ?? Number.POSITIVE_INFINITY));
  return parts.map(({ key, from, to }) => [key, from, to]);
}

function groupOf({ blocks }: LargeRecord, [field, slug, name]: GroupName): LargeGroup | undefined {
  const groups = field === undefined ? undefined : own(blocks.groups, field);
  if (!groups || slug === undefined) return undefined;
  for (let at = placeOf(groups, slug); groups[at]?.[1] === slug; at++)
    if (groups[at]?.[0] === name) return groups[at];
  return undefined;
}

/** The first group with a slug: several names may have one. */
function firstWith(groups: readonly LargeGroup[], slug: string): LargeGroup | undefined {
  const found = groups[placeOf(groups, slug)];
  return found?.[1] === slug ? found : undefined;
}

/** Where the first is with this slug or one behind it: groups are sorted by slug. */
function placeOf(groups: readonly LargeGroup[], slug: string): number {
  let low = 0;
  let high = groups.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((groups[middle]?.[1] ?? '') < slug) low = middle + 1;
    else high = middle;
  }
  return low;
}
