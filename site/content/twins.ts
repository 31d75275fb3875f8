import { hashOf } from '../../schema/text/hash-of.ts';
import type { Paths } from '../columns/paths.ts';
import { repeatedIn } from '../repeated.ts';
import { slugsOf } from './slugs.ts';

/** Entries of a collection that have the slug of one before them, by number, and the path of that one. */
export function twinsOf(paths: Paths): ReadonlyMap<number, string> {
  // A map of all slugs takes ten times as much as their hashes.
  const all = slugsOf(paths);
  const hashes = new Uint32Array(paths.length);
  for (let number = 0; number < hashes.length; number++) hashes[number] = hashOf(all.at(number) ?? '');
  const twice = repeatedIn(hashes);
  const twins = new Map<number, string>();
  const slugs = new Map<string, string>();
  if (twice.size === 0) return twins;
  for (const [number, hash] of hashes.entries()) {
    if (!twice.has(hash)) continue;
    const path = paths.at(number) ?? '';
    const slug = all.at(number) ?? '';
    const other = slugs.get(slug);
    if (other !== undefined) twins.set(number, other);
    slugs.set(slug, path);
  }
  return twins;
}
