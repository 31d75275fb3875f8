import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODE_LANGUAGES } from '../../../site/markdown/code-languages.ts';
import { Highlighter } from '../../../site/markdown/highlight.ts';
import { renderMarkdown } from './render-markdown.ts';

const PARSED = ['js', 'ts', 'tsx', 'css', 'html', 'json', 'yaml', 'md', 'liquid'];
/** One name of each language that is read by its words. */
const WORDS = [
  ...new Map(Array.from(CODE_LANGUAGES, ([name, language]) => [language, name])).values(),
  'diff',
];
const LANGUAGES = [...PARSED, ...WORDS];

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
const textOf = (html: string) =>
  html.replace(/<\/?span[^>]*>/g, '').replace(/&\w+;/g, (found) => ENTITIES[found] ?? found);

/** Pieces that open and close things in some of the languages. */
const PIECES = [
  '{{',
  '}}',
  '{%',
  '-%}',
  '<a',
  '</',
  '"',
  "'",
  '`',
  '${',
  '/*',
  '//',
  '&amp;',
  '\n',
  ' ',
  'if',
  '|',
  '1',
];
const code = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })), { maxLength: 40 });

describe.each(LANGUAGES)('%s', (language) => {
  test('is the code itself, with classes around parts of it', () => {
    fc.assert(
      fc.property(code, (pieces) => {
        const text = pieces.join('');
        const html = new Highlighter().html(text, language);
        if (html === undefined) return; // it is no code
        expect(textOf(html)).toBe(text);
        expect(html.replace(/<span class="[\w -]+">|<\/span>/g, '')).not.toMatch(/[<>"]/);
      }),
      { numRuns: 200 },
    );
  });

  // Unbounded, some of these take a parser minutes and a gigabyte, or more than its call stack.
  test('is read in a moment, or not at all, whatever is in it', () => {
    for (const piece of [...PIECES, '- ', '> ', '* ', '[', '(', '<!--', '${', '<script>']) {
      const text = piece.repeat(Math.floor(50_000 / piece.length));
      const html = new Highlighter().html(text, language);
      if (html !== undefined) expect(textOf(html)).toBe(text);
    }
  }, 60_000);
});

test.each([
  ['ruby', 'def a # "b"', 'tok-keyword def,tok-comment # "b"'],
  ['python', '@x\nx = """a\n# b"""', 'tok-meta @x,tok-operator =,tok-string """a\n# b"""'],
  [
    'bash',
    'if [ "$a" ]; then echo $b; fi # c',
    'tok-keyword if,tok-string "$a",tok-keyword then,tok-keyword echo,tok-variableName2 $b,tok-keyword fi,tok-comment # c',
  ],
  ['console', '$ ls -l', 'tok-meta $,tok-operator -'],
  [
    'c',
    '#include <a.h>\nint a = 0x1F; /* b */',
    'tok-meta #include <a.h>,tok-keyword int,tok-operator =,tok-number 0x1F,tok-comment /* b */',
  ],
  [
    'sql',
    "SELECT 'it''s' FROM t -- x",
    "tok-keyword SELECT,tok-string 'it''s',tok-keyword FROM,tok-comment -- x",
  ],
  ['go', 'func a() { return `b\nc` }', 'tok-keyword func,tok-keyword return,tok-string `b\nc`'],
  [
    'rust',
    "let a: &'b str = 'c';",
    "tok-keyword let,tok-operator :,tok-operator &,tok-keyword str,tok-operator =,tok-string 'c'",
  ],
  ['toml', '[a.b]\nc = true', 'tok-meta [a.b],tok-operator =,tok-atom true'],
  ['diff', '@@ -1 +1 @@\n-a\n+b\n c', 'tok-heading @@ -1 +1 @@,tok-deleted -a,tok-inserted +b'],
  ['dockerfile', 'FROM node:22 AS x', 'tok-keyword FROM,tok-operator :,tok-number 22,tok-keyword AS'],
])('%s has the colours of its words', (language, code, want) => {
  const html = new Highlighter().html(code, language) ?? '';
  const spans = html.matchAll(/<span class="([^"]+)">([^<]*)<\/span>/g);
  expect(Array.from(spans, ([, name, text = '']) => `${name} ${textOf(text)}`).join(',')).toBe(want);
});

test('a language that nobody knows, and more than is highlighted of one text, stay as they are', () => {
  const highlighter = new Highlighter();
  expect(highlighter.html('puts 1', 'brainfuck')).toBe(undefined);
  expect(highlighter.html('puts 1', 'constructor')).toBe(undefined);
  expect(highlighter.html('1;'.repeat(15_000), 'js')).toContain('tok-number');
  expect(highlighter.html('1;'.repeat(15_000), 'js')).toBe(undefined);
  expect(highlighter.html('1;', 'JS')).toContain('tok-number');
});

test('each text has that much for itself, and none knows of the one before', () => {
  const long = `\`\`\`js\nlet a = "${'x'.repeat(40_000)}"\n\`\`\`\n\n# Head\n\n[a][b]{{ c }}[^1]\n\n[^1]: Note\n`;
  const first = renderMarkdown(`${long}\n[b]: /x\n`);
  expect(first.html).toContain('class="tok-keyword"');
  expect(renderMarkdown('[a][b] {{ d }} [^1]\n\n# Head').html).toBe(
    '<p>[a][b]  [^1]</p>\n<h1 id="head">Head</h1>\n',
  );
  expect(renderMarkdown(`${long}\n[b]: /x\n`)).toEqual(first);
});

test('a text that is refused leaves nothing behind in the reader', () => {
  const deep = (count: number) => `${'<div markdown="1">\n'.repeat(count)}*a*\n${'</div>\n'.repeat(count)}`;
  const options = { html: 'kramdown' } as const;
  const plain = renderMarkdown(deep(3), {}, options);
  expect(plain.diagnostics).toEqual([]);
  expect(renderMarkdown(deep(101), {}, options).html).toBe(null);
  expect(renderMarkdown(deep(3), {}, options)).toEqual(plain);
});
