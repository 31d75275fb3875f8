/** What a site does with the slash at the end of its pages' addresses: `never` when it does not say. */
export type Slash = 'always' | 'keep' | MixedSlash;

/** Addresses that have it or not, and canonical paths of those that do the opposite. */
export interface MixedSlash {
  readonly usual: 'always' | 'never';
  readonly except: readonly string[];
}

/** A canonical path as the site spells the address of a page. What has an ending, such as /feed.xml, is usually no folder. */
export function spelled(path: string, slash: Slash | undefined): string {
  if (!slash || slash === 'keep' || path === '/') return path;
  const { usual, except }: MixedSlash = slash === 'always' ? { usual: slash, except: [] } : slash;
  const hasSlash = usual === 'always' && !/\.[^/]*$/.test(path);
  return hasSlash === except.includes(path) ? path : `${path}/`;
}
