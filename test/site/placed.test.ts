import { expect, test } from 'vitest';
import { link } from '../../liquid/run/link.ts';
import { render } from '../../liquid/run/render.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { placeTemplates } from '../../site/check/placed.ts';
import type { Facts } from '../../site/facts.ts';
import { compileFile } from '../../site/files/compile-file.ts';
import { mediaOf } from '../../site/files/media.ts';

type Files = Readonly<Record<string, string>>;

function built(files: Files) {
  const compiled = new Map(Object.entries(files).map(([path, text]) => [path, compileFile(path, text)]));
  const facts = new Map<string, Facts>([...compiled].map(([path, file]) => [path, file.facts]));
  const placed = placeTemplates(facts, (path) => files[path]);
  const codeOf = (path: string) => placed.files.get(path)?.compiled.code ?? compiled.get(path)?.code ?? '';
  return { facts, placed, template: (path: string) => link(JSON.parse(codeOf(path))) };
}

/** The page pages/<name> as a visitor gets it. */
function shown(files: Files, q: unknown, name = 'a.liquid'): string {
  const { facts, template } = built(files);
  const path = `pages/${name}`;
  const front = facts.get(path)?.front;
  const layout = front?.layout || undefined;
  return render(
    template(path),
    {},
    {
      escape: mediaOf(path, front, facts.get('site.yaml')?.config).escape,
      shared: { q },
      layout,
      partial: (partial, kind) => template(`${kind}s/${partial}.liquid`),
    },
  ).output;
}

const codes = (files: Files) =>
  built(files).placed.diagnostics.map(({ path, code, start }: Diagnostic) => `${path}:${start.line} ${code}`);

test('a site with nothing to place has no other programs', () => {
  const files = { 'pages/a.liquid': '{% render "p" %}', 'partials/p.liquid': '<p title="{{ q }}">' };
  expect(built(files).placed).toMatchObject({ files: new Map(), diagnostics: [] });
});

test('a partial begins where all who render it agree', () => {
  const partial = {
    'partials/p.liquid': '{{ q }}, {% render "inner" %}',
    'partials/inner.liquid': '[{{ q }}]',
  };
  const script = { ...partial, 'pages/a.liquid': '<script>f({% render "p" %})</script>' };
  expect(shown(script, '</script>')).toBe(
    '<script>f("\\u003c/script\\u003e", ["\\u003c/script\\u003e"])</script>',
  );
  expect(
    shown(
      { 'pages/a.liquid': "<a onclick=\"f('{% render 'p' %}')\">", 'partials/p.liquid': '{{ q }}' },
      "'\\",
    ),
  ).toBe('<a onclick="f(\'\\u0027\\u005c\')">');
  expect(
    shown(
      { 'pages/a.liquid': '<a href="{% render "p" %}">', 'partials/p.liquid': '{{ q }}' },
      'javascript:x',
    ),
  ).toBe('<a href="#">');
  expect(
    shown({ 'pages/a.liquid': '<a title={% include "p" %}>', 'partials/p.liquid': '{{ q }}' }, 'a b'),
  ).toBe('<a title=a&#32;b>');
});

test('where they do not agree it begins in text, and the other places are warned of', () => {
  const files = {
    'pages/a.liquid': '{% render "p" %}\n<script>f({% render "p" %})</script>',
    'partials/p.liquid': '{{ q }}',
  };
  expect(shown(files, '<')).toBe('&lt;\n<script>f(&lt;)</script>');
  expect(codes(files)).toEqual(['pages/a.liquid:2 place_partial']);
  const scripts = {
    'pages/a.liquid': '<script>f({% render "p" %})</script>',
    'pages/b.liquid': '<style>{% render "p" %}</style>',
  };
  expect(codes({ ...scripts, 'partials/p.liquid': '{{ q }}' })).toEqual([
    'pages/a.liquid:1 place_partial',
    'pages/b.liquid:1 place_partial',
  ]);
});

