import type { Body, Expr, Operand, Program, TagNode } from '../program.ts';
import { LazyBody, linkBody } from './body.ts';
import { linkExpression } from './expression.ts';
import type { FilterSpec } from './filters/spec.ts';
import { FILTERS } from './filters/table.ts';
import type { Eval, Frame, Run } from './frame.ts';
import { LINKS } from './tags/table.ts';

/**
 * A program ready to run. It holds no state of a render, so one serves any number of renders, also inside each
 * other. Closures are made when first needed.
 */
export class Template {
  readonly program: Program;
  private plain: Run | null = null;
  private profiled: Run | null = null;

  constructor(program: Program) {
    this.program = program;
  }

  run(f: Frame): string {
    if (f.state.profile) {
      this.profiled ??= linkBody(this.program.body, new Linker(this.program, true));
      return this.profiled(f);
    }
    this.plain ??= linkBody(this.program.body, new Linker(this.program, false));
    return this.plain(f);
  }
}

/** Links a program: cheap, whatever its size, since bodies are linked when they first run. */
export function link(program: Program): Template {
  return new Template(program);
}

/** Turns the parts of one program into closures. Tags get it to link their operands. */
export class Linker {
  readonly program: Program;
  readonly filters: Readonly<Record<string, FilterSpec | undefined>> = FILTERS;
  private readonly profiled: boolean;

  constructor(program: Program, profiled: boolean) {
    this.program = program;
    this.profiled = profiled;
  }

  node(node: TagNode): Run {
    const [tag, at, ...operands] = node;
    const linkTag = LINKS[tag];
    if (!linkTag) throw new Error(`A program holds an unknown tag: ${tag}.`);
    const run = linkTag(operands, this, at, tag);
    return this.profiled ? counted(run, at) : run;
  }

  // A program's operands are what compile made of the same tag: the tag's file states their order and shape, and
  // the host stores programs where nobody else writes. So operands are taken as what they stand for here.
  expr(operand: Operand | undefined): Eval {
    return linkExpression((operand ?? null) as Expr, this);
  }

  body(operand: Operand | undefined): LazyBody {
    return new LazyBody(operand as Body, this);
  }

  /** Named arguments, in order. */
  named(operand: Operand | undefined): (readonly [string, Eval])[] {
    if (typeof operand !== 'object' || operand === null) return [];
    return Object.entries(operand).map(([name, value]) => [name, this.expr(value)]);
  }
}

/** Counts how often the tag at `at` runs: what `profile` reports by line. */
function counted(run: Run, at: number): Run {
  return (f) => {
    const { name } = f.template.program;
    const counts = f.state.profile?.get(name) ?? new Map<number, number>();
    f.state.profile?.set(name, counts.set(at, (counts.get(at) ?? 0) + 1));
    return run(f);
  };
}
