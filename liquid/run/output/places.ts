import { jsonText, unicodeEscape } from '../filters/json.ts';
import type { Frame } from '../frame.ts';
import { toOutput } from '../values/text.ts';
import { Markup } from '../values/values.ts';
import { escapeMarkup } from './escape.ts';
import { fits, type PrintAt, print } from './output.ts';
import { styleName, styleText, styleUrl, styleValue } from './style.ts';
import { safeUrl } from './url.ts';

/** Makes of a value what is data, and nothing else, in one language. */
type Escape = (value: unknown, f: Frame) => string;

/** By the first letter of a place: see compile/places/place.ts. A letter that is not here is the place's other part: plain text. */
const ESCAPES: Readonly<Record<string, Escape | undefined>> = {
  __proto__: null as never,
  c: (value, f) => styleValue(textOf(value, f)),
  d: (value, f) => (value instanceof Markup && fits(value, '') ? value.text : escapeMarkup(textOf(value, f))),
  e: (value, f) => styleUrl(textOf(value, f)),
  h: (value, f) => scheme(textOf(value, f), f),
  j: (value, f) => jsonText(value, f.state),
  l: (value, f) => styleUrl(safeUrl(textOf(value, f), f)),
  n: (value, f) => textOf(value, f).replace(/[^\w$\u00c0-\u024f]/g, '_'),
  p: (value, f) => styleName(textOf(value, f)),
  q: (value, f) => styleText(textOf(value, f)),
  r: (value, f) => textOf(value, f).replace(/[^\w \u00a1-\u1fff]/g, unicodeEscape),
  s: (value, f) => textOf(value, f).replace(/[\\'"`<>&\0-\x1f\u2028\u2029]/g, unicodeEscape),
  t: (value, f) => textOf(value, f).replace(/[\\'"`<>&$\0-\x1f\u2028\u2029]/g, unicodeEscape),
  u: (value, f) => safeUrl(textOf(value, f), f),
};

/** What prints in a place other than text. */
export function printAt(place: string): PrintAt {
  const name = NAMES[place];
  const letter = place.charAt(0);
  const toData = ESCAPES[letter] ?? textOf;
  const outer = place.slice(toData === textOf ? 0 : 1);
  return (value, f) => {
    if (!f.escape) return print(value, f);
    if (value instanceof Markup && fits(value, place)) return printed(value.text, f);
    // Behind `<`, what begins with no letter begins no tag: it is text.
    if ((place === 'T' || place === 'U') && !/^[a-z!?/]/i.test(textOf(value, f))) return print(value, f);
    if (name) return printed(name(textOf(value, f)), f);
    // What is made for the inner language, or is markup where that is plain, only lacks what is around.
    const made = value instanceof Markup && value.place === (toData === textOf ? '' : letter);
    const inner = made ? value.text : toData(value, f);
    const isMarkup = value instanceof Markup && value.place === '' && (toData === textOf || letter === 'u');
    return printed(around(inner, outer, isMarkup), f);
  };
}

/** For places that are no text of a language: names, and what may be anything. */
const NAMES: Readonly<Record<string, ((text: string) => string) | undefined>> = {
  __proto__: null as never,
  D: (text) => text.replace(/\D/g, '_'),
  M: nameOf,
  N: (text) => {
    const name = nameOf(text);
    return ACTIVE.test(name) ? `data-${name}` : name;
  },
  T: (text) => {
    const name = text.replace(/[^\w-]/g, '_');
    return RUNS.test(name) ? `x-${name}` : name;
  },
  U: (text) => text.replace(/[^/]/g, '_'),
  x: (text) => strict(text.replaceAll(':', ' ')),
};

/** Attributes that run or load something. */
const ACTIVE =
  /^(?:on.*|style|src.*|href.*|xlink:.*|xmlns.*|action|formaction|data|content|http-equiv|ping|poster|background|codebase|imagesrcset|to|from|by|values|is|nonce|attributename)$/i;
/** Elements that run or load something, or hold text that is no HTML. */
const RUNS =
  /^(?:s|sc.*|st|sty.*|i|if.*|o|ob.*|embed|base|link|meta|frame.*|applet|svg|math|title|textarea|xmp|noscript|noembed|plaintext|template|form|animate.*|set)$/i;

function nameOf(text: string): string {
  return text.replace(/[^\w:.\u00b7-\uffff-]/g, '_');
}

function textOf(value: unknown, f: Frame): string {
  return toOutput(value, f.budget);
}

function scheme(text: string, f: Frame): string {
  return text === '' || safeUrl(`${text}:`, f) === '#' || /[^\w+.-]/.test(text) ? '#' : text;
}

/** `a`, `A`: in quotes of an attribute; `w`, `W`: without; `v`: without, and all of it. A capital: a URL that is a script. */
function around(text: string, outer: string, isMarkup: boolean): string {
  if (outer === '') return text;
  const encoded = outer === 'A' || outer === 'W' ? text.replaceAll('%', '\\u0025') : text;
  const escaped = isMarkup ? encoded : escapeMarkup(encoded);
  if (outer === 'a' || outer === 'A') return escaped;
  return escaped.replace(/[\s=`"'<>\0]/g, entity) || (outer === 'v' ? '""' : '');
}

/** Letters and digits stay; no other character keeps a meaning in any language of a page. */
function strict(text: string): string {
  return text.replace(/[^\w.,\u00a1-\u1fff-]/g, entity);
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

function printed(text: string, f: Frame): string {
  f.budget.output(text.length);
  return text;
}
