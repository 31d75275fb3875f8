import { type Body, type Expr, FORMAT, OLDEST_FORMAT, type Program, type TagNode } from '../program.ts';
import { LazyBody, linkBody } from './body.ts';
import { linkExpression } from './expressions/expression.ts';
import type { Eval, Frame, Run, Runnable, Template } from './frame.ts';
import { orMore } from './late.ts';
import { badProgram, type Linker } from './linker.ts';
import { LINKS } from './tags/table.ts';

export type { Template };

/** Closures are made when first needed. */
class LinkedTemplate implements Template {
  readonly program: Program;
  private plain: Run | null = null;
  private profiled: Run | null = null;
  readonly price: number;
  private byName: ReadonlyMap<string, number> | null = null;

  constructor(program: Program) {
    this.program = program;
    this.price = (program.names.length + program.slots) >> 6;
  }

  get indexes(): ReadonlyMap<string, number> {
    this.byName ??= new Map(this.program.names.map((name, index) => [name, index]));
    return this.byName;
  }

  run(f: Frame): string {
    if (f.state.profile) {
      this.profiled ??= linkBody(this.program.body, new ProgramLinker(this.program, true));
      return this.profiled(f);
    }
    this.plain ??= linkBody(this.program.body, new ProgramLinker(this.program, false));
    return this.plain(f);
  }
}

/**
 * Links a program: cheap, whatever its size, since bodies are linked when they first run. Throws TemplateError
 * `bad_program` for one of another format, as a render does for one with a tag that is not registered.
 */
export function link(program: Program): Template {
  return program.format >= OLDEST_FORMAT && program.format <= FORMAT
    ? new LinkedTemplate(program)
    : badProgram(`format ${program.format}`);
}

/** Links parts of a program one by one. */
export const linkerOf = (program: Program): Linker => new ProgramLinker(program, false);

class ProgramLinker implements Linker {
  readonly program: Program;
  parts = 0;
  private readonly profiled: boolean;

  constructor(program: Program, profiled: boolean) {
    this.program = program;
    this.profiled = profiled;
  }

  priced<T>(link: () => T): readonly [linked: T, price: number] {
    const before = this.parts;
    const linked = link();
    return [linked, (this.parts - before) >> 5];
  }

  node(node: TagNode): Run {
    const tag = node[0];
    const at = node[1];
    const linkTag = orMore(LINKS[tag]) ?? badProgram(tag);
    // What the tag's compile half emitted is what its run half takes: both state it in the same words.
    const run = linkTag(node.slice(2) as never, this, at, tag);
    return this.profiled ? counted(run, at) : run;
  }

  expr(expression: Expr): Eval {
    this.parts += 1;
    return linkExpression(expression, this);
  }

  body(body: Body): Runnable {
    return new LazyBody(body, this);
  }

  named(args: Readonly<Record<string, Expr>>): (readonly [string, Eval])[] {
    const named = Object.entries(args);
    this.parts += named.length;
    return named.map(([name, value]) => [name, this.expr(value)]);
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
