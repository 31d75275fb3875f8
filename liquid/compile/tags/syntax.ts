import type { Operand } from '../../program.ts';
import type { Block, Span } from '../ast.ts';
import type { Emitter } from '../emit.ts';
import type { Markup } from '../markup.ts';
import type { Flow } from '../places/flow.ts';

/** How a tag is written. Its name is its key in compile/tags/table.ts; its run half stands in run/tags/table.ts. */
export interface TagSyntax {
  /** A block tag runs to `end` and its name. These are the tags that part its block: `else`, `when`. */
  readonly branches?: readonly string[];
  /** Its block is text up to the end tag, handed over as it is. */
  readonly verbatim?: true;
  /** Only outside of all blocks: what follows, to the end of the file, is its body. */
  readonly rest?: true;
  /** What is read in place of an opening tag with an error, so that errors of the branch tags are found too. */
  readonly standIn?: string;
  /** Reads what stands behind the name, to the end. Throws MarkupError. */
  parse(m: Markup): TagForm;
}

/** One tag that was read. It lives from parse to emit. */
export interface TagForm {
  /** Whether the tag prints nothing: always, or when its bodies print nothing. Not stated: it prints. */
  readonly blank?: 'always' | 'body';
  readonly flow?: Flow;
  /** A branch tag opens the next body. Throws MarkupError. */
  branch?(name: string, m: Markup): void;
  /** The text of a verbatim block. */
  text?(text: string, span: Span): void;
  /** The node's operands, behind tag name and offset. Undefined: the tag leaves no node. */
  emit(e: Emitter, bodies: readonly Block[], blank: boolean): readonly Operand[] | undefined;
}
