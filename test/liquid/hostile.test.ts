import { describe, expect, it } from 'vitest';
import { compile } from '../../liquid/compile/compile.ts';
import { TemplateError } from '../../liquid/error.ts';
import { PARSE_LIMITS } from '../../liquid/run/budget.ts';
import { FILTERS } from '../../liquid/run/filters/table.ts';
import { HostObject } from '../../liquid/run/values/values.ts';
import { cpuTime } from '../support/cpu-time.ts';
import { errorOf, page } from './support/page.ts';

/** What is quadratic or without end takes minutes; what is linear some milliseconds, some hundred on a busy machine. */
const SOON = 5000;

describe('operations', { timeout: 60_000 }, () => {
  const LOOP = '{% for i in (1..999999999) %}';

  it.each([
    ['a range without end', `${LOOP}{% endfor %}`],
    ['a range that a filter would make', '{{ (1..999999999999) | size }}{{ (1..999999999999) | join: "" }}'],
    ['loops inside loops', `${'{% for i in (1..1000) %}'.repeat(4)}${'{% endfor %}'.repeat(4)}`],
    ['a table without end', '{% tablerow i in (1..999999999) %}{% endtablerow %}'],
    [
      'loops that print nothing',
      '{% for i in (1..2000) %}{% for j in (1..2000) %}{% if false %}x{% endif %}{% endfor %}{% endfor %}',
    ],
    [
      'a long text read again and again',
      `{% assign s = "${'x'.repeat(200_000)}" %}{% for i in (1..100000) %}{% assign n = s | size %}{% endfor %}`,
    ],
    [
      'long texts compared',
      `{% assign s = "${'x'.repeat(200_000)}" %}{% assign t = s | append: "a" %}{% assign u = s | append: "b" %}{% for i in (1..400000) %}{% if t == u %}{% endif %}{% endfor %}`,
    ],
    [
      'a text split into characters',
      `{% assign s = "${'x'.repeat(200_000)}" %}{% for i in (1..1000) %}{% assign c = s | split: "" %}{% endfor %}`,
    ],
    [
      'a list sorted again and again',
      '{% assign l = (1..50000) | reverse %}{% for i in (1..1000) %}{% assign l = l | sort | reverse %}{% endfor %}',
    ],
    [
      'digests of long texts',
      `{% assign s = "${'x'.repeat(200_000)}" %}{% for i in (1..1000) %}{% assign c = s | sha256 %}{% endfor %}`,
    ],
    ['partials for each of many', '{% render "leaf" for (1..9999999) as i %}'],
  ])('end %s', (_, source) => {
    const time = cpuTime(() => expect(errorOf(source, { partials: { leaf: '' } })).toMatch(/^budget_/));
    expect(time).toBeLessThan(SOON);
  });

  it('count a part of a value as often as it is seen', () => {
    const doubling = (name: string) =>
      `{% assign ${name} = rows %}${`{% assign ${name} = ${name} | push: ${name} %}`.repeat(64)}`;
    for (const use of [
      '{{ a }}',
      '{{ a | json }}',
      '{{ a | join }}',
      '{{ a | append: "" }}',
      '{{ a | uniq }}',
      '{% if a == b %}{% endif %}',
    ]) {
      const time = cpuTime(() =>
        expect(errorOf(doubling('a') + doubling('b') + use, { data: { rows: [1] } }), use).toMatch(
          /^budget_/,
        ),
      );
      expect(time, use).toBeLessThan(SOON);
    }
  });
});

