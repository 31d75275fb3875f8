import { align, type Page, type Part, type Placed, placeOf } from './align.ts';
import { type Body, bodyOf } from './atoms.ts';
import { footer, header } from './cuts.ts';
import { familiesOf } from './families.ts';

/** What pages of one kind share, with a place for the rest of the head and one for the rest of the page. */
export interface Layout {
  /** How the pages begin. */
  readonly start: readonly Part[];
  /** From the end of their heads on. */
  readonly header: readonly Part[];
  readonly footer: readonly Part[];
  /** The pages that have it, by their places, and what each has of its own. */
  readonly own: ReadonlyMap<number, Own>;
}

/** A page without what the layout has. */
interface Own {
  readonly head: string;
  readonly main: string;
}

/** Characters of header and footer from which on a layout is worth it. */
const LEAST = 40;

/** The layouts that pages could have, that of most pages first. */
export function layoutsOf(
  pages: readonly { readonly html: string; readonly address: string }[],
): readonly Layout[] {
  const bodies = pages.map(({ html }) => bodyOf(html));
  return familiesOf(bodies).flatMap((group) => {
    const members = group.flatMap((n): Page[] => {
      const [body, page] = [bodies[n], pages[n]];
      return body && page ? [{ address: page.address, body, hasBase: /<base\b/i.test(body.html) }] : [];
    });
    const layout = layoutOf(members, group);
    return layout ? [layout] : [];
  });
}

function layoutOf(pages: readonly Page[], group: readonly number[]): Layout | undefined {
  const tops = align(
    pages,
    pages.map(({ body }) => body.atoms),
  );
  const before = header(tops);
  const ends = align(
    pages,
    pages.map(({ body }, n) => after(body, before.at(-1)?.spans[n]?.[1]).reverse()),
  );
  const behind = footer(ends);
  if (textOf(before).length + textOf(behind).length < LEAST) return undefined;
  const { start, end } = headOf(pages);
  const own = pages.map(({ body: { html, tag } }, n): [number, Own] => {
    const from = start.at(-1)?.spans[n]?.[1] ?? 0;
    const to = end[0]?.spans[n]?.[0] ?? tag.end;
    const main = before.at(-1)?.spans[n]?.[1] ?? tag.end;
    return [group[n] ?? 0, { head: html.slice(from, to), main: html.slice(main, behind[0]?.spans[n]?.[0]) }];
  });
  return {
    start: partsOf(start, group),
    header: partsOf([...end, ...before], group),
    footer: partsOf(behind, group),
    own: new Map(own),
  };
}

const after = ({ atoms }: Body, from = 0) => atoms.filter(({ start }) => start >= from);

/** What is the same at the start of all heads, and from where on it is to the end of the body's start tag. */
function headOf(pages: readonly Page[]): { readonly start: Placed[]; readonly end: Placed[] } {
  const heads = pages.map(({ body }) => body.head);
  const least = Math.min(...heads.map(({ length }) => length));
  const sameAt = (places: readonly number[]): Placed | undefined => {
    const found = places.map((place, n) => heads[n]?.[place]);
    const name = found[0]?.name ?? '';
    if (!found.every((atom) => atom?.name === name)) return undefined;
    const spans = found.map((atom) => [atom?.start ?? 0, atom?.end ?? 0] as const);
    const placed = placeOf(pages, spans, name);
    return placed?.part.kind === 'same' ? placed : undefined;
  };
  const start = whileThere(least, (n) => sameAt(heads.map(() => n)));
  const tag = placeOf(
    pages,
    pages.map(({ body }) => [body.tag.start, body.tag.end]),
    'body',
  );
  if (!tag) return { start, end: [] };
  const end = whileThere(least - start.length, (n) => sameAt(heads.map(({ length }) => length - 1 - n)));
  return { start, end: [...end.reverse(), tag] };
}

function whileThere(most: number, at: (n: number) => Placed | undefined): Placed[] {
  const found: Placed[] = [];
  for (let n = 0; n < most; n++) {
    const placed = at(n);
    if (!placed) break;
    found.push(placed);
  }
  return found;
}

/** Parts with the pages of the site in them, and what is the same beside each other as one. */
function partsOf(placed: readonly Placed[], group: readonly number[]): readonly Part[] {
  const parts: Part[] = [];
  for (const { part } of placed) {
    const last = parts.at(-1);
    if (part.kind === 'mark') parts.push({ ...part, pages: part.pages.map((n) => group[n] ?? 0) });
    else if (last?.kind === 'same') parts[parts.length - 1] = { kind: 'same', text: last.text + part.text };
    else parts.push(part);
  }
  return parts;
}

const textOf = (placed: readonly Placed[]): string =>
  placed
    .map(({ part }) => (part.kind === 'same' ? part.text : part.off))
    .join('')
    .trim();