test('a block begins where its layout puts it, and so does the content', () => {
  const layout =
    '<script>var a = {% block js %}null{% endblock %};</script><p title={% block t %}{% endblock %}>{{ content }}';
  const page =
    '---\nlayout: base\n---\n{% block js %}{{ q }}{% endblock %}{% block t %}{{ q }}{% endblock %}{{ q }}';
  expect(shown({ 'layouts/base.liquid': layout, 'pages/a.liquid': page }, 'a b<')).toBe(
    '<script>var a = "a b\\u003c";</script><p title=a&#32;b&lt;>a b&lt;',
  );
  const tag = '{% layout "base" %}{% block js %}[{{ q }}, {{ block.super }}]{% endblock %}';
  expect(shown({ 'layouts/base.liquid': layout, 'pages/a.liquid': tag }, '<')).toBe(
    '<script>var a = ["\\u003c", null];</script><p title=>',
  );
  const inner = {
    'layouts/base.liquid': layout,
    'layouts/inner.liquid': '{% layout "base" %}{% block js %}[{% block one %}{% endblock %}]{% endblock %}',
  };
  expect(
    shown(
      { ...inner, 'pages/a.liquid': '---\nlayout: inner\n---\n{% block one %}{{ q }}{% endblock %}' },
      '<',
    ),
  ).toContain('var a = ["\\u003c"];');
  expect(
    shown(
      {
        'layouts/base.liquid': '<script>{{ content }}</script>',
        'pages/a.liquid': '---\nlayout: base\n---\nf({{ q }})',
      },
      '<',
    ),
  ).toBe('<script>f("\\u003c")</script>');
});

test('a page begins as its type or its headers say', () => {
  expect(
    shown({ 'pages/a.js.liquid': 'var a = {{ q }}, b = "{{ q }}", c = {{ q | json }}' }, '"<', 'a.js.liquid'),
  ).toBe('var a = "\\"<", b = "\\u0022\\u003c", c = "\\"<"');
  expect(shown({ 'pages/a.json.liquid': '{"a": "{{ q }}", "b": {{ q }}}' }, '"', 'a.json.liquid')).toBe(
    '{"a": "\\u0022", "b": "\\""}',
  );
  expect(shown({ 'pages/a.css.liquid': 'a { b: {{ q }} }' }, '}', 'a.css.liquid')).toBe('a { b: \\7d  }');
  expect(shown({ 'pages/a.txt.liquid': '{{ q }}' }, '<', 'a.txt.liquid')).toBe('<');
  const front = '---\nheaders: { content-Type: "text/html; charset=utf-8" }\n---\n<a href={{ q }}>';
  expect(shown({ 'pages/a.txt.liquid': front }, '< ', 'a.txt.liquid')).toBe('<a href=&lt;&#32;>');
  const site = {
    'site.yaml': 'headers: { "/a*": { Content-Type: text/html } }',
    'pages/a.txt.liquid': '{{ q }}',
  };
  expect(shown(site, '<', 'a.txt.liquid')).toBe('&lt;');
  expect(
    shown(
      { 'pages/a.svg.liquid': '<svg><script>f({{ q }})</script><style>{{ q }}</style></svg>' },
      '<',
      'a.svg.liquid',
    ),
  ).toBe('<svg><script>f("\\u003c")</script><style>\\3c </style></svg>');
});

test('a partial that ends elsewhere than it began is warned of', () => {
  const files = { 'pages/a.liquid': '{% render "p" %}', 'partials/p.liquid': '<script>' };
  expect(codes(files)).toEqual(['partials/p.liquid:1 place_end']);
});

test('site.yaml adds schemes, and none that run code', () => {
  const of = (schemes: string) => compileFile('site.yaml', `links: { schemes: ${schemes} }`);
  expect(of('[sms, "Data:"]').facts.config?.links).toEqual({ schemes: ['sms', 'data'] });
  expect(of('[javascript]').diagnostics).toMatchObject([{ severity: 'error' }]);
});
