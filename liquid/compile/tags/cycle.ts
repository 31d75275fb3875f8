import type { Expression } from '../ast.ts';
import { parseExpression } from '../expression.ts';
import type { TagForm } from '../nodes.ts';
import type { TagSyntax } from './syntax.ts';

/**
 * `cycle a, b` and `cycle group: a, b`. Cycles of one group take turns together; without a group, those with the
 * same literals do, and one that reads variables is alone.
 * Operands: group (a list with an expression, or what identifies the cycle; an object of that and the place, if that is not
 * text), then the values.
 */
export const CYCLE: TagSyntax = {
  parse(m): TagForm {
    const start = m.start;
    let first = parseExpression(m);
    const group = m.accept(':') ? first : undefined;
    if (group) first = parseExpression(m);
    const values = [first];
    while (m.accept(',') && m.kind !== 'end') values.push(parseExpression(m));
    m.expectEnd();
    return {
      flow: { kind: 'output' },
      emit(e) {
        const { place } = e;
        const operands = values.map((value) => e.expr(value));
        const own = values.every(isLiteral) ? JSON.stringify(operands) : `@${start}`;
        const key = group ? [e.expr(group)] : own;
        return [place ? { key, place } : key, ...operands];
      },
    };
  },
};

function isLiteral(value: Expression): boolean {
  return value.kind === 'literal' || value.kind === 'number';
}
