/**
 * The items that hold the letters of `typed` in that order, best first: letters together and at the starts of words
 * count more. Nothing typed keeps all, in their order.
 */
export function rank<T>(items: readonly T[], typed: string, text: (item: T) => string): T[] {
  const letters = typed.toLowerCase().replace(/\s+/g, '');
  if (letters === '') return [...items];
  return items
    .map((item) => ({ item, score: score(text(item).toLowerCase(), letters) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
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
