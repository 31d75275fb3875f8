import fc from 'fast-check';
import { Liquid } from 'liquidjs';
import { describe, expect, it } from 'vitest';
import { TemplateError } from '../../liquid/error.ts';
import type { Program } from '../../liquid/program.ts';
import { FILTERS } from '../../liquid/run/filters/table.ts';
import { data, moreTags, PARTIALS, partialTags, template } from './support/generate.ts';
import { type PageOptions, page, programOf, renderProgram } from './support/page.ts';

const TEXT = ['text', ' <p> ', 'a\nb', '- ', '"q"'];

/** What a render comes to: its output, or the code of its error. */
function outcome(render: () => string): string {
  try {
    return render();
  } catch (error) {
    if (error instanceof TemplateError) return `error ${error.code}`;
    throw error;
  }
}

/** Thousands of cases on a busy machine. */
const PATIENCE = { timeout: 60_000 };

describe('generated templates', PATIENCE, () => {
  it('render the same from a program that went through JSON', () => {
    fc.assert(
      fc.property(template(TEXT, [partialTags, moreTags]), data, (source, values) => {
        const program = programOf(source);
        const stored: Program = JSON.parse(JSON.stringify(program));
        const options: PageOptions = { data: values, partials: PARTIALS };
        const fresh = outcome(() => renderProgram(program, options).output);
        expect(outcome(() => renderProgram(stored, options).output)).toBe(fresh);
      }),
      { seed: 11, numRuns: 1500 },
    );
  });

  it('render as liquidjs does what both define alike', () => {
    const liquidjs = new Liquid({ locale: 'en-US', timezoneOffset: 0, templates: PARTIALS });
    fc.assert(
      fc.property(template(TEXT, [partialTags, moreTags]), data, (source, values) => {
        const peer = liquidjs.parseAndRenderSync(source, structuredClone(values));
        expect(outcome(() => page(source, { data: values, partials: PARTIALS }).output)).toBe(peer);
      }),
      { seed: 12, numRuns: 3000 },
    );
  });

  it('leave the data of the caller as it is', () => {
    fc.assert(
      fc.property(template(TEXT), data, (source, values) => {
        const before = JSON.stringify(values);
        outcome(() => page(source, { data: deepFreeze(values) }).output);
        expect(JSON.stringify(values)).toBe(before);
      }),
      { seed: 13, numRuns: 500 },
    );
  });

  it('end within their budgets, whatever those are', () => {
    const limits = fc.record({
      operations: fc.integer({ min: 1, max: 400 }),
      output: fc.integer({ min: 1, max: 400 }),
      assigned: fc.integer({ min: 1, max: 200 }),
    });
    const heavy = fc.constantFrom(
      '{% for z in (1..100000) %}{{ s }}{% assign y = y | append: s | append: y %}{% endfor %}',
      '{% for z in rows %}{% for w in (1..50) %}{% capture x %}{{ x }}{{ x }}{{ s }}{% endcapture %}{% endfor %}{% endfor %}',
      '{{ (1..10000000) | join: s | split: "" | size }}',
    );
    fc.assert(
      fc.property(template(TEXT, [heavy]), data, limits, (source, values, budget) => {
        const options: PageOptions = { data: values, limits: budget };
        let length = 0;
        const result = outcome(() => {
          const done = page(source, options);
          expect(done.operations).toBeLessThanOrEqual(budget.operations);
          length = done.output.length;
          return '';
        });
        expect(length).toBeLessThanOrEqual(budget.output);
        expect(result).toMatch(/^$|^error budget_/);
      }),
      { seed: 14, numRuns: 1500 },
    );
  });
});

describe('escaped output', PATIENCE, () => {
  const hostile = data.map((values) => ({
    ...values,
    s: `<script>${values.s}</script>`,
    t: '%3Cb%3E,PGI+,<b>,&lt;b&gt;\n<i>',
    words: ['<a>', '"><img src=x>', ...values.words],
    one: { ...values.one, name: "'><svg onload=x>" },
  }));

  // `raw` is how an author asks for markup, and `newline_to_br` makes some.
  const names = Object.keys(FILTERS).filter((name) => !['raw', 'newline_to_br'].includes(name));
  const filter = fc.constantFrom(...names).chain((name) => {
    const letters = FILTERS[name]?.[0].slice(1) ?? '';
    const argument = fc.constantFrom('s', 't', '"<i>"', '1', 'words', '"name"', 'missing');
    if (letters.includes('x')) return fc.constant(`${name}: "i", "i.name"`);
    return fc
      .array(argument, { minLength: letters.replace(/[A-Z]/g, '').length, maxLength: letters.length })
      .map((args) => {
        return args.length > 0 ? `${name}: ${args.join(', ')}` : name;
      });
  });
  const value = fc.constantFrom('s', 't', 'words', 'rows', 'one', 'one.name', 'x', 'y', '"<b>"', 'a', 'list');
  const chain = fc
    .tuple(value, fc.array(filter, { maxLength: 4 }))
    .map(([base, filters]) => [base, ...filters].join(' | '));

  it('has no < that the template did not write, through any chain of filters', () => {
    fc.assert(
      fc.property(fc.array(chain, { minLength: 1, maxLength: 3 }), hostile, (chains, values) => {
        const steps = chains.map(
          (one, at) =>
            `{% assign x = ${one} %}{{ x }}{% capture y %}${at}{{ x }}{% endcapture %}{{ y }}{{ ${one} }}`,
        );
        expect(outcome(() => page(steps.join(' '), { data: values, escape: true }).output)).not.toContain(
          '<',
        );
      }),
      { seed: 15, numRuns: 4000 },
    );
  });

  it('has no < that the template did not write, through any tags', () => {
    fc.assert(
      fc.property(
        template(['text', ' & ', '- '], [chain.map((one) => `{{ ${one} }}`)]),
        hostile,
        (source, values) => {
          expect(outcome(() => page(source, { data: values, escape: true }).output)).not.toContain('<');
        },
      ),
      { seed: 16, numRuns: 1500 },
    );
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
