import type { Token } from '../markdown-it.ts';

/** What is between `{:` and `}`. */
export interface Attributes {
  /** Names of lists that are defined elsewhere; `toc` is one. */
  readonly refs: readonly string[];
  readonly classes: readonly string[];
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
  return { refs, classes, pairs };
}

/** Gives a token what a list says, and the lists that it names. */
export function applyAttributes(token: Token, attributes: Attributes, lists: Lists): void {
  for (const ref of attributes.refs) {
    const named = lists.get(ref);
    if (named) applyAttributes(token, { ...named, refs: [] }, lists);
    else if (ref === 'toc') token.meta = { ...token.meta, isToc: true };
  }
  for (const name of attributes.classes) token.attrJoin('class', name);
  for (const [key, value] of attributes.pairs) token.attrSet(key, value);
}
