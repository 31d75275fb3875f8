/**
 * A name as a part of an address: letters and digits in lower case, `-` for all between them: `Sea & Sky` is `sea-sky`.
 * Empty where the name has none.
 */
export function slugOf(name: string): string {
  return name
    .normalize()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** What fits into one part of an address as it is. */
const PLAIN = /^[\p{L}\p{M}\p{N}_~-][\p{L}\p{M}\p{N}._~-]*$/u;

/** An item's own name as a part of an address: as it is where that is possible, such as `AB-12`. Empty where it has none. */
export const partOf = (name: string): string => (PLAIN.test(name) ? name.normalize() : slugOf(name));
