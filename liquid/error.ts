import type { Diagnostic, Position } from '../schema/diagnostic.ts';

/** One step of the way to an error: `template` was at `line` when it called the next. Outermost first. */
export interface ChainLink {
  readonly template: string;
  readonly line: number;
}

/**
 * What stops a render: a budget, a missing partial, a wrong argument. It is thrown without a place, which costs
 * nothing on the way of a render that succeeds; `render` gives it template, position and chain when it catches it.
 */
export class TemplateError extends Error {
  readonly code: string;
  template = '';
  start?: Position;
  end?: Position;
  chain: readonly ChainLink[] = [];

  constructor(code: string, message: string) {
    super(message);
    this.name = 'TemplateError';
    this.code = code;
  }
}

/** Throws a TemplateError; a function, so that it can be in an expression. */
export function fail(code: string, message: string): never {
  throw new TemplateError(code, message);
}

/**
 * A diagnostic with the line it is about, for terminals and logs:
 *
 *     pages/index.liquid:3:7: error: There is no filter upcse. Did you mean upcase?
 *       3 | {{ title | upcse }}
 *         |            ^^^^^
 */
export function drawCaret(source: string, diagnostic: Diagnostic): string {
  const { path, start, end, severity, message, help } = diagnostic;
  const head = `${path ?? 'template'}:${start.line}:${start.column}: ${severity}: ${message}${help ? ` ${help}` : ''}`;
  const from = start.offset - start.column + 1;
  const feed = source.indexOf('\n', from);
  const line = source.slice(from, feed < 0 ? source.length : feed).replace(/\r$/, '');
  const length = end.line === start.line ? end.column - start.column : line.length - start.column + 1;
  // Tabs stay, so that the carets are under what they mean.
  const indent = line.slice(0, start.column - 1).replace(/[^\t]/g, ' ');
  const number = String(start.line).padStart(3);
  return `${head}\n${number} | ${line}\n${' '.repeat(number.length)} | ${indent}${'^'.repeat(Math.max(1, length))}`;
}
