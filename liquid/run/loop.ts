import { HostObject } from './values.ts';

/** `forloop`. One object a loop: rounds change `index0`. */
export class ForLoop extends HostObject {
  index0 = 0;
  readonly name: string;
  readonly length: number;
  readonly parentloop: ForLoop | null;

  constructor(name: string, length: number, parentloop: ForLoop | null) {
    super();
    this.name = name;
    this.length = length;
    this.parentloop = parentloop;
  }

  get(key: string): unknown {
    return Object.hasOwn(LOOP_FIELDS, key) ? LOOP_FIELDS[key]?.(this) : undefined;
  }
}

type Field = (loop: ForLoop) => unknown;

/** The members of `forloop`. */
export const LOOP_FIELDS: Readonly<Record<string, Field>> = {
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

/** `tablerowloop`. */
export class TableLoop extends HostObject {
  index0 = 0;
  row = 1;
  col = 1;
  readonly length: number;
  readonly cols: number;

  constructor(length: number, cols: number) {
    super();
    this.length = length;
    this.cols = cols;
  }

  next(): void {
    this.index0 += 1;
    const full = this.col === this.cols;
    this.col = full ? 1 : this.col + 1;
    if (full) this.row += 1;
  }

  get(key: string): unknown {
    return Object.hasOwn(TABLE_FIELDS, key) ? TABLE_FIELDS[key]?.(this) : undefined;
  }
}

const TABLE_FIELDS: Readonly<Record<string, (loop: TableLoop) => unknown>> = {
  index: (loop) => loop.index0 + 1,
  index0: (loop) => loop.index0,
  rindex: (loop) => loop.length - loop.index0,
  rindex0: (loop) => loop.length - loop.index0 - 1,
  first: (loop) => loop.index0 === 0,
  last: (loop) => loop.index0 === loop.length - 1,
  length: (loop) => loop.length,
  row: (loop) => loop.row,
  col: (loop) => loop.col,
  col0: (loop) => loop.col - 1,
  col_first: (loop) => loop.col === 1,
  col_last: (loop) => loop.col === loop.cols,
};
