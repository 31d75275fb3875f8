import { contentName } from '../../../schema/keys.ts';
import { hexOf, WordRows, wordsOf } from '../../../site/word-rows.ts';

/** Before the collection and the number of a shelf, in its key. */
export const SHELF = 'shelf:';
/** Of a pack its generation, a part of its hash, and its UTF-16 units: as tables of slugs name it, and the key of a whole pack does. */
const NAME = /^(?:pack:)?(\d+)-([\da-f]{32}):(\d+)$/;

/** Numbers of a row: those of its pack's name, by which it is found, with the hash first; collection, shelf. */
const WORDS = { all: 8, hash: 4, generation: 4, units: 5, key: 6, collection: 6, shelf: 7 };

/** The packs that shelves of texts are: thousands, and so held as numbers. */
export class Shelves {
  readonly #rows = new WordRows(WORDS.all, WORDS.key);
  readonly #collections: string[] = [];
  /** Of each collection the rows of its shelves by number. */
  readonly #ofCollection = new Map<string, number[]>();
  /** What was asked for last: pages come by shelf. */
  #last: { readonly key: string; readonly keys: readonly string[] } | undefined;

  /** All of a collection come one after the other. */
  add(collection: string, shelf: number, pack: string): void {
    if (this.#collections.at(-1) !== collection) this.#collections.push(collection);
    const rows = this.#ofCollection.get(collection) ?? [];
    this.#ofCollection.set(collection, rows);
    rows[shelf] = this.#rows.push([...wordsIn(pack), this.#collections.length - 1, shelf]);
  }

  /** The keys of the shelves that a pack is, of which two collections may have one; undefined where the key is none of a pack. */
  keysOf(key: string): readonly string[] | undefined {
    if (!key.startsWith('pack:')) return undefined;
    if (this.#last?.key !== key) this.#last = { key, keys: this.#find(key) };
    return this.#last.keys;
  }

  #find(key: string): string[] {
    return this.#rows.find(wordsIn(key)).map((row) => {
      const collection = this.#collections[this.#rows.word(row, WORDS.collection)];
      return `${SHELF}${collection}/${this.#rows.word(row, WORDS.shelf)}`;
    });
  }

  /** The pack of a shelf by its key; empty where there is none. */
  packOf(key: string): string {
    const end = key.lastIndexOf('/');
    const row = this.#ofCollection.get(key.slice(SHELF.length, end))?.[Number(key.slice(end + 1))];
    if (row === undefined) return '';
    const hash = hexOf(this.#rows.words(row, 0, WORDS.hash));
    const name = contentName(this.#rows.word(row, WORDS.generation), hash);
    return `${name}:${this.#rows.word(row, WORDS.units)}`;
  }
}

function wordsIn(name: string): number[] {
  const [, generation, hash = '', units] = NAME.exec(name) ?? [];
  return [...wordsOf(hash), Number(generation), Number(units)];
}
