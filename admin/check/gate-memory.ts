import { Lru } from '../../release/memory.ts';

/**
 * Bytes of what many pages are made of, as `Working` estimates them: six a character. Of JSON with the same keys again and again it is two: the
 * blocks of 10,000 entries take 10 MB of these 32.
 */
const SHARED = 32 * 1024 * 1024;
/** UTF-16 units of blocks that take half of it. The rest is for tables of slugs and templates. */
export const BLOCKS = SHARED / 6 / 2;
/** Bytes of texts of entries: pages come in the order of their shelves, so only the last ones are needed again. */
const TEXTS = 2 * 1024 * 1024;

/**
 * What a check of a release remembers. Texts have a room of their own: each is read once, and all of them would push out what every page
 * needs, which then is parsed again for each.
 */
export class GateMemory extends Lru {
  #shared = new Lru(SHARED);
  #texts = new Lru(TEXTS);
  readonly #isText: (pack: string) => boolean;

  /** `isText` says whether a pack is a shelf of texts. */
  constructor(isText: (pack: string) => boolean) {
    super(0);
    this.#isText = isText;
  }

  override get bytes(): number {
    return this.#shared.bytes + this.#texts.bytes;
  }

  override get<T>(key: string): T | undefined {
    return this.#shared.get<T>(key) ?? this.#texts.get<T>(key);
  }

  override set(key: string, value: unknown, size: number): void {
    (this.#isOfText(key) ? this.#texts : this.#shared).set(key, value, size);
  }

  override delete(key: string): void {
    this.#texts.delete(key);
    this.#shared.delete(key);
  }

  /** Forgets all: what comes next is made of other things. */
  clear(): void {
    this.#shared = new Lru(SHARED);
    this.#texts = new Lru(TEXTS);
  }

  /** Of a pack there are its text, as `pack:<name>`, and values in it, as `<name>:<place>`: see `Working`. */
  #isOfText(key: string): boolean {
    const pack = key.startsWith('pack:') ? key.slice('pack:'.length) : key.slice(0, key.lastIndexOf(':'));
    return this.#isText(pack);
  }
}
