/** A part of a text, by offsets, and what comes in its place. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/**
 * What makes one text of another, as small as is simple: pieces of white space where nothing else differs, as after formatting, so
 * that cursors and marks stay where they are; else what is between a common beginning and end.
 */
export function textChanges(before: string, after: string): TextChange[] {
  return whiteSpaceChanges(before, after) ?? [middleChange(before, after)];
}

const isSpace = (text: string, at: number): boolean => at < text.length && /\s/.test(text.charAt(at));

/** Undefined where something else than white space differs. */
function whiteSpaceChanges(before: string, after: string): TextChange[] | undefined {
  const changes: TextChange[] = [];
  let from = 0;
  let at = 0;
  while (from < before.length || at < after.length) {
    if (before[from] === after[at] && !isSpace(before, from)) {
      from++;
      at++;
      continue;
    }
    const [start, first] = [from, at];
    while (isSpace(before, from)) from++;
    while (isSpace(after, at)) at++;
    if (start === from && first === at) return undefined;
    const insert = after.slice(first, at);
    if (before.slice(start, from) !== insert) changes.push({ from: start, to: from, insert });
  }
  return changes;
}

function middleChange(before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
