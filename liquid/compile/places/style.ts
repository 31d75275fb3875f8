/** Where a place is in CSS. */
export interface Style {
  readonly language: 'style';
  /** `url` is inside of `url(` without quotes. */
  readonly mode: 'code' | '"' | "'" | 'url' | 'comment';
  /** Whether the string is inside of `url(`. */
  readonly address: boolean;
  /** Whether the URL has begun. */
  readonly begun: boolean;
  readonly escaped: boolean;
  /** Whether the name of a property or a selector is here; else it is a value. */
  readonly name: boolean;
  /** Braces around; a `style` attribute has one. */
  readonly depth: number;
}

/** A `style` attribute, or the inside of braces. */
export const DECLARATIONS: Style = {
  language: 'style',
  mode: 'code',
  address: false,
  begun: false,
  escaped: false,
  name: true,
  depth: 1,
};

/** A style sheet. */
export const SHEET: Style = { ...DECLARATIONS, name: false, depth: 0 };

const URL_OPEN = /url\(\s*(["']?)/iy;
const MAX_DEPTH = 100;

/** Reads `text` as CSS that is at `style`. */
export function readStyle(style: Style, text: string): Style {
  let at = style;
  for (let index = 0; index < text.length; ) {
    if (at.mode === 'comment') {
      const end = text.indexOf('*/', index);
      index = end < 0 ? text.length : end + 2;
      if (end >= 0) at = { ...at, mode: 'code' };
    } else if (at.mode === 'code') [at, index] = code(at, text, index);
    else [at, index] = quoted(at, text, index);
  }
  return at;
}

type Step = [next: Style, index: number];

function code(at: Style, text: string, index: number): Step {
  const character = text.charAt(index);
  const next = index + 1;
  URL_OPEN.lastIndex = index;
  const url = URL_OPEN.exec(text);
  // The pattern's group is one of the two quotes or nothing.
  if (url)
    return [{ ...at, mode: (url[1] || 'url') as 'url', address: true, begun: false }, URL_OPEN.lastIndex];
  if (text.startsWith('/*', index)) return [{ ...at, mode: 'comment' }, index + 2];
  switch (character) {
    case '"':
    case "'":
      return [{ ...at, mode: character, address: false }, next];
    case '{':
      return [{ ...at, name: true, depth: Math.min(at.depth + 1, MAX_DEPTH) }, next];
    case '}':
      return [{ ...at, name: at.depth > 1, depth: Math.max(at.depth - 1, 0) }, next];
    case ';':
      return [{ ...at, name: at.depth > 0 }, next];
    case ':':
      return [{ ...at, name: false }, next];
    default:
      return [at, next];
  }
}

function quoted(at: Style, text: string, index: number): Step {
  const character = text.charAt(index);
  const next = index + 1;
  if (at.escaped) return [{ ...at, escaped: false }, next];
  if (character === '\\') return [{ ...at, escaped: true }, next];
  const ends = at.mode === 'url' ? character === ')' : character === at.mode || character === '\n';
  if (ends) return [{ ...at, mode: 'code', address: false }, next];
  return [at.address && !at.begun && /[/?#:]/.test(character) ? { ...at, begun: true } : at, next];
}

/** Behind an output. */
export function styleAfter(at: Style): Style {
  return at.escaped ? { ...at, escaped: false } : at;
}

/** Where two branches meet; undefined when they end in different places. */
export function joinStyles(a: Style, b: Style): Style | undefined {
  if (a.mode !== b.mode || a.address !== b.address) return undefined;
  const depth = Math.max(a.depth, b.depth);
  return { ...a, begun: a.begun && b.begun, escaped: a.escaped || b.escaped, name: a.name || b.name, depth };
}
