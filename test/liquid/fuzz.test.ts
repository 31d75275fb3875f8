import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile } from '../../liquid/compile/compile.ts';
import { TemplateError } from '../../liquid/error.ts';
import { FILTERS } from '../../liquid/run/filters/table.ts';
import { renderProgram } from './support/page.ts';

/** Inputs of each of the four tests below: 100,000 together. */
const RUNS = 25_000;

const CASES = new URL('cases/', import.meta.url);
const corpus = readdirSync(CASES).map((file) => readFileSync(new URL(file, CASES), 'utf8').slice(0, 1500));

const PIECES = [
  ...[
    '{{',
    '}}',
    '{%',
    '%}',
    '{{-',
    '-}}',
    '{%-',
    '-%}',
    '{',
    '}',
    '%',
    '"',
    "'",
    '|',
    ':',
    ',',
    '.',
    '..',
    '(',
    ')',
    '[',
    ']',
  ],
  ...[
    '==',
    '!=',
    '<',
    '>',
    '<=',
    '>=',
    '<>',
    '=',
    '-',
    '#',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '\0',
    '\ud800',
    '😀',
    'é',
    '&',
    '\\',
  ],
  ...[
    'if',
    'elsif',
    'else',
    'endif',
    'unless',
    'endunless',
    'case',
    'when',
    'endcase',
    'for',
    'endfor',
    'in',
    'break',
  ],
  ...[
    'continue',
    'assign',
    'capture',
    'endcapture',
    'cycle',
    'increment',
    'decrement',
    'tablerow',
    'endtablerow',
  ],
  ...[
    'include',
    'render',
    'with',
    'as',
    'layout',
    'block',
    'endblock',
    'liquid',
    'echo',
    'raw',
    'endraw',
    'comment',
  ],
  ...[
    'endcomment',
    'doc',
    'enddoc',
    'ifchanged',
    'endifchanged',
    'and',
    'or',
    'not',
    'contains',
    'nil',
    'true',
    'false',
  ],
  ...[
    'empty',
    'blank',
    'limit:',
    'offset:',
    'reversed',
    'cols:',
    'a',
    'b',
    'list',
    'row',
    'forloop',
    'index',
    'first',
    'size',
  ],
  ...[
    '0',
    '1',
    '-1',
    '3.5',
    '1e9',
    '99999999999999999999',
    '(1..9)',
    '__proto__',
    'constructor',
    '{{ a }}',
    '{% if a %}',
  ],
  ...[
    '{% for i in list %}',
    '{% endfor %}',
    '{% endif %}',
    '{% assign a = b %}',
    '{% render "part" %}',
    '{% block x %}',
  ],
  ...Object.keys(FILTERS),
];

const DATA = {
  a: 'text <b>',
  b: 7,
  c: -2.5,
  list: [3, 1, 2],
  row: { name: 'n', list: [{ k: 1 }, { k: 'x' }, null] },
  none: null,
};

/** A generator of numbers that a seed repeats (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Random = (below: number) => number;

function pick(from: readonly string[], random: Random): string {
  return from[random(from.length)] ?? '';
}

function soup(random: Random): string {
  const glue = pick(['', ' '], random);
  return Array.from({ length: random(40) }, () => pick(PIECES, random)).join(glue);
}

/** Tags and outputs around pieces: nearer to what parses than a soup. */
function almost(random: Random): string {
  const markup = () => {
    const inner = Array.from({ length: 1 + random(6) }, () => pick(PIECES, random)).join(' ');
    return random(2) ? `{{ ${inner} }}` : `{% ${inner} %}`;
  };
  return Array.from({ length: 1 + random(6) }, markup).join('');
}

/** Filters with arguments of any kind. */
function chain(random: Random): string {
  const value = () =>
    pick(
      ['a', 'b', 'c', 'list', 'row', 'row.list', 'none', '"x,y"', '""', '0', '-3', '2.5', '(1..5)', 'empty'],
      random,
    );
  const filter = () => {
    const args = Array.from({ length: random(3) }, value);
    return ` | ${pick(Object.keys(FILTERS), random)}${args.length > 0 ? `: ${args.join(', ')}` : ''}`;
  };
  const filters = Array.from({ length: 1 + random(4) }, filter).join('');
  return `{% assign a = ${value()}${filters} %}{{ a }}{{ a.size }}{% for x in a %}{{ x }}{% endfor %}{% if a == b or a > 3 %}{% endif %}`;
}

function mutated(random: Random): string {
  let text = pick(corpus, random);
  for (let left = 1 + random(5); left > 0; left--) {
    const at = random(text.length + 1);
    const end = at + random(12);
    const change = [
      text.slice(at, end) + text.slice(at, end),
      '',
      pick(PIECES, random),
      text.slice(at, end).toUpperCase(),
    ];
    text = text.slice(0, at) + pick(change, random) + text.slice(end);
  }
  return text;
}

/** Compiles and runs; answers whether it rendered. Throws what is no TemplateError. */
function survives(source: string): boolean {
  const { program, diagnostics } = compile(source, { name: 'fuzz' });
  expect(program === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
  for (const { start, end } of diagnostics) {
    if (start.offset > end.offset || end.offset > source.length)
      throw new Error('A diagnostic is outside of its source.');
  }
  if (!program) return false;
  const partials = { part: '{{ a }}{% include "part" %}', card: '{{ x }}' };
  try {
    const limits = { operations: 5000, output: 20_000, depth: 5 };
    renderProgram(JSON.parse(JSON.stringify(program)), { data: DATA, escape: true, limits, partials });
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
  }
  return true;
}

describe('a hundred thousand inputs throw nothing but TemplateError', () => {
  // How many of each kind must render, so that a generator that went wrong is seen.
  const kinds = [
    ['soups of pieces', soup, 0.01],
    ['almost templates', almost, 0.01],
    ['chains of filters', chain, 0.1],
    ['mutated cases', mutated, 0.05],
  ] as const;

  it.each(kinds)(
    '%s',
    (_, make, share) => {
      const random = randomFrom(42);
      let rendered = 0;
      for (let run = 0; run < RUNS; run++) {
        const source = make(random);
        try {
          if (survives(source)) rendered++;
        } catch (error) {
          throw new Error(`${JSON.stringify(source)} threw ${error instanceof Error ? error.stack : error}`);
        }
      }
      expect(rendered).toBeGreaterThan(RUNS * share);
    },
    120_000,
  );
});
