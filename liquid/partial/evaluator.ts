import type { Body, Expr, Operand, TagNode } from '../program.ts';
import { assign } from '../run/expressions/variables.ts';
import type { Eval, Frame, Run, Template, Variables } from '../run/frame.ts';
import { linkerOf } from '../run/link.ts';
import type { Linker } from '../run/linker.ts';
import { FOR_FIELDS, Loop } from '../run/loop.ts';
import type { Blocks } from './blocks.ts';
import type { Cell } from './cells.ts';
import { Cells } from './cells.ts';
import { readsUnknown } from './reads.ts';
import type { Residue } from './residue.ts';
import { DYNAMIC, TooLarge, Unknown, Whole } from './signals.ts';

/** Evaluates a tag: prints what is known into `out`, and puts a node there for what is not. */
export type PartialTag = (node: TagNode, f: Frame, out: Residue, e: Evaluator) => void;

/** The partial halves of tags by name. */
export type PartialTags = ReadonlyMap<string, PartialTag>;

/** Stands for the `forloop` of a loop that is left, as the `parentloop` of those in it. */
export class LeftLoop extends Loop {
  constructor() {
    super(FOR_FIELDS, 0);
  }

  override get(): never {
    throw DYNAMIC;
  }
}

export interface Known {
  readonly value: unknown;
}

/** Characters of what is left of a page, at most. */
export const LARGEST = 256 * 1024;

/**
 * One evaluation of a page with what is known. Frames, variables and budget are those of a render, and what is known is run by the closures of
 * a render. `Unknown` stands in variables for what is not known.
 */
export class Evaluator {
  readonly cells = new Cells();
  readonly blocks = new WeakMap<Variables, Blocks>();
  /** Loops that are not written out. */
  readonly kept: ReadonlySet<object>;
  /** Conditions and loops around that are not known. */
  regions = 0;
  /** Loops among them. */
  loops = 0;
  /** `block.super` around: nothing may be left of it. */
  pure = 0;
  /** Whether a loop or a partial is left, which reads data and templates. */
  leaves = { loop: false, partial: false };
  /** Whether a template reads `forloop.parentloop`. */
  parentLoops = false;
  /** Whether a `forloop` that is left is a value, of which any member may be read; and whether one has another `parentloop` than on the page. */
  forloops = { taken: false, moved: false };
  readonly #tags: PartialTags;
  readonly #entered = new Set<object>();
  readonly #linkers = new WeakMap<object, Linker>();
  readonly #linked = new WeakMap<object, Eval | Run>();

  constructor(tags: PartialTags, kept: ReadonlySet<object>) {
    this.#tags = tags;
    this.kept = kept;
  }

  /** Notes what is in a template that is evaluated. */
  enter({ program }: Template): void {
    if (this.#entered.has(program)) return;
    this.#entered.add(program);
    this.parentLoops ||= JSON.stringify(program.body).includes('"parentloop"');
  }

  body(body: Body, f: Frame, out: Residue): void {
    f.budget.charge(body.length);
    const isLeavable = body[0] === 1;
    for (const node of body) {
      if (typeof node === 'string') out.text(node);
      else if (node !== 1) this.node(node, f, out);
      if (isLeavable && f.state.signal !== 0) return;
    }
  }

  node(node: TagNode, f: Frame, out: Residue): void {
    const [name, at] = node;
    const tag = this.#tags.get(name);
    if (!tag) throw new Whole(`it has the tag ${name}`);
    f.at = at;
    tag(node, f, out, this);
    if (out.size > LARGEST) throw new Whole('it would be too large');
  }

  /** Runs a tag as a render does. Undefined where it reads what is not known. */
  run(node: TagNode, f: Frame): { readonly value: string } | undefined {
    return this.attempt(f, () => this.#link(node, f, (linker) => linker.node(node))(f) as string);
  }

  /** The value of an expression; undefined where it is not known. */
  evaluate(e: Expr, f: Frame): Known | undefined {
    if (typeof e !== 'object' || e === null) return { value: e };
    if (readsUnknown(e, f)) return undefined;
    return this.attempt(f, () => this.#link(e, f, (linker) => linker.expr(e))(f));
  }

  /** What `run` returns; undefined where it read what is not known, the clock or a random number. */
  attempt<T>(f: Frame, run: () => T): { readonly value: T } | undefined {
    const { state } = f;
    const { flags } = state;
    try {
      const value = run();
      if (state.flags === flags) return { value };
    } catch (error) {
      if (error !== DYNAMIC) throw error;
      for (let inner: Frame | null = state.frame; inner && inner !== f; inner = inner.parent)
        f.budget.leave();
      state.frame = f;
    }
    state.flags = flags;
    return undefined;
  }

  /** Evaluates what runs under a condition, or in a loop, that is not known. */
  inRegion(run: () => void, isLoop = false): void {
    this.regions++;
    if (isLoop) this.loops++;
    run();
    this.regions--;
    if (isLoop) this.loops--;
  }

  /** Keeps a value that is not known in a variable of the page that is left, and says so in the frame. */
  keep(f: Frame, index: number, expr: Expr, out: Residue): Cell {
    const cell = this.cells.of(f, index);
    out.node(['assign', 0, cell.index, expr as Operand]);
    assign(f, index, new Unknown(cell.expr));
    return cell;
  }

  tooLarge(loop: object): never {
    throw this.kept.has(loop) ? new Whole('it would be too large') : new TooLarge(loop);
  }

  #link<T extends Eval | Run>(part: object, f: Frame, link: (linker: Linker) => T): T {
    const known = this.#linked.get(part);
    if (known) return known as T; // under a node there is a Run, under an expression an Eval
    const linker = this.#linkerOf(f.template);
    const linked = link(linker);
    this.#linked.set(part, linked);
    return linked;
  }

  #linkerOf({ program }: Template): Linker {
    const known = this.#linkers.get(program) ?? linkerOf(program);
    this.#linkers.set(program, known);
    return known;
  }
}
