import type { Atom, Body } from './atoms.ts';
import { rooted } from './rooted.ts';
import { sharedStart } from './shared-ends.ts';

/** A page that may get a layout. */
export interface Page {
  readonly address: string;
  readonly body: Body;
  /** Whether it says itself where its relative addresses begin. */
  readonly hasBase: boolean;
}

/** A part of a layout. */
export type Part =
  /** What all pages have. */
  | { readonly kind: 'same'; readonly text: string }
  /** What some pages have in place of what most do: how a menu shows the page that one is on. */
  | {
      readonly kind: 'mark';
      readonly on: string;
      readonly off: string;
      /** The pages, by their places, that have `on`. */
      readonly pages: readonly number[];
    };

/** A part, and where each page has it. */
export interface Placed {
  readonly part: Part;
  /** Of each page, from where to where. */
  readonly spans: readonly (readonly [start: number, end: number])[];
  /** The element of the first page that begins or ends here. */
  readonly name: string;
}

/** Characters of what differs: more is no menu. */
const MOST = 2000;

/** What pages share from one end of their bodies on, in the order of `lists`: those of atoms from the start, or from the end. */
export function align(pages: readonly Page[], lists: readonly (readonly Atom[])[]): Placed[] {
  const found: Placed[] = [];
  const at = lists.map(() => 0);
  for (;;) {
    const runs = lists.map((atoms, n) => runOf(atoms, at[n] ?? 0));
    const texts = lists.map((atoms, n) => atoms[(at[n] ?? 0) + (runs[n]?.length ?? 0)]);
    const [first] = texts;
    const goesOn = first !== undefined && texts.every((atom) => atom?.text === first.text);
    const placed = alignRun(pages, runs, goesOn);
    if (!placed.whole || !goesOn) return [...found, ...sure(placed.found, found)];
    found.push(...placed.found, placeOf(pages, texts.map(spanOf), '') ?? unreachable());
    for (const n of at.keys()) at[n] = (at[n] ?? 0) + (runs[n]?.length ?? 0) + 1;
  }
}

/** Markup up to the next visible text. */
function runOf(atoms: readonly Atom[], from: number): readonly Atom[] {
  let to = from;
  while (to < atoms.length && atoms[to]?.text === undefined) to++;
  return atoms.slice(from, to);
}

/** Aligns markup between two texts: element by element where all pages have the same, else as one. */
function alignRun(
  pages: readonly Page[],
  runs: readonly (readonly Atom[])[],
  goesOn: boolean,
): { readonly found: readonly Placed[]; readonly whole: boolean } {
  const [first = []] = runs;
  const found: Placed[] = [];
  if (
    !runs.every((run) => run.length === first.length && run.every(({ name }, n) => name === first[n]?.name))
  ) {
    const one = goesOn ? placeOf(pages, runs.map(around), '') : undefined;
    if (one && runs.every((run) => run.length > 0)) return { found: [one], whole: true };
    const least = Math.min(...runs.map(({ length }) => length));
    for (let n = 0; n < least; n++) {
      const same = columnOf(pages, runs, n);
      if (!same) break;
      found.push(same);
    }
    return { found, whole: false };
  }
  for (const n of first.keys()) {
    const placed = columnOf(pages, runs, n);
    if (!placed) return { found, whole: false };
    found.push(placed);
  }
  return { found, whole: true };
}

const columnOf = (
  pages: readonly Page[],
  runs: readonly (readonly Atom[])[],
  n: number,
): Placed | undefined =>
  placeOf(
    pages,
    runs.map((run) => spanOf(run[n])),
    runs[0]?.[n]?.name ?? '',
  );

const spanOf = (atom: Atom | undefined): readonly [number, number] => [atom?.start ?? 0, atom?.end ?? 0];

const around = (run: readonly Atom[]): readonly [number, number] => [
  Math.min(...run.map(({ start }) => start)),
  Math.max(...run.map(({ end }) => end)),
];

/** Parts of the last markup, with no text behind that says they belong together: up to the first mark of pages that no part before has. */
function sure(placed: readonly Placed[], before: readonly Placed[]): readonly Placed[] {
  const known = new Set(before.map(({ part }) => (part.kind === 'mark' ? part.pages.join() : '')));
  const end = placed.findIndex(({ part }) => part.kind === 'mark' && !known.has(part.pages.join()));
  return end < 0 ? placed : placed.slice(0, end);
}

/** What is at one place of all pages, as a part; undefined where there are more than two things. */
export function placeOf(pages: readonly Page[], spans: Placed['spans'], name: string): Placed | undefined {
  const raws = pages.map(({ body }, n) => body.html.slice(...(spans[n] ?? [0, 0])));
  const [first = ''] = raws;
  if (raws.every((raw) => raw === first)) return { part: { kind: 'same', text: first }, spans, name };
  const groups = new Map<string, number[]>();
  for (const [n, raw] of raws.entries()) {
    const page = pages[n];
    const key = page && !page.hasBase ? rooted(raw, page.address) : raw;
    const group = groups.get(key);
    if (group) group.push(n);
    else if (groups.size === 2) return undefined;
    else groups.set(key, [n]);
  }
  const [[one, those] = ['', []], other] = [...groups];
  if (!other) return { part: { kind: 'same', text: one }, spans, name };
  const isOn = isInserted(one, other[0]) ?? !(isInserted(other[0], one) ?? other[1].length < those.length);
  const [[on, marked], [off]] = isOn ? [[one, those] as const, other] : [other, [one] as const];
  if (on.length + off.length > MOST) return undefined;
  return { part: { kind: 'mark', on, off, pages: marked }, spans, name };
}

/** Whether a text is another with something in the middle: `true`, or undefined where it is not. */
function isInserted(long: string, short: string): true | undefined {
  if (long.length <= short.length) return undefined;
  const before = sharedStart(long, short);
  return long.endsWith(short.slice(before)) || undefined;
}

function unreachable(): never {
  throw new Error('one text is the same everywhere');
}
