import { describe, expect, test } from 'vitest';
import { compile } from '../../liquid/compile/compile.ts';
import { link, type Template } from '../../liquid/run/link.ts';
import { type RenderEnv, render } from '../../liquid/run/render.ts';
import { cpuTime } from '../support/cpu-time.ts';

const ENV: RenderEnv = { escape: true, partial: () => expect.fail('no partials here') };

function template(source: string): Template {
  const { program } = compile(source, { name: 'main' });
  // Through JSON, as a host does it.
  return link(JSON.parse(JSON.stringify(program)));
}

const printed = (source: string, data: Record<string, unknown>, env: Partial<RenderEnv> = {}) =>
  render(template(source), data, { ...ENV, ...env }).output;

const codes = (source: string) => compile(source, { name: 'main' }).diagnostics.map(({ code }) => code);

describe('text and quoted attributes are escaped as ever', () => {
  test.each([
    '<p>{{ q }}</p>',
    '<p title="{{ q }}" class=\'{{ q }}\'>',
    '<title>{{ q }}</title><textarea>{{ q }}</textarea>',
    '<a href="/search?q={{ q }}" data-url="{{ q }}">',
    '<script type="text/template">{{ q }}</script>',
    '1 < {{ q }} <{{ q }}',
    '<!doctype {{ q }}>{{ q }}',
    '<svg viewBox="0 0 {{ q }} 1"></svg>',
  ])('%s', (source) => {
    const q = `<"'&> javascript:`;
    expect(printed(source, { q })).toBe(source.replaceAll('{{ q }}', '&lt;&quot;&#39;&amp;&gt; javascript:'));
  });

  test('the program of such a template marks no place', () => {
    const { program } = compile('<p title="{{ a }}">{{ b }}{% cycle a, b %}</p>', { name: 'main' });
    const tags = program?.body.filter((node) => Array.isArray(node));
    expect(tags).toMatchObject([{ length: 3 }, { length: 3 }, { 2: expect.any(String) }]);
  });
});

test('what is markup in a script ends no attribute behind a filter that makes markup', () => {
  const source = '<p title="{{ q | json | newline_to_br }}">';
  expect(printed(source, { q: '" onclick="x' })).toBe('<p title="&quot;\\&quot; onclick=\\&quot;x&quot;">');
});

describe('a URL that begins with an output', () => {
  const href = (url: unknown, env?: Partial<RenderEnv>) =>
    /"(.*)"/s.exec(printed('<a href="{{ url }}">', { url }, env))?.[1];

  test.each([
    ['https://a.test/b:c', 'https://a.test/b:c'],
    ['HTTP://a.test', 'HTTP://a.test'],
    ['mailto:a@b.test', 'mailto:a@b.test'],
    ['tel:+1', 'tel:+1'],
    [' https://a.test', ' https://a.test'],
    ['/a:b', '/a:b'],
    ['a?b:c', 'a?b:c'],
    ['#a:b', '#a:b'],
    ['//a.test', '//a.test'],
    ['', ''],
    [null, ''],
    [7, '7'],
    ['javascript:alert(1)', '#'],
    ['JaVaScRiPt:alert(1)', '#'],
    ['\u0001javascript:alert(1)', '#'],
    ['java\tscript:alert(1)', '#'],
    [' javascript:alert(1)', '#'],
    ['vbscript:x', '#'],
    ['data:text/html,x', '#'],
    [['java', 'script:x'], '#'],
    ['sms:1', '#'],
  ])('%j is %j', (url, expected) => {
    expect(href(url)).toBe(expected);
  });

  test('may have the schemes that the host adds', () => {
    expect(href('SMS:1', { schemes: ['sms'] })).toBe('SMS:1');
    expect(href('data:x', { schemes: ['sms'] })).toBe('#');
  });

  test.each([
    ['<a href="{{ a }}{{ b }}">', { a: 'java', b: 'script:x' }, '<a href="java#">'],
    ['<a href="java{{ b }}">', { b: 'script:x' }, '<a href="java#">'],
    ['<a href="{{ a }}{{ b }}">', { a: '', b: 'javascript:x' }, '<a href="#">'],
    ['<a href="{% if b %}{{ b }}{% else %}/{% endif %}">', { b: 'javascript:x' }, '<a href="#">'],
    ['<a href="{{ a }}:x()">', { a: 'javascript' }, '<a href="#:x()">'],
    ['<a href="{{ a }}://h">', { a: 'https' }, '<a href="https://h">'],
    ['<a href="{% for c in a %}{{ c }}{% endfor %}">', { a: ['x', 'javascript:x'] }, '<a href="x#">'],
    ['<a href={{ a }}>', { a: 'javascript:x' }, '<a href=#>'],
    [
      '<form action="{{ a }}"><button formaction=\'{{ a }}\'>',
      { a: 'javascript:x' },
      '<form action="#"><button formaction=\'#\'>',
    ],
    ['<svg><use xlink:href="{{ a }}"/></svg>', { a: 'javascript:x' }, '<svg><use xlink:href="#"/></svg>'],
    ['{% capture u %}{{ a }}{% endcapture %}<a href="{{ u }}">', { a: 'javascript:x' }, '<a href="#">'],
    ['<a href="{{ a | escape }}">', { a: 'javascript:x' }, '<a href="#">'],
    ['<a href="{{ a | raw }}">', { a: 'javascript:x' }, '<a href="javascript:x">'],
    [
      '<a href="{{ a }}{{ b }}">',
      { a: 'https://x.test', b: '/p:q?"' },
      '<a href="https://x.test/p:q?&quot;">',
    ],
    ['<img srcset="{{ a }} 1x, {{ a }} 2x">', { a: 'javascript:x' }, '<img srcset="# 1x, # 2x">'],
    [
      '<meta http-equiv=refresh content="0; url={{ a }}">',
      { a: 'javascript:x' },
      '<meta http-equiv=refresh content="0; url=#">',
    ],
    ['<meta name=description content="{{ a }}">', { a: 'a: b' }, '<meta name=description content="a: b">'],
    [
      '<{% if a %}a{% endif %} {% if a %}href{% else %}title{% endif %}="{{ a }}">',
      { a: 'javascript:x' },
      '<a href="#">',
    ],
  ])('%s', (source, data, expected) => {
    expect(printed(source, data)).toBe(expected);
  });
});

