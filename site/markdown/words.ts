import { plainText } from './headings.ts';
import type { Token } from './markdown-it.ts';

/** A run of letters and digits; in scripts that write without spaces, each sign. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_-]*/gu;

/** How many words a reader sees. Code in fences, and Liquid, count as nothing. */
export function wordsIn(tokens: readonly Token[]): number {
  return tokens
    .filter(({ type }) => type === 'inline')
    .reduce((sum, token) => sum + (plainText(token).match(WORD)?.length ?? 0), 0);
}
