import { contentName } from '../../schema/keys.ts';
import { sha256 } from '../hash.ts';
import type { Item } from './pack.ts';

export interface PackName {
  readonly name: string;
  readonly hash: string;
  /** Its length in UTF-16 units. */
  readonly units: number;
}

/** A pack of a release. Its text is made each time that it is asked for: all of them would not fit into memory. */
export interface Pack extends PackName {
  readonly text: string;
}

/** Keeps packs of texts by a digest of all that each follows from, so that they are not made again to be hashed. */
export interface Shelves {
  /** The one that was made of the same, where it is still stored. */
  find(from: string): PackName | undefined;
  /** Takes one that was made now. */
  add(from: string, pack: PackName, text: string): void;
}

/** What packs are made with. */
export interface Making {
  /** The generation under which a pack of this content is stored, or is to be stored. */
  generation(hash: string): number;
  /** Packs of texts that are kept from release to release. */
  readonly shelves?: Shelves;
  /** Lets others have their turn, where others wait. `share` is how much of a turn was used; all of it where that is not known. */
  pause?(share?: number): Promise<void>;
}

/** UTF-16 units of packs that are made between two pauses. */
const PAUSE = 512 * 1024;

export async function packOf(
  make: () => string,
  { generation, pause }: Making,
  made?: (pack: PackName, text: string) => void,
): Promise<Pack> {
  const text = make();
  await pause?.(text.length / PAUSE);
  const hash = await sha256(text);
  const pack = { name: contentName(generation(hash), hash), hash, units: text.length };
  made?.(pack, text);
  return withText(pack, make);
}

const withText = (pack: PackName, make: () => string): Pack => ({
  ...pack,
  get text() {
    return make();
  },
});

/** Of a turn, to find a shelf that was made before. */
const FOUND = 1 / 200;

/** A pack of texts, which is not made where it was made of the same before. */
export async function shelfOf(shelf: Item, input: Making): Promise<Pack> {
  const { shelves, pause } = input;
  const source = shelves && shelf.source;
  if (!shelves || source === undefined) return packOf(() => shelf.code, input);
  const from = await sha256(source);
  const known = shelves.find(from);
  if (!known)
    return packOf(
      () => shelf.code,
      input,
      (pack, text) => shelves.add(from, pack, text),
    );
  await pause?.(FOUND);
  return withText(known, () => shelf.code);
}
