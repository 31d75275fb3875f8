/** Raised whenever the shape of programs changes; a program of another format is compiled again from its source. */
export const FORMAT = 1;

/** What a template refers to, itself only: partials and layouts have refs of their own. All lists are sorted and unique. */
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

/**
 * An expression. JSON's own null, booleans, strings and integers are literals; an array is an operation of `X` with
 * its operands.
 */
export type Expr = null | boolean | number | string | readonly unknown[];

/** A node of a body: a string is text as it stands; an array is `[operation of N, offset in the source, ...operands]`. */
export type Node = string | readonly unknown[];

/** Nodes in order. */
export type Body = readonly Node[];

/** A compiled template: plain JSON, stored by the host and linked with `link`. */
export interface Program {
  readonly format: number;
  readonly name: string;
  readonly body: Body;
  /** How many slots the template's loop variables need. */
  readonly slots: number;
  /** Lengths of the source's lines and of the spans that nodes point to, for errors only: see compile/positions.ts. */
  readonly lines: string;
  readonly spans: string;
  readonly refs: Refs;
}
