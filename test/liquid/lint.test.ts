import { expect, test } from 'vitest';
import { compile } from '../../liquid/compile/compile.ts';
import { docParams } from '../../liquid/compile/lint/doc.ts';
import { lint } from '../../liquid/compile/lint/lint.ts';
import type { LintContext } from '../../liquid/compile/lint/rule.ts';

function warnings(source: string, context: Partial<LintContext> = {}): string[] {
  const { facts, diagnostics } = compile(source, { name: 'main' });
  expect(diagnostics).toEqual([]);
  const found = lint(source, facts, { path: 'main', html: true, ...context });
  for (const each of found) expect(each).toMatchObject({ severity: 'warning', help: expect.any(String) });
  return found.map(({ code, start }) => `${start.line}:${start.column} ${code}`);
}

test('undefined variables are found where the globals are known', () => {
  expect(warnings('{{ a }}{{ pots }}')).toEqual([]);
  expect(warnings('{{ posts }}{{ pots }}', { globals: { posts: [] } })).toEqual(['1:15 undefined_variable']);
  expect(
    warnings('{% assign a = 1 %}{{ a }}{% for b in posts %}{{ b }}{{ forloop.index }}{% endfor %}', {
      globals: { posts: [] },
    }),
  ).toEqual([]);
  expect(warnings('{% doc %}@param {string} a{% enddoc %}{{ a }}{{ b }}')).toEqual([
    '1:49 undefined_variable',
  ]);
});

test('a member is undefined when its sample has one that is spelt nearly so', () => {
  const globals = { post: { title: 'x', tags: [] } };
  expect(
    warnings('{{ post.titel }}{{ post.subtitle }}{{ post.tags.size }}{{ post.size }}', { globals }),
  ).toEqual(['1:4 undefined_member']);
});

test('a variable that nothing reads is reported unless another template may read it', () => {
  expect(warnings('{% assign a = 1 %}{% capture b %}{% endcapture %}{{ b }}')).toEqual([
    '1:11 unused_variable',
  ]);
  expect(warnings('{% assign a = 1 %}{% include "p" %}')).toEqual([]);
});

test('arguments of a partial are compared with its doc tag', () => {
  const partial = compile('{% doc %}\n  @param {string} title - shown\n  @param [size]\n{% enddoc %}', {
    name: 'card',
  });
  const context = { params: (name: string) => (name === 'card' ? docParams(partial.facts) : undefined) };
  expect(docParams(partial.facts)).toEqual([
    { name: 'title', required: true, type: 'string', about: 'shown' },
    { name: 'size', required: false, type: '', about: '' },
  ]);
  expect(warnings('{% render "card", titel: 1 %}', context)).toEqual([
    '1:11 missing_argument',
    '1:11 unknown_argument',
  ]);
  expect(warnings('{% render "card" with x as title %}{% render "other", a: 1 %}', context)).toEqual([]);
});

test('size and nesting', () => {
  const nested = (depth: number) => '{% if a %}'.repeat(depth) + '{% endif %}'.repeat(depth);
  expect(warnings(nested(10))).toEqual([]);
  expect(warnings(nested(11))).toEqual(['1:101 deep_nesting']);
  expect(warnings('{% if a %}x{% endif %}'.repeat(101))).toEqual(['1:1 complex']);
  expect(warnings('x'.repeat(70_000))).toEqual(['1:1 large_file']);
});

test('HTML: unclosed elements, images without a size, scripts that block', () => {
  expect(warnings('<div><p>a<br><span></span>')).toEqual(['1:1 unclosed_element']);
  expect(warnings('{% if a %}<div>{% endif %}<div></div>')).toEqual([]);
  expect(warnings('<img src="{{ a }}" width="1" height="{{ b }}"><img alt=">">')).toEqual(['1:47 img_size']);
  expect(
    warnings('<script src="a"></script><script src="b" defer></script><script>if (a<b) "<div>"</script>'),
  ).toEqual(['1:1 blocking_script']);
  expect(warnings('<!-- <div> -->{% comment %}<div>{% endcomment %}{% doc %}<img>{% enddoc %}')).toEqual([]);
  expect(warnings('<div>', { html: false })).toEqual([]);
});
