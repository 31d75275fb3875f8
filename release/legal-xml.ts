/** What XML 1.0 does not take (section 2.2, Char): control characters, halves of characters, U+FFFE and U+FFFF. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
const REFERENCE = /&#(?:x([0-9a-f]+)|(\d+));/gi;

/**
 * A text without the characters that XML 1.0 forbids, also as references: with one of them, in a title that somebody
 * pasted, readers refuse a whole feed. No escape can bring them in. References leave U+FFFD behind: what is around one
 * could make another.
 */
export function legalXml(text: string): string {
  return text
    .replace(FORBIDDEN, '')
    .replace(REFERENCE, (reference, hex: string | undefined, decimal: string | undefined) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff && String.fromCodePoint(code).replace(FORBIDDEN, '') !== ''
        ? reference
        : '\ufffd';
    });
}
