import { shelfKey } from '../../schema/content/blocks.ts';
import type { Entries } from '../content/entries.ts';
import type { Item } from './pack.ts';
import type { Sources, Texts } from './sources.ts';

export const jsonOf = (value: unknown): string => JSON.stringify(value).toWellFormed();

interface MakingShelves {
  readonly entries: Entries;
  readonly units: Uint32Array;
  readonly hashes: Uint32Array;
  readonly sources: Sources;
  readonly texts: Texts;
  readonly name: string;
}

/** Shelves by the hash of slugs. */
export function shelvesOf(count: number, making: MakingShelves): Item[] {
  const { entries, hashes, units, sources, texts, name } = making;
  const parts = inParts(entries, hashes, count, (at) => units[at] !== 0);
  const of = { entries, sources, texts };
  return parts.map((part, shelf) => {
    const ofPart = part.reduce(
      (sum, at) => sum + jsonOf(entries.slugAt(at)).length + 1 + (units[at] ?? 0),
      1 + Math.max(1, part.length),
    );
    return new Shelf(shelfKey(name, shelf), ofPart, part, of);
  });
}

/** Its texts are read when it is asked for its code, and not kept. */
class Shelf implements Item {
  readonly key: string;
  readonly units: number;
  /** Places of its entries. */
  readonly #part: Uint32Array;
  readonly #of: Pick<MakingShelves, 'entries' | 'sources' | 'texts'>;

  constructor(
    key: string,
    units: number,
    part: Uint32Array,
    of: Pick<MakingShelves, 'entries' | 'sources' | 'texts'>,
  ) {
    this.key = key;
    this.units = units;
    this.#part = part;
    this.#of = of;
  }

  get source(): string | undefined {
    const { entries, sources } = this.#of;
    const lines: string[] = [];
    for (const at of this.#part) {
      const source = sources.of(at);
      if (source === undefined) return undefined;
      lines.push(`${entries.pathAt(at)} ${source}`);
    }
    return lines.join('\n');
  }

  get code(): string {
    const { entries, texts } = this.#of;
    const rows = Array.from(
      this.#part,
      (at) => `${jsonOf(entries.slugAt(at))}:[${texts.of(entries.pathAt(at))?.join(',')}]`,
    );
    return `{${rows.join(',')}}`.toWellFormed();
  }
}

/** What entries are sorted by, by their slugs, in tables by the hash of these. */
export function tables(entries: Entries, hashes: Uint32Array, count: number): string[] {
  const parts = inParts(entries, hashes, count, () => true);
  return parts.map((part) => {
    const rows = Array.from(part, (at) => `${jsonOf(entries.slugAt(at))}:${jsonOf(entries.valueAt(at))}`);
    return `{${rows.join(',')}}`.toWellFormed();
  });
}

/** Places of entries in parts by the hash of their slugs, each in the order of slugs. */
function inParts(
  entries: Entries,
  hashes: Uint32Array,
  count: number,
  isIn: (at: number) => boolean,
): Uint32Array[] {
  const parts = Array.from({ length: count }, (): (readonly [slug: string, at: number])[] => []);
  if (count > 0)
    for (let at = 0; at < entries.length; at++)
      if (isIn(at)) parts[(hashes[at] ?? 0) % count]?.push([entries.slugAt(at), at]);
  return parts.map((part) =>
    Uint32Array.from(
      part.sort(([a], [b]) => (a < b ? -1 : 1)),
      ([, at]) => at,
    ),
  );
}
