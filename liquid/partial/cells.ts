import { type Expr, X } from '../program.ts';
import type { Frame } from '../run/frame.ts';

/** A variable of the program that is left. */
export interface Cell {
  readonly index: number;
  readonly expr: Expr;
  /** How many conditions or loops around set it: while it is set there, its value is not known. */
  frozen: number;
}

/**
 * Variables and slots of the program that is left. Each frame that was folded into it has variables of its own; no template can have
 * a variable that is called as these are.
 */
export class Cells {
  readonly names: string[] = [];
  slots = 0;
  #slotsInUse = 0;
  readonly #globals = new Map<string, number>();
  readonly #byOwner = new WeakMap<object, Map<string, Cell>>();

  /** The variable at an index of a frame's names. Templates that share variables share it. */
  of(f: Frame, index: number): Cell {
    const owner = f.vars ?? f.variables;
    const name = f.template.program.names[index] ?? '';
    const cells = this.#byOwner.get(owner) ?? new Map<string, Cell>();
    this.#byOwner.set(owner, cells);
    const known = cells.get(name);
    if (known) return known;
    const made = this.make(name);
    cells.set(name, made);
    return made;
  }

  make(name: string): Cell {
    const index = this.names.length;
    this.names.push(`${name} ${index}`);
    return { index, expr: [X.name, index], frozen: 0 };
  }

  /** The expression that reads a global. */
  global(name: string): Expr {
    const index = this.#globals.get(name) ?? this.names.length;
    if (index === this.names.length) this.names.push(name);
    this.#globals.set(name, index);
    return [X.name, index];
  }

  /** Whether what is left reads a global of that name. */
  reads(name: string): boolean {
    return this.#globals.has(name);
  }

  /** Slots for an item and its loop, for as long as `use` takes. */
  withSlots(use: (slot: number) => void): void {
    const slot = this.#slotsInUse;
    this.#slotsInUse += 2;
    this.slots = Math.max(this.slots, this.#slotsInUse);
    use(slot);
    this.#slotsInUse = slot;
  }
}