describe('where no one escape is right', () => {
  test.each([
    ['<{{ q }}>', 'place_tag_name'],
    ['<t{{ q }}>', 'place_tag_name'],
    ['</{{ q }}>', 'place_tag_name'],
    ['<img {{ q }}>', 'place_attribute_name'],
    ['<img {{ q }}="x">', 'place_attribute_name'],
    ['<img on{{ q }}="x">', 'place_attribute_name'],
    ['<!-- {{ q }} -->', 'place_comment'],
    ['<script>// {{ q }}\n</script>', 'place_comment'],
    ['<script>/* {{ q }} */</script>', 'place_comment'],
    ['<style>/* {{ q }} */</style>', 'place_comment'],
    ['<script>var a_{{ q }} = 1</script>', 'place_script_name'],
    ['<a href="javascript:f(\'{{ q }}\')">', 'place_script_url'],
    ['<a href="{{ q }}:x">', 'place_scheme'],
    ['{% if a %}<script>{% endif %}{{ q }}', 'place_differs'],
    ['<p{% if a %} title={% endif %}{{ q }}>', 'place_differs'],
    ['{% for a in b %}<p title="{{ q }}{% endfor %}', 'place_differs'],
    ['{% case a %}{% when 1 %}<style>{% else %}<p title="{% endcase %}{{ q }}', 'place_differs'],
    ['{% if a %}<p{% else %}<p title="{% endif %}{{ q }}', 'place_differs'],
  ])('%s', (source, code) => {
    const { diagnostics } = compile(source, { name: 'main' });
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: 'warning', code, help: expect.any(String) }),
    ]);
  });

  test.each([
    ['<{{ q }}>', 'script', '<x-script>'],
    ['<{{ q }}>', 'h2', '<h2>'],
    ['<{{ q }}>', 'a onclick=x', '<a_onclick_x>'],
    ['<h{{ q }}>', '2', '<h2>'],
    ['<s{{ q }}>', 'cript', '<s_____>'],
    ['<img {{ q }}>', 'src=x onerror=alert(1)', '<img data-src_x_onerror_alert_1_>'],
    ['<img {{ q }}="alert(1)">', 'onerror', '<img data-onerror="alert(1)">'],
    ['<option {{ q }}>', 'selected', '<option selected>'],
    ['<p data-{{ q }}="1">', 'a', '<p data-a="1">'],
    ['<p on{{ q }}="f(\'{{ q }}\')">', 'click', '<p onclick="f(\'click\')">'],
    ['<p on{{ q }}="{{ q }}">', 'a(1)', '<p ona_1_="a&#40;1&#41;">'],
    ['{% if q %}<script>{% endif %}{{ q }}', 'f(`x`)', '<script>f&#40;&#96;x&#96;&#41;'],
    ['<a href="javascript:f(\'{{ q }}\')">', "%27'", '<a href="javascript:f(\'\\u002527\\u0027\')">'],
    ['<script>// {{ q }}\n</script>', 'a\nb()', '<script>// a_b__\n</script>'],
    ['<!-- {{ q }} -->', '--><script>', '<!-- --&gt;&lt;script&gt; -->'],
  ])('%s prints %j harmlessly', (source, q, expected) => {
    expect(printed(source, { q })).toBe(expected);
  });

  test.each([
    '<p data-{{ q }}="{{ q }}">',
    '<h{{ q }}>{{ q }}</h{{ q }}>',
    '<p{% if a %} class="{{ q }}"{% endif %}>{{ q }}</p>',
    '<p class="a {% if b %}b {{ q }}{% endif %}">',
    '{% if a %}<a href="{{ q }}">{% endif %}{{ q }}{% if a %}</a>{% endif %}',
    '<{% if a %}ul{% else %}ol{% endif %} class="{{ q }}">',
    '<p title={% if a %}"{{ q }}"{% else %}\'{{ q }}\'{% endif %}>{{ q }}',
    '<script>f([{% for a in b %}{{ a }}{% unless forloop.last %}, {% endunless %}{% endfor %}])</script>{{ q }}',
    '{% if a %}<script>f({% else %}<script>g({% endif %}{{ q }})</script>',
    '{% comment %}<script>{% endcomment %}{{ q }}',
    '{% raw %}<b>{{ {% endraw %}{{ q }}',
  ])('%s is right', (source) => {
    expect(codes(source)).toEqual([]);
  });

  test('what one branch opens and the same condition closes is unsure in between only', () => {
    expect(codes('{% if a %}<script>{% endif %}x{% if a %}</script>{% endif %}{{ q }}')).toEqual([]);
    expect(printed('{% if a %}<script>{% endif %}x{% if a %}</script>{% endif %}{{ q }}', { q: '(' })).toBe(
      'x(',
    );
  });
});

