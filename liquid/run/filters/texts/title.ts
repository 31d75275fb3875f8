/**
 * What Ruby's `capitalize` makes of a first character that is not one capital letter: of a ligature or `ß` only the first
 * letter is large, letters in pairs have forms of their own, and Georgian has no large letters at the start of a word.
 */
export function titleCase(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const upper = character.toUpperCase();
  if (code >= 0x1c4 && code <= 0x1cc) return String.fromCharCode(code - ((code - 0x1c4) % 3) + 1);
  if (code >= 0x1f1 && code <= 0x1f3) return '\u01f2';
  if (/[\u10d0-\u10ff\u1c90-\u1cbf]/.test(character)) return character.toLowerCase();
  // Greek: an iota beside the letter goes below it.
  if (code >= 0x1f80 && code <= 0x1fff) {
    const below = upper.replace(/\u0399$/, '\u0345');
    return upper.length === 2 ? below.normalize('NFC') : below;
  }
  const [first = '', ...rest] = upper;
  return code === 0x149 ? upper : first + rest.join('').toLowerCase();
}
