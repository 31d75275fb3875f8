import { contentName } from '../../schema/keys.ts';
import type { Aside } from '../aside.ts';
import { sha256 } from '../hash.ts';
import type { KeptLayouts } from './kept-layouts.ts';
import { type Item, madeOfAll, sourceOf, textOf, unitsOf, type Wanted } from './pack.ts';

export interface PackName {
  readonly name: string;
  readonly hash: string;
  /** Its length in UTF-16 units. */
  readonly units: number;
}

/** A pack of a release. Its text is made each time that it is asked for: all of them would not fit into memory. */
export interface Pack extends Omit<PackName, 'hash'> {
  /** Undefined of one that `knownPacks` has: that was looked at and kept when it was made, now or of the same before. */
  readonly hash: string | undefined;
  readonly text: string;
  /** What JSON gives of what begins at a place of the text, where that can be had without all of it. `kept` is the text, where it need not be made. */
  valueAt(place: number, kept?: () => string): object | undefined;
}

/** Keeps packs by a digest of all that each follows from, so that they are not made again to be hashed. */
export interface KnownPacks {
  /** Those that were made of the same, where they are still stored. */
  find(from: readonly string[]): readonly (PackName | undefined)[];
  /** Takes one that was made now. */
  add(from: string, pack: PackName, text: string): void;
}

/** What packs are made with. */
export interface Making {
  /** The generation under which a pack of this content is stored, or is to be stored. */
  generation(hash: string): number;
  /** Packs of large collections that are kept from release to release. */
  readonly knownPacks?: KnownPacks;
  /** What was found out when the release before was laid out, and takes what is found out now. */
  readonly layouts?: KeptLayouts;
  /** UTF-16 units of what packs are put together from that are in memory at once, about; READY where it does not say. */
  readonly ready?: number;
  /** Takes what is needed again later; without it that is made again. */
  readonly aside?: Aside;
  /** Lets others have their turn, where others wait. `share` is how much of a turn was used; all of it where that is not known. */
  pause?(share?: number): Promise<void>;
}

/** UTF-16 units of packs that are made between two pauses. */
const PAUSE = 512 * 1024;

/** Packs of items, in their order. One is not made where it was made of the same before. */
export async function packsOf(groups: readonly (readonly Item[])[], input: Making): Promise<Pack[]> {
  const found: (Pack | undefined)[] = [];
  const digests: (string | undefined)[] = [];
  for (let from = 0; from < groups.length; from += TOGETHER) {
    const some = groups.slice(from, from + TOGETHER);
    const own: (string | undefined)[] = [];
    for (const items of some) own.push(await digestOf(items, input));
    const known = findAll(own, input.knownPacks);
    found.push(...some.map((items, at) => known[at] && new MadePack(known[at], items, true)));
    digests.push(...own);
    await input.pause?.(some.length * FOUND);
  }
  const missing = groups.flatMap((items, at) => (found[at] ? [] : [{ at, items }]));
  const all = new Set<Wanted>();
  for await (const some of inBatches(missing, input)) {
    for (const wanted of some.wanted) await withPauses(wanted.ready(some.isLast), input.pause);
    for (const at of some.at) found[at] = await makePack(groups[at] ?? [], digests[at], input);
    for (const wanted of some.wanted) {
      wanted.drop();
      all.add(wanted);
    }
  }
  for (const wanted of all) wanted.end();
  if (all.size > 0) input.aside?.clear();
  return found.filter((pack) => pack !== undefined);
}

/** Packs that are looked for at once. */
const TOGETHER = 50;

/** A digest of all that some items follow from; undefined where that is not known, or nobody asks for it. */
async function digestOf(
  items: readonly Item[],
  { knownPacks, layouts }: Making,
): Promise<string | undefined> {
  if (!knownPacks) return undefined;
  const key = items[0]?.key ?? '';
  const madeOf = layouts && madeOfAll(items);
  const kept = madeOf && layouts?.digest(key, madeOf);
  if (kept !== undefined) return kept;
  const source = sourceOf(items);
  if (source === undefined) return undefined;
  const digest = await sha256(source);
  if (madeOf) layouts?.note(key, madeOf, digest);
  return digest;
}

