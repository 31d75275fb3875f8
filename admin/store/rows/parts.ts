/** UTF-16 units a row: at most 3 bytes each in UTF-8, so a row stays below 2 MB. */
const PART = 600_000;

/** Cuts a long text into rows. Cuts fall between surrogate pairs never inside: a lone surrogate is no UTF-8. */
export function cutParts(text: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + PART);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end--;
    parts.push(text.slice(at, end));
    at = end;
  }
  return parts.length > 0 ? parts : [''];
}
