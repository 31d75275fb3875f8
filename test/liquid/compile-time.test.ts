import { describe, expect, test } from 'vitest';
import { compile } from '../../liquid/compile/compile.ts';
import { PARSE_LIMITS } from '../../liquid/run/budget.ts';
import { cpuTime } from '../support/cpu-time.ts';

describe('time is linear in the length of the source', () => {
  const fill = (text: string) => text.repeat(Math.floor(PARSE_LIMITS.source / text.length));

  // Quadratic work on a mebibyte takes minutes; the bound leaves room for a slow machine.
  test.each([
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
