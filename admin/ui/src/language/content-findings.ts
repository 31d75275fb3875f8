import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import { checkContent } from '../../../../site/content/check-content.ts';
import { collectionPath, readEntryPath } from '../../../../site/content/entry-path.ts';
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
  const site = new Map<string, Facts>();
  for (const other of paths) {
    const named = readEntryPath(other);
    if (named) site.set(other, { kind: 'entry', entry: { ...named, ...NOTHING } });
  }
  if (facts.entry && collection !== undefined) {
    const config = collectionPath(facts.entry.collection);
    site.set(config, compileWith(undefined, config, collection).facts);
  }
  site.set(path, facts);
  return checkContent(site).filter((found) => found.path === path);
}

const NOTHING = { fields: {}, places: {}, words: 0, toc: [] };
