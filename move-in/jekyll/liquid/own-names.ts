import { RESERVED_KEYS } from '../../../schema/page.ts';

/** What each entry has by itself, whatever its front matter says. */
export const OF_ALL: ReadonlySet<string> = new Set(['meta', 'words', 'updated']);

/** Names of `page` that the system has: the old site's value has another. */
export const ownName = (name: string): string =>
  name === 'path'
    ? 'source_path'
    : RESERVED_KEYS.has(name) || name === 'params' || name === 'status' || OF_ALL.has(name)
      ? `own_${name}`
      : name;
