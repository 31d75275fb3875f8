import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type TextChange, textChanges } from '../../admin/ui/src/code/text-changes.ts';
import { formatText } from '../../admin/ui/src/format/format-text.ts';
import { formatLiquid, NotFormatted } from '../../admin/ui/src/format/liquid.ts';
import { compile } from '../../liquid/compile/compile.ts';
import '../../site/extensions/address-filters.ts';
import '../../site/extensions/tag-syntax.ts';
import { parseCase } from '../liquid/support/case.ts';
import { runs } from '../support/runs.ts';

const root = new URL('../../', import.meta.url);

/** Every template of the repository, and what is between two of Markdown's fences. */
function templates(): Map<string, string> {
  const found = new Map<string, string>();
  for (const folder of ['examples/', 'bench/fixtures/', 'test/']) {
    const at = new URL(folder, root);
    for (const path of readdirSync(at, { recursive: true, encoding: 'utf8' }))
      if (path.endsWith('.liquid')) found.set(folder + path, readFileSync(new URL(path, at), 'utf8'));
  }
  const cases = new URL('test/liquid/cases/', root);
  for (const file of readdirSync(cases))
    found.set(file, parseCase(readFileSync(new URL(file, cases), 'utf8')).template);
  return found;
}

/** A program without the places of its source, with white space at line breaks folded as browsers fold it. */
function folded(source: string): unknown {
  const body = source.replace(/^---\n[\s\S]*?\n---(?=\n)/, '');
  const { program } = compile(body, { name: 'x' });
  const fold = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(/[ \t]*\r?\n\s*/g, '\n');
    if (Array.isArray(value)) {
      const [kind, , ...rest] = value;
      return isNode(value) ? [kind, ...rest.map(fold)] : value.map(fold);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fold(inner)]));
  };
  const { lines: _, spans: __, ...rest } = program ?? expect.fail(`does not compile: ${body}`);
  return fold(rest);
}

/** `['echo', 20, …]`: the number is where it is in the source. */
const isNode = (value: readonly unknown[]): boolean =>
  typeof value[0] === 'string' && /^[a-z_]+$/.test(value[0]) && typeof value[1] === 'number';

const compiles = (source: string): boolean =>
  compile(source.replace(/^---\n[\s\S]*?\n---(?=\n)/, ''), { name: 'x' }).program !== null;

function same(source: string): void {
  const formatted = formatLiquid(source);
  expect(formatted.replaceAll(/\s/g, '')).toBe(source.replaceAll(/\s/g, ''));
  expect(folded(formatted)).toEqual(folded(source));
  expect(formatLiquid(formatted)).toBe(formatted);
}

describe('prints the same, and formats to itself', () => {
  test.each([...templates()].filter(([, source]) => compiles(source)))('%s', (_, source) => same(source));
});

test('also of a comment on the line behind front matter, which stays where it is', () => {
  same('\n {% comment %}\n  c\n{% endcomment %}<div>\n</div>');
  same('---\ntitle: a\n---\n {% comment %}\n  c\n{% endcomment %}<div>\n</div>');
});

test('also of what is put together at random', () => {
  const piece = fc.constantFrom(
    ...[
      '<div>',
      '</div>',
      '<p class="a">',
      '</p>',
      '<ul><li>',
      '</ul>',
      '<br>',
      'text',
      ' ',
      '\n',
      '\n\n\n',
      '  \n\t',
    ],
    ...[
      '<pre>',
      '</pre>',
      '<a\n href="x\n  y"',
      '>',
      '<!--\n',
      '-->',
      '"',
      "'",
      '{{ x }}',
      '{{\n x\n}}',
      '\r\n',
    ],
    ...[
      '<script>\n`\n`',
      '</script>',
      '<i style="white-space: pre">\n',
      '</i>',
      '{%- assign y = "a\n b" -%}',
    ],
    ...[
      '{% liquid\nif x\necho x\nendif %}',
      '{% comment %}\n  c\n{% endcomment %}',
      '{% raw %}\n  {{\n{% endraw %}',
    ],
  );
  const part = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const block = fc.oneof(
    part,
    fc.tuple(part, part).map(([a, b]) => `{% if x %}${a}{% else %}${b}{% endif %}`),
    part.map((a) => `{% for x in y %}${a}{% endfor %}`),
    part.map((a) => `{% capture z %}${a}{% endcapture %}`),
  );
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
      const source = blocks.join('');
      if (!compiles(source)) return;
      try {
        same(source);
      } catch (error) {
        if (!(error instanceof NotFormatted)) throw error;
      }
    }),
    { numRuns: runs(1_000) },
  );
});

