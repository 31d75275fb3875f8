import { compile } from '../../../liquid/compile/compile.ts';
import { TemplateError } from '../../../liquid/error.ts';
import type { Program } from '../../../liquid/program.ts';
import { Budget, type Limits } from '../../../liquid/run/budget.ts';
import { link } from '../../../liquid/run/link.ts';
import { type RenderEnv, type RenderResult, render } from '../../../liquid/run/render.ts';

/** What tests of whole templates say about a render; escaping is off unless asked for. */
export interface PageOptions {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly partials?: Readonly<Record<string, string>>;
  readonly limits?: Partial<Limits>;
  readonly escape?: boolean;
}

/** Compiles and renders a template. Throws TemplateError, for compile errors too. */
export function page(source: string, options: PageOptions = {}): RenderResult {
  return renderProgram(programOf(source), options);
}

export function renderProgram(program: Program, options: PageOptions = {}): RenderResult {
  const { data = {}, partials = {}, limits } = options;
  const env: RenderEnv = {
    escape: options.escape ?? false,
    partial(name) {
      const source = Object.hasOwn(partials, name) ? partials[name] : undefined;
      if (source === undefined) throw new TemplateError('missing_partial', `There is no partial ${name}.`);
      return link(programOf(source, name));
    },
    budget: new Budget(limits),
    now: () => Date.UTC(2016, 2, 14, 12),
    random: () => 0.5,
  };
  return render(link(program), data, env);
}

export function programOf(source: string, name = 'page'): Program {
  const { program, diagnostics } = compile(source, { name });
  if (!program) throw new TemplateError(diagnostics[0]?.code ?? 'none', diagnostics[0]?.message ?? '');
  return program;
}

/** The code of the TemplateError that a render ends with; anything else that it throws is thrown on. */
export function errorOf(source: string, options: PageOptions = {}): string | undefined {
  try {
    page(source, options);
    return undefined;
  } catch (error) {
    if (error instanceof TemplateError) return error.code;
    throw error;
  }
}
