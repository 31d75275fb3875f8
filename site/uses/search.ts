/** What to find in texts. */
export interface Wanted {
  readonly text: string;
  /** Whether capitals count. */
  readonly case: boolean;
  /** Whether only whole words count. */
  readonly word: boolean;
}

const WORD = /[\p{L}\p{N}_]/u;

/** All places of a text, as it is written, that do not overlap: offsets in UTF-16 units. */
export function* find(text: string, wanted: Wanted): Generator<{ start: number; end: number }> {
  const needle = wanted.case ? wanted.text : fold(wanted.text);
  const hay = wanted.case ? text : fold(text);
  if (needle === '') return;
  for (let start = hay.indexOf(needle); start >= 0; ) {
    const end = start + needle.length;
    const counts = !wanted.word || isWord(text, start, end);
    if (counts) yield { start, end };
    start = hay.indexOf(needle, counts ? end : start + 1);
  }
}

/** Lower case of the same length: what has none of one character stays, so that offsets are those of the text. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return text.replaceAll(/./gsu, (char) =>
    char.toLowerCase().length === char.length ? char.toLowerCase() : char,
  );
}

function isWord(text: string, start: number, end: number): boolean {
  const inside = (at: number) => WORD.test(text.charAt(at));
  return !(inside(start - 1) && inside(start)) && !(inside(end) && inside(end - 1));
}
