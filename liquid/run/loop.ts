import { HostObject } from './values/values.ts';

export type LoopFields = Readonly<Record<string, ((loop: Loop) => unknown) | undefined>>;

/** The members of `forloop`. */
export const FOR_FIELDS: LoopFields = {
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

/** `forloop` or `tablerowloop`. One object a loop: rounds change `index0`, and `row` and `col` of a table. */
export class Loop extends HostObject {
  index0 = 0;
  row = 1;
  col = 1;
  readonly length: number;
  readonly name: string | undefined;
  readonly parentloop: Loop | null;
  readonly cols: number;
  private readonly fields: LoopFields;

  constructor(fields: LoopFields, length: number, name?: string, parentloop: Loop | null = null, cols = 0) {
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
