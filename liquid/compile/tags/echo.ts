import { parseFiltered } from '../expression.ts';
import type { TagForm, TagSyntax } from './syntax.ts';

/** `{{ value | filter }}` and `{% echo value | filter %}`. Operand: value. */
export const ECHO: TagSyntax = {
  parse(m): TagForm {
    const value = m.kind === 'end' ? undefined : parseFiltered(m);
    m.expectEnd();
    return { emit: (e) => (value ? [e.expr(value)] : undefined) };
  },
};
