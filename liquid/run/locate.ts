import type { Position } from '../../schema/diagnostic.ts';
import type { ChainLink, TemplateError } from '../error.ts';
import type { Program } from '../program.ts';
import type { Frame } from './frame.ts';

/** Gives an error its place: the tag that the innermost frame was running, and how the render came there. */
export function locate(error: TemplateError, frame: Frame): void {
  if (error.template !== '') return;
  const { program } = frame.template;
  error.template = program.name;
  error.start = position(program, frame.at);
  error.end = position(program, frame.at + spanAt(program, frame.at));
  const chain: ChainLink[] = [];
  for (let outer = frame.parent; outer; outer = outer.parent) {
    chain.unshift({
      template: outer.template.program.name,
      line: position(outer.template.program, outer.at).line,
    });
  }
  error.chain = chain;
}

/** The line and column of an offset in a program's source. */
export function position(program: Program, offset: number): Position {
  let line = 1;
  let start = 0;
  for (const length of unpack(program.lines)) {
    if (start + length > offset) break;
    start += length;
    line += 1;
  }
  return { offset, line, column: offset - start + 1 };
}

function spanAt(program: Program, offset: number): number {
  const numbers = unpack(program.spans);
  let at = 0;
  for (let index = 0; index < numbers.length; index += 2) {
    at += numbers[index] ?? 0;
    if (at === offset) return numbers[index + 1] ?? 0;
  }
  return 0;
}

/** Reads what compile/positions.ts packs. */
function unpack(text: string): number[] {
  return text === '' ? [] : text.split(',').map((number) => Number.parseInt(number, 36));
}
