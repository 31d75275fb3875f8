/** Functions of CSS that load something. */
const LOADS = /(?:url|src|image|image-set|cross-fade|element|expression|paint)\s*\(/i;
/** A whole string in CSS without anything that could end it, or a style sheet, early. */
const STRING = /"[^"'\\<>&{};\n\r\f]*"|'[^"'\\<>&{};\n\r\f]*'/y;

/** `text` as a value of a property: it can end no declaration, no rule and no style sheet, and loads nothing. */
export function styleValue(text: string): string {
  const calls = isBalanced(text) && !LOADS.test(text);
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    STRING.lastIndex = at;
    const string = character === '"' || character === "'" ? STRING.exec(text)?.[0] : undefined;
    if (string !== undefined) {
      out += string;
      at += string.length - 1;
      continue;
    }
    const call = calls && /[()]/.test(character);
    out += call || (FREE.test(character) && !opens(text, at)) ? character : hex(character);
  }
  return out;
}

/** Characters that mean nothing outside of the value that they are part of. */
const FREE = /[\w\s#%.,+*/!?:~=|$^\u0080-\uffff-]/;

/** `text` where a property or a selector is: as a value, and it begins no value. */
export function styleName(text: string): string {
  return styleValue(text).replaceAll(':', hex);
}

/** `text` in a string of CSS. */
export function styleText(text: string): string {
  return text.replace(/["'\\<>&{};\0-\x1f\u007f]/g, hex);
}

/** `text` in a URL of CSS, with quotes around or without. */
export function styleUrl(text: string): string {
  return text.replace(/["'()\\<>\s\0-\x1f\u007f]/g, percent).replaceAll('&', hex);
}

/** Whether each parenthesis outside of strings has its partner. */
function isBalanced(text: string): boolean {
  let open = 0;
  for (const [character] of text.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/[()]/g)) {
    open += character === '(' ? 1 : -1;
    if (open < 0) return false;
  }
  return open === 0;
}

/** Whether a comment begins or ends here. */
function opens(text: string, at: number): boolean {
  const character = text.charAt(at);
  if (character === '/')
    return text.charAt(at + 1) === '*' || text.charAt(at - 1) === '*' || at === 0 || at === text.length - 1;
  return character === '*' && (at === 0 || at === text.length - 1);
}

/** A character as CSS escapes it; the space ends it. */
function hex(character: string): string {
  return `\\${character.charCodeAt(0).toString(16)} `;
}

function percent(character: string): string {
  return encodeURIComponent(character).replace(/['()]/g, (found) => `%${found.charCodeAt(0).toString(16)}`);
}
