import type { Expression } from '../ast.ts';
import { parseExpression } from '../expression.ts';
import type { Markup } from '../markup.ts';
import type { TagForm } from '../nodes.ts';
import type { TagSyntax } from './syntax.ts';

/**
 * `case` with `when` and `else`. Each value that matches prints its body, so one body may print twice, and an
 * `else` prints when nothing before it did. What is before the first `when` is dropped.
 * Operands: value, then pairs of a list of values (null: `else`) and a body.
 */
export const CASE: TagSyntax = {
  branches: ['when', 'else'],
  standIn: 'nil',
  parse(m): TagForm {
    const value = parseExpression(m, 'condition');
    m.expectEnd();
    const branches: (Expression[] | null)[] = [];
    return {
      blank: 'body',
      flow: { kind: 'choice', first: 1, complete: () => branches.includes(null) },
      branch(name, markup) {
        branches.push(name === 'else' ? null : []);
        if (name === 'when') branches[branches.length - 1] = parseValues(markup);
      },
      emit(e, bodies, blank) {
        const pairs = branches.flatMap((values, at) => [
          values?.map((each) => e.expr(each)) ?? null,
          e.body(bodies[at + 1], blank),
        ]);
        return [e.expr(value), ...pairs];
      },
    };
  },
};

function parseValues(m: Markup): Expression[] {
  const values = [parseExpression(m, 'condition')];
  while (m.accept(',') || m.acceptWord('or')) {
    if (m.kind === 'end') break;
    values.push(parseExpression(m, 'condition'));
  }
  m.expectEnd();
  return values;
}
