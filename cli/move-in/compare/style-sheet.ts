/** What may be spelled in two ways by the same style sheet: compilers of Sass differ in these. */
const SPELLINGS: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [/\/\*[\s\S]*?\*\//g, () => ''],
  [/@charset [^;]*;|\uFEFF/g, () => ''],
  [/\s+/g, () => ' '],
  [/ ?([{}:;,>()!+~*/]) ?/g, (_, sign = '') => sign],
  [/\bcalc\([^{};]*\)/g, (calc) => calc.replaceAll(/[()\s]/g, '')],
  [/rgb\(([\d.]+),([\d.]+),([\d.]+)\)/g, (_, ...parts) => hexOf(parts.slice(0, 3).map(Number))],
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
  [/#[0-9a-f]{3,8}\b/gi, (hex) => hex.toLowerCase().replace(/^#(\w)\1(\w)\2(\w)\3$/, '#$1$2$3')],
  [/\b(?:white|black)\b(?=[;}, !])/g, (name) => (name === 'white' ? '#fff' : '#000')],
  [/\btransparent\b/g, () => 'rgba(0,0,0,0)'],
  [/\bhsla\(0,0%,100%,/g, () => 'rgba(255,255,255,'],
  [/["']/g, () => ''],
];

const hexOf = (parts: readonly number[]): string =>
  `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/**
 * A style sheet as what each selector gets, without comments and white space, spelled in one way. Where a rule stands among those
 * of other selectors does not count: compilers put what follows a nested rule before it, or behind.
 */
export function sheetOf(css: string): string {
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
