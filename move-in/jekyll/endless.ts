import { piecesOf } from './liquid/pieces.ts';
import type { JekyllSite } from './source/site.ts';

const NAMED = /^\s*["']?([^\s"'{%]+)/;
const OPENS = /^(?:if|unless|case|for|tablerow|comment)$/;
const CLOSES = /^end(?:if|unless|case|for|tablerow|comment)$/;

/** Tags by which includes are in each other without end, as `path of the file, name of the include`: Jekyll builds no such site. */
export function endlessIncludes({ includes }: Pick<JekyllSite, 'includes'>): ReadonlySet<string> {
  const kept = new Map<string, string[]>();
  const found = new Set<string>();
  for (const [path, { source, text }] of includes) {
    const calls: string[] = [];
    kept.set(path, calls);
    for (const name of alwaysIn(text)) {
      if (reaches(name, path, kept)) found.add(endlessKey(source, name));
      else calls.push(name);
    }
  }
  return found;
}

export const endlessKey = (source: string, name: string): string => `${source}\n${name}`;

function reaches(from: string, to: string, calls: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set([from]);
  for (const name of seen) {
    if (name === to) return true;
    for (const next of calls.get(name) ?? []) seen.add(next);
  }
  return false;
}

/** Includes of a template that no condition and no loop is around. */
function alwaysIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  let depth = 0;
  for (const piece of text.includes('include') ? piecesOf(text) : []) {
    if (piece.kind !== 'tag') continue;
    if (OPENS.test(piece.name)) depth++;
    else if (CLOSES.test(piece.name)) depth--;
    else if (depth === 0 && /^include(?:_cached)?$/.test(piece.name)) {
      const name = NAMED.exec(text.slice(piece.inner.start, piece.inner.end))?.[1];
      if (name !== undefined) found.add(name.replace(/^\.?\//, ''));
    }
  }
  return found;
}
