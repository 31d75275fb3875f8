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

/** Shelves by the hash of slugs. Their texts are read when one is asked for its code, and not kept. */
export function shelvesOf(
  count: number,
  { entries, units, hashes, sources, texts, name }: MakingShelves,
): Item[] {
  const parts = inParts(entries, hashes, count, (at) => units[at] !== 0);
  return parts.map((part, shelf) => ({
    // No closure of layOut is held here: with it all that is only needed until a release is laid out would be.
    key: shelfKey(name, shelf),
    units: part.reduce(
      (sum, at) => sum + jsonOf(entries.slugAt(at)).length + 1 + (units[at] ?? 0),
      1 + Math.max(1, part.length),
    ),
    get source() {
      const lines: string[] = [];
      for (const at of part) {
        const source = sources.of(at);
        if (source === undefined) return undefined;
        lines.push(`${entries.pathAt(at)} ${source}`);
      }
      return lines.join('\n');
    },
    get code() {
      const rows = Array.from(
        part,
        (at) => `${jsonOf(entries.slugAt(at))}:[${texts.of(entries.pathAt(at))?.join(',')}]`,
      );
      return `{${rows.join(',')}}`.toWellFormed();
    },
  }));
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
