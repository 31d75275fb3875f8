import { pathsIn, tokensOf } from './liquid/markup.ts';
import { piecesOf } from './liquid/pieces.ts';
import type { Doc, JekyllSite } from './source/site.ts';

const SETS = /\{%-?\s*(?:assign|capture|increment|decrement)\s+["']?([\w-]+)/g;
const INCLUDE = /\{%-?\s*include(?:_cached)?\s+["']?([^\s"'%{]+)[^%]*%\}/g;
/** Includes in includes that are followed. */
const MOST = 8;
/** What Jekyll itself gives to templates. */
const GIVEN = new Set('site page layout content include paginator jekyll forloop'.split(' '));

/**
 * Variables that each layout reads and that pages, or the layouts inside of it, may have set: in Jekyll a layout sees none of
 * these, and here it does. By the layout's path in the old folder.
 */
export function leaksOf(site: JekyllSite, docs: readonly Doc[]): ReadonlyMap<string, readonly string[]> {
  const layouts = [...site.layouts.values()].map(({ source, body }) => ({
    source,
    text: expanded(body, site),
  }));
  const set = new Map<string, ReadonlySet<string>>(layouts.map(({ source, text }) => [source, setIn(text)]));
  const byPages = new Set(docs.flatMap(({ body }) => [...setIn(expanded(body, site))]));
  return new Map(
    layouts.map(({ source, text }) => {
      const others = [...set].flatMap(([other, names]) => (other === source ? [] : [...names]));
      const names = new Set([...byPages, ...others].filter((name) => !GIVEN.has(name)));
      return [source, names.size === 0 ? [] : readFirst(text, names)];
    }),
  );
}

const setIn = (text: string): ReadonlySet<string> =>
  new Set(Array.from(text.matchAll(SETS), ([, name = '']) => name));

/** A text with its includes in their places, as far as their names are written. */
function expanded(text: string, site: JekyllSite, depth = 0): string {
  if (depth > MOST || !text.includes('include')) return text;
  return text.replaceAll(INCLUDE, (whole, name: string) => {
    const file = site.includes.get(name.replace(/^\.?\//, ''));
    return file ? whole + expanded(file.text, site, depth + 1) : whole;
  });
}

/** Those of `names` that a text reads before it sets them. */
function readFirst(text: string, names: ReadonlySet<string>): string[] {
  const known = new Set<string>();
  const found: string[] = [];
  const see = (name: string, isSet: boolean): void => {
    if (known.has(name) || !names.has(name)) return;
    known.add(name);
    if (!isSet) found.push(name);
  };
  for (const piece of piecesOf(text)) {
    if (piece.kind !== 'output' && piece.kind !== 'tag') continue;
    const tokens = tokensOf(text, piece.inner);
    const sets = piece.kind === 'tag' && /^(?:assign|capture|for|tablerow)$/.test(piece.name);
    const target = sets ? tokens[0]?.text.replaceAll(/["']/g, '') : undefined;
    for (const { names: path, start } of pathsIn(tokens))
      if (!sets || start !== tokens[0]?.start) see(path[0] ?? '', false);
    if (target !== undefined) see(target, true);
  }
  return found;
}
