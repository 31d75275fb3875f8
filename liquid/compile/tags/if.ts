import type { Expression } from '../ast.ts';
import { parseCondition } from '../expression.ts';
import type { TagForm } from '../nodes.ts';
import type { TagSyntax } from './syntax.ts';

/**
 * `if` and `unless`, with `elsif` and `else`. The first `else` ends it: what Ruby's Liquid ignores behind it is
 * checked and left out. Operands: condition (null: always) and body, again and again.
 */
export const IF: TagSyntax = {
  branches: ['elsif', 'else'],
  standIn: 'nil',
  parse(m): TagForm {
    const conditions: (Expression | undefined)[] = [parseCondition(m)];
    m.expectEnd();
    return {
      blank: 'body',
      flow: { kind: 'choice', complete: () => conditions.includes(undefined) },
      branch(name, markup) {
        conditions.push(undefined);
        if (name === 'else') return;
        conditions[conditions.length - 1] = parseCondition(markup);
        markup.expectEnd();
      },
      emit(e, bodies, blank) {
        const operands = bodies.flatMap((body, at) => {
          const condition = conditions[at];
          return [condition ? e.expr(condition) : true, e.body(body, blank)];
        });
        const last = conditions.indexOf(undefined);
        return last < 0 ? operands : operands.slice(0, 2 * last + 2);
      },
    };
  },
};
