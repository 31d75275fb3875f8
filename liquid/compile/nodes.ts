import type { Body, Expr, Operand } from '../program.ts';
import type { Facts } from './analyse.ts';
import type { Expression, NamedArgument, Span } from './ast.ts';
import type { Markup } from './markup.ts';
import type { Flow } from './places/flow.ts';
import type { Place } from './places/place.ts';

export interface Text extends Span {
  readonly kind: 'text';
  /** The source's text with white space control applied. */
  readonly text: string;
}

export interface Tag extends Span {
  readonly kind: 'tag';
  readonly name: string;
  readonly form: TagForm;
  /** What follows the opening tag, then what follows each branch tag (`else`, `when`). */
  readonly bodies: readonly Block[];
  /** Whether the tag prints nothing whatever the data: a block of blank nodes drops its white space. */
  readonly blank: boolean;
}

export interface Block {
  readonly nodes: readonly (Text | Tag)[];
  readonly blank: boolean;
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
  emit(e: TagEmitter, bodies: readonly Block[], blank: boolean): readonly Operand[] | undefined;
}

/** What a tag makes its operands with; emit.ts implements it. */
export interface TagEmitter {
  readonly facts: Facts;
  /** Whether `break` or `continue` may leave the body being emitted. Tags set it; loops put it back. */
  interrupts: boolean;
  /** Set by `layout`. */
  hasLayout: boolean;
  /** Set by tags that run other templates with the variables of this one. */
  shared: boolean;
  /** Whether a `block` is around what is being emitted: it runs when the layout prints it. */
  inBlock: boolean;
  /** A warning about the tag that is being emitted. */
  warn(code: string, message: string, span: Span, help?: string): void;
  /** Of the tag being emitted: read it before its bodies are emitted. Empty in text. */
  readonly place: Place;
  /** Where a `render` or `include` is in the page, as a key of places/context.ts; undefined in text. */
  readonly callPlace: string | undefined;
  /** A body. `dropBlanks` leaves out text that is only white space: see `Tag.blank`. */
  body(block: Block | undefined, dropBlanks?: boolean): Body;
  expr(e: Expression | undefined): Expr;
  named(args: readonly NamedArgument[]): { [name: string]: Operand };
  /** The operands of an output, with its place if that is not text. Call it before its bodies are emitted. */
  withPlace(operands: Operand[]): Operand[];
  /** The index of a name that the template sets. */
  write(name: string, span: Span): number;
  nameIndex(name: string): number;
  /**
   * Calls `emit` while `names` are loop variables. Their slots are `slot`, `slot + 1`, ...
   * `loop` says that the last one is a `forloop`, whose fields are read directly.
   */
  bind<T>(names: readonly string[], emit: (slot: number) => T, loop?: boolean): T;
  /** The loop variables that a template included here sees: `[name, slot, ...]`, innermost last. */
  scope(): Operand[];
}