describe('output', { timeout: 60_000 }, () => {
  it.each([
    ['printed in a loop', '{% for i in (1..99999) %}{{ s }}{% endfor %}'],
    ['captured in a loop', '{% capture x %}{% for i in (1..99999) %}{{ s }}{% endfor %}{% endcapture %}'],
    ['doubled by append', `{% assign x = s %}${'{% assign x = x | append: x %}'.repeat(40)}{{ x | size }}`],
    ['doubled by prepend', `{% assign x = s %}${'{% assign x = x | prepend: x %}'.repeat(40)}`],
    ['doubled by capture', `{% assign x = s %}${'{% capture x %}{{ x }}{{ x }}{% endcapture %}'.repeat(40)}`],
    ['grown by replace', `{% assign x = s %}${'{% assign x = x | replace: "x", "xxxxxxxx" %}'.repeat(20)}`],
    [
      'grown by replacing nothing',
      `{% assign x = s %}${'{% assign x = x | replace: "", "xxxx" %}'.repeat(20)}`,
    ],
    [
      'joined with a long glue',
      '{% capture glue %}{% for i in (1..1000) %}{{ s }}{% endfor %}{% endcapture %}{{ (1..9000) | join: glue }}',
    ],
    [
      'grown by escaping',
      `{% assign x = "&&&&&&&&" %}${'{% assign x = x | escape %}{% assign x = x | append: x %}'.repeat(30)}`,
    ],
    [
      'grown by encoding',
      `{% assign x = "%%%%" %}${'{% assign x = x | url_encode | append: x %}'.repeat(40)}`,
    ],
    ['grown by base64', `{% assign x = s %}${'{% assign x = x | base64_encode | append: x %}'.repeat(60)}`],
    ['padded by a date format', '{% for i in (1..500) %}{{ 0 | date: "%65000A" }}{% endfor %}'],
    [
      'ended by truncate',
      '{% capture e %}{% for i in (1..9000) %}{{ s }}{% endfor %}{% endcapture %}{% for i in (1..999) %}{{ "xxxx" | truncate: 1, e }}{% endfor %}',
    ],
    ['of partials', '{% for i in (1..99999) %}{% render "leaf" %}{% endfor %}'],
  ])('that is %s ends', (_, source) => {
    const options = { data: { s: 'x'.repeat(100) }, partials: { leaf: 'y'.repeat(500) } };
    const time = cpuTime(() => expect(errorOf(source, options)).toMatch(/^budget_/));
    expect(time).toBeLessThan(SOON);
  });

  it('is charged before it is made', () => {
    const source =
      '{% capture big %}{% for i in (1..20000) %}{{ s }}{% endfor %}{% endcapture %}{{ big | replace: "x", big }}';
    const before = process.memoryUsage().heapUsed;
    expect(errorOf(source, { data: { s: 'x'.repeat(100) } })).toBe('budget_output');
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(256 * 1024 * 1024);
  });
});

describe('assigned', { timeout: 60_000 }, () => {
  it.each([
    ['doubling a list', `{% assign a = (1..9) | reverse %}${'{% assign a = a | concat: a %}'.repeat(60)}`],
    [
      'keeping many texts',
      '{% assign s = "xxxxxxxxxxxxxxxx" %}{% for i in (1..400000) %}{% assign k = s | append: i %}{% assign a = a | push: k %}{% endfor %}',
    ],
    ['growing a list by push', '{% for i in (1..400000) %}{% assign a = a | push: i %}{% endfor %}'],
  ])('ends %s', (_, source) => {
    const time = cpuTime(() => expect(errorOf(source)).toMatch(/^budget_/));
    expect(time).toBeLessThan(SOON);
  });
});

describe('depth', { timeout: 60_000 }, () => {
  it.each([
    ['a partial that includes itself', { partials: { me: '{% include "me" %}' } }, '{% include "me" %}'],
    ['a partial that renders itself', { partials: { me: '{% render "me" %}' } }, '{% render "me" %}'],
    [
      'two partials in turns',
      { partials: { me: '{% render "you" %}', you: '{% include "me" %}' } },
      '{% render "me" %}',
    ],
    ['a layout that is its own', { partials: { me: '{% layout "me" %}' } }, '{% layout "me" %}'],
    [
      'a block in itself',
      { partials: { base: '{% block a %}{% endblock %}' } },
      `{% layout "base" %}${'{% block a %}'.repeat(99)}${'{% endblock %}'.repeat(99)}`,
    ],
  ])('ends %s', (_, options, source) => {
    expect(errorOf(source, options) ?? 'rendered').toMatch(
      /^budget_depth$|^rendered$|^budget_operations$|block/,
    );
  });

  it('of data is bounded where values are walked', () => {
    const deep: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
    const data = { deep, same: JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)), row: { deep } };
    for (const use of [
      '{{ deep }}',
      '{{ deep | json }}',
      '{{ deep | join }}',
      '{{ row }}',
      '{{ row | json }}',
      '{{ deep | append: "" }}',
    ]) {
      expect(errorOf(use, { data }), use).toBe('nesting');
    }
    expect(errorOf('{% if deep == same %}{% endif %}', { data })).toBe('nesting');
  });
});

