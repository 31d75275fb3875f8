import { readFileSync } from 'node:fs';
import { compile } from '../../../liquid/compile/compile.ts';
import { TemplateError } from '../../../liquid/error.ts';
import type { Program } from '../../../liquid/program.ts';
import { link, type Template } from '../../../liquid/run/link.ts';
import { type RenderEnv, render } from '../../../liquid/run/render.ts';

/** A case of a suite: README.md says what each part means. */
export interface Case {
  readonly name: string;
  readonly template: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** Partials by name. */
  readonly templates?: Readonly<Record<string, string>>;
  readonly result?: string;
  /** One of these. */
  readonly results?: readonly string[];
  /** An error, at compile or at render. */
  readonly invalid?: boolean;
}

export interface Failure {
  readonly wanted: string;
  readonly got: string;
}

interface Suite extends Pick<Case, 'data' | 'templates'> {
  readonly tests: readonly (Omit<Case, 'name'> & { readonly name?: string })[];
}

/** The cases of a file, each with what the suite has for all of them. */
export function readSuite(file: string | URL): readonly Case[] {
  // The file is the user's to choose; a wrong one fails at its first case.
  const { tests, data, templates }: Suite = JSON.parse(readFileSync(file, 'utf8'));
  return tests.map((test) => ({
    ...test,
    name: test.name ?? test.template,
    data: { ...data, ...test.data },
    templates: { ...templates, ...test.templates },
  }));
}

/** Renders with autoescape off, as Ruby's Liquid does. undefined: as wanted. */
export function runCase(test: Case): Failure | undefined {
  const got = outcome(test);
  if (test.invalid)
    return 'error' in got ? undefined : { wanted: 'an error', got: JSON.stringify(got.output) };
  const wanted = test.results ?? [test.result ?? ''];
  if ('output' in got && wanted.includes(got.output)) return undefined;
  return {
    wanted: wanted.map((each) => JSON.stringify(each)).join(' or '),
    got: 'error' in got ? `error: ${got.error}` : JSON.stringify(got.output),
  };
}

function outcome(test: Case): { output: string } | { error: string } {
  try {
    const templates = test.templates ?? {};
    const program = compileOrFail('main', test.template);
    const partial = (name: string): Template => {
      const source = Object.hasOwn(templates, name) ? templates[name] : undefined;
      if (source === undefined) throw new TemplateError('missing_partial', `There is no partial ${name}.`);
      return link(compileOrFail(name, source));
    };
    const env: RenderEnv = { escape: false, partial, host: { site: () => test.data?.site } };
    return { output: render(link(program), test.data ?? {}, env).output };
  } catch (error) {
    if (error instanceof TemplateError) return { error: `${error.code}: ${error.message}` };
    throw error;
  }
}

/** The program after a round trip through JSON, which is how hosts keep it. */
function compileOrFail(name: string, source: string): Program {
  const { program, diagnostics } = compile(source, { name });
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (!program) throw new TemplateError(error?.code ?? 'unknown', error?.message ?? 'no diagnostics');
  return JSON.parse(JSON.stringify(program));
}
