import { type FrontMatter, RESERVED_KEYS } from '../../schema/page.ts';

/** What an author adds to a page's front matter: all keys but ours. */
export function ownKeys(front: FrontMatter): Record<string, unknown> {
  return Object.fromEntries(Object.entries(front).filter(([key]) => !RESERVED_KEYS.has(key)));
}
