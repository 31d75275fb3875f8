import type { Starts } from '../../liquid/compile/places/walk.ts';
import type { Smaller } from '../extensions/picture-versions.ts';
import type { MarkdownOptions } from '../markdown/options.ts';

/** What a file is compiled with besides its own text. All of it follows from the rest of the site: see site/check/placed. */
export interface Given {
  /** Where a template begins in the page. Not given: a page as its own type says, other templates in the text of HTML. */
  readonly starts?: Starts | null;
  /** What site.yaml and the collection say of Markdown; the file's own front matter wins. */
  readonly markdown?: MarkdownOptions;
  /** Names of answers of upstreams that are trusted. */
  readonly trusted?: readonly string[];
  /** Names of answers of others, where a template could take them for what the author wrote. */
  readonly foreign?: readonly string[];
  /** Whether what is printed says where it is from: for previews alone, see site/uses/marks. */
  readonly marks?: boolean;
  /** What stands for the names of files that links and images of Markdown have for targets. */
  readonly links?: Links;
}

/** An address, and of a picture how large it is, and which smaller versions of it there are, if any. */
export type Linked = string | readonly [address: string, width: number, height: number, smaller?: Smaller];

export type Links = Readonly<Record<string, Linked>>;
