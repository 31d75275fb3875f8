import { calledPath } from '../check/names.ts';
import type { SiteFacts } from '../facts.ts';

/**
 * The templates that a page is printed by: its own, those that it and they name, and those whose lines ran, whose names may be
 * expressions. Texts in Markdown are none of them.
 */
export function templatesOf(
  { page, lines = {} }: { readonly page?: string | undefined; readonly lines?: object | undefined },
  facts: SiteFacts,
): string[] {
  const found = new Set([...(page === undefined ? [] : [page]), ...Object.keys(lines)]);
  for (const path of found) for (const call of facts.get(path)?.calls ?? []) found.add(calledPath(call));
  return [...found].filter((path) => path.endsWith('.liquid') && facts.has(path));
}
