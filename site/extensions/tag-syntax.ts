import type { Expression, NamedArgument, Span } from '../../liquid/compile/ast.ts';
import { MarkupError } from '../../liquid/compile/diagnostics.ts';
import { parseExpression, parseFiltered, parseNamedArguments } from '../../liquid/compile/expression.ts';
import { registerTag } from '../../liquid/compile/tags/table.ts';
import { HIDDEN_KEYS, RESERVED_KEYS } from '../../schema/page.ts';

/** `{% not_found %}`: this page does not exist after all; visitors get the 404 page. No operands. */
registerTag('not_found', {
  parse(markup) {
    markup.expectEnd();
    return { blank: 'always', emit: () => [] };
  },
});

const OUTSIDE = 'Put the tag before the block: what is outside of blocks runs before the layout does.';

const TAKEN = new Set([...HIDDEN_KEYS, ...RESERVED_KEYS]);

/** `{% page title = post.title %}`: sets `page.title` for what follows, and for the layout. Operands: name, value. */
registerTag('page', {
  parse(markup) {
    const span = markup.place();
    const name = markup.expect('id', 'a name, as in page title = post.title,');
    if (TAKEN.has(name) || name === '__proto__') {
      const message = `page.${name} is the system's, and can't be set.`;
      throw new MarkupError('reserved_key', message, span, `Names that are taken: ${[...TAKEN].join(', ')}.`);
    }
    markup.expect('=', `= after ${name}`);
    const value = parseFiltered(markup);
    markup.expectEnd();
    return {
      blank: 'always',
      emit(e) {
        if (e.inBlock)
          e.warn('late_page', `The layout has printed page.${name} before this block runs.`, span, OUTSIDE);
        return [name, e.expr(value)];
      },
    };
  },
});

/**
 * `{% image 'boat.jpg', alt: 'A boat', sizes: '50vw', lazy: true, class: 'wide' %}`: the element that shows a picture. It is an output
 * of the filter `image`, which gets what data/media.yaml has for pictures without a text here. Operands: those of echo.
 */
registerTag('image', {
  parse(markup) {
    const base = parseExpression(markup);
    const given = parseNamedArguments(markup);
    markup.expectEnd();
    const span = { start: base.start, end: markup.previousEnd };
    const named = isTold(given) ? given : [...given, media(base.start)];
    const value: Expression = {
      kind: 'filtered',
      base,
      filters: [{ name: 'image', args: [], named, ...span }],
      ...span,
    };
    return { flow: { kind: 'output', value }, emit: (e) => e.withPlace([e.expr(value)]) };
  },
});

const isTold = (given: readonly NamedArgument[]): boolean =>
  given.some(
    ({ name, value }) =>
      name === 'media' || (name === 'alt' && value.kind === 'literal' && value.value !== null),
  );

/** `media: data.media`. It is nowhere in the text: what is read at no place need not be there. */
function media(at: number): NamedArgument {
  const nowhere: Span = { start: at, end: at };
  const keys = [{ kind: 'literal' as const, value: 'media', ...nowhere }];
  return { name: 'media', value: { kind: 'path', head: 'data', keys, ...nowhere }, ...nowhere };
}