/** The pack of each digest that is one, where it is known. */
function findAll(digests: readonly (string | undefined)[], known: KnownPacks | undefined) {
  const found = known?.find(digests.filter((digest) => digest !== undefined)) ?? [];
  let next = 0;
  return digests.map((digest) => (digest === undefined ? undefined : found[next++]));
}

/** Runs work that has pauses, with those of a release. */
export async function withPauses<T>(work: Generator<void, T>, pause: Making['pause']): Promise<T> {
  for (let next = work.next(); ; next = work.next()) {
    if (next.done) return next.value;
    await pause?.();
  }
}

interface Batch {
  readonly at: readonly number[];
  readonly wanted: ReadonlySet<Wanted>;
  readonly isLast: boolean;
}

const READY = 8 * 1024 * 1024;

async function* inBatches(
  groups: readonly { readonly at: number; readonly items: readonly Item[] }[],
  { ready = READY, pause }: Making,
): AsyncGenerator<Batch> {
  let at: number[] = [];
  let wanted = new Set<Wanted>();
  for (const { at: number, items } of groups) {
    at.push(number);
    for (const item of items) {
      const parts = item.wanted?.();
      if (parts) wanted.add(parts);
    }
    await pause?.(FOUND);
    const units = [...wanted].reduce((sum, each) => sum + each.units, 0);
    if (units < ready) continue;
    yield { at, wanted, isLast: false };
    [at, wanted] = [[], new Set()];
  }
  yield { at, wanted, isLast: true };
}

/** Of a turn, to look for a pack that was made before, and to note what another is made of. */
const FOUND = 1 / 200;

/** `from` is a digest of what the items follow from. */
async function makePack(
  items: readonly Item[],
  from: string | undefined,
  { generation, knownPacks, pause }: Making,
): Promise<Pack> {
  const text = knownPacks ? textToKeep(items) : textOf(items);
  await pause?.(text.length / PAUSE);
  const hash = await sha256(text);
  const pack = { name: contentName(generation(hash), hash), hash, units: text.length };
  if (from === undefined || !knownPacks) return new MadePack(pack, items, false);
  knownPacks.add(from, pack, text);
  return new MadePack(pack, items, true);
}

/** The text of items, each of which has the length that it is said to have, as storage keeps it. */
function textToKeep(items: readonly Item[]): string {
  const codes = items.map((item) => {
    const { code, key } = item;
    if (code.length !== unitsOf(item))
      throw new Error(`the text of ${key} has not the length that it should`);
    if (!code.isWellFormed()) throw new Error(`the text of ${key} has half a character`);
    return code;
  });
  const text = codes.join('');
  if (text.startsWith('\ufeff')) throw new Error('a pack begins with a byte order mark');
  return text;
}

/** Of a class, as there are thousands: an object with a getter of its own takes five times as much. */
class MadePack implements Pack {
  readonly name: string;
  readonly hash: string | undefined;
  readonly units: number;
  /** Most have one. */
  readonly #items: Item | readonly Item[];

  constructor({ name, hash, units }: PackName, items: readonly Item[], isKept: boolean) {
    const [first] = items;
    this.name = name;
    this.hash = isKept ? undefined : hash;
    this.units = units;
    this.#items = items.length === 1 && first ? first : items;
  }

  get text(): string {
    return textOf(this.#all);
  }

  valueAt(place: number, kept?: () => string): object | undefined {
    let at = 0;
    for (const item of this.#all) {
      const end = at + unitsOf(item);
      if (at >= place)
        return at === place ? item.value?.(kept && (() => kept().slice(place, end))) : undefined;
      at = end;
    }
    return undefined;
  }

  get #all(): readonly Item[] {
    return 'key' in this.#items ? [this.#items] : this.#items;
  }
}
