import { NAMES, SIGNS, WORDS } from './entity-names.generated.ts';

/**
 * What markdown-it asks of the package `entities`, with the same answers and a third of the bytes: the site Worker has this one
 * (cli/pack/smaller.ts). It asks for one reference at a time, `&...;`, of ASCII letters and digits, with a `#` before them or none.
 */

/** The characters of a reference by name; any other as it is. */
export const decodeHTMLStrict = (reference: string): string =>
  all().values.get(reference.slice(1, -1)) ?? reference;

/** The same with numbers, and where names and numbers that HTML knows without a semicolon may have more behind them. */
export function decodeHTML(reference: string): string {
  const [before = '', hex, decimal] = /^&#(?:x([\da-f]+)|(\d+));?/i.exec(reference) ?? [];
  if (before)
    return characterOf(parseInt(hex ?? decimal ?? '', hex ? 16 : 10)) + reference.slice(before.length);
  const { values, bare } = all();
  const name = reference.slice(1, -1);
  const whole = values.get(name);
  if (whole !== undefined) return whole;
  for (let length = name.length; length > 1; length--) {
    const start = name.slice(0, length);
    if (bare.has(start)) return `${values.get(start)}${name.slice(length)};`;
  }
  return reference;
}

/** What 0x80 to 0x9f mean in HTML: characters of Windows. */
const WINDOWS =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

function characterOf(code: number): string {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  return WINDOWS[code - 0x80] ?? String.fromCodePoint(code);
}

interface Names {
  readonly values: ReadonlyMap<string, string>;
  /** Those that HTML knows without a semicolon too. */
  readonly bare: ReadonlySet<string>;
}

let names: Names | undefined;

function all(): Names {
  names ??= read();
  return names;
}

/**
 * Names in the order of their characters, each behind the distance from the one before: `,` for 0, a space for 1, or `:` and a number. Those of two
 * characters come last, by the second, whose code is before them: `|338:`. `=` follows a name that is known without a semicolon. What is there often was
 * replaced with a sign, one word after the other.
 */
function read(): Names {
  let text = NAMES;
  for (let at = WORDS.length - 1; at >= 0; at--) text = text.replaceAll(SIGNS[at] ?? '', WORDS[at] ?? '');
  const values = new Map<string, string>();
  const bare = new Set<string>();
  for (const part of text.split('|')) {
    const second = Number.parseInt(part, 10);
    let code = 0;
    for (const [, distance, step, name = '', sign] of part.matchAll(/(?::(\d+)|([, ]))([A-Za-z]\w*)(=?)/g)) {
      code += distance ? Number(distance) : step === ' ' ? 1 : 0;
      values.set(name, String.fromCodePoint(code) + (second ? String.fromCodePoint(second) : ''));
      if (sign) bare.add(name);
    }
  }
  return { values, bare };
}
