/**
 * The items that hold the letters of `typed` in that order, best first and so many at most: letters together and at the starts of
 * words count more. Where nothing is typed they are the first, in their order. Of many items only those that are given are kept.
 */
export function rank<T>(items: Iterable<T>, typed: string, text: (item: T) => string, most: number): T[] {
  const letters = typed.toLowerCase().replace(/\s+/g, '');
  const best: { readonly item: T; readonly score: number }[] = [];
  for (const item of items) {
    const found = letters === '' ? 1 : score(text(item).toLowerCase(), letters);
    if (found <= 0) continue;
    if (best.length === most && found <= (best.at(-1)?.score ?? 0)) {
      if (letters === '') break;
      continue;
    }
    let at = best.length;
    while (at > 0 && (best[at - 1]?.score ?? 0) < found) at--;
    best.splice(at, 0, { item, score: found });
    if (best.length > most) best.pop();
  }
  return best.map(({ item }) => item);
}

function score(text: string, letters: string): number {
  const whole = text.indexOf(letters);
  if (whole >= 0) return 1_000 - Math.min(text.length, 200) + (startsWord(text, whole) ? 400 : 0);
  let total = 1;
  let from = 0;
  for (const letter of letters) {
    const at = text.indexOf(letter, from);
    if (at < 0) return 0;
    total += at === from ? 6 : startsWord(text, at) ? 4 : 1;
    from = at + 1;
  }
  return Math.max(1, total - text.length / 20);
}

const startsWord = (text: string, at: number) => at === 0 || /[\s/._-]/.test(text[at - 1] ?? '');
