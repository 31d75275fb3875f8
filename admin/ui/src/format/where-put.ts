import { NotFormatted, spaceShownIn } from './liquid.ts';
import type { ShowsSpace } from './showing-space.ts';

/** What is asked of the site to find out where a template's text goes. */
export interface Site {
  /** A file's text; undefined where it cannot be read. */
  read(path: string): Promise<string | undefined>;
  /** Lines and columns, from 1, at which other files name this one. */
  uses(
    path: string,
  ): Promise<readonly { readonly path: string; readonly line: number; readonly column: number }[]>;
  readonly shows: ShowsSpace;
}

/** Templates around another that are looked at. */
const MOST = 50;

/** Throws NotFormatted when a template's text goes into an element of another one in which white space shows. */
export async function checkWherePut(path: string, text: string, site: Site): Promise<void> {
  const seen = new Set<string>();
  let rest: [string, string][] = [[path, text]];
  while (rest.length > 0) {
    const around = await Promise.all(rest.map(([each, source]) => aroundOf(each, source, site)));
    rest = around.flat().filter(([each]) => !seen.has(each) && seen.size < MOST && seen.add(each));
  }
}

/** The templates that a text goes into: layouts, and those that render it. */
async function aroundOf(path: string, text: string, site: Site): Promise<[string, string][]> {
  const layout = /^\ufeff?\s*---[ \t]*\r?\n[\s\S]*?^layout:[ \t]*["']?([\w/.-]+)/m.exec(text)?.[1];
  const found: [string, string][] = [];
  if (layout !== undefined) {
    const at = `layouts/${layout}.liquid`;
    const around = await site.read(at);
    if (around !== undefined) {
      const places = [...around.matchAll(/\{\{-?\s*content\b|\{%-?\s*block\s/g)].map(({ index }) => index);
      check(at, around, places, site);
      found.push([at, around]);
    }
  }
  if (!path.startsWith('partials/')) return found;
  const uses = Map.groupBy(await site.uses(path), (use) => use.path);
  for (const [at, places] of [...uses].slice(0, MOST)) {
    const around = at.endsWith('.liquid') ? await site.read(at) : undefined;
    if (around === undefined) continue;
    check(
      at,
      around,
      places.map(({ line, column }) => offsetOf(around, line, column)),
      site,
    );
    found.push([at, around]);
  }
  return found;
}

function check(path: string, around: string, places: readonly number[], { shows }: Site): void {
  const shown = spaceShownIn(around, shows);
  if (places.some((place) => shown.some(({ from, to }) => from <= place && place < to)))
    throw new NotFormatted(`It goes into an element of ${path} in which white space shows`);
}

function offsetOf(text: string, line: number, column: number): number {
  let at = 0;
  for (let each = 1; each < line; each++) at = text.indexOf('\n', at) + 1;
  return at + column - 1;
}
