import { pathsIn, tokensOf } from './liquid/markup.ts';
import { piecesOf } from './liquid/pieces.ts';
import { folderOf } from './source/names.ts';
import type { Doc, JekyllSite } from './source/site.ts';

/** Tags whose value is a thing as a whole. */
const WHOLE = new Set(['for', 'assign', 'tablerow', 'include', 'include_cached']);

/**
 * Folders below `_data` that templates go through: to Jekyll they are hashes, whose items are pairs, and here a folder is a list of what
 * its files hold. They become one file each. Tables are in none.
 */
export function foldersGoneThrough(site: JekyllSite, docs: readonly Doc[]): ReadonlySet<string> {
  const folders = foldersOf(site);
  const found = new Set<string>();
  if (folders.size === 0) return found;
  const texts = [...site.layouts.values(), ...site.includes.values()].map(({ text }) => text);
  for (const text of [...texts, ...docs.map(({ body }) => body)])
    if (text.includes('site.data')) for (const name of usedIn(text, folders)) found.add(name);
  return found;
}

function* usedIn(text: string, folders: ReadonlySet<string>): Generator<string> {
  for (const piece of piecesOf(text)) {
    if (piece.kind !== 'tag' || !WHOLE.has(piece.name)) continue;
    for (const { names, ends, end, index } of pathsIn(tokensOf(text, piece.inner))) {
      const folder = names.slice(2).join('/');
      if (names[0] !== 'site' || names[1] !== 'data' || !folders.has(folder)) continue;
      // `site.data.comments[page.slug]` is a folder where there are some in it.
      const isWhole = index
        ? end === index.end && [...folders].some((each) => each.startsWith(`${folder}/`))
        : end === ends.at(-1);
      if (isWhole) yield folder;
    }
  }
}

function foldersOf({ data }: JekyllSite): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of data.keys()) for (let at = folderOf(path); at !== ''; at = folderOf(at)) found.add(at);
  for (const path of data.keys()) {
    // A table has no pairs, and a file of a folder's name is part of it.
    if (/\.[ct]sv$/i.test(path)) for (let at = folderOf(path); at !== ''; at = folderOf(at)) found.delete(at);
    found.delete(path.replace(/\.[^./]+$/, ''));
  }
  return found;
}
