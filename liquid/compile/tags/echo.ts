import { parseFiltered } from '../expression.ts';
import type { TagForm } from '../nodes.ts';
import type { TagSyntax } from './syntax.ts';

/** `{{ value | filter }}` and `{% echo value | filter %}`. Operands: value, and its place if that is none of text. */
export const ECHO: TagSyntax = {
  parse(m): TagForm {
    const value = m.kind === 'end' ? undefined : parseFiltered(m);
    m.expectEnd();
    if (!value) return { emit: () => undefined };
    return { flow: { kind: 'output', value }, emit: (e) => e.withPlace([e.expr(value)]) };
  },
};
