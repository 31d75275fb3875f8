import type { Run } from '../frame.ts';
import type { Linker } from '../linker.ts';

/**
 * The run half of a tag: makes its closure from the operands that its half in compile/tags emitted. `at` is the tag's
 * offset, for `f.at`: set before anything that may throw. `tag` tells the names of one file apart.
 */
export type LinkTag<Operands extends readonly unknown[]> = (
  operands: Operands,
  linker: Linker,
  at: number,
  tag: string,
) => Run;
