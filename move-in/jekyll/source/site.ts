import type { Theme } from '../../source.ts';
import type { Config } from './config.ts';
import type { Data } from './yaml.ts';

/** A page, a post, a draft or an entry of a collection: a file with front matter. */
export interface Doc {
  /** In the old folder. */
  readonly source: string;
  readonly kind: 'page' | 'post' | 'draft' | 'item';
  /** Its collection's name; `pages` for pages. */
  readonly collection: string;
  /** Front matter with `defaults` and what Jekyll adds: title, slug, date, categories, tags. */
  readonly data: Data;
  /** What its own front matter says. */
  readonly own: Data;
  /** Its front matter as it is written. */
  readonly yaml: string;
  readonly body: string;
  readonly isMarkdown: boolean;
  /** As Jekyll has it: `/2024/05/31/ebb.html`. Empty where it has no page. */
  readonly url: string;
  /** The kind of what it becomes: `.html`, `.xml`. */
  readonly outEnding: string;
  /** Milliseconds since the epoch; 0 without a date. */
  readonly moment: number;
  /** Tidy: see dates.ts. */
  readonly date: string | undefined;
  readonly isHidden: boolean;
  /** Of a file without front matter: which plugin made a page of it. */
  readonly added?: 'page' | 'index';
  /** Where it goes in the new site. */
  readonly target: string;
}

/** Documents without their places in the new site. */
export type Found = Omit<Doc, 'target'>;

export interface TextFile {
  readonly source: string;
  readonly text: string;
}

/** A layout: `name` is its path below the folder of layouts, without ending. */
export interface Layout extends TextFile {
  readonly name: string;
  readonly data: Data;
  readonly body: string;
}

/** What a Jekyll folder holds, read once. */
export interface JekyllSite {
  readonly config: Config;
  /** Of a site that lies on one: see theme.ts. */
  readonly theme: Theme | undefined;
  readonly now: number;
  readonly layouts: ReadonlyMap<string, Layout>;
  /** By path below the folder of includes. */
  readonly includes: ReadonlyMap<string, TextFile>;
  readonly pages: readonly Doc[];
  /** The newest first; drafts among them where they are shown. */
  readonly posts: readonly Doc[];
  /** Those that Jekyll does not build: drafts, and what is not published. */
  readonly unseen: readonly Doc[];
  /** Each in its order. */
  readonly collections: ReadonlyMap<string, readonly Doc[]>;
  /** By path below the folder of data. */
  readonly data: ReadonlyMap<string, TextFile>;
  /** Copied as they are. */
  readonly statics: readonly string[];
  /** Those of them that are `index.html`, which servers send at the address of their folder, with their text. */
  readonly indexes: ReadonlyMap<string, string>;
  /** Style sheets with front matter, which Sass compiles. */
  readonly sheets: readonly Doc[];
  /** What they import. */
  readonly sass: ReadonlyMap<string, TextFile>;
}

/** All documents that have a page of their own or are in a list. */
export function* docsOf(site: JekyllSite): Generator<Doc> {
  yield* site.pages;
  yield* site.posts;
  for (const docs of site.collections.values()) yield* docs;
}
