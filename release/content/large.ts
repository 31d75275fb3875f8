import type { Program } from '../../liquid/program.ts';
import { link, type Template } from '../../liquid/run/link.ts';
import {
  type Blocks,
  blockKey,
  compareEntries,
  groupKey,
  keyOfEntry,
  type LargeGroup,
  type SlugTable,
  type SortValue,
  shelfKey,
} from '../../schema/content/blocks.ts';
import type { CollectionRecord, EntryRecord } from '../../schema/content/records.ts';
import { own } from '../../schema/own.ts';
import { hashOf } from '../../schema/text/hash-of.ts';
import { Missing, type Working } from '../working.ts';

/** A list of entries in blocks. Keys are made when they are asked for: a list has hundreds, and a page reads one or two. */
export interface BlockList {
  /** How many entries each block has, and the slug of the first. */
  readonly refs: readonly (readonly [count: number, slug: string])[];
  /** How many entries come before each block, and then all: of a list that is asked again and again. */
  readonly starts?: readonly number[];
  keyOf(at: number, slug: string): string;
}

type WholeList = Required<BlockList>;

/** The whole list of a large collection. */
export function listBlocks(name: string, { list }: Blocks): WholeList {
  const known = LISTS.get(list);
  if (known) return known;
  const starts = [0];
  for (const [at, [count]] of list.entries()) starts.push((starts[at] ?? 0) + count);
  const made: WholeList = {
    refs: list.map(([count, , slug]) => [count, slug]),
    starts,
    keyOf: (at, slug) => blockKey(name, at, slug),
  };
  LISTS.set(list, made);
  return made;
}

/** Lists stay in memory with the records that they are of. */
const LISTS = new WeakMap<Blocks['list'], WholeList>();

/** The entries of one of its groups. */
export function groupBlocks(name: string, field: string, [value, , size, blocks]: LargeGroup): BlockList {
  return { refs: blocks ?? [[size, '']], keyOf: (at, slug) => groupKey(name, field, value, at, slug) };
}

interface Found {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

/** The blocks that entries from one place to before another are in, and which of each. */
export function blocksIn({ refs, starts, keyOf }: BlockList, from: number, to: number): Found[] {
  const found: Found[] = [];
  let at = starts
    ? Math.max(
        0,
        starts.findLastIndex((start) => start <= from),
      )
    : 0;
  let start = starts?.[at] ?? 0;
  for (; at < refs.length && start < to; at++) {
    const [count, slug] = refs[at] ?? [0, ''];
    if (start + count > from)
      found.push({
        key: keyOf(at, slug),
        from: Math.max(0, from - start),
        to: Math.min(count, to - start),
      });
    start += count;
  }
  return found;
}

/** The keys of the blocks that entries from one place to before another are in. */
export const keysIn = (list: BlockList, from: number, to: number): string[] =>
  blocksIn(list, from, to).map(({ key }) => key);

/** Entries of a list from one place to before another. Throws Missing with all the blocks that this needs. */
export function entriesIn(
  working: Working,
  list: BlockList,
  from: number,
  to: number,
  also: readonly string[] = [],
): EntryRecord[] {
  const found = blocksIn(list, from, to);
  const keys = found.map(({ key }) => key);
  // What is wanted besides is asked for only where something is asked for anyway.
  if (keys.some((key) => !working.recall(key))) need(working, [...keys, ...also]);
  // Made by site/release/layout.
  return found.flatMap(({ key, from: first, to: end }) =>
    (working.data(key) as readonly EntryRecord[]).slice(first, end),
  );
}

/** Throws Missing with those that are not there. */
function need(working: Working, keys: readonly string[]): void {
  const missing = keys.filter((key) => !working.recall(key));
  if (missing.length > 0) throw new Missing(missing);
}

/** A large collection of a release, for one render. */
export class Large {
  readonly blocks: Blocks;
  readonly list: WholeList;
  readonly #name: string;
  readonly #working: Working;
  readonly #descending: boolean;

  constructor(working: Working, { name, descending = false }: CollectionRecord, blocks: Blocks) {
    this.blocks = blocks;
    this.#name = name;
    this.#working = working;
    this.#descending = descending;
    this.list = listBlocks(name, blocks);
  }

  range(from: number, to: number, also?: readonly string[]): EntryRecord[] {
    return entriesIn(this.#working, this.list, Math.max(0, from), Math.min(to, this.blocks.size), also);
  }

  /** An entry, and where in the collection it is. `withText` asks for its text in the same round. */
  find(slug: string, withText = false): readonly [entry: EntryRecord, at: number] | undefined {
    const value = this.#valueOf(slug);
    if (value === undefined) {
      this.#working.unfound = true;
      return undefined;
    }
    const { list } = this.blocks;
    const isBefore = (at: number) => {
      const [, first = null, other = ''] = list[at] ?? [];
      return compareEntries([first, other], [value, slug], this.#descending) <= 0;
    };
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(middle)) low = middle + 1;
      else high = middle;
    }
    const start = this.list.starts[low - 1] ?? 0;
    const [count = 0, , first] = list[low - 1] ?? [];
    // The first of a block has the one before it in another: most pages of an entry show both neighbours.
    const also = withText && this.blocks.shelves > 0 ? [this.shelf(slug)] : [];
    if (slug === first) this.range(start - 1, start + count, also);
    const block = this.range(start, start + count, also);
    const at = block.findIndex((entry) => entry.slug === slug);
    const entry = block[at];
    return entry && [entry, start + at];
  }

  /** What the entry is sorted by; undefined where there is none of the slug. */
  #valueOf(slug: string): SortValue | undefined {
    return own(this.#table(slug).of, slug);
  }

  #table(slug: string): SlugTable {
    const key = keyOfEntry(this.#name, this.blocks, slug);
    need(this.#working, [key]);
    return this.#working.data(key) as SlugTable; // made by site/release/layout
  }

  group(field: string, group: LargeGroup): BlockList {
    return groupBlocks(this.#name, field, group);
  }

  /** Tables of slugs that are not there, at once. */
  #need(slugs: readonly string[]): void {
    need(this.#working, [...new Set(slugs.map((slug) => keyOfEntry(this.#name, this.blocks, slug)))]);
  }

  /** The key of the shelf that the texts of an entry are on. */
  shelf(slug: string): string {
    const { slugs, shelves } = this.blocks;
    const shelf = hashOf(slug) % shelves;
    const pack = this.#table(slug).shelves?.[Math.floor(shelf / slugs)];
    return pack === undefined ? shelfKey(this.#name, shelf) : `pack:${pack}`;
  }

  /** The text of an entry, or its excerpt; undefined where it has none. `ahead` are others whose texts are likely to be wanted. */
  template(slug: string, isExcerpt: boolean, ahead: readonly string[]): Template | undefined {
    if (this.blocks.shelves === 0) return undefined;
    this.#need([slug, ...ahead]);
    const key = this.shelf(slug);
    if (!this.#working.recall(key))
      need(this.#working, [...new Set([key, ...ahead.map((each) => this.shelf(each))])]);
    const shelf = this.#working.data(key) as Readonly<Record<string, readonly [Program, Program]>>;
    const programs = own(shelf, slug);
    return programs && linked(isExcerpt ? programs[1] : programs[0]);
  }
}

/** Programs stay in memory with the shelf that they are on. */
const LINKED = new WeakMap<Program, Template>();

function linked(program: Program): Template {
  const known = LINKED.get(program);
  if (known) return known;
  const template = link(program);
  LINKED.set(program, template);
  return template;
}
