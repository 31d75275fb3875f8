import type { Token } from './markup.ts';
import type { Work } from './work.ts';

/**
 * `{% if image.first %}` is how templates ask whether a value is a list: a text has no first member in Ruby, and its first letter
 * here. Where a value may be a text or a list, the question is asked of a variable that has nothing of a text.
 */
export function firstOfTexts(tokens: readonly Token[], work: Work): void {
  let count = 0;
  for (const [at, { text, end }] of tokens.entries()) {
    if ((text !== 'first' && text !== 'last') || tokens[at - 1]?.text !== '.') continue;
    const start = startOf(tokens, at);
    const dot = tokens[at - 1];
    if (start === undefined || !dot || tokens[at + 1]?.text === '.' || !mayBeText(tokens[at - 2], work))
      continue;
    const value = work.now({ start, end: dot.start });
    const name = `${text}_item${count > 0 ? `_${count}` : ''}`;
    count++;
    work.before(
      `{% assign ${name} = ${value}.${text} %}{% assign item_sign = ${value} | json | slice: 0 %}{% if item_sign == '"' %}{% assign ${name} = nil %}{% endif %}`,
    );
    work.edits.replace(start, end, name);
  }
}

/** Where the path begins that a token is the last name of: its tokens have nothing between them. */
function startOf(tokens: readonly Token[], last: number): number | undefined {
  let at = last;
  while (at > 0 && tokens[at - 1]?.end === tokens[at]?.start) at--;
  return tokens[at]?.start;
}

/** The value of a pair, and what is a text in one place and a list or map in another. */
const mayBeText = (token: Token | undefined, { plan }: Work): boolean =>
  token?.text === ']' || (token?.kind === 'name' && plan.mixed.has(token.text));
