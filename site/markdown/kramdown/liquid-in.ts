/** The Liquid in a text, which rules pass over or take along. */
export interface LiquidIn {
  /** What begins at a place of a text that a rule reads; undefined where nothing does. */
  at(text: string, place: number): { readonly end: number; readonly isOutput: boolean } | undefined;
  /** A part of such a text with marks in place of Liquid. */
  marked(text: string, from: number, to: number): string;
  /** What a mark stands for: the name of a tag, empty for outputs. */
  nameOf(mark: string): string | undefined;
  /** Whether what a mark stands for prints HTML of blocks, as far as its source shows. */
  printsBlocks(mark: string): boolean;
  /** Whether lines from one on hold nothing but tags. */
  isTags(state: Lines, line: number, endLine: number): boolean;
  /** Is called where elements with Markdown in them nest too deep. */
  tooDeep(line: number, most: number): void;
}

interface Lines {
  readonly src: string;
  readonly bMarks: number[];
  readonly tShift: number[];
  readonly eMarks: number[];
}

/** A value has none. */
export const NO_LIQUID: LiquidIn = {
  at: () => undefined,
  marked: (text, from, to) => text.slice(from, to),
  nameOf: () => undefined,
  printsBlocks: () => false,
  isTags: () => false,
  tooDeep: () => undefined,
};

const known = new WeakMap<object, LiquidIn>();

/** Ties it to markdown-it's environment of one parse. */
export function bindLiquid(env: object, liquid: LiquidIn): void {
  known.set(env, liquid);
}

export const liquidIn = ({ env }: { readonly env: object }): LiquidIn => known.get(env) ?? NO_LIQUID;
