import { MarkupError } from '../../liquid/compile/diagnostics.ts';
import { parseFiltered } from '../../liquid/compile/expression.ts';
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
