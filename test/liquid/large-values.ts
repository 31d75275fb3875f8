import { FILTERS } from '../../liquid/run/filters/table.ts';

/** Values that are large, each in its own way. A data file and an upstream's answer have at most a mebibyte. */
const UNIT = 200_000;

const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`key${at}`, at]));
const text = 'lorem <b>ipsum</b> & dolor '.repeat(UNIT / 27);

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'x';
  for (let at = 0; at < depth; at++) value = wrap(value);
  return value;
}

export const VALUES: Readonly<Record<string, unknown>> = {
  text,
  emoji: '\u{1f600}'.repeat(UNIT / 2),
  ampersands: '&'.repeat(UNIT),
  blanks: ' '.repeat(UNIT),
  letters: 'aA'.repeat(UNIT / 2),
  lines: 'a\r\n'.repeat(UNIT / 3),
  ideographs: '\u6c34\u706b'.repeat(UNIT / 2),
  accents: '\u00e9\u0302'.repeat(UNIT / 2),
  digits: '7'.repeat(900),
  percents: '%41%e6%b0%b4'.repeat(UNIT / 12),
  directives: '%c'.repeat(UNIT / 2),
  dots: 'a.'.repeat(20_000),
  base64: 'QUJD'.repeat(UNIT / 4),
  date: 'Tue, 5 Mar 2024 04:06:07 +0200',
  wide,
  deepHash: nested(90, (inner) => ({ a: inner, b: text.slice(0, 2_000) })),
  deepArray: nested(90, (inner) => [inner, 1]),
  numbers: Array.from({ length: 50_000 }, (_, at) => (at * 7919) % 50_000),
  rows: Array.from({ length: 20_000 }, (_, at) => ({
    a: `name ${at % 5_000}`,
    b: { c: at },
    on: at % 3 === 0,
  })),
  same: Array.from({ length: 256 }, () => text),
  longTexts: Array.from({ length: 40 }, (_, at) => `${'x'.repeat(20_000)}${at}`),
  wides: Array.from({ length: 200 }, () => wide),
  empties: Array.from({ length: 50_000 }, () => []),
  none: null,
  number: 12.5,
  small: [{ a: 'b' }, { a: 'c' }],
  word: 'word',
};

const names = Object.keys(VALUES);

/** A template body to run again and again, by what it does. */
export function bodies(): Map<string, string> {
  const all = new Map<string, string>();
  for (const value of names) {
    for (const use of USES) all.set(use.replaceAll('V', value), use.replaceAll('V', value));
    for (const [name, spec] of Object.entries(FILTERS)) {
      if (!spec) continue;
      for (const use of filterUses(name, spec[0], value)) all.set(use, `{% assign x = ${use} %}`);
    }
  }
  return all;
}

/** What is not a filter: `V` stands for the value. */
const USES = [
  '{{ V }}',
  '{{ V.size }}',
  '{{ V.first }}{{ V.last }}',
  '{{ V.missing }}{{ V["a.b"] }}',
  '{% if V == empty %}{% endif %}',
  '{% if V == blank %}{% endif %}',
  '{% if V == V %}{% endif %}',
  '{% if V contains "zz" %}{% endif %}',
  '{% if V contains V %}{% endif %}',
  '{% if text contains V %}{% endif %}',
  '{% if longTexts contains V %}{% endif %}',
  '{% assign y = V | append: "b" %}{% if y == V or y contains "q" %}{% endif %}',
  '{% case V %}{% when "a", 1, empty %}{% when V %}{% endcase %}',
  '{% for i in V limit: 3 %}{{ i.size }}{% endfor %}',
  '{% for i in V %}{% endfor %}',
  '{% for i in (1..2) limit: V %}{% endfor %}',
  '{% for i in (V..3) %}{% endfor %}',
  '{% tablerow i in V limit: 2 %}{% endtablerow %}',
  '{% tablerow i in (1..2) cols: V %}{% endtablerow %}',
  '{% cycle V: "a", "b" %}',
  '{% capture y %}{{ V }}{% endcapture %}',
  '{% ifchanged %}{{ V }}{% endifchanged %}',
  '{% assign y = V %}{{ [V] }}{{ wide[V] }}{{ rows[V] }}',
  '{% increment V %}',
  '{% render "leaf", v: V %}',
  '{% render "leaf" for V as v %}',
  '{% include "leaf", v: V %}',
  '{% include "leaf" for V as v %}',
];

/** A filter with usual arguments, and with the value as each of them. */
function filterUses(name: string, takes: string, value: string): string[] {
  const letters = [...takes.slice(1)];
  const least = letters.filter((letter) => letter === letter.toLowerCase()).length;
  if (takes.includes('x')) return [`${value} | ${name}: "i", "i.a == 'b'"`];
  const usual = letters.slice(0, Math.max(least, Math.min(1, letters.length))).map(usualArgument);
  const calls = [[value, ...usual]];
  for (let at = 0; at < letters.length; at++) {
    const args = letters.slice(0, Math.max(least, at + 1)).map(usualArgument);
    args[at] = value;
    calls.push([takes.charAt(0).toLowerCase() === 'l' ? 'rows' : 'text', ...args]);
  }
  if (least === 0 && letters.length > 0) calls.push([value]);
  return calls.map(
    ([input, ...args]) => `${input} | ${name}${args.length > 0 ? `: ${args.join(', ')}` : ''}`,
  );
}

function usualArgument(letter: string): string {
  return { n: '3', i: '5', t: '"a"', k: '"a"' }[letter.toLowerCase()] ?? 'small';
}
