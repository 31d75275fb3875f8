import type { Diagnostic } from '../../../../liquid/error.ts';

/** What the page asks the language's thread. */
export type Question =
  /** To check `text` as the file `path` of a site that has `paths`. */
  | { readonly ask: 'check'; readonly path: string; readonly text: string; readonly paths: readonly string[] }
  /** To read a JSON or YAML file. */
  | { readonly ask: 'data'; readonly path: string; readonly text: string };

export interface Answer {
  readonly id: number;
  readonly diagnostics?: readonly Diagnostic[];
  readonly data?: unknown;
}