test('raw opts out everywhere', () => {
  const sources = [
    '<p title={{ q | raw }}>',
    '<a href="{{ q | raw }}">',
    '<script>{{ q | raw }}</script>',
    '<{{ q | raw }}>',
  ];
  for (const source of sources)
    expect(printed(source, { q: `a'"(` })).toBe(source.replace('{{ q | raw }}', `a'"(`));
});

test('nothing is escaped where the page is not', () => {
  expect(
    printed(
      '<a href="{{ q }}" title={{ q }}><script>{{ q }}</script>',
      { q: 'javascript:"' },
      { escape: false },
    ),
  ).toBe('<a href="javascript:"" title=javascript:"><script>javascript:"</script>');
});

test('a program of the format before runs as it ran', () => {
  const { program } = compile('<a href="{{ q }}">', { name: 'main' });
  const old = { ...program, format: 1, body: ['<a href="', ['echo', 9, [1, 0]], '">'] } as never;
  expect(render(link(old), { q: 'javascript:"' }, ENV).output).toBe('<a href="javascript:&quot;">');
  expect(() => link({ ...program, format: 3 } as never)).toThrow(/another version/);
});

test('templates that take long to follow are given up, and their values escaped as strictly as can be', () => {
  const nested = (depth: number): string =>
    depth === 0
      ? '<p title="{{ q }}'
      : `{% for a in b %}${nested(depth - 1)}'{% if a %}"{% endif %}{% endfor %}`;
  const source = `${nested(60)}{{ q }}`;
  expect(cpuTime(() => expect(codes(source)).toContain('place_differs'))).toBeLessThan(5_000);
  const names = Array.from(
    { length: 2_000 },
    (_, n) => `{% assign v${n + 1} = v${n} | append: v${n} | raw %}`,
  );
  for (const text of [names.join(''), names.toReversed().join('')])
    expect(cpuTime(() => expect(codes(text)).toEqual([]))).toBeLessThan(5_000);
});

test.each([
  '{{ a }}',
  '<a href="{{ a }}',
  '<a {{ a }}',
  '<script>{{ a }}',
  '{% if a %}<p {% else %}',
  '{% for a in b %}"',
  '`${',
  '<style>a{',
  '<a href="{{ a }}{{ b }}:',
])('a hundred thousand characters of %j are compiled in linear time', (piece) => {
  const source = piece.repeat(100_000 / piece.length);
  expect(cpuTime(() => compile(source, { name: 'main' }))).toBeLessThan(5_000);
});
