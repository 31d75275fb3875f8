import { own } from '../../../schema/own.ts';

/** Colours whose names are shorter than their numbers: what compresses a style sheet writes either. */
const NAMES: Readonly<Record<string, string>> = {
  aqua: '#00ffff',
  azure: '#f0ffff',
  beige: '#f5f5dc',
  bisque: '#ffe4c4',
  black: '#000000',
  blue: '#0000ff',
  brown: '#a52a2a',
  coral: '#ff7f50',
  cyan: '#00ffff',
  fuchsia: '#ff00ff',
  gold: '#ffd700',
  gray: '#808080',
  green: '#008000',
  grey: '#808080',
  indigo: '#4b0082',
  ivory: '#fffff0',
  khaki: '#f0e68c',
  lime: '#00ff00',
  linen: '#faf0e6',
  magenta: '#ff00ff',
  maroon: '#800000',
  navy: '#000080',
  olive: '#808000',
  orange: '#ffa500',
  orchid: '#da70d6',
  peru: '#cd853f',
  pink: '#ffc0cb',
  plum: '#dda0dd',
  purple: '#800080',
  red: '#ff0000',
  salmon: '#fa8072',
  sienna: '#a0522d',
  silver: '#c0c0c0',
  snow: '#fffafa',
  tan: '#d2b48c',
  teal: '#008080',
  tomato: '#ff6347',
  violet: '#ee82ee',
  wheat: '#f5deb3',
  white: '#ffffff',
  yellow: '#ffff00',
};

/** What may be spelled in two ways by the same style sheet: compilers of Sass differ in these. */
const SPELLINGS: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [/\/\*[\s\S]*?\*\//g, () => ''],
  [/@charset [^;]*;|\uFEFF/g, () => ''],
  // A sign by its number, as in `content: "\\2022"`.
  [/\\([0-9a-f]{2,5}) ?/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16))],
  [/\s+/g, () => ' '],
  [/ ?([{}:;,>()!+~*/]) ?/g, (_, sign = '') => sign],
  [/\bcalc\([^{};]*\)/g, (calc) => calc.replaceAll(/[()\s]/g, '')],
  [/\brgb\(([\d.]+),([\d.]+),([\d.]+)\)/g, (_, ...parts) => hexOf(parts.slice(0, 3).map(Number))],
  [
    /\bhsl\(([\d.]+)(?:deg)?,([\d.]+)%,([\d.]+)%\)/g,
    (_, ...parts) => hexOfHsl(parts.slice(0, 3).map(Number)),
  ],
  [/#([0-9a-f]{8}|[0-9a-f]{4})\b/gi, (_, hex) => rgbaOf(hex)],
  [/(?<![\w.#-])0+(?=\.\d)/g, () => ''],
  // Digits behind the point that no browser shows.
  [
    /\.(\d{4,})/g,
    (_, digits) =>
      Number(`0.${digits}`)
        .toFixed(3)
        .slice(1)
        .replace(/\.?0+$/, ''),
  ],
  [
    /#[0-9a-f]{3}(?:[0-9a-f]{3})?\b/gi,
    (hex) => hex.toLowerCase().replace(/^#(\w)(\w)(\w)$/, '#$1$1$2$2$3$3'),
  ],
  [
    new RegExp(`(?<=[:, (])(?:${Object.keys(NAMES).join('|')})(?=[;}, !)])`, 'g'),
    (name) => own(NAMES, name) ?? name,
  ],
  [/\btransparent\b/g, () => 'rgba(0,0,0,0)'],
  [/\bhsla\(0,0%,100%,/g, () => 'rgba(255,255,255,'],
  [/["']/g, () => ''],
];

const hexOf = (parts: readonly number[]): string =>
  `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** A colour with its opacity behind it, of eight or four digits. */
function rgbaOf(hex: string): string {
  const full = hex.length === 4 ? hex.replaceAll(/./g, '$&$&') : hex;
  const parts = [0, 2, 4, 6].map((at) => Number.parseInt(full.slice(at, at + 2), 16));
  return `rgba(${parts.slice(0, 3).join(',')},${(parts[3] ?? 0) / 255})`;
}

/** CSS Color 4, section 7. */
function hexOfHsl([hue = 0, saturation = 0, lightness = 0]: readonly number[]): string {
  const [light, strength] = [
    lightness / 100,
    ((saturation / 100) * Math.min(lightness, 100 - lightness)) / 100,
  ];
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12;
    return 255 * (light - strength * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return hexOf([channel(0), channel(8), channel(4)]);
}

const COLOUR = /#[0-9a-f]{6}\b/g;

/** Whether two style sheets give each selector the same. A channel of a colour may differ by one: compilers round at other times. */
export function sameSheets(one: string, two: string): boolean {
  const [a, b] = [sheetOf(one), sheetOf(two)];
  if (a === b) return true;
  if (a.replace(COLOUR, '#') !== b.replace(COLOUR, '#')) return false;
  const others = b.match(COLOUR) ?? [];
  const channels = (hex = '') => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return (a.match(COLOUR) ?? []).every((hex, at) => {
    const there = channels(others[at]);
    return channels(hex).every((value, channel) => Math.abs(value - (there[channel] ?? Number.NaN)) <= 1);
  });
}

/**
 * A style sheet as what each selector gets, without comments and white space, spelled in one way. Where a rule stands among those
 * of other selectors does not count: compilers put what follows a nested rule before it, or behind.
 */
function sheetOf(css: string): string {
  const text = SPELLINGS.reduce((out, [pattern, to]) => out.replace(pattern, to), css);
  const rules = new Map<string, string[]>();
  const open: string[] = [];
  for (const [, part = '', sign] of text.matchAll(/([^{};]*)([{};]|$)/g)) {
    if (sign === '{') open.push(part.trim());
    else if (part.trim() !== '') {
      const selector = open.join('{');
      rules.set(selector, [...(rules.get(selector) ?? []), part.trim()]);
    }
    if (sign === '}') open.pop();
  }
  return [...rules]
    .map(([selector, lines]) => `${selector}{${lines.join(';')}}`)
    .sort()
    .join('\n');
}
