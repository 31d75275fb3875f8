/** The white space of Ruby's `strip` and `split`: tab to carriage return, space, and NUL. */
export function isSpace(unit: number): boolean {
  return unit === 32 || (unit <= 13 && (unit >= 9 || unit === 0));
}

/** Words between white space. Past `most` words the rest of the text is not looked at, but counts as one more. */
export function splitWords(text: string, most = Infinity): string[] {
  const words: string[] = [];
  let at = 0;
  while (words.length <= most) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    if (at >= text.length) break;
    const start = at;
    while (at < text.length && !isSpace(text.charCodeAt(at))) at++;
    words.push(text.slice(start, at));
  }
  return words;
}

/** Whether UTF-16 units and characters are not the same in `text`. */
export function hasSurrogates(text: string): boolean {
  return /[\ud800-\udfff]/.test(text);
}

/** The UTF-16 offset of the character at `index`, at most the end. */
export function offsetOf(text: string, index: number): number {
  if (index >= text.length || !hasSurrogates(text)) return Math.min(index, text.length);
  let at = 0;
  for (let left = index; left > 0 && at < text.length; left--)
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

/** The first `count` characters (code points). */
export function takeCharacters(text: string, count: number): string {
  return text.slice(0, offsetOf(text, Math.max(0, count)));
}
