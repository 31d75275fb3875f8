import { registerTag } from '../liquid/compile/tags/table.ts';

/** `{% not_found %}`: this page does not exist after all; visitors get the 404 page. No operands. */
registerTag('not_found', {
  parse(markup) {
    markup.expectEnd();
    return { blank: 'always', emit: () => [] };
  },
});
