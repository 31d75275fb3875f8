import type { Edits } from './edits.ts';
import type { Token } from './markup.ts';

/**
 * Takes out what Ruby's lax mode passes over in a markup: `{{` and `}}` in a tag, the dot of `a.[b]`, and parentheses that are not
 * those of a range, closed or not.
 */
export function dropLaxSigns(tokens: readonly Token[], edits: Edits): void {
  const drop = (at: number): void => {
    const token = tokens[at];
    if (token) edits.replace(token.start, token.end, '');
  };
  const open: { readonly at: number; isRange: boolean }[] = [];
  tokens.forEach(({ kind, text, start }, at) => {
    if (kind !== 'sign') return;
    const top = open.at(-1);
    if (text === '.' && tokens[at + 1]?.text === '[') drop(at);
    else if (
      (text === '{' || text === '}') &&
      tokens[at + 1]?.text === text &&
      tokens[at + 1]?.start === start + 1
    ) {
      drop(at);
      drop(at + 1);
    } else if (text === '(') open.push({ at, isRange: false });
    else if (text === '..' && top) top.isRange = true;
    else if (text === ')') {
      open.pop();
      if (top?.isRange) return;
      if (top) drop(top.at);
      drop(at);
    }
  });
  for (const { at, isRange } of open) if (!isRange) drop(at);
}
