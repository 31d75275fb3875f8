import { describe, expect, test } from 'vitest';
import { compile } from '../../liquid/compile/compile.ts';
import { TemplateError } from '../../liquid/error.ts';
import type { Program } from '../../liquid/program.ts';
import { PARSE_LIMITS } from '../../liquid/run/budget.ts';
import { link, type Template } from '../../liquid/run/link.ts';
import { profileLines } from '../../liquid/run/profile.ts';
import { FLAG, type RenderEnv, render } from '../../liquid/run/render.ts';
import { HostObject } from '../../liquid/run/values/values.ts';

function program(source: string, name = 'main'): Program {
  const compiled = compile(source, { name });
  if (!compiled.program) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled.program;
}

function template(source: string, name = 'main'): Template {
  return link(program(source, name));
}

function env(more: Partial<RenderEnv> = {}): RenderEnv {
  const partial = (name: string): Template => {
    throw new TemplateError('missing_partial', `There is no partial ${name}.`);
  };
  return { escape: true, partial, ...more };
}

function failure(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('flags', () => {
  const flagged = { request: 4, upstream: 8 };

  test('say what a render read', () => {
    const read = (source: string, more: Partial<RenderEnv> = {}) =>
      render(template(source), { request: { path: '/' }, upstream: {} }, env({ flagged, ...more })).flags;
    expect(read('{{ page }}{{ requests }}')).toBe(0);
    expect(read('{{ request.path }}')).toBe(4);
    expect(read('{% if false %}{{ request.path }}{% endif %}')).toBe(0);
    expect(read('{% assign request = 1 %}{{ request }}')).toBe(0);
    expect(read('{% assign n = "request" %}{{ [n].path }}{% if upstream %}{% endif %}')).toBe(12);
    expect(read('{{ "now" | date: "%Y" }}')).toBe(FLAG.clock);
    expect(read('{{ "2020-01-01" | date: "%Y" }}')).toBe(0);
    expect(read('{% assign a = "1,2" | split: "," %}{{ a | sample }}')).toBe(FLAG.random);
  });

  test('count names that render shares with partials', () => {
    const partial = () => template('{{ request.path }}', 'p');
    const { flags, output } = render(
      template('{% render "p" %}'),
      {},
      env({ flagged, partial, shared: { request: { path: '/a' } } }),
    );
    expect([flags, output]).toEqual([4, '/a']);
  });
});

describe('the host', () => {
  test('gets its own signals through untouched', () => {
    class Missing extends Error {}
    const partial = () => {
      throw new Missing('card');
    };
    expect(failure(() => render(template('{% render "card" %}'), {}, env({ partial })))).toBeInstanceOf(
      Missing,
    );
  });

  test('gives lazy objects, whose get alone is called', () => {
    class Data extends HostObject {
      readonly secret = 'field';
      get(key: string): unknown {
        return key === 'posts' ? ['a'] : undefined;
      }
    }
    const source = '{{ data.posts.first }}{{ data.secret }}{{ data.get }}{{ data.constructor }}';
    expect(render(template(source), { data: new Data() }, env()).output).toBe('a');
  });

  test('names a layout for a template without one', () => {
    const partial = () => template('<{{ content }}>', 'base');
    expect(render(template('{{ "&" }}'), {}, env({ partial, layout: 'base' })).output).toBe('<&amp;>');
    expect(render(template('{% layout none %}x'), {}, env({ partial, layout: 'base' })).output).toBe('x');
  });

  test('keeps its data as it was', () => {
    const data = { list: [3, 1, 2], hash: { a: [1] } };
    const before = structuredClone(data);
    const source = `{% assign list = list | sort | reverse | concat: list %}{% assign hash = 1 %}{% increment n %}
      {% for i in list reversed %}{% endfor %}{{ list | push: 1 | pop | join }}{{ hash.a | compact | uniq | shift }}`;
    render(template(source), Object.freeze(data), env());
    expect(data).toEqual(before);
  });

  test('gets functions and class instances of its data neither called nor printed', () => {
    const called = () => {
      throw new Error('called');
    };
    const data = {
      f: called,
      o: { toString: called, valueOf: called, f: called },
      d: new Date(0),
      m: new Map([['a', 1]]),
    };
    const source =
      '[{{ f }}{{ f.name }}{{ o.f }}{{ d }}{{ m.a }}{{ m.size }}{% for x in m %}{{ x }}{% endfor %}{{ d | append: "" }}]';
    expect(render(template(source), data, env()).output).toBe('[]');
  });
});

describe('a template', () => {
  test('serves renders inside each other', () => {
    const page = template(
      '{% for i in list %}{{ inner.again }}{{ i }}{% assign x = i %}{{ x }}{% cycle "a", "b" %} {% endfor %}',
    );
    class Inner extends HostObject {
      get(): unknown {
        return render(page, { list: [7, 8], inner: null }, env()).output;
      }
    }
    expect(render(page, { list: [1, 2], inner: new Inner() }, env()).output).toBe('77a 88b 11a 77a 88b 22b ');
  });

  test('renders the same again after an error', () => {
    const page = template(
      '{% for i in (1..3) %}{{ i }}{% cycle "a", "b" %}{{ 1 | divided_by: d }}{% endfor %}',
    );
    expect(failure(() => render(page, { d: 0 }, env()))).toBeInstanceOf(TemplateError);
    expect(render(page, { d: 1 }, env()).output).toBe('1a12b13a1');
  });
});

describe('safety', () => {
  test('blocks and partials that nest too deep for the stack are a template error', () => {
    const depth = 99;
    const source = `${'{% if true %}'.repeat(depth)}{% include "p" %}${'{% endif %}'.repeat(depth)}`;
    const partial = () => template(source, 'p');
    const error = failure(() => render(template(source), {}, env({ partial })));
    expect(error).toMatchObject({ name: 'TemplateError', code: 'budget_depth' });
  });

  test('conditions, filters and members as many as one tag may have need no stack', () => {
    const many = PARSE_LIMITS.parts - 10;
    const source = `{% if a${' and a'.repeat(many)} %}{{ a${'.a'.repeat(many)} }}{{ a${' | upcase'.repeat(many)} }}{% endif %}`;
    expect(render(template(source), { a: 'x' }, env()).output).toBe('X');
  });

  test('__proto__, constructor and prototype are names like any other', () => {
    const source =
      '{% assign __proto__ = 1 %}{% assign constructor = 2 %}{% render "p", __proto__: 3, toString: 4 %}{{ __proto__ }}{{ constructor }}{{ prototype }}';
    const partial = () => template('{{ __proto__ }}{{ toString }}{{ hasOwnProperty }} ', 'p');
    expect(render(link(JSON.parse(JSON.stringify(program(source)))), {}, env({ partial })).output).toBe(
      '34 12',
    );
    const data = JSON.parse('{"a": {"__proto__": {"b": "own"}}}');
    expect(render(template('{{ a.__proto__.b }}{{ a.constructor }}'), data, env()).output).toBe('own');
  });
});

describe('results', () => {
  test('operations count nodes, rounds and filters', () => {
    const of = (source: string) => render(template(source), {}, env()).operations;
    expect(of('{% for i in (1..100) %}{{ i }}{% endfor %}')).toBeGreaterThan(
      of('{% for i in (1..10) %}{{ i }}{% endfor %}') + 100,
    );
    expect(of('text')).toBeLessThan(5);
  });

  test('a profile counts tags by line', () => {
    const source = 'a\n{% for i in (1..3) %}\n{{ i }}{{ i }}\n{% endfor %}';
    const { profile } = render(template(source), {}, env({ profile: true }));
    expect(profile && [...profileLines(profile, program(source))]).toEqual([
      [2, 1],
      [3, 6],
    ]);
  });
});
