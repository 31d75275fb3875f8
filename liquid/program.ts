/** Raised whenever the shape of programs changes; a program of another format is compiled again from its source. */
export const FORMAT = 2;

/** The oldest format that still runs: releases made before stay as they are. Format 1 has no places. */
export const OLDEST_FORMAT = 1;

/**
 * A compiled template: plain JSON, made by `compile`, stored by the host, run after `link`.
 * What is text in a source is text here; tags and expressions are small arrays that begin with what they are.
 */
export interface Program {
  readonly format: number;
  readonly name: string;
  /** The names that are not loop variables of their place: variables set by the template, arguments, globals. */
  readonly names: readonly string[];
  /** How many slots the loop variables need. */
  readonly slots: number;
  /** Whether variables are shared with other templates (`include`, `layout`), so that they are found by name. */
  readonly shared: boolean;
  /** Whether the template has a `layout` tag, which then wins over a layout that the host names. */
  readonly layout: boolean;
  /** The place that its output is made for, if that is not text: see compile/places/place.ts. */
  readonly start?: string;
  readonly body: Body;
  /** Where lines end and what places reach to, packed by compile/positions.ts and read for errors only. */
  readonly lines: string;
  readonly spans: string;
  readonly refs: Refs;
}

/** Nodes in order. The number 1 in front says that `break` or `continue` may leave the body before its end. */
export type Body = readonly (Node | 1)[];

/** Unchanged text, or `[tag, offset in the source, ...operands]`; each tag's file in run/tags says which. */
export type Node = string | TagNode;
export type TagNode = readonly [tag: string, at: number, ...operands: Operand[]];

/** What a tag's node may hold: expressions, bodies, and lists of them. */
export type Operand =
  | null
  | boolean
  | number
  | string
  | readonly Operand[]
  | { readonly [key: string]: Operand };

/**
 * An expression. null, booleans, strings and integers stand for themselves, and so does a number with a fraction;
 * an array begins with one of `X`.
 */
export type Expr = null | boolean | number | string | readonly [operation: number, ...operands: Operand[]];

/** The operations of expressions and their operands; run/expressions/expression.ts lists its functions in this order. */
export const X = {
  /** slot: a loop variable */
  local: 0,
  /** index in `names` */
  name: 1,
  /** base, then a key or more: strings and integers, or expressions */
  path: 2,
  /** expression of a name, then the visible loop variables: `[name, slot, name, slot, ...]` */
  dynamic: 3,
  /** first, last */
  range: 4,
  /** the value of a float that is integral; '-0' for the one that JSON does not have */
  float: 5,
  /** the digits of an integer past 2^53 */
  big: 6,
  empty: 7,
  blank: 8,
  /** base, then a filter or more: `[name, ...arguments]`; where it takes named ones, they are an object at the end */
  filter: 9,
  /** operator, left, right */
  compare: 10,
  /** condition, then pairs of `and` or `or` and a condition; `a and b or c` is `a and (b or c)` */
  logic: 11,
  /** slot of a `forloop`, field */
  loop: 12,
  /** slot, expression: a function from an item to what the expression makes of it, the item in the slot */
  each: 13,
  /** index of `self` in `names`, then the visible loop variables as for `dynamic` */
  self: 14,
  /** a value as JSON; or the text of markup, then its place: only in what liquid/partial leaves of a page */
  constant: 15,
} as const;

/** What a template refers to itself; partials and layouts have refs of their own. All lists are sorted and unique. */
export interface Refs {
  /** Partials named by literals in `render` and `include`. */
  readonly partials: readonly string[];
  /** Layouts named by literals. */
  readonly layouts: readonly string[];
  /** Whether some partial or layout is named by an expression. */
  readonly dynamicPartials: boolean;
  /** Paths read from names that the template does not set itself: `['data', 'posts']`. */
  readonly globals: readonly (readonly string[])[];
  readonly clock: boolean;
  readonly random: boolean;
  readonly filters: readonly string[];
}