describe('numbers', { timeout: 60_000 }, () => {
  it('stop growing at a thousand digits', () => {
    expect(errorOf(`{% assign n = 9999999999 %}${'{% assign n = n | times: n %}'.repeat(40)}`)).toBe(
      'number_too_large',
    );
    expect(errorOf('{{ s | plus: 1 }}', { data: { s: '9'.repeat(1_000_000) } })).toBe('number_too_large');
  });
});

describe('sources', { timeout: 60_000 }, () => {
  it.each([
    ['{{a}}', 200_000],
    ['{{', 500_000],
    ['{% if a %}', 100_000],
    ['{% endif %}', 90_000],
    ['{{ a | b: ', 100_000],
    ['{{ a[', 200_000],
    ['{{ (((', 150_000],
    ['{% comment %}', 80_000],
    ['{% raw %}', 100_000],
    ['{{ "', 250_000],
    ['{%- liquid\n if a\n', 50_000],
    ['{% # ', 200_000],
    ['a.b', 300_000],
    ['{%', 500_000],
    ['{{ a.b.c ', 100_000],
    ['<', 1_000_000],
    ['{% for i in (1..2) %}{{ i }}', 37_000],
    ['\n', 1_000_000],
  ])('a million characters of %j parse in linear time', (piece, count) => {
    const source = piece.repeat(count).slice(0, 1024 * 1024);
    const time = cpuTime(() => compile(source, { name: 'page' }));
    expect(time).toBeLessThan(SOON);
  });

  it.each([
    ['filters', `{{ a${' | upcase'.repeat(4990)} }}`, `{{ a${' | upcase'.repeat(5001)} }}`],
    ['members', `{{ a${'.b'.repeat(4990)} }}`, `{{ a${'.b'.repeat(5001)} }}`],
    [
      'conditions',
      `{% if a${' or a'.repeat(4990)} %}{% endif %}`,
      `{% if a${' or a'.repeat(5001)} %}{% endif %}`,
    ],
    ['values', `{% cycle 1${', 1'.repeat(4990)} %}`, `{% cycle 1${', 1'.repeat(5001)} %}`],
    [
      'branches',
      `{% if a %}${'{% elsif a %}'.repeat(4990)}{% endif %}`,
      `{% if a %}${'{% elsif a %}'.repeat(5001)}{% endif %}`,
    ],
  ])('with too many %s in one tag are refused', (_, fits, not) => {
    expect(errorOf(fits)).toBe(undefined);
    expect(errorOf(not)).toBe('too_many_parts');
    // Tags inside of a tag have their own.
    expect(errorOf(`{% if true %}${fits}${fits}{% endif %}`)).toBe(undefined);
  });

  it('with too many variables, or a number of too many digits, are refused', () => {
    const names = (count: number) => Array.from({ length: count }, (_, at) => `{{ a${at} }}`).join('');
    expect(errorOf(names(5000))).toBe(undefined);
    expect(errorOf(names(5001))).toBe('too_many_names');
    expect(errorOf(`{{ ${'9'.repeat(1000)} | size }}`)).toBe(undefined);
    expect(errorOf(`{{ ${'9'.repeat(1001)} | size }}`)).toBe('number_too_large');
  });

  it('past a mebibyte, and nested past a hundred, are refused', () => {
    expect(errorOf('x'.repeat(1024 * 1024 + 1))).toBe('too_long');
    const nested = '{% if a %}'.repeat(101) + '{% endif %}'.repeat(101);
    expect(compile(nested, { name: 'page' }).program).toBe(null);
  });
});

