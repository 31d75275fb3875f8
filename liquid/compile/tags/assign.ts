import { MarkupError } from '../diagnostics.ts';
import { parseFiltered } from '../expression.ts';
import type { Markup } from '../markup.ts';
import type { TagForm } from '../nodes.ts';
import type { TagSyntax } from './syntax.ts';

/** `assign name = value | filter`. Operands: index of the name, value. */
export const ASSIGN: TagSyntax = {
  parse(m): TagForm {
    const span = m.place();
    const name = parseTarget(m);
    m.expect('=', `= after ${name}`);
    const value = parseFiltered(m);
    m.expectEnd();
    return {
      blank: 'always',
      flow: { kind: 'assign', name, value },
      emit(e) {
        const operand = e.expr(value);
        return [e.write(name, span), operand];
      },
    };
  },
};

/** `capture name` and its block. Operands: index of the name, body, and the place that it is made for if that is not text. */
export const CAPTURE: TagSyntax = {
  branches: [],
  parse(m): TagForm {
    const span = m.place();
    const name = m.kind === 'string' ? m.expect('string', '').slice(1, -1) : parseTarget(m);
    m.expectEnd();
    return {
      blank: 'always',
      flow: { kind: 'capture', name },
      emit(e, bodies) {
        const { place } = e;
        const body = e.body(bodies[0]);
        return [e.write(name, span), body, ...(place ? [place] : [])];
      },
    };
  },
};

/** `increment name` and `decrement name`: a counter of its own, beside the variables. Operand: the name. */
export const COUNTER: TagSyntax = {
  parse(m): TagForm {
    const name = parseTarget(m);
    m.expectEnd();
    return { flow: { kind: 'output' }, emit: () => [name] };
  },
};

/** The name of a variable: letters, digits, `_` and `-`. */
function parseTarget(m: Markup): string {
  const span = m.place();
  if (m.kind === 'number') return m.expect('number', '');
  const name = m.expect('id', 'the name of a variable');
  if (m.kind === '.' || m.kind === '[') {
    throw new MarkupError(
      'syntax',
      'A variable has no members that could be set.',
      m.place(),
      `Set ${name} as a whole.`,
    );
  }
  if (name.endsWith('?')) throw new MarkupError('syntax', 'The name of a variable has no ?.', span);
  return name;
}
