const BLANK = /\s/;
const END = /[^\S\n]*(?:$|\n|\s#)/y;
const END_IN_FLOW = /[^\S\n]*[,\]}]/y;
const END_OF_KEY = /:(?:\s|$)/y;

/** Which places of a YAML text are a whole value that is written without quotes, or a key. Asked in the order of the text, it is looked through once. */
export class PlainValues {
  readonly #text: string;
  readonly #mayBeKey: boolean;
  /** How far the text is read, where the line began there, and whether a list or a hash in brackets was open in it. */
  #read = 0;
  #line = 0;
  #inFlow = false;

  constructor(text: string, mayBeKey: boolean) {
    this.#text = text;
    this.#mayBeKey = mayBeKey;
  }

  /** Whether a value is from a place to another. */
  has(start: number, end: number): boolean {
    const text = this.#text;
    this.#readTo(start);
    const before = this.#skipBlanks(start);
    const ends = (how: RegExp) => {
      how.lastIndex = end;
      return how.test(text);
    };
    if (before === this.#line && ends(END_OF_KEY)) return this.#mayBeKey;
    const sign = before > this.#line ? text.charAt(before - 1) : '';
    const isSpaced = before < start;
    if (this.#inFlow) return (/[[{,]/.test(sign) || (sign === ':' && isSpaced)) && ends(END_IN_FLOW);
    const isItem = sign === '-' && this.#skipBlanks(before - 1) === this.#line;
    return isSpaced && (sign === ':' || isItem) && ends(END);
  }

  #readTo(place: number): void {
    for (; this.#read < place; this.#read++)
      switch (this.#text.charAt(this.#read)) {
        case '\n':
          this.#line = this.#read + 1;
          this.#inFlow = false;
          break;
        case '[':
        case '{':
          this.#inFlow = true;
          break;
        case ']':
        case '}':
          this.#inFlow = false;
      }
  }

  /** Where the white space of the line before a place begins. */
  #skipBlanks(place: number): number {
    let at = place;
    while (at > this.#line && BLANK.test(this.#text.charAt(at - 1))) at--;
    return at;
  }
}
