import { fail } from '../error.ts';
import { type Body, type Expr, FORMAT, OLDEST_FORMAT, type Program, type TagNode } from '../program.ts';
import { LazyBody, linkBody } from './body.ts';
import { linkExpression } from './expression.ts';
import type { Eval, Frame, Run } from './frame.ts';
import { orMore } from './late.ts';
import { LINKS } from './tags/table.ts';

/**
 * A program ready to run. It holds no state of a render, so one serves any number of renders, also inside each
 * other. Closures are made when first needed.
 */
export class Template {
  readonly program: Program;
  private plain: Run | null = null;
  private profiled: Run | null = null;
  /** Operations for a frame of its own: slots and variables. */
  readonly price: number;
  private byName: ReadonlyMap<string, number> | null = null;

  constructor(program: Program) {
    this.program = program;
    this.price = (program.names.length + program.slots) >> 6;
  }

  /** The program's names, each with its index. */
  get indexes(): ReadonlyMap<string, number> {
    this.byName ??= new Map(this.program.names.map((name, index) => [name, index]));
    return this.byName;
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

/**
 * Links a program: cheap, whatever its size, since bodies are linked when they first run. Throws TemplateError
 * `bad_program` for one of another format, as a render does for one with a tag that is not registered.
 */
export function link(program: Program): Template {
  return program.format >= OLDEST_FORMAT && program.format <= FORMAT
    ? new Template(program)
    : badProgram(`format ${program.format}`);
}

export function badProgram(what: string | number): never {
  fail('bad_program', `A program made by another version holds ${what}. Compile its template again.`);
}

/** Turns the parts of one program into closures. Tags get it to link their operands. */
export class Linker {
  readonly program: Program;
  /** How much of expressions was linked so far, in parts of about equal work. */
  parts = 0;
  private readonly profiled: boolean;

  constructor(program: Program, profiled: boolean) {
    this.program = program;
    this.profiled = profiled;
  }

  /** What `link` links and its price: operations for all that it evaluates. Most tags evaluate next to nothing. */
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

  body(body: Body): LazyBody {
    return new LazyBody(body, this);
  }

  /** Named arguments, in order. */
  named(args: Readonly<Record<string, Expr>>): (readonly [string, Eval])[] {
    return Object.entries(args).map(([name, value]) => [name, this.expr(value)]);
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
