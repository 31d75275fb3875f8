import type { Diagnostic } from '../../../../liquid/error.ts';

/** What the page asks the language's thread. */
export type Question =
  /** To check `text` as the file `path` of a site that has `paths`. */
  | { readonly ask: 'check'; readonly path: string; readonly text: string; readonly paths: readonly string[] }
  /** To read a JSON or YAML file. */
  | { readonly ask: 'data'; readonly path: string; readonly text: string }
  /** To change values of a YAML text and leave the rest as it stands, comments too. */
  | { readonly ask: 'edit'; readonly text: string; readonly changes: readonly YamlChange[] };

/** A value at a key path; undefined takes the key out. */
export interface YamlChange {
  readonly keys: readonly string[];
  readonly value: unknown;
}

export interface Answer {
  readonly id: number;
  readonly diagnostics?: readonly Diagnostic[];
  readonly data?: unknown;
  readonly text?: string;
}
