import type { Expression, NamedArgument } from '../ast.ts';

/** What a tag does to the page's HTML, so that places can be followed through it. A tag without one prints nothing. */
export type Flow =
  /** Prints a value; `value` is undefined where it is no single expression. */
  | { readonly kind: 'output'; readonly value?: Expression }
  /** Prints text of the template's own. */
  | { readonly kind: 'text'; text(): string }
  /** One body runs, from `first` on; `complete`: there is always one that does. */
  | { readonly kind: 'choice'; readonly first?: number; complete(): boolean }
  /** The first body runs again and again; the second when it never did. */
  | { readonly kind: 'loop'; readonly variable?: { readonly name: string; readonly items: Expression } }
  | { readonly kind: 'assign'; readonly name: string; readonly value: Expression }
  | { readonly kind: 'capture'; readonly name: string }
  /** Another template prints here. `name` is undefined where an expression names it. */
  | {
      readonly kind: 'call';
      readonly name?: string;
      readonly shares: boolean;
      readonly args: readonly NamedArgument[];
    }
  | { readonly kind: 'block'; readonly name: string }
  /** What follows is printed by way of a layout. */
  | { readonly kind: 'layout' };
