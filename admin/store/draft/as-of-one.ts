import { inOneGo } from '../../../site/in-one-go.ts';
import { turn } from '../renders.ts';
import type { Files } from '../tables/files.ts';

/** How often work is done while others save; then all others wait. */
const TRIES = 4;

/**
 * Does work on the draft that has pauses, in which others have their turn. Where one of them saves, it is done anew: what it reads must
 * be of one draft.
 */
export async function asOfOne<T>(
  files: Pick<Files, 'draft'>,
  work: (draft: number) => Generator<void, T>,
): Promise<T> {
  for (let tries = 1; tries < TRIES; tries++) {
    const { draft } = files;
    const steps = work(draft);
    for (let next = steps.next(); ; next = steps.next()) {
      if (next.done) return next.value;
      await turn();
      if (files.draft !== draft) break;
    }
  }
  return inOneGo(work(files.draft));
}
