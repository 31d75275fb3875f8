import type { Token } from '../markdown-it.ts';
import { OutputTooLarge } from '../size-limit.ts';

/** What is between `{:` and `}`. */
export interface Attributes {
  /** Names of lists that are defined elsewhere; `toc` and `footnotes` are two. */
  readonly refs: readonly string[];
  /** With a space between them. */
  readonly classes: string;
  /** In order; `id` too. */
  readonly pairs: readonly (readonly [name: string, value: string])[];
}

/** The lists of a text by their names: `{:name: .class}`. */
export type Lists = ReadonlyMap<string, Attributes>;

const ITEM =
  /(?<=^|\s)(?:(?<key>\w[\w-]*)=(?<quote>["'])(?<value>(?:\\.|(?!\k<quote>)[^\\])*)\k<quote>|(?<ref>\w[\w-]*)|(?<marks>(?:#[A-Za-z][\w:-]*|\.[^\s.#]+)+))(?=\s|$)/g;
const MARK = /#([A-Za-z][\w:-]*)|\.([^\s.#]+)/g;

/** Reads a list as kramdown does. What is none of its items is left out. */
export function readAttributes(text: string): Attributes {
  const refs: string[] = [];
  const classes: string[] = [];
  const pairs: [string, string][] = [];
  for (const { groups = {} } of text.matchAll(ITEM)) {
    const { key, quote = '', value = '', ref, marks = '' } = groups;
    if (ref !== undefined) refs.push(ref);
    else if (key === 'class') classes.push(...value.split(/\s+/).filter((name) => name !== ''));
    else if (key !== undefined)
      pairs.push([key, value.replaceAll(`\\${quote}`, quote).replaceAll('\\}', '}')]);
    for (const [, id, name] of marks.matchAll(MARK)) {
      if (id !== undefined) pairs.push(['id', id]);
      else if (name !== undefined) classes.push(name);
    }
  }
  return { refs, classes: classes.join(' '), pairs };
}

/** Attributes that the elements of one text may have from lists that they name: a short name stands for many each time. */
const MOST_NAMED = 100_000;
const given = new WeakMap<Lists, number>();

/** Gives a token what a list says, and the lists that it names. Throws OutputTooLarge. */
export function applyAttributes(token: Token, attributes: Attributes, lists: Lists): void {
  for (const ref of attributes.refs) {
    const named = lists.get(ref);
    if (named) {
      const times = (given.get(lists) ?? 0) + 1 + named.pairs.length;
      if (times > MOST_NAMED) throw new OutputTooLarge('more attributes than one text may have');
      given.set(lists, times);
      apply(token, named);
    } else if (ref === 'toc') token.meta = { ...token.meta, isToc: true };
    else if (ref === 'footnotes') token.meta = { ...token.meta, isPlaceOfNotes: true };
  }
  apply(token, attributes);
}

function apply(token: Token, { classes, pairs }: Attributes): void {
  if (classes !== '') token.attrJoin('class', classes);
  for (const [key, value] of pairs) token.attrSet(key, value);
}
