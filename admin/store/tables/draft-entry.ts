import type { Refs } from '../../../liquid/program.ts';
import type { Diagnostic } from '../../../schema/diagnostic.ts';
import type { AssetRecord } from '../../../schema/manifest.ts';
import type { Facts } from '../../../site/facts.ts';

/** What is known of a file of the draft without reading it. Kept as one line of JSON. */
export interface DraftEntry {
  readonly path: string;
  /** SHA-256 of its bytes, hex. */
  readonly hash: string;
  /** Milliseconds since the epoch of its last save; left out where the index was kept by a version before 0.2.0. */
  readonly saved?: number;
  /** UTF-16 units of its code. */
  readonly units: number;
  readonly facts: Facts;
  /** What this code finds wrong with a text that another version took; left out where nothing is. */
  readonly errors?: readonly Diagnostic[];
  /** Whether compiling its text gave warnings. */
  readonly warned?: true;
  /** An asset's. */
  readonly asset?: AssetRecord;
}

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
