import type { Expression } from '../ast.ts';
import { MarkupError } from '../diagnostics.ts';
import { parseExpression } from '../expression.ts';
import type { Markup } from '../markup.ts';
import { didYouMean } from '../nearest.ts';
import type { TagForm } from '../nodes.ts';
import type { TagSyntax } from './syntax.ts';

/** What `for` and `tablerow` have in common: `item in items`, then options in any order. */
export interface Loop {
  readonly variable: string;
  readonly items: Expression;
  /** What a later `offset: continue` finds the loop by, and `forloop.name`. */
  readonly name: string;
  readonly options: ReadonlyMap<string, Expression | 'continue'>;
  readonly reversed: boolean;
}

/**
 * `for item in items`, with `reversed`, `limit`, `offset`, and `else` for no items.
 * Operands: first slot (item, then forloop), name, items, limit, offset (`true`: continue), reversed, body, else body.
 */
export const FOR: TagSyntax = {
  branches: ['else'],
  parse(m): TagForm {
    const loop = parseLoop(m, ['limit', 'offset'], true);
    return {
      blank: 'body',
      flow: { kind: 'loop', variable: { name: loop.variable, items: loop.items } },
      branch() {},
      emit(e, bodies, blank) {
        const { variable, name, items, options, reversed } = loop;
        const source = [e.expr(items), e.expr(option(loop, 'limit'))];
        const offset = options.get('offset') === 'continue' ? true : e.expr(option(loop, 'offset'));
        const outer = e.interrupts;
        const [slot, body] = e.bind([variable, 'forloop'], (at) => [at, e.body(bodies[0], blank)], true);
        e.interrupts = outer;
        const rest = bodies.length > 1 ? e.body(bodies[1], blank) : null;
        return [slot, name, ...source, offset, reversed, body, rest];
      },
    };
  },
};

export function parseLoop(m: Markup, allowed: readonly string[], reversible: boolean): Loop {
  const variable = m.expect('id', 'the name of an item');
  m.expectWord('in');
  const items = parseExpression(m);
  const name = `${variable}-${m.source.slice(items.start, items.end)}`;
  const options = new Map<string, Expression | 'continue'>();
  let reversed = false;
  for (;;) {
    m.accept(',');
    if (m.kind === 'end') return { variable, items, name, options, reversed };
    if (reversible && m.acceptWord('reversed')) reversed = true;
    else parseOption(m, allowed, options);
  }
}

/** An option that is there, other than `offset: continue`. */
export function option(loop: Loop, name: string): Expression | undefined {
  const value = loop.options.get(name);
  return value === 'continue' ? undefined : value;
}

function parseOption(
  m: Markup,
  allowed: readonly string[],
  options: Map<string, Expression | 'continue'>,
): void {
  const span = m.place();
  const name = m.expect('id', `${allowed.join(' or ')} or the end of the tag`);
  if (!allowed.includes(name)) {
    throw new MarkupError('unknown_option', `A loop has no option ${name}.`, span, didYouMean(name, allowed));
  }
  m.expect(':', `: after ${name}`);
  if (name === 'offset' && m.kind === 'id' && m.text === 'continue') {
    m.advance();
    options.set(name, 'continue');
  } else options.set(name, parseExpression(m));
}
