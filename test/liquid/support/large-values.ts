import { FILTERS } from '../../../liquid/run/filters/table.ts';

/** Values that are large, each in its own way. A data file and an upstream's answer have at most a mebibyte. */
const UNIT = 100_000;

const wide = Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`key${at}`, at]));
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
  ideographs: '\u6c34\u706b'.repeat(UNIT / 2),
  accents: '\u00e9\u0302'.repeat(UNIT / 2),
  digits: '7'.repeat(900),
  percents: '%41%e6%b0%b4'.repeat(UNIT / 12),
  directives: '%c'.repeat(UNIT / 2),
  dots: 'a.'.repeat(20_000),
  date: 'Tue, 5 Mar 2024 04:06:07 +0200',
  wide,
  deepHash: nested(90, (inner) => ({ a: inner, b: text.slice(0, 2_000) })),
  deepArray: nested(90, (inner) => [inner, 1]),
  numbers: Array.from({ length: 20_000 }, (_, at) => (at * 7919) % 20_000),
  rows: Array.from({ length: 20_000 }, (_, at) => ({
    a: `name ${at % 5_000}`,
    b: { c: at },
    on: at % 3 === 0,
  })),
  same: Array.from({ length: 256 }, () => text),
  longTexts: Array.from({ length: 40 }, (_, at) => `${'x'.repeat(20_000)}${at}`),
  wides: Array.from({ length: 200 }, () => wide),
  none: null,
  number: 12.5,
  small: [{ a: 'b' }, { a: 'c' }],
  word: 'word',
};

/** Values that are tried as arguments too. */
const ARGUMENTS = ['text', 'emoji', 'dots', 'directives', 'wide', 'deepArray', 'rows', 'same'];

/** Template bodies that use the value of a name, to run again and again. */
export function bodies(value: string): string[] {
  const all = USES.map((use) => use.replaceAll('V', value));
  for (const [name, spec] of Object.entries(FILTERS)) {
    if (!isFor(name, spec?.[0] ?? '', VALUES[value])) continue;
    for (const use of filterUses(name, spec?.[0] ?? '', value)) all.push(`{% assign x = ${use} %}`);
  }
  return all;
}

/** Of filters for other kinds of value than this one a few stand for all: they get its text, or a list with it. */
function isFor(name: string, takes: string, value: unknown): boolean {
  if (['append', 'escape', 'strip_html', 'concat', 'json'].includes(name) || /^[vk]/.test(takes)) return true;
  const isText = typeof value === 'string' || typeof value === 'number';
  return isText === /^[tsni]/i.test(takes);
}

/** What is not a filter: `V` stands for the value. */
const USES = [
  '{{ V }}',
  '<a href="{{ V }}" onclick="f({{ V }})" title={{ V }}>',
  '<script>x = {{ V }}; y = "{{ V }}"</script><style>a { b: {{ V }} }</style>',
  '<a href="/?q={{ V }}">{{ V | raw }}</a>',
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
  for (let at = 0; at < letters.length && ARGUMENTS.includes(value); at++) {
    const args = letters.slice(0, Math.max(least, at + 1)).map(usualArgument);
    args[at] = value;
    calls.push([takes.charAt(0).toLowerCase() === 'l' ? 'rows' : 'text', ...args]);
  }
  return calls.map(
    ([input, ...args]) => `${input} | ${name}${args.length > 0 ? `: ${args.join(', ')}` : ''}`,
  );
}

function usualArgument(letter: string): string {
  return { n: '3', i: '5', t: '"a"', k: '"a"' }[letter.toLowerCase()] ?? 'small';
}

const many = (count: number, part: (at: number) => string, between = '') =>
  Array.from({ length: count }, (_, at) => part(at)).join(between);

/** Tags and programs that are large: each is run again and again, as bodies are. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  'filters in a chain': `{{ number${' | plus: 1'.repeat(1500)} }}`,
  'filters of text in a chain': `{{ word${' | escape | append: "a" | remove: "a"'.repeat(400)} }}`,
  'conditions joined by or': `{% if ${many(1600, (at) => `word == ${at}`, ' or ')} %}{% endif %}`,
  'members of a path': `{{ small${'.a'.repeat(4000)} }}{{ deepHash${'.a'.repeat(90)} }}`,
  'members in brackets': `{{ small${'[word]'.repeat(2000)} }}`,
  'elsif branches': `{% if none %}${many(1200, (at) => `{% elsif word == "${at}" %}`)}{% endif %}`,
  'values of when': `{% case word %}{% when ${many(4000, String, ', ')} %}{% endcase %}`,
  'values of a cycle': `{% cycle ${many(4000, String, ', ')} %}`,
  'arguments of render': `{% render "leaf", ${many(2000, (at) => `a${at}: at`, ', ')} %}`,
  'arguments of render for': `{% render "leaf" for small as v, ${many(2000, (at) => `a${at}: at`, ', ')} %}`,
  'arguments of include': `{% include "leaf" for rows as v, ${many(2000, (at) => `a${at}: at`, ', ')} %}`,
  'names of a partial': '{% render "names" %}',
  'names of a partial for each of many': '{% render "names" for numbers as v %}',
  'names of an included partial': '{% include "names" %}',
  'reads through many arguments': '{% include "outer", v: 1 %}',
  'an expression for each of many': `{{ rows | where_exp: "r", "r.a == '1'${" or r.b.c == '2'".repeat(900)}" | size }}`,
  'tags of a body': '{{ word }}'.repeat(5000),
  'a long text': 'lorem ipsum '.repeat(8000),
  'loop variables around a name by value': `${many(90, (at) => `{% for i${at} in (1..1) %}`)}{{ [word] }}${'{% endfor %}'.repeat(90)}`,
  'integers of a thousand digits': `{% assign d = ${'7'.repeat(900)} %}{{ d | plus: 1 }}{% if d > 5 %}{% endif %}{% assign e = d | append: "" %}`,
  'formats that are never the same':
    '{% assign f = "%A %B %d %j %U %H %M %S" | append: n %}{% assign d = 1152098955 | date: f %}',
};

/** Partials that bodies and programs use. */
export const PARTIALS: Readonly<Record<string, string>> = {
  leaf: '{{ v.size }}',
  names: `{% if false %}${many(4900, (at) => `{{ name${at} }}`)}{% endif %}`,
  outer: `{% include "inner", ${many(1000, (at) => `a${at}: 1`, ', ')} %}`,
  inner: '{% for i in (1..20) %}{{ missing }}{% endfor %}',
};
