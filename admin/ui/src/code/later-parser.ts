import { ParseContext } from '@codemirror/language';
import { type Input, Parser, type PartialParse, type TreeFragment } from '@lezer/common';

/** A parser that is loaded when a text is to be read by it; until then the text has no colours. */
export class LaterParser extends Parser {
  readonly #load: () => Promise<Parser>;
  #real: Parser | undefined;
  #loading: Promise<unknown> | undefined;

  constructor(load: () => Promise<Parser>) {
    super();
    this.#load = load;
  }

  createParse(
    input: Input,
    fragments: readonly TreeFragment[],
    ranges: readonly { from: number; to: number }[],
  ): PartialParse {
    if (this.#real) return this.#real.createParse(input, fragments, ranges);
    this.#loading ??= this.#load().then((real) => {
      this.#real = real;
    });
    return ParseContext.getSkippingParser(this.#loading).createParse(input, fragments, ranges);
  }
}
