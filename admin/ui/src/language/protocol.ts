import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import type { Where } from '../../../../site/forms/yaml/edit.ts';
import type { Change } from '../../../../site/forms/yaml/value.ts';

/** What the page asks the language's thread. */
export type Question =
  /** To know the paths of all files of the site, until they are told again. */
  | { readonly ask: 'know'; readonly paths: readonly string[] }
  /** To check `text` as the file `path` of the site, with the texts of others that it depends on. */
  | {
      readonly ask: 'check';
      readonly path: string;
      readonly text: string;
      readonly others: Readonly<Record<string, string>>;
    }
  /** To say which blocks a layout shows, and whether it shows what is in none. */
  | {
      readonly ask: 'shows';
      readonly path: string;
      readonly others: Readonly<Record<string, string>>;
    }
  /** To say which parameters a partial's `doc` tags state. */
  | { readonly ask: 'params'; readonly path: string; readonly text: string }
  /** To read a JSON or YAML file. */
  | { readonly ask: 'data'; readonly path: string; readonly text: string }
  /** To read a file as a form, with the texts of files that say its fields. */
  | {
      readonly ask: 'form';
      readonly path: string;
      readonly text: string;
      readonly others: Readonly<Record<string, string>>;
    }
  /** To change one value of a file, and leave all else as it is. */
  | {
      readonly ask: 'change';
      readonly path: string;
      readonly text: string;
      readonly change: Change;
      readonly where?: Where;
    }
  /** To read a YAML text whatever its shape, right or wrong. */
  | { readonly ask: 'yaml'; readonly text: string }
  /** To change values of a YAML text and leave the rest as it is, comments too. */
  | { readonly ask: 'edit'; readonly text: string; readonly changes: readonly YamlChange[] };

export type YamlChange =
  /** A value at a key path; undefined takes the key out. */
  | { readonly keys: readonly string[]; readonly value: unknown }
  /** All entries of the map at a key path, in their order; none takes the map out. */
  | { readonly keys: readonly string[]; readonly entries: readonly YamlEntry[] };

export interface YamlEntry {
  /** The key that the entry has in the text so far; null when it is new. */
  readonly was: string | null;
  readonly key: string;
  readonly value: string;
  /** Where the value is, if the entry's value is a map. */
  readonly inside?: string;
}

export interface Answer {
  readonly id: number;
  readonly diagnostics?: readonly Diagnostic[];
  /** Paths, there or not, that the check depends on: it is right when it was given the texts of those that are there. */
  readonly needs?: readonly string[];
  readonly data?: unknown;
  readonly text?: string;
  /** Why there is no answer: a fault of ours. */
  readonly failed?: string;
}
