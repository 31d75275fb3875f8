import { parseExpression, parseNamedArguments } from '../expression.ts';
import type { TagForm } from '../nodes.ts';
import type { TagSyntax } from './syntax.ts';

/**
 * `layout 'name', argument: value`: what follows is rendered first, its blocks are kept, and then the layout is
 * rendered with them. `layout none` is no layout. Operands: name, arguments, body.
 */
export const LAYOUT: TagSyntax = {
  rest: true,
  parse(m): TagForm {
    const start = m.start;
    const none = m.acceptWord('none');
    const template = none ? undefined : parseExpression(m);
    const args = parseNamedArguments(m);
    const end = m.previousEnd;
    return {
      flow: { kind: 'layout' },
      emit(e, bodies) {
        e.hasLayout = true;
        e.shared = true;
        const name = template?.kind === 'literal' ? String(template.value) : undefined;
        const names = args.map((arg) => arg.name);
        if (template) e.facts.calls.push({ kind: 'layout', name, args: names, start, end });
        const operands = [e.expr(template), e.named(args)];
        return [...operands, e.body(bodies[0])];
      },
    };
  },
};

/**
 * `block name`: a part of a layout that templates with that layout may print themselves; `block.super` is the
 * layout's own. Operands: name, slot of `block`, body, scope, and its place if that is not text.
 */
export const BLOCK: TagSyntax = {
  branches: [],
  parse(m): TagForm {
    const name = m.kind === 'string' ? m.text.slice(1, -1) : m.kind === 'end' ? '' : m.text;
    if (m.kind !== 'end' && m.kind !== 'string' && m.kind !== 'id') m.unexpected('the name of a block');
    if (m.kind !== 'end') m.advance();
    m.expectEnd();
    return {
      flow: { kind: 'block', name },
      emit(e, bodies) {
        const { place } = e;
        e.interrupts = true;
        e.shared = true;
        const scope = e.scope();
        const outer = e.inBlock;
        e.inBlock = true;
        const [slot, body] = e.bind(['block'], (at) => [at, e.body(bodies[0])]);
        e.inBlock = outer;
        return [name, slot, body, scope, ...(place ? [place] : [])];
      },
    };
  },
};
