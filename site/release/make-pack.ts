import { contentName } from '../../schema/keys.ts';
import { sha256 } from '../hash.ts';
import { type Item, sourceOf, textOf } from './pack.ts';

export interface PackName {
  readonly name: string;
  readonly hash: string;
  /** Its length in UTF-16 units. */
  readonly units: number;
}

/** A pack of a release. Its text is made each time that it is asked for: all of them would not fit into memory. */
export interface Pack extends PackName {
  readonly text: string;
  /** Whether it was made of the same before, and looked at then. */
  readonly isKnown: boolean;
}

/** Keeps packs by a digest of all that each follows from, so that they are not made again to be hashed. */
export interface KnownPacks {
  /** The one that was made of the same, where it is still stored. */
  find(from: string): PackName | undefined;
  /** Takes one that was made now. */
  add(from: string, pack: PackName, text: string): void;
}

/** What packs are made with. */
export interface Making {
  /** The generation under which a pack of this content is stored, or is to be stored. */
  generation(hash: string): number;
  /** Packs of large collections that are kept from release to release. */
  readonly knownPacks?: KnownPacks;
  /** Lets others have their turn, where others wait. `share` is how much of a turn was used; all of it where that is not known. */
  pause?(share?: number): Promise<void>;
}

/** UTF-16 units of packs that are made between two pauses. */
const PAUSE = 512 * 1024;

/** A pack of items, which is not made where it was made of the same before. */
export async function packOfItems(items: readonly Item[], input: Making): Promise<Pack> {
  const { knownPacks, pause } = input;
  const source = knownPacks && sourceOf(items);
  if (!knownPacks || source === undefined) return makePack(items, input);
  const from = await sha256(source);
  const known = knownPacks.find(from);
  if (!known) return makePack(items, input, (pack, text) => knownPacks.add(from, pack, text));
  await pause?.(FOUND);
  return withText(known, items, true);
}

/** Of a turn, to find a pack that was made before. */
const FOUND = 1 / 200;

async function makePack(
  items: readonly Item[],
  { generation, pause }: Making,
  made?: (pack: PackName, text: string) => void,
): Promise<Pack> {
  const text = textOf(items);
  await pause?.(text.length / PAUSE);
  const hash = await sha256(text);
  const pack = { name: contentName(generation(hash), hash), hash, units: text.length };
  made?.(pack, text);
  return withText(pack, items, false);
}

const withText = (pack: PackName, items: readonly Item[], isKnown: boolean): Pack => ({
  ...pack,
  isKnown,
  get text() {
    return textOf(items);
  },
});
