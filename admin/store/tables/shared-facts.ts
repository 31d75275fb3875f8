import type { Refs } from '../../../liquid/program.ts';
import type { Facts } from '../../../site/facts.ts';

/** Different `refs` that are remembered. */
const MOST = 1_000;

/**
 * What many files say alike is one object in memory: most entries refer to nothing, and saying so takes a fifth of what is known of one.
 */
export class SharedFacts {
  readonly #refs = new Map<string, Refs>();

  of(facts: Facts): Facts {
    const { refs } = facts;
    if (!refs) return facts;
    const key = JSON.stringify(refs);
    const known = this.#refs.get(key);
    if (known) return { ...facts, refs: known };
    if (this.#refs.size < MOST) this.#refs.set(key, refs);
    return facts;
  }
}
