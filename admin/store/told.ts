import type { Progress } from './compiling.ts';
import type { LiveMove } from './releasing/live.ts';
import type { Release } from './tables/releases.ts';

/** A file's text, or where an asset's bytes are in KV. */
export interface ContentRead {
  readonly hash: string;
  readonly text?: string;
  readonly asset?: { readonly name: string; readonly type: string };
}

export interface Status {
  readonly site: string;
  readonly files: number;
  /** ETag of the draft as a whole: what `expect` of a publish compares. */
  readonly draft: string;
  readonly live: LiveMove | null;
  readonly publishing: Release | null;
  /** Texts that are compiled, of those that are to be; null where all are. */
  readonly compiling: Progress | null;
}

/** Bytes of text in one result: far below the 32 MiB that a call may carry. */
export const MOST_BYTES = 8 * 1024 * 1024;
