import type { Diagnostic, Position } from '../liquid/error.ts';

/** The position of `offset` (UTF-16 units) in `text`. */
export function positionAt(text: string, offset: number): Position {
  const at = Math.max(0, Math.min(offset, text.length));
  let line = 1;
  let start = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', start)) {
    line++;
    start = next + 1;
  }
  return { offset: at, line, column: at - start + 1 };
}

/** An error about the characters from `from` to `to` (exclusive) of `text`. */
export function errorAt(
  text: string,
  from: number,
  to: number,
  code: string,
  message: string,
  help?: string,
): Diagnostic {
  const found = {
    severity: 'error' as const,
    code,
    message,
    start: positionAt(text, from),
    end: positionAt(text, to),
  };
  return help ? { ...found, help } : found;
}
