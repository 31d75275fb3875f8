import { applyEdits, format, type ParseError, parseTree } from 'jsonc-parser';
import { NotFormatted } from './liquid.ts';

/** A JSON text, indented anew. Only white space changes: numbers and escapes stay as they are written. */
export function formatJson(text: string): string {
  const errors: ParseError[] = [];
  parseTree(text, errors);
  if (errors.length > 0) throw new NotFormatted('It is no JSON');
  const eol = /\r\n/.test(text) ? '\r\n' : '\n';
  return applyEdits(text, format(text, undefined, { tabSize: 2, insertSpaces: true, eol, keepLines: false }));
}
