import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../liquid/compile/compile.ts';
import { link, type Template } from '../../liquid/run/link.ts';
import { type RenderEnv, render } from '../../liquid/run/render.ts';
import { runs } from '../support/runs.ts';

const ENV: RenderEnv = { escape: true, partial: () => expect.fail('no partials here') };

function template(source: string): Template {
  const { program } = compile(source, { name: 'main' });
  // Through JSON, as a host does it.
  return link(JSON.parse(JSON.stringify(program)));
}

const printed = (source: string, data: Record<string, unknown>, env: Partial<RenderEnv> = {}) =>
  render(template(source), data, { ...ENV, ...env }).output;

/** Hostile to every language of a page. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc
    .array(
      fc.constantFrom(
        '\\',
        "'",
        '"',
        '`',
        '</script>',
        '<!--',
        '-->',
        '*/',
        '${',
        '}',
        '\n',
        '\r',
        '\u2028',
        '&quot;',
        '&#39;',
        ';',
        '(',
        ')',
        ' ',
        '=',
        '>',
        '/',
        'x',
        '%27',
        ':',
        ']]>',
      ),
      {
        maxLength: 6,
      },
    )
    .map((parts) => parts.join('')),
);
const wellFormed = text.map((each) => each.toWellFormed());
const run = (code: string): unknown => new Function(code)();

