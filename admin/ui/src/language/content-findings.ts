import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import { type Checked, checkContent } from '../../../../site/content/check-content.ts';
import { collectionPath, isCollectionFile, readEntryPath } from '../../../../site/content/entry-path.ts';
import type { Facts } from '../../../../site/facts.ts';
import { compileWith } from '../../../../site/files/compile-with.ts';

/** A file that is checked, in the site as far as it is known here. */
export interface Known {
  readonly path: string;
  readonly paths: Iterable<string>;
  /** The text of `_collection.yaml` of an entry's collection. */
  readonly collection?: string | undefined;
}

/**
 * What is wrong with an entry, a page of entries or a `_collection.yaml` among the site's other files: the site's own checks,
 * with what paths alone say of other entries.
 */
export function contentFindings({ path, paths, collection }: Known, facts: Facts): Diagnostic[] {
  if (!facts.entry && !facts.collection && facts.front?.entry === undefined) return [];
  const site = new Map([[path, facts]]);
  if (facts.entry && collection !== undefined) {
    const config = collectionPath(facts.entry.collection);
    site.set(config, compileWith(undefined, config, collection).facts);
  }
  return checkContent(site, collectionsOf(path, paths)).filter((found) => found.path === path);
}

/** What of the site's collections is known by its paths: an entry of which nothing else is known has no address of its own. */
function collectionsOf(own: string, all: Iterable<string>): ReadonlyMap<string, Checked> {
  const found = new Map<string, { readonly paths: string[]; readonly flags: number[] }>();
  for (const path of new Set([...all, own])) {
    const name = readEntryPath(path)?.collection;
    if (name === undefined) continue;
    const known = found.get(name);
    if (known) known.paths.push(path);
    else found.set(name, { paths: [path], flags: [] });
  }
  const name = isCollectionFile(own) ? own.split('/')[1] : undefined;
  if (name !== undefined && !found.has(name)) found.set(name, { paths: [], flags: [] });
  return found;
}