describe('filters on hostile text', { timeout: 60_000 }, () => {
  const LONG = 100_000;
  const texts: Readonly<Record<string, string>> = {
    'script openers': '<script'.repeat(LONG),
    'comment openers': '<!--'.repeat(LONG),
    'angle brackets': '<'.repeat(LONG * 4),
    ampersands: '&a'.repeat(LONG * 2),
    spaces: `${' '.repeat(LONG * 4)}x`,
    'spaced words': 'x '.repeat(LONG * 2),
    dashes: `${'-'.repeat(LONG * 4)}x`,
    digits: '1_'.repeat(LONG * 2),
    points: '1.'.repeat(LONG * 2),
    percents: '%e2'.repeat(LONG),
    surrogates: '\ud83d\ude00'.repeat(LONG),
    equals: '='.repeat(LONG * 4),
    quotes: '"#{'.repeat(LONG),
    commas: ','.repeat(LONG * 4),
    returns: '\r'.repeat(LONG * 4),
  };
  const names = Object.keys(FILTERS).filter((name) => !/[a-z]/.test(FILTERS[name]?.[0].slice(1) ?? ''));

  it.each(Object.keys(texts))('%s take linear time', (kind) => {
    for (const name of names) {
      const time = cpuTime(() =>
        errorOf(`{% assign x = s | ${name} %}{% assign y = t | ${name} %}`, {
          data: { s: texts[kind], t: [texts[kind]] },
        }),
      );
      expect(time, name).toBeLessThan(SOON);
    }
  });

  it('take linear time with arguments', () => {
    const s = 'ab'.repeat(LONG);
    for (const use of [
      'replace: "abab", "x"',
      'replace: "", "x"',
      'split: "ba"',
      'remove_last: "zz"',
      'truncate: 99999',
      'truncatewords: 9',
      'date: "%Y"',
      'date: s',
      'slice: 5, 99999',
      'append: s | slugify: "pretty"',
    ]) {
      const time = cpuTime(() => errorOf(`{% assign x = s | ${use} %}`, { data: { s } }));
      expect(time, use).toBeLessThan(SOON);
    }
  });
});