/** What a browser makes of an attribute's value. */
const decoded = (html: string) =>
  html.replace(/&(?:#(\d+)|(amp|lt|gt|quot));/g, (_, point: string, name: string) =>
    point ? String.fromCharCode(Number(point)) : ({ amp: '&', lt: '<', gt: '>', quot: '"' }[name] ?? ''),
  );
/** The content of a script element: up to the first thing that would end it. */
const script = (html: string) => /<script>([\s\S]*?)<\/script/i.exec(html)?.[1] ?? '';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: templates of JavaScript inside of Liquid
describe('values in a script are data, whatever they are', () => {
  test.each([
    ['a value', '<script>return {{ q }}</script>'],
    ['a string', '<script>return "{{ q }}"</script>'],
    ['a string in the other quotes', "<script>return '{{ q }}'</script>"],
    ['a template', '<script>return `{{ q }}`</script>'],
    ['a template inside of a template', '<script>return `${`{{ q }}`}`</script>'],
    ['the code of a template', '<script>return `${ {{ q }} }`</script>'],
    ['json', '<script>return {{ q | json }}</script>'],
    ['json as markup', '<script>return {{ q | json | raw }}</script>'],
    ['json of before', '{% assign j = q | json %}<script>return {{ j }}</script>'],
    ['behind a regular expression', '<script>/[/"]/.test(""); return {{ q }}</script>'],
    ['behind a division', '<script>var a = 4 / 2; return "{{ q }}" // /</script>'],
    ['behind comments', '<script>/* " */ // \'\n return {{ q }}</script>'],
    ['a branch', '<script>return {% if q %}"{{ q }}"{% else %}""{% endif %}</script>'],
    ['a capture', '{% capture c %}"{{ q }}"{% endcapture %}<script>return {{ c }}</script>'],
    ['a module', '<script type="module" async>return {{ q }}</script>'],
  ])('%s', (_, source) => {
    fc.assert(
      fc.property(wellFormed, (q) => {
        expect(run(script(printed(source, { q }).replace(/<script[^>]+>/, '<script>')))).toBe(q);
      }),
      { numRuns: runs(300) },
    );
  });

  test('a regular expression', () => {
    fc.assert(
      fc.property(wellFormed, (q) => {
        const found = run(script(printed('<script>return /^{{ q }}$/</script>', { q })));
        expect(found).toBeInstanceOf(RegExp);
        expect((found as RegExp).test(q)).toBe(true);
      }),
    );
  });

  test('two values with backslashes', () => {
    fc.assert(
      fc.property(wellFormed, wellFormed, (a, b) => {
        const html = printed("<script>return ['{{ a }}', '{{ b }}']</script>", { a, b });
        expect(run(script(html))).toEqual([a, b]);
      }),
    );
  });

  test('lists, hashes and their keys, numbers, nil', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          wellFormed.filter((key) => key !== '__proto__'),
          fc.jsonValue({ maxDepth: 1 }),
        ),
        (h) => {
          const html = printed('<script>return {{ h }}</script>', { h });
          const withoutProto = (key: string, value: unknown) => (key === '__proto__' ? undefined : value);
          expect(run(script(html))).toEqual(JSON.parse(JSON.stringify(h, withoutProto)));
        },
      ),
      { numRuns: runs(100) },
    );
    const polluting = JSON.parse(
      '{"h": {"__proto__": {"isAdmin": true}, "list": [{"__proto__": 1, "x": "__proto__"}]}}',
    );
    for (const output of ['{{ h }}', '{{ h | json }}', '{{ h | json: 2 }}']) {
      const made = run(script(printed(`<script>return ${output}</script>`, polluting))) as { isAdmin?: true };
      expect(made.isAdmin).toBeUndefined();
      expect(JSON.stringify(made)).toBe('{"list":[{"x":"__proto__"}]}');
    }
    expect(printed('<script>f({{ a }}, {{ b }}, {{ c }})</script>', { a: 1.5, b: true })).toBe(
      '<script>f(1.5, true, null)</script>',
    );
  });

  test.each([
    ['quotes', `<a onclick="return '{{ q }}'">`],
    ['single quotes', `<a onclick='return "{{ q }}"'>`],
    ['a value', '<a onclick="return {{ q }}">'],
    ['entities of the template', '<a onclick="return &quot;{{ q }}&quot;">'],
    ['no quotes', '<a onclick=return/**/{{ q }}>'],
  ])('an event handler: %s', (_, source) => {
    fc.assert(
      fc.property(wellFormed, (q) => {
        const html = printed(source, { q });
        const value = /onclick=(?:"([^"]*)"|'([^']*)'|([^\s>]*))>$/.exec(html);
        expect(run(decoded(value?.[1] ?? value?.[2] ?? value?.[3] ?? ''))).toBe(q);
      }),
      { numRuns: runs(200) },
    );
  });
});

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
test('an attribute without quotes holds one value, and ends where the template says', () => {
  fc.assert(
    fc.property(wellFormed, (q) => {
      const html = printed('<a title={{ q }} id=x>', { q });
      const value = /^<a title=(?:""|([^\s"'`=<>]+)) id=x>$/.exec(html);
      expect(decoded(value?.[1] ?? '')).toBe(q);
    }),
  );
});

test('a document in srcdoc gets text', () => {
  fc.assert(
    fc.property(wellFormed, (q) => {
      const value = /"([^"]*)"/.exec(printed('<iframe srcdoc="{{ q }}">', { q }))?.[1] ?? '';
      expect(decoded(decoded(value))).toBe(q);
      expect(decoded(value)).not.toMatch(/[<>"]/);
    }),
  );
});

describe('values in a style', () => {
  const ends = /[{};<@]|\/\*|\*\/|url\(|["']/;

  test('end no declaration, rule or sheet, and load nothing', () => {
    fc.assert(
      fc.property(wellFormed, (q) => {
        for (const source of ['<style>a { b: {{ q }} }</style>', '<style>{{ q }} { b: c }</style>']) {
          const [before = '', after = ''] = source.split('{{ q }}');
          const value = printed(source, { q }).slice(before.length, -after.length);
          expect(value.replace(/"[^"\\{};<]*"|'[^'\\{};<]*'/g, '').replace(/\\[\da-f]+ /g, 'x')).not.toMatch(
            ends,
          );
        }
      }),
    );
  });

  test.each([
    ['red'],
    ['#fff'],
    ['1.5rem'],
    ['rgb(1, 2, 3)'],
    ['calc(100% - 10px)'],
    ['var(--x)'],
    ['"Inter", sans-serif'],
    ['-1px'],
    ['16/9'],
    ['bold !important'],
  ])('%s stays', (q) => {
    expect(printed('<style>a { b: {{ q }} }</style>', { q })).toBe(`<style>a { b: ${q} }</style>`);
  });

  test.each([
    ['<p style="{{ q }}">', 'a: b', '<p style="a\\3a  b">'],
    ['<p style="a: {{ q }}">', 'b; c: d', '<p style="a: b\\3b  c: d">'],
    ['<p style="a: {{ q }}">', 'url(//x.test)', '<p style="a: url\\28 //x.test\\29 ">'],
    ['<p style="a: {{ q }}">', 'rgb(1', '<p style="a: rgb\\28 1">'],
    ['<p style="a: url({{ q }})">', 'javascript:x', '<p style="a: url(#)">'],
    ['<p style="a: url(/{{ q }})">', "x:')", '<p style="a: url(/x:%27%29)">'],
    ['<p style="a: url(\'{{ q }}\')">', "/x'", '<p style="a: url(\'/x%27\')">'],
    [
      '<style>a::before { content: "{{ q }}" }</style>',
      '"}</style>',
      '<style>a::before { content: "\\22 \\7d \\3c /style\\3e " }</style>',
    ],
  ])('%s with %s', (source, q, expected) => {
    expect(printed(source, { q })).toBe(expected);
  });
});
