import type { Diagnostic } from '../../../schema/diagnostic.ts';
import type { Facts } from '../analyse.ts';
import { Findings, toDiagnostics } from '../diagnostics.ts';
import { lintArguments } from './arguments.ts';
import { lintHtml } from './html.ts';
import type { LintContext, Rule } from './rule.ts';
import { lintSize } from './size.ts';
import { lintVariables } from './variables.ts';

const RULES: readonly Rule[] = [lintVariables, lintArguments, lintSize, lintHtml];

/** Warnings about a template that compiles; `facts` are those of its `compile`. */
export function lint(source: string, facts: Facts, context: LintContext): Diagnostic[] {
  const findings = new Findings();
  for (const rule of RULES) rule(source, facts, context, findings);
  return toDiagnostics(findings.list, source, context.path);
}