test.each([
  ['<div>\n<p>\ntext\n</p>\n</div>\n', '<div>\n  <p>\n    text\n  </p>\n</div>\n'],
  ['<ul>\n<li>a\n<li>b\n</ul>', '<ul>\n  <li>a\n  <li>b\n</ul>'],
  [
    '<ul>\n{% for x in y %}\n<li>{{ x }}</li>\n{% endfor %}\n</ul>',
    '<ul>\n  {% for x in y %}\n    <li>{{ x }}</li>\n  {% endfor %}\n</ul>',
  ],
  [
    '<i>\n{% if a %}\nx\n{% elsif b %}\ny\n{% else %}\nz\n{% endif %}\n</i>',
    '<i>\n  {% if a %}\n    x\n  {% elsif b %}\n    y\n  {% else %}\n    z\n  {% endif %}\n</i>',
  ],
  [
    '{% case a %}\n{% when 1 %}\n<b>x</b>\n{% endcase %}',
    '{% case a %}\n{% when 1 %}\n  <b>x</b>\n{% endcase %}',
  ],
  ['<a\nhref="/"\n  class="x"\n>x</a>', '<a\n  href="/"\n  class="x"\n>x</a>'],
  ['<b>\n{% render "x",\na: 1\n%}\n</b>', '<b>\n  {% render "x",\n    a: 1\n  %}\n</b>'],
  [
    '<b>\n{% liquid\nif a\necho a\nendif\n%}\n</b>',
    '<b>\n  {% liquid\n    if a\n      echo a\n    endif\n  %}\n</b>',
  ],
  [
    '{% if a %}<b>{% else %}<b class="c">{% endif %}\nx\n</b>',
    '{% if a %}<b>{% else %}<b class="c">{% endif %}\n  x\n</b>',
  ],
  ['<b>\n\n\n\nx  \n</b>', '<b>\n\n  x\n</b>'],
  [
    '<b>\n{% comment %}\n  said\n{% endcomment %}\n</b>',
    '<b>\n  {% comment %}\n    said\n  {% endcomment %}\n</b>',
  ],
])('%j becomes %j', (source, wanted) => expect(formatLiquid(source)).toBe(wanted));

