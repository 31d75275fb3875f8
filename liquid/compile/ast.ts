/** Offsets in the source, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Expression =
  | (Span & { readonly kind: 'literal'; readonly value: null | boolean | string })
  | (Span & { readonly kind: 'number'; readonly digits: string })
  | (Span & { readonly kind: 'empty' | 'blank' })
  | (Span & {
      readonly kind: 'path';
      readonly head: string | Expression;
      readonly keys: readonly Expression[];
    })
  | (Span & { readonly kind: 'range'; readonly first: Expression; readonly last: Expression })
  | (Span & { readonly kind: 'filtered'; readonly base: Expression; readonly filters: readonly Filter[] })
  | (Span & Comparison)
  | (Span & Logic);

interface Comparison {
  readonly kind: 'compare';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

/** `first and then or then`: evaluated from the right, as Ruby's Liquid does. */
interface Logic {
  readonly kind: 'logic';
  readonly first: Expression;
  readonly rest: readonly { readonly relation: 'and' | 'or'; readonly condition: Expression }[];
}

export interface Filter extends Span {
  readonly name: string;
  readonly args: readonly Expression[];
  readonly named: readonly NamedArgument[];
}

export interface NamedArgument extends Span {
  readonly name: string;
  readonly value: Expression;
}
