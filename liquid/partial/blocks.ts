import type { Frame, Outer } from '../run/frame.ts';
import type { Residue } from './residue.ts';

/** Evaluates a block into `out`. `base` evaluates the block that it is in place of. */
export type BlockPart = (caller: Frame, outer: Outer | null, base: Base | null, out: Residue) => void;
export type Base = (out: Residue) => void;

/** The blocks of a page and its layouts: see Variables. */
export interface Blocks {
  readonly kept: Map<string, BlockPart>;
  keep: boolean;
}
