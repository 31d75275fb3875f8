import { positionsIn } from '../../liquid/compile/diagnostics.ts';
import type { Diagnostic, Position } from '../../schema/diagnostic.ts';

/** The position of `offset` (UTF-16 units) in `text`. */
export function positionAt(text: string, offset: number): Position {
  return positionsIn(text)(Math.max(0, Math.min(offset, text.length)));
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
