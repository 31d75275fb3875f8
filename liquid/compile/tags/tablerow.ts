import type { Operand } from '../../program.ts';
import type { TagForm } from '../nodes.ts';
import { option, parseLoop } from './for.ts';
import type { TagSyntax } from './syntax.ts';

/**
 * `tablerow item in items`, with `cols`, `limit` and `offset`.
 * Operands: first slot (item, then tablerowloop), items, limit, offset, cols, body; null for an option not given.
 */
export const TABLEROW: TagSyntax = {
  branches: [],
  parse(m): TagForm {
    const loop = parseLoop(m, ['cols', 'limit', 'offset', 'range'], false);
    return {
      blank: 'body',
      flow: { kind: 'loop', variable: { name: loop.variable, items: loop.items } },
      emit(e, bodies) {
        const source: Operand[] = [e.expr(loop.items)];
        for (const name of ['limit', 'offset', 'cols']) {
          const value = option(loop, name);
          source.push(value ? [e.expr(value)] : null);
        }
        const outer = e.interrupts;
        const [slot, body] = e.bind([loop.variable, 'tablerowloop'], (at) => [at, e.body(bodies[0])]);
        e.interrupts = outer;
        return [slot, ...source, body];
      },
    };
  },
};
