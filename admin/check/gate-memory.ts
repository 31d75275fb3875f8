import { Lru } from '../../release/memory.ts';
import type { Pack } from '../../site/release/make-pack.ts';
import { SlugColumns } from './known/slug-columns.ts';

/**
 * Bytes of what many pages are made of, as `Working` estimates them: six a character. Of JSON with the same keys again and again it is two: the
 * blocks of 10,000 entries take 10 MB of these 24.
 */
const SHARED = 24 * 1024 * 1024;
/** UTF-16 units of blocks that take two thirds of it. The rest is for tables of slugs and templates. */
export const BLOCKS = ((2 / 3) * SHARED) / 6;
/** Bytes of texts of entries: pages come in the order of their shelves, so only the last ones are needed again. */
const TEXTS = 2 * 1024 * 1024;
/**
 * Bytes of packs and of what is made of one alone, two a character: what is read is there as a value, then. Values take three times as much, and a
 * change of a layout reads those of all groups again and again; a large site has no room for that, and makes them anew.
 */
const PACKS = { room: 16 * 1024 * 1024, ofLarge: 2 * 1024 * 1024, large: 40_000 };

/**
 * What a check of a release remembers. Texts have a room of their own: each is read once, and all of them would push out what every page
 * needs, which then is parsed again for each. So have packs, whose texts would be there beside all that was parsed of them.
 */
export class GateMemory extends Lru {
  #shared = new Lru(SHARED);
  #texts = new Lru(TEXTS);
  #packs: Lru;
  readonly #room: number;
  readonly #isText: (pack: string) => boolean;
  readonly #packOf: (name: string) => Made | undefined;

  /**
   * `isText` says whether a pack is a shelf of texts; `packOf` finds packs that can say what is in them without their text; `files` are how many
   * the site has.
   */
  constructor(isText: (pack: string) => boolean, packOf: (name: string) => Made | undefined, files: number) {
    super(0);
    this.#packOf = packOf;
    this.#room = files < PACKS.large ? PACKS.room : PACKS.ofLarge;
    this.#packs = new Lru(this.#room);
    this.#isText = isText;
  }

  override get bytes(): number {
    return this.#shared.bytes + this.#texts.bytes + this.#packs.bytes;
  }

  override get<T>(key: string): T | undefined {
    const known = this.#shared.get<T>(key) ?? this.#texts.get<T>(key) ?? this.#packs.get<T>(key);
    return known ?? (this.#make(key) as T | undefined); // what is read at that place
  }

  /** A value in a pack that need not be read for that: of a shelf, a page wants one of many texts. */
  #make(key: string): object | undefined {
    const end = key.lastIndexOf(':');
    const pack = key.startsWith(PACK) ? undefined : this.#packOf(key.slice(0, end));
    const value = pack?.valueAt(Number(key.slice(end + 1)));
    const room = this.#roomOf(key);
    if (pack && value) room.set(key, value, (room === this.#texts ? PARSED : IN_COLUMNS) * pack.units);
    return value;
  }

  override set(key: string, value: unknown, size: number): void {
    this.#roomOf(key).set(key, value, value instanceof SlugColumns ? value.bytes : size);
  }

  override delete(key: string): void {
    for (const room of [this.#shared, this.#texts, this.#packs]) room.delete(key);
  }

  /** Forgets all: what comes next is made of other things. */
  clear(): void {
    this.#shared = new Lru(SHARED);
    this.#texts = new Lru(TEXTS);
    this.#packs = new Lru(this.#room);
  }

  /** Of a pack there are its text, as `pack:<name>`, and values in it, as `<name>:<place>`: see `Working`. */
  #roomOf(key: string): Lru {
    const isPack = key.startsWith(PACK);
    const name = isPack ? key.slice(PACK.length) : key.slice(0, key.lastIndexOf(':'));
    if (this.#isText(name)) return this.#texts;
    return isPack ? this.#packs : this.#shared;
  }
}

const PACK = 'pack:';

type Made = Pick<Pack, 'units' | 'valueAt'>;
/** Bytes of such a value for each character that its text would have, at the most. */
const [PARSED, IN_COLUMNS] = [6, 1];
