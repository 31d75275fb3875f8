import type { Construct } from './constructs.ts';

/** A piece of Liquid in an author's file. */
export interface Piece extends Construct {
  readonly id: number;
}

/**
 * Short marks that stand for pieces of Liquid while Markdown makes HTML of what is around them. A mark is two characters
 * of Unicode's private use area that the source does not hold, around a number: to Markdown it is a letter, to HTML it
 * is nothing to escape.
 */
export class Marks {
  readonly pieces: Piece[] = [];
  /** Stands for a `|` inside of Liquid while lines are cut into the cells of tables. */
  readonly bar: string;
  /** Stand, in turn, for each character of a piece of Liquid where Markdown looks for the end of something around it. */
  readonly fillings: readonly [string, string];
  private readonly open: string;
  private readonly close: string;
  private readonly pattern: RegExp;

  constructor(source: string) {
    const [open = '', close = '', bar = '', even = '', odd = ''] = unusedIn(source);
    this.open = open;
    this.close = close;
    this.bar = bar;
    this.fillings = [even, odd];
    this.pattern = new RegExp(`${open}(\\d+)${close}`, 'g');
  }

  /** The mark of a construct of the author's file. */
  add(construct: Construct): string {
    const piece = { ...construct, id: this.pieces.length };
    this.pieces.push(piece);
    return this.of(piece);
  }

  of({ id }: Piece): string {
    return `${this.open}${id}${this.close}`;
  }

  /** The texts and pieces of a text with marks, in order. Texts may be empty. */
  *cut(text: string): Generator<string | Piece> {
    let from = 0;
    for (const match of text.matchAll(this.pattern)) {
      yield text.slice(from, match.index);
      const piece = this.pieces[Number(match[1])];
      if (piece) yield piece;
      from = match.index + match[0].length;
    }
    yield text.slice(from);
  }

  /** The piece that a text which is one mark stands for. */
  piece(mark: string): Piece | undefined {
    return mark.startsWith(this.open) ? this.pieces[Number(mark.slice(1, -1))] : undefined;
  }

  /** A text without its marks. */
  without(text: string): string {
    return text.replace(this.pattern, '');
  }

  has(text: string): boolean {
    return text.includes(this.open);
  }
}

const PRIVATE_USE = { first: 0xe000, last: 0xf8ff };

/** A text leaves none of the characters by which Liquid in it is marked. */
export class AreaFull extends Error {}

/** Five characters that a text does not hold. Throws an AreaFull when it holds nearly all of the area. */
function unusedIn(source: string): string[] {
  const unused: string[] = [];
  for (let code = PRIVATE_USE.first; code <= PRIVATE_USE.last && unused.length < 5; code++) {
    const character = String.fromCharCode(code);
    if (!source.includes(character)) unused.push(character);
  }
  if (unused.length < 5) throw new AreaFull('This text holds all characters of the private use area.');
  return unused;
}
