import { describe, expect, onTestFinished, test } from 'vitest';
import { compile } from '../../liquid/compile/compile.ts';
import { parseFiltered } from '../../liquid/compile/expression.ts';
import { reach } from '../../liquid/compile/reach.ts';
import { registerTag, TAGS } from '../../liquid/compile/tags/table.ts';
import { type Expr, FORMAT, type Program } from '../../liquid/program.ts';
import { PARSE_LIMITS } from '../../liquid/run/budget.ts';
import { link } from '../../liquid/run/link.ts';
import { type RenderEnv, render } from '../../liquid/run/render.ts';
import type { LinkTag } from '../../liquid/run/tags/link.ts';
import { LINKS, registerLink } from '../../liquid/run/tags/table.ts';

function program(source: string, name = 'main'): Program {
  const compiled = compile(source, { name });
  expect(compiled.diagnostics).toEqual([]);
  if (!compiled.program) throw new Error('no program and no diagnostics');
  return compiled.program;
}

function codes(source: string): string[] {
  return compile(source, { name: 'main' }).diagnostics.map(({ code }) => code);
}

describe('compile', () => {
  test('makes a program that is plain JSON', () => {
    const made = program('{% for a in b %}{{ a.c | default: 1 }}{% endfor %}');
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    expect(made).toMatchObject({ format: FORMAT, name: 'main', names: ['b'], slots: 2 });
  });

  test('has no program exactly when it has an error', () => {
    expect(compile('{{ a | nope }}', { name: 'main' }).program).toBeNull();
    expect(compile('{{ a }}', { name: 'main' }).program).not.toBeNull();
  });

  test('starts behind front matter and counts positions from the start of the file', () => {
    const source = '---\ntitle: {{\n---\n{{ a b }}';
    const [diagnostic] = compile(source, { name: 'main', offset: source.indexOf('{{ a') }).diagnostics;
    expect(diagnostic?.start).toEqual({ offset: 23, line: 4, column: 6 });
  });

  test('reports at most a hundred errors', () => {
    expect(codes('{{ a b }}'.repeat(1000))).toHaveLength(100);
  });

  test('refuses a source over the limit', () => {
    expect(codes(' '.repeat(PARSE_LIMITS.source + 1))).toEqual(['too_long']);
  });

  test('refuses a number of more digits than a render would make', () => {
    expect(codes(`{{ ${'1'.repeat(1001)} }}`)).toEqual(['number_too_large']);
  });
});

describe('nesting over the limit is one diagnostic', () => {
  const deep = 100_000;
  const repeated = (text: string) =>
    text.repeat(Math.min(deep, Math.floor((PARSE_LIMITS.source - 20) / text.length)));

  test.each([
    ['blocks', '{% if a %}'.repeat(40_000) + '{% endif %}'.repeat(40_000)],
    ['parentheses', `{{ ${repeated('(')} }}`],
    ['brackets', `{{ a${repeated('[')} }}`],
  ])('%s', (_name, source) => {
    expect(codes(source)).toEqual(['nesting']);
  });

  test('blocks up to the limit compile', () => {
    const { nesting } = PARSE_LIMITS;
    expect(codes('{% if a %}'.repeat(nesting) + '{% endif %}'.repeat(nesting))).toEqual([]);
    expect(codes('{% if a %}'.repeat(nesting + 1) + '{% endif %}'.repeat(nesting + 1))).toEqual(['nesting']);
  });
});

test("a project's own tag is one syntax and one link, each registered by name", () => {
  onTestFinished(() => {
    delete TAGS.shout;
    delete LINKS.shout;
  });
  registerTag('shout', {
    parse(m) {
      const value = parseFiltered(m);
      m.expectEnd();
      return { emit: (e) => [e.expr(value)] };
    },
  });
  const linkShout: LinkTag<readonly [Expr]> = ([operand], linker) => {
    const value = linker.expr(operand);
    return (f) => `${value(f)}!`;
  };
  registerLink('shout', linkShout);
  const env: RenderEnv = { escape: false, partial: () => link(program('')) };
  expect(render(link(program('{% shout name | upcase %}')), { name: 'ada' }, env).output).toBe('ADA!');
  expect(codes('{% shuot name %}')).toEqual(['unknown_tag']);
});

describe('refs', () => {
  test('name partials, layouts, globals, filters, clock and randomness', () => {
    const { refs } = program(
      `{% layout 'base' %}{% render 'a/b', x: data.posts %}{% include 'c' %}{% include which %}
       {% assign own = request.query.q %}{{ own }}{% for p in data.posts %}{{ p.title }}{{ data[p.id].x }}{% endfor %}
       {{ 'now' | date: '%Y' }}{{ list | sample }}`,
    );
    expect(refs).toEqual({
      partials: ['a/b', 'c'],
      layouts: ['base'],
      dynamicPartials: true,
      globals: [['data'], ['data', 'posts'], ['list'], ['request', 'query', 'q'], ['which']],
      clock: true,
      random: true,
      filters: ['date', 'sample'],
    });
  });

  test('are followed through partials and layouts', () => {
    const files: Record<string, Program> = {
      'layout:base': program('{% include "nav" %}{{ content }}', 'base'),
      'partial:nav': program('{{ site.title }}{% render "gone" %}', 'nav'),
      'partial:list': program('{{ items | sample }}{% include "list" %}', 'list'),
    };
    const found = reach(
      program('{% render "list", items: data.all %}'),
      (name, kind) => files[`${kind}:${name}`],
      'base',
    );
    expect(found).toEqual({
      partials: ['list', 'nav'],
      layouts: ['base'],
      missing: ['gone'],
      cycle: ['list', 'list'],
      dynamicPartials: false,
      globals: [['content'], ['data', 'all'], ['items'], ['site', 'title']],
      clock: false,
      random: true,
    });
  });
});
