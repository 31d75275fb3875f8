import { HostObject } from './values.ts';

type Fields = Readonly<Record<string, ((loop: Loop) => unknown) | undefined>>;

/** The members of `forloop`. */
export const FOR_FIELDS: Fields = {
  __proto__: null as never,
  index: (loop) => loop.index0 + 1,
  index0: (loop) => loop.index0,
  rindex: (loop) => loop.length - loop.index0,
  rindex0: (loop) => loop.length - loop.index0 - 1,
  first: (loop) => loop.index0 === 0,
  last: (loop) => loop.index0 === loop.length - 1,
  length: (loop) => loop.length,
  name: (loop) => loop.name,
  parentloop: (loop) => loop.parentloop,
};

/** The members of `tablerowloop`: those of `forloop`, and where the cell is. */
export const ROW_FIELDS: Fields = {
  __proto__: FOR_FIELDS as never,
  row: (loop) => loop.row,
  col: (loop) => loop.col,
  col0: (loop) => loop.col - 1,
  col_first: (loop) => loop.col === 1,
  col_last: (loop) => loop.col === loop.cols,
};

/** `forloop` or `tablerowloop`. One object a loop: rounds change `index0`, and `row` and `col` of a table. */
export class Loop extends HostObject {
  index0 = 0;
  row = 1;
  col = 1;
  readonly length: number;
  readonly name: string | undefined;
  readonly parentloop: Loop | null;
  readonly cols: number;
  private readonly fields: Fields;

  constructor(fields: Fields, length: number, name?: string, parentloop: Loop | null = null, cols = 0) {
    super();
    this.fields = fields;
    this.length = length;
    this.name = name;
    this.parentloop = parentloop;
    this.cols = cols;
  }

  get(key: string): unknown {
    return this.fields[key]?.(this);
  }
}
