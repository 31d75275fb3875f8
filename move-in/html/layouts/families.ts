import type { Atom, Body } from './atoms.ts';

/** A group of pages, by their places. */
type Group = readonly number[];

/** Texts of a page that are looked at, from either end. */
const MOST = 300;
/** Groups inside of groups: a site has a few kinds of pages, and each text that some of them have is no kind. */
const DEEPEST = 8;
/** How much more must be shared by kinds than by all: else one layout is better than two. */
const WORTH = 1.2;
/** The part of a group that kinds of it must have: what is in none would lose its layout. */
const COVERED = 0.8;
/** Characters that a group shares from which on that is a header, and pages without one are no reason to give it up. */
const HEADER = 40;

/** Puts pages with one header and footer together; a page that is like no other is in no group. The largest comes first. */
export function familiesOf(bodies: readonly (Body | undefined)[]): readonly Group[] {
  const starts = bodies.map((body) => new End(body?.html ?? '', body?.atoms ?? []));
  const ends = bodies.map((body) => new End(body?.html ?? '', [...(body?.atoms ?? [])].reverse()));
  const all = bodies.flatMap((body, n) => (body ? [n] : []));
  const byStart = split(all, [starts, ends], 0, DEEPEST);
  const found = byStart.flatMap((group) => split(group, [ends, starts], 0, DEEPEST));
  return found.sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}

/** An end of a page, as far as its first texts. */
class End {
  readonly texts: string[] = [];
  /** Characters up to each text, with it. */
  readonly #sizes: number[] = [];
  /** Markup before the first text. */
  readonly first: readonly string[];

  constructor(html: string, atoms: readonly Atom[]) {
    let size = 0;
    let run: string[] = [];
    let first: readonly string[] | undefined;
    for (const { start, end, text } of atoms) {
      size += end - start;
      if (text === undefined && !first) run.push(html.slice(start, end));
      if (text === undefined) continue;
      first ??= run;
      run = [];
      this.texts.push(text);
      this.#sizes.push(size);
      if (this.texts.length === MOST) break;
    }
    this.first = first ?? run;
  }

  sizeOf(texts: number): number {
    return texts === 0 ? 0 : (this.#sizes[texts - 1] ?? 0);
  }
}

type Sides = readonly [ends: readonly End[], others: readonly End[]];

function split(group: Group, sides: Sides, from: number, deep: number): readonly Group[] {
  if (group.length < 2) return [];
  const [ends] = sides;
  const depth =
    from +
    common(
      group.map((page) => ends[page]?.texts ?? []),
      from,
    );
  const parts = new Map<string | undefined, number[]>();
  for (const page of group) {
    const text = ends[page]?.texts[depth];
    const part = parts.get(text);
    if (part) part.push(page);
    else parts.set(text, [page]);
  }
  if (deep === 0 || parts.size < 2 || depth >= MOST) return [group];
  const kinds = [...parts]
    .filter(([text, part]) => text !== undefined && part.length > 1)
    .flatMap(([, part]) => split(part, sides, depth, deep - 1));
  const saved = kinds.reduce((sum, kind) => sum + worth(kind, sides) * (kind.length - 1), 0);
  const now = worth(group, sides);
  const covered = kinds.reduce((sum, kind) => sum + kind.length, 0);
  const isBetter = saved > WORTH * now * (group.length - 1);
  return isBetter && (now < HEADER || covered >= COVERED * group.length) ? kinds : [group];
}

/** Characters that a layout of these pages would have. */
function worth(group: Group, sides: Sides): number {
  const [first = 0] = group;
  return sides.reduce((sum, side) => {
    const texts = common(
      group.map((page) => side[page]?.texts ?? []),
      0,
    );
    if (texts > 0) return sum + (side[first]?.sizeOf(texts) ?? 0);
    const markup = group.map((page) => side[page]?.first ?? []);
    return sum + (markup[0] ?? []).slice(0, common(markup, 0)).join('').length;
  }, 0);
}

/** How many all have alike from one on. */
function common(lists: readonly (readonly string[])[], from: number): number {
  const [one = [], ...rest] = lists;
  let length = Math.max(0, one.length - from);
  for (const each of rest) {
    let n = 0;
    while (n < length && each[from + n] === one[from + n]) n++;
    length = n;
  }
  return length;
}
