import { FLAG } from '../liquid/run/render.ts';
import { READS } from './reads.ts';

/** What a page made dynamic, in words, by the bits of READS and of the language. */
export function readsOf(flags: number): string[] {
  return Object.entries({ ...FLAG, ...READS })
    .filter(([, bit]) => flags & bit)
    .map(([name]) => name);
}
