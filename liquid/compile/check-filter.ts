import { FOREIGN_FILTERS } from '../../schema/hints/other-systems.ts';
import type { FilterSpec } from '../run/filters/spec.ts';
import type { Expression, Filter } from './ast.ts';
import { type Findings, MarkupError } from './diagnostics.ts';
import { parseQuoted } from './expression.ts';
import { didYouMean } from './nearest.ts';

/** The name and the expression that a filter such as `where_exp` is given as two literals. */
export interface QuotedExpression {
  readonly name: string;
  readonly body: Expression;
}

/** Reports what is wrong with a filter's name and arguments. Returns the expression of an `expression` filter. */
export function checkFilter(
  filter: Filter,
  spec: FilterSpec | undefined,
  known: readonly string[],
  source: string,
  findings: Findings,
): QuotedExpression | undefined {
  if (findings.full) return undefined;
  if (spec === undefined) {
    const help = FOREIGN_FILTERS[filter.name] ?? didYouMean(filter.name, known);
    findings.error('unknown_filter', `There is no filter ${filter.name}.`, filter, help);
    return undefined;
  }
  checkCount(filter, spec, findings);
  for (const { name, start, end } of filter.named) {
    if (spec[2]?.includes(name)) continue;
    const help = didYouMean(name, spec[2] ?? []);
    findings.error(
      'unknown_argument',
      `The filter ${filter.name} has no argument ${name}.`,
      { start, end },
      help,
    );
  }
  return spec[0].includes('x') ? quotedExpression(filter, source, findings) : undefined;
}

function checkCount(filter: Filter, spec: FilterSpec, findings: Findings): void {
  const count = filter.args.length;
  const [min, max] = arity(spec);
  if (count >= min && count <= max) return;
  const range = min === max ? `${min}` : `${min} to ${max}`;
  const unit = max === 1 ? 'argument' : 'arguments';
  const message = `The filter ${filter.name} takes ${range} ${unit}, but here are ${count}.`;
  findings.error('filter_arguments', message, filter);
}

function quotedExpression(filter: Filter, source: string, findings: Findings): QuotedExpression | undefined {
  const [name, literal] = filter.args;
  if (name?.kind === 'literal' && typeof name.value === 'string' && literal?.kind === 'literal') {
    try {
      return { name: name.value, body: parseQuoted(source, literal) };
    } catch (error) {
      if (!(error instanceof MarkupError)) throw error;
      findings.error(error.code, error.message, error.span, error.help);
      return undefined;
    }
  }
  const message = `The filter ${filter.name} takes the name of an item and an expression, both in quotes.`;
  findings.error('filter_arguments', message, filter);
  return undefined;
}

/** How many arguments a filter takes, by its letters: see FilterSpec. `x` stands for two. */
function arity([takes]: FilterSpec): readonly [min: number, max: number] {
  const letters = takes.slice(1).replace('x', 'xx');
  return [letters.replace(/[A-Z]/g, '').length, letters.length];
}
