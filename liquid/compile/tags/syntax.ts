import type { Markup } from '../markup.ts';
import type { TagForm } from '../nodes.ts';

/** How a tag is written. Its name is its key in compile/tags/table.ts; its run half is in run/tags/table.ts. */
export interface TagSyntax {
  /** A block tag runs to `end` and its name. These are the tags that part its block: `else`, `when`. */
  readonly branches?: readonly string[];
  /** Its block is text up to the end tag, handed over as it is. */
  readonly verbatim?: true;
  /** Only outside of all blocks: what follows, to the end of the file, is its body. */
  readonly rest?: true;
  /** What is read in place of an opening tag with an error, so that errors of the branch tags are found too. */
  readonly standIn?: string;
  /** Reads what is behind the name, to the end. Throws MarkupError. */
  parse(m: Markup): TagForm;
}
