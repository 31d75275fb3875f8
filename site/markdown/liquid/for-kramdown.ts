import type { LiquidIn } from '../kramdown/liquid-in.ts';
import { tagsOn } from './block-rules.ts';
import { isRaw, type Reading } from './reading.ts';

const PRINTS_BLOCKS = /(?:\|\s*markdownify\b[^|]*|\.(?:content|excerpt)\s*)(?:\|\s*raw\s*)?-?\}\}$/;

/** The Liquid of a text, as the rules of kramdown want to know it. */
export function liquidOf(reading: Reading): LiquidIn {
  return {
    at(text, place) {
      const context = reading.context(text);
      const found = isRaw(context, place) ? undefined : context.finder.at(place);
      return found && { end: found.end, isOutput: found.kind === 'output' };
    },
    marked: (text, from, to) => reading.marked(reading.context(text), from, to),
    nameOf: (mark) => reading.marks.piece(mark)?.name,
    printsBlocks(mark) {
      const piece = reading.marks.piece(mark);
      return piece?.kind === 'output' && PRINTS_BLOCKS.test(reading.source.slice(piece.start, piece.end));
    },
    isTags: (state, line, endLine) => tagsOn(reading.context(state.src), state, line, endLine) !== undefined,
    tooDeep(line, most) {
      const start = reading.lines.start(line);
      const message = `Elements with markdown="1" nest deeper than ${most} here.`;
      reading.findings.error('nesting', message, { start, end: start + 1 });
    },
  };
}
