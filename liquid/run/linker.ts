import { fail } from '../error.ts';
import type { Body, Expr, Program, TagNode } from '../program.ts';
import type { Eval, Run, Runnable } from './frame.ts';

/** Turns the parts of one program into closures; link.ts implements it. Tags get it to link their operands. */
export interface Linker {
  readonly program: Program;
  /** How much of expressions was linked so far, in parts of about equal work. */
  parts: number;
  /** What `link` links and its price: operations for all that it evaluates. Most tags evaluate next to nothing. */
  priced<T>(link: () => T): readonly [linked: T, price: number];
  node(node: TagNode): Run;
  expr(expression: Expr): Eval;
  body(body: Body): Runnable;
  /** Named arguments, in order. */
  named(args: Readonly<Record<string, Expr>>): (readonly [string, Eval])[];
}

export function badProgram(what: string | number): never {
  fail('bad_program', `A program made by another version holds ${what}. Compile its template again.`);
}
