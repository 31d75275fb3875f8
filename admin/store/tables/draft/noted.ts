import { FORMAT } from '../../../../liquid/program.ts';
import type { Meta } from '../meta.ts';

/** What is noted of the slices that are kept. */
export interface Noted {
  /** All changes up to this one are in them. */
  readonly at: number;
  /** Which they are: see sumOf. */
  readonly slices: string;
}

const KEY = 'draft_index';
/** What rows of slices are like: another number where they change. */
const ROWS = 2;

export function note(meta: Meta, noted: Noted): void {
  meta.set(KEY, JSON.stringify({ ...noted, format: FORMAT, rows: ROWS }));
}

/** Undefined where nothing is noted, or code of another format noted it. */
export function readNoted(meta: Meta): Noted | undefined {
  const text = meta.text(KEY);
  if (text === undefined) return undefined;
  const { format, rows, ...noted } = JSON.parse(text); // as note wrote it, here or in an earlier version
  return format === FORMAT && rows === ROWS ? noted : undefined;
}

export const isSameNoted = (one: Noted, other: Noted | undefined): boolean =>
  one.at === other?.at && one.slices === other.slices;

export function forgetNoted(meta: Meta): void {
  meta.drop(KEY);
}