test.each([
  '<div>\n<pre>\n a\n\n\n  b  \n</pre>\n</div>',
  '<div>\n<textarea>\n a\n</textarea>\n</div>',
  '<div>\n<script>\nlet a = `\n  b`;\n</script>\n</div>',
  '<div>\n<i style="white-space: pre-line">\n a\n  <i>\n b</i>\n c\n</i>\n</div>',
  '<div>\n<i title="a\n   b">x</i>\n</div>',
  '<div>\n{% capture a %}\n   x\n{% endcapture %}\n</div>',
  '<div>\n{% raw %}\n   {{ x }}\n{% endraw %}\n</div>',
  '<{{ tag }}>\n   x\n</{{ tag }}>',
  '---\nlayout: base\n---\n{% block title %}\n   x\n{% endblock %}\n<b>x</b>',
])('leaves what shows in %j', (source) => {
  const kept = (text: string) =>
    /<(pre|textarea|script|i)[^>]*>[\s\S]*<\/\1>|\{% (?:capture|raw|block)[\s\S]*%\}|<\{\{[\s\S]*/.exec(
      text,
    )?.[0];
  expect(kept(formatLiquid(source))).toBe(kept(source));
});

test.each(['x', '  x\n   y\n', '{{ a }}\n  {{ b }}', '  <b>x</b>  '])('leaves %j', (source) =>
  expect(formatLiquid(source)).toBe(source),
);

test('what opens a quote in a branch is not touched', () => {
  expect(() => formatLiquid('<a href={% if x %}"{% else %}"/{% endif %}\n  b">\nx</a>')).toThrow(
    NotFormatted,
  );
});

test('a large template is formatted in linear time', () => {
  const source = '<div>\n{% if x %}\n<p class="a">{{ x }}</p>\n{% endif %}\n</div>\n'.repeat(4_000);
  expect(formatLiquid(source).length).toBeGreaterThan(source.length);
}, 20_000);

describe('other languages', () => {
  const files = new Map<string, string>();
  for (const path of readdirSync(new URL('examples/', root), { recursive: true, encoding: 'utf8' }))
    if (/\.(?:css|json|ya?ml)$/.test(path))
      files.set(path, readFileSync(new URL(`examples/${path}`, root), 'utf8'));

  test.each([...files])('%s says the same, and formats to itself', async (path, text) => {
    const formatted = await formatText(path, text);
    expect(await formatText(path, formatted)).toBe(formatted);
    const said = (source: string) =>
      path.endsWith('.css') ? cssTokens(source) : JSON.stringify(parse(source, { logLevel: 'silent' }));
    expect(said(formatted)).toEqual(said(text));
  });

  test.each([
    [
      'data/a.json',
      '{"a":1.0,"b":[12345678901234567890, 1e3],\n\n"c":"\\u00e9"}',
      '{\n  "a": 1.0,\n  "b": [\n    12345678901234567890,\n    1e3\n  ],\n  "c": "\\u00e9"\n}',
    ],
    [
      'data/a.yaml',
      'a:   1.0\nb: [0x10,12345678901234567890]   # why\n',
      'a: 1.0\nb: [0x10, 12345678901234567890] # why\n',
    ],
    ['assets/a.css', 'a{color:red}\n', 'a {\n  color: red;\n}\n'],
  ])('%s', async (path, text, wanted) => expect(await formatText(path, text)).toBe(wanted));

  test.each([
    ['data/a.json', '{"a": 1,}'],
    ['data/a.yaml', 'a: [1'],
    ['assets/a.css', 'a { color: "red }'],
    ['pages/feed.xml.liquid', '<a>\n<b>x</b>\n</a>'],
    ['assets/a.js', 'a()'],
  ])('%s with %j is not touched', async (path, text) => {
    await expect(formatText(path, text)).rejects.toThrow(NotFormatted);
  });
});

/** The tokens of a style sheet, with numbers and quotes as prettier writes them. */
const cssTokens = (css: string): string[] =>
  css
    .replaceAll(/;\s*\}/g, '}')
    .replaceAll("'", '"')
    .replaceAll(/(?<![\d\w])\.(?=\d)/g, '0.')
    .replaceAll(/\s*([{}:;,>+~()])\s*/g, '$1')
    .split(/\s+/)
    .filter((token) => token !== '');

test('a formatted text is told as changes of white space, others as one change', () => {
  const apply = (text: string, changes: readonly TextChange[]) =>
    changes
      .toReversed()
      .reduce((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text);
  expect(textChanges('<a>\n<b>x', '<a>\n  <b>x')).toEqual([{ from: 3, to: 4, insert: '\n  ' }]);
  expect(textChanges('abcd', 'abXd')).toEqual([{ from: 2, to: 3, insert: 'X' }]);
  const text = fc
    .array(fc.constantFrom('a', 'b', ' ', '\n'), { maxLength: 12 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(apply(before, textChanges(before, after))).toBe(after);
    }),
  );
});
