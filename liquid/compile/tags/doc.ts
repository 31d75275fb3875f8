import { MarkupError } from '../diagnostics.ts';
import type { TagForm } from '../nodes.ts';
import type { TagSyntax } from './syntax.ts';

/** `doc`: describes a partial and its arguments; lint reads it, a render does not. */
export const DOC: TagSyntax = {
  verbatim: true,
  parse(m): TagForm {
    m.expectEnd();
    let note = { text: '', start: 0, end: 0 };
    return {
      blank: 'always',
      text(text, span) {
        note = { text, start: span.start, end: span.end };
        const nested = /\{%-?\s*doc\b/.exec(text);
        if (!nested) return;
        const start = span.start + nested.index;
        throw new MarkupError('syntax', "A doc can't stand inside of a doc.", {
          start,
          end: start + nested[0].length,
        });
      },
      emit(e) {
        e.facts.docs.push(note);
        return undefined;
      },
    };
  },
};
