import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../liquid/compile/compile.ts';
import { drawCaret, TemplateError } from '../../liquid/error.ts';
import { Budget } from '../../liquid/run/budget.ts';
import { link, type Template } from '../../liquid/run/link.ts';
import { type RenderEnv, render } from '../../liquid/run/render.ts';
import { parseCase, type TemplateCase } from './support/case.ts';

const folder = new URL('./cases/', import.meta.url);

describe('cases', () => {
  for (const file of readdirSync(folder).sort()) {
    test(file, () => {
      const one = parseCase(readFileSync(new URL(file, folder), 'utf8'));
      expect(printed(one)).toBe(one.output);
    });
  }
});

/** What the template prints, or its errors as a terminal shows them. */
function printed(one: TemplateCase): string {
  const partial = (name: string): Template => {
    const source = one.partials.get(name);
    if (source === undefined) throw new TemplateError('missing_partial', `There is no partial ${name}.`);
    return compiled(name, source);
  };
  try {
    return render(compiled('main', one.template), one.data, envOf(one, partial)).output;
  } catch (error) {
    if (error instanceof CompileError) return error.message;
    if (error instanceof TemplateError) return explain(error);
    throw error;
  }
}

function envOf(one: TemplateCase, partial: RenderEnv['partial']): RenderEnv {
  const { limits, shared, now = 0 } = one.options;
  const env = { escape: one.options.escape ?? true, partial, budget: new Budget(limits), now: () => now };
  return shared === undefined ? env : { ...env, shared };
}

class CompileError extends Error {}

/** Linked after a round trip through JSON, as a host does it. */
function compiled(name: string, source: string): Template {
  const { program, diagnostics } = compile(source, { name });
  if (!program) throw new CompileError(diagnostics.map((each) => drawCaret(source, each)).join('\n'));
  return link(JSON.parse(JSON.stringify(program)));
}

function explain({ code, message, template, start, chain }: TemplateError): string {
  const way = chain.map((each) => `${each.template}:${each.line} > `).join('');
  return `${way}${template}:${start?.line}:${start?.column} ${code}: ${message}`;
}
