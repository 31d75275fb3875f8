import { LIMITS } from '../../schema/limits.ts';
import { residualKey } from '../../schema/residual.ts';
import type { ReleaseOutput } from './assemble.ts';
import { type Added, addTexts } from './texts.ts';

/** What is left of a page, as a release has it. */
export interface Residual {
  /** A program as JSON. */
  readonly text: string;
  /** Keys of the data and partials that it reads. */
  readonly needs: readonly string[];
}

/** Puts what is left of pages into a release, by their paths. The shortest come first; a page whose does not fit any more stays whole. */
export function addResiduals(made: ReleaseOutput, residuals: ReadonlyMap<string, Residual>): ReleaseOutput {
  const added = new Map<string, Added>();
  let left: number = LIMITS.residualCharacters;
  const byLength = [...residuals].sort(([a, x], [b, y]) => x.text.length - y.text.length || (a < b ? -1 : 1));
  for (const [path, { text, needs }] of byLength) {
    left -= text.length;
    if (left < 0) break;
    const members: Added['members'] = (at) => ({ residual: { at, ...(needs.length > 0 && { needs }) } });
    added.set(path, { name: residualKey(path), text, members });
  }
  return addTexts(made, added);
}
