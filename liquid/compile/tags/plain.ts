import type { TagForm } from '../nodes.ts';
import type { TagSyntax } from './syntax.ts';

/** `break` and `continue`. No operands. */
export const INTERRUPT: TagSyntax = {
  parse(m): TagForm {
    m.expectEnd();
    return {
      emit(e) {
        e.interrupts = true;
        return [];
      },
    };
  },
};

/** `ifchanged`: prints its block when it differs from what was last printed so. Operand: body. */
export const IFCHANGED: TagSyntax = {
  branches: [],
  parse(m): TagForm {
    m.expectEnd();
    const flow = { kind: 'choice', complete: () => false } as const;
    return { blank: 'body', flow, emit: (e, bodies) => [e.body(bodies[0])] };
  },
};

/** `raw`: text as it is. Operand: the text. */
export const RAW: TagSyntax = {
  verbatim: true,
  parse(m): TagForm {
    m.expectEnd();
    let body = '';
    return {
      flow: { kind: 'text', text: () => body },
      text(text) {
        body = text;
      },
      emit: () => (body === '' ? undefined : [body]),
    };
  },
};
