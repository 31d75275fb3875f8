import type { Expr } from '../program.ts';

/** Thrown by a value that the release does not know, when a template reads it. No Error: it is thrown often, and nobody sees it. */
export const DYNAMIC = Symbol('dynamic');

/** Stands in a variable for what only the request knows. `expr` reads it in the program that is left. */
export class Unknown {
  readonly expr: Expr;
  constructor(expr: Expr) {
    this.expr = expr;
  }
}

/** Stops the evaluation: the page stays whole. The message says why. */
export class Whole extends Error {
  override readonly name = 'Whole';
}

/** Stops the evaluation: what is left of this loop, round by round, would be too large. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly loop: object;
  constructor(loop: object) {
    super('a loop is too large to be written out');
    this.loop = loop;
  }
}
