import { tagsOf } from './tags.ts';

/** A piece of a page that is shared or not as a whole: a visible text, or markup between two of them. */
export interface Atom {
  readonly start: number;
  readonly end: number;
  /** Visible text, without the white space around it; undefined for markup. */
  readonly text?: string;
  /** The name of an element that is none of a line of text, with its slash for an end tag; empty for all other markup. */
  readonly name: string;
}

/** A page, cut at its body. */
export interface Body {
  readonly html: string;
  /** Markup before the start tag of the body. */
  readonly head: readonly Atom[];
  /** The body's start tag. */
  readonly tag: Atom;
  /** Everything behind it. */
  readonly atoms: readonly Atom[];
}

/** Elements inside of a line of text: one of them may be another on the page that a link leads to. */
const INLINE = new Set(
  'a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strong sub sup svg path time tt u use var wbr'.split(
    ' ',
  ),
);
/** What Bootstrap says of the current page to those who hear it: there is no such text on other pages. */
const CURRENT = /^\(current\)$/i;

/** Cuts a page; undefined where its body has no start tag. */
export function bodyOf(html: string): Body | undefined {
  const atoms: Atom[] = [];
  let at = 0;
  let tag: Atom | undefined;
  let head: readonly Atom[] = [];
  const between = (to: number) => {
    if (to <= at) return;
    const text = html.slice(at, to).trim();
    if (text === '' || CURRENT.test(text) || !tag) atoms.push({ start: at, end: to, name: '' });
    else {
      const start = html.indexOf(text, at);
      if (start > at) atoms.push({ start: at, end: start, name: '' });
      atoms.push({ start, end: start + text.length, text, name: '' });
      if (start + text.length < to) atoms.push({ start: start + text.length, end: to, name: '' });
    }
  };
  for (const { start, end, name } of tagsOf(html)) {
    between(start);
    at = end;
    const atom = { start, end, name: INLINE.has(name.replace('/', '')) ? '' : name };
    if (name !== 'body' || tag) atoms.push(atom);
    else {
      head = joined(atoms.splice(0));
      tag = atom;
    }
  }
  between(html.length);
  return tag && { html, head, tag, atoms: joined(atoms) };
}

/** Tags of a line of text and white space beside each other are one. */
function joined(atoms: readonly Atom[]): Atom[] {
  const found: Atom[] = [];
  for (const atom of atoms) {
    const last = found.at(-1);
    if (last && isLoose(last) && isLoose(atom)) found[found.length - 1] = { ...last, end: atom.end };
    else found.push(atom);
  }
  return found;
}

const isLoose = ({ text, name }: Atom): boolean => text === undefined && name === '';