describe('safety', { timeout: 60_000 }, () => {
  const NAMES = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '__defineGetter__',
    'valueOf',
  ];

  it.each(NAMES)('%s is a missing name', (name) => {
    const data = { row: { a: 1 }, list: [1], text: 'x', number: 1 };
    const uses = ['row', 'list', 'text', 'number', 'forloop', 'missing'].map(
      (value) => `{{ ${value}.${name} }}{{ ${value}["${name}"] }}`,
    );
    expect(page(`${uses.join('')}{{ ${name} }}{{ ["${name}"] }}`, { data }).output).toBe('');
    expect(
      page(`{{ list | map: "${name}" | join }}{{ row | where: "${name}" | size }}`, {
        data: { list: [{}], row: {} },
      }).output,
    ).toBe('0');
    expect(errorOf(`{{ 1 | ${name} }}`)).toBe('unknown_filter');
    expect(errorOf(`{% ${name} %}`)).toBe('unknown_tag');
    expect(errorOf(`{% render "${name}" %}`)).toBe('missing_partial');
  });

  it.each(NAMES)('%s is an ordinary name to assign, capture, loop and pass', (name) => {
    const all = `{% assign ${name} = 1 %}{{ ${name} }}{% capture ${name} %}2{% endcapture %}{{ ${name} }}{% for ${name} in (3..4) %}{{ ${name} }}{% endfor %}{% increment ${name} %}{% render "leaf", ${name}: 5 %}{% cycle ${name}: "6" %}`;
    expect(page(all, { partials: { leaf: `{{ ${name} }}` } }).output).toMatch(/^1234.56$/);
    expect(Object.hasOwn({}, name)).toBe(false);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('sees nothing that a polluted prototype offers', () => {
    const prototypes = [Object.prototype, Array.prototype, String.prototype];
    for (const prototype of prototypes)
      Object.defineProperty(prototype, 'leaked', { value: 'secret', configurable: true });
    try {
      const data = { row: { a: 1 }, list: [{}], text: 'x' };
      const source =
        '{{ row.leaked }}{{ list.leaked }}{{ text.leaked }}{{ leaked }}{{ list | map: "leaked" }}{{ row | sum: "leaked" }}{% render "leaf" %}';
      expect(page(source, { data, partials: { leaf: '{{ leaked }}' } }).output).toBe('0');
      expect(errorOf('{{ 1 | leaked }}')).toBe('unknown_filter');
    } finally {
      for (const prototype of prototypes) Reflect.deleteProperty(prototype, 'leaked');
    }
  });

  it('calls no function of the data, and shows none', () => {
    const call = () => {
      throw new Error('called');
    };
    const data = {
      call,
      row: { call, toString: call, valueOf: call, toJSON: call },
      list: [call],
      when: new Date(0),
      map: new Map([['a', 1]]),
    };
    const values = ['call', 'row.call', 'row', 'list', 'when', 'map', 'when.getTime', 'map.size'];
    const filters = Object.keys(FILTERS).filter((name) => !/[a-z]/.test(FILTERS[name]?.[0].slice(1) ?? ''));
    for (const value of values) {
      for (const filter of filters) {
        const output = () => page(`{{ ${value} | ${filter} }}`, { data }).output;
        try {
          expect(output(), `${value} | ${filter}`).not.toMatch(/called|=>\s*\{|throw|function/);
        } catch (error) {
          if (!(error instanceof TemplateError)) throw error;
        }
      }
      expect(
        page(`{{ ${value} }}{% if ${value} == 1 %}{% endif %}{% for x in ${value} %}{% endfor %}`, { data })
          .output,
      ).not.toMatch(/called|throw/);
    }
  });

  it("lets the host's own signals pass, and calls nothing but get and keys", () => {
    class Signal extends Error {}
    class Lazy extends HostObject {
      override get(key: string): unknown {
        if (key === 'missing') throw new Signal();
        return `got ${key}`;
      }
      override keys(): readonly string[] {
        return ['a'];
      }
      secret(): string {
        return 'secret';
      }
    }
    const data = { lazy: new Lazy() };
    expect(
      page('{{ lazy.a }} {{ lazy.secret }} {% for x in lazy %}{{ x[0] }}{% endfor %}', { data }).output,
    ).toBe('got a got secret a');
    expect(() => page('{{ lazy.missing }}', { data })).toThrow(Signal);
  });

  it('says where an error is, through partials', () => {
    const partials = { outer: 'x\n{% render "inner" %}', inner: '\n\n{{ 1 | divided_by: 0 }}' };
    try {
      page('{% render "outer" %}', { partials });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(TemplateError);
      expect(error).toMatchObject({ code: 'division_by_zero', template: 'inner', start: { line: 3 } });
      expect(error).toMatchObject({
        chain: [
          { template: 'page', line: 1 },
          { template: 'outer', line: 2 },
        ],
      });
    }
  });
});

describe('the time of compiling is linear in the length of the source', () => {
  const fill = (text: string) => text.repeat(Math.floor(PARSE_LIMITS.source / text.length));

  // Quadratic work on a mebibyte takes minutes; the bound leaves room for a slow machine.
  it.each([
    ['outputs', fill('{{a}}')],
    ['unclosed outputs', fill('{{')],
    ['unclosed outputs with quotes', fill('{{ \' {{ " ')],
    ['unclosed tags', fill('{% ')],
    ['an unclosed raw', `{% raw %}${fill('{% ').slice(20)}`],
    ['ends', fill('{% endif %}')],
    ['unknown tags', fill('{% fro %}')],
    ['unknown filters', fill('{{ a | nosuch }}')],
    ['branches of blocks too deep', '{% capture x %}'.repeat(30_000) + '{% else %}'.repeat(30_000)],
    ['members', `{{ ${fill('a.').slice(20)}a }}`],
    ['filters', `{{ a${fill('|upcase').slice(20)} }}`.replace('se|upca', 'se')],
    ['conditions', `{% if a${fill(' and a').slice(0, -100)} %}{% endif %}`],
    ['branches', `{% if a %}${fill('{% elsif a %}').slice(26)}{% endif %}`.replace('%}e', '%}')],
    ['liquid on a line', `{% liquid ${fill('liquid ').slice(28)} echo a %}`],
    ['white space', `{{ a${' '.repeat(PARSE_LIMITS.source - 10)}}}`],
    ['one string', `{{ "${'a'.repeat(PARSE_LIMITS.source - 10)}" }}`],
  ])('%s', (_name, source) => {
    expect(cpuTime(() => compile(source, { name: 'main' }))).toBeLessThan(8000);
  });
});
