import type { Diagnostic } from '../../error.ts';
import type { Facts } from '../analyse.ts';
import { Findings, toDiagnostics } from '../diagnostics.ts';
import { lintArguments } from './arguments.ts';
import type { DocParam } from './doc.ts';
import { lintHtml } from './html.ts';
import { lintSize } from './size.ts';
import { lintVariables } from './variables.ts';

/** What is known of the place that a template is used in. */
export interface LintContext {
  /** The file's path, for messages. */
  readonly path: string;
  /** Whether the output is HTML. */
  readonly html: boolean;
  /**
   * The variables that the template gets, with samples of their values where there are any. Not given: nobody can
   * tell, and a `doc` tag's parameters are all that is known.
   */
  readonly globals?: Readonly<Record<string, unknown>>;
  /** The parameters that a partial's `doc` tag states; undefined when it has none, or there is no such partial. */
  params?(partial: string): readonly DocParam[] | undefined;
}

/** What `lint` needs of a rule: its findings are warnings, each with a line of help. */
export type Rule = (source: string, facts: Facts, context: LintContext, findings: Findings) => void;

const RULES: readonly Rule[] = [lintVariables, lintArguments, lintSize, lintHtml];

/** Warnings about a template that compiles; `facts` are those of its `compile`. */
export function lint(source: string, facts: Facts, context: LintContext): Diagnostic[] {
  const findings = new Findings();
  for (const rule of RULES) rule(source, facts, context, findings);
  return toDiagnostics(findings.list, source, context.path);
}
