import type { ReleaseOutput } from '../../../site/release/assemble.ts';
import type { KeptBodies } from '../../../site/release/made/kept.ts';
import type { BodiesStore } from './packing.ts';
import type { Places } from './rank.ts';

/** What bodies are made with. */
export interface BodiesSources {
  readonly now: number;
  /** See placesOf. */
  readonly places: Places;
  readonly store: BodiesStore;
  /** Packs that may be written today. */
  readonly writes: { readonly left: number; readonly ofDay: number };
  /** What the release before kept, and its manifest. */
  readonly before: KeptBodies;
  readonly manifest: () => string | undefined;
}

/** What came of it. */
export interface MadeBodies {
  readonly made: ReleaseOutput;
  /** All packs of bodies and tables that the release is made of. */
  readonly packs: readonly string[];
  /** Pages that could have been made, and how many of them are not. */
  readonly count: { readonly all: number; readonly left: number };
  /** For the next release: pieces of a text. */
  readonly kept: Iterable<string>;
}
