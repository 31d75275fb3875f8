import type { Report } from './report.ts';

/** A file of the new site: a text, or one of the old folder as it is. */
export type MovedFile = { readonly text: string } | { readonly copy: string };

/** Where the parts of a move put the files of the new site. */
export type Put = (path: string, file: MovedFile) => void;

/** What a move makes. The old folder and the same `Around` always make the same. */
export interface Moved {
  /** By their paths in the new site, in order. */
  readonly files: ReadonlyMap<string, MovedFile>;
  readonly report: Report;
}

/** Compiles a Sass style sheet; `load` finds what it imports by the path that it writes. Throws what is wrong with it. */
export type SassCompiler = (sheet: Sheet) => string;

export interface Sheet {
  readonly text: string;
  /** In the old folder. */
  readonly path: string;
  readonly indented: boolean;
  readonly style: 'expanded' | 'compressed';
  load(
    path: string,
  ): { readonly text: string; readonly path: string; readonly indented: boolean } | undefined;
}

/** What a move takes from outside. */
export interface Around {
  /** Milliseconds since the epoch: what `site.time` is, and which posts are in the future. */
  readonly now: number;
  readonly sass?: SassCompiler;
  /** Of plain HTML: whether what all pages share becomes a layout. */
  readonly layout?: boolean;
}
