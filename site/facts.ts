import type { DocParam } from '../liquid/compile/lint/doc.ts';
import type { Refs } from '../liquid/program.ts';
import type { CollectionConfig } from '../schema/content/collection.ts';
import type { Diagnostic, Position } from '../schema/diagnostic.ts';
import type { FileKind } from '../schema/file.ts';
import type { FrontMatter } from '../schema/page.ts';
import type { SiteConfig } from '../schema/site.ts';
import type { NamedCall } from './check/names.ts';
import type { Paths } from './columns/paths.ts';
import type { ExactJson } from './files/exact.ts';
import type { FileLink } from './markdown/file-links.ts';
import type { Heading } from './markdown/headings.ts';

/** What the rest of the site must know about a file, without its text. Plain JSON. */
export interface Facts {
  readonly kind: FileKind;
  /** Assets: width and height of a picture, in pixels, where they are known. */
  readonly picture?: readonly [width: number, height: number];
  /** Templates: what they refer to. */
  readonly refs?: Refs;
  /** Templates: each partial and layout that is named by a literal or by front matter, with the names of its arguments. */
  readonly calls?: readonly NamedCall[];
  /** Templates: where in the page they put blocks, if not in text, and where they end, if not where they began; keys of contexts. */
  readonly places?: { readonly blocks: Readonly<Record<string, string>>; readonly end?: string };
  /** Pages, layouts and partials: what they print in blocks, and first outside of all. `layout` false: it turned its layout off. */
  readonly outline?: {
    readonly blocks: Readonly<Record<string, Span>>;
    readonly loose?: Span;
    readonly layout?: false;
  };
  /** Templates: what `raw` prints as it is, where that is no template's own text. */
  readonly raws?: readonly {
    readonly paths: readonly string[];
    readonly start: Position;
    readonly end: Position;
  }[];
  /** Partials with a `doc` tag: the arguments that it states. */
  readonly doc?: readonly DocParam[];
  /** Templates: what they read of `site` and `data`. */
  readonly outside?: readonly OutsideRead[];
  /** Texts in Markdown: the targets of links and images that may be names of files. */
  readonly links?: readonly FileLink[];
  /** Pages. */
  readonly front?: FrontMatter;
  /** Entries. */
  readonly entry?: EntryFacts;
  /** `_collection.yaml`. */
  readonly collection?: CollectionConfig;
  /** site.yaml. */
  readonly config?: SiteConfig;
  /** site.yaml: where its `redirects /old`, `routes /p/{id}`, `proxy /static/*`, `timezone` are written. Pages: `each`, `paginate`. */
  readonly lines?: Readonly<Record<string, Position>>;
  /** The author's own values of front matter or site.yaml, or an entry's fields, where JSON.parse would change their numbers. */
  readonly own?: ExactJson;
}

/** A stretch of a file. */
export interface Span {
  readonly start: Position;
  readonly end: Position;
}

/** A read of `site.x` or `data.x.y` in a template: the names, and where it is first. */
export interface OutsideRead {
  readonly path: readonly string[];
  readonly start: Position;
  readonly end: Position;
}

/** What is known of an entry without its text. */
export interface EntryFacts {
  readonly collection: string;
  /** Unique in its collection; with folders. */
  readonly slug: string;
  /** The date that its file's name begins with. */
  readonly date?: string;
  /** What its front matter says, or the whole file where it has no text. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Where each of those is: offset, line, column, length. */
  readonly places: Readonly<Record<string, readonly [number, number, number, number]>>;
  readonly words: number;
  readonly toc: readonly Heading[];
  /** Where in its code the first line ends, in UTF-16 units; left out where it has no text. */
  readonly cut?: number;
}

/** A file that was read and compiled; all of it follows from its path and text. */
export interface CompiledFile {
  readonly facts: Facts;
  /** What visitors' Workers run or read: a program or a data file's value, as JSON text. Empty where there is none. */
  readonly code: string;
  /** With an error among them the file is refused. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * All files of a site by path: what whole-site checks and releases are made from. A Map is one. Texts are in path order, then assets.
 * There may be 100,000 entries, whose facts are read each time they are asked for: ask one by one in that order, hold few of them, and
 * walk over some kinds only where that will do (site-facts.ts).
 */
export interface SiteFacts extends Iterable<readonly [path: string, facts: Facts]> {
  readonly size: number;
  get(path: string): Facts | undefined;
  has(path: string): boolean;
  keys(): Iterable<string>;
  /** The kind of a file that is there, without its facts; where it is absent, they say it. */
  kind?(path: string): FileKind | undefined;
  /** Files of these kinds, in the order of all; where it is absent, all are looked at. */
  ofKinds?(kinds: ReadonlySet<FileKind>): Iterable<readonly [path: string, facts: Facts]>;
  /** Files with a part of facts that says something, in the order of all; where it is absent, all are looked at. */
  saying?(part: SaidPart): Iterable<readonly [path: string, facts: Facts]>;
  /** Whether a file is one of those. */
  isSaying?(path: string, part: SaidPart): boolean;
  /** All entries in stretches that follow each other, in the order of all; where it is absent, they are one. */
  stretches?(): Iterable<Stretch>;
}

/** Some entries of a site. */
export interface Stretch {
  /** As long as it is the same object, the stretch says the same. */
  readonly key?: object;
  /** Of all files in it, in their order, where that is known. */
  readonly paths?: Paths;
  readonly entries: Iterable<readonly [path: string, facts: Facts]>;
}

/** Parts of facts that few entries of a large site have. */
export type SaidPart = 'refs' | 'links' | 'own';
