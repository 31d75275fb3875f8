import { describe, expect, test } from 'vitest';
import { renderValue } from '../../../site/markdown/values.ts';
import { renderAsJekyll } from '../../../site/markdown/values-kramdown.ts';
import { cpuTime } from '../../support/cpu-time.ts';
import { renderMarkdown } from './render-markdown.ts';

/** Texts of about `n` characters that make a careless reader take the square of that. */
const TEXTS: Readonly<Record<string, (n: number) => string>> = {
  'open brackets': (n) => '['.repeat(n),
  'nested brackets': (n) => '['.repeat(n / 2) + ']'.repeat(n / 2),
  'links in links': (n) => '[a](b'.repeat(n / 5),
  'open titles': (n) => '[a](b "'.repeat(n / 7),
  'open titles in brackets': (n) => '[a](b ('.repeat(n / 7),
  'open targets in brackets': (n) => '[a](<b '.repeat(n / 7),
  'open emphasis': (n) => '*a _b '.repeat(n / 6),
  'strong in words': (n) => '**x'.repeat(n / 3),
  'open HTML': (n) => '<a b'.repeat(n / 4),
  'open comments': (n) => '<!-- a'.repeat(n / 6),
  entities: (n) => '&a'.repeat(n / 2),
  'quoted lines': (n) => '> a\n'.repeat(n / 4),
  'white space': (n) => `${' '.repeat(n)}x`,
  bars: (n) => '|'.repeat(n),
  'open outputs': (n) => '{{'.repeat(n / 2),
  'open outputs with names': (n) => '{{ a '.repeat(n / 5),
  'open tags': (n) => '{% if x '.repeat(n / 8),
  'open comment tags': (n) => '{% comment %}\n'.repeat(n / 14),
  'nested comment tags': (n) => '{% comment %}'.repeat(n / 26) + '{% endcomment %}'.repeat(n / 26),
  'open raw tags': (n) => '{% raw %}'.repeat(n / 9),
  'raw tags': (n) => '{% raw %}{% endraw %}'.repeat(n / 21),
  outputs: (n) => '{{ a }} '.repeat(n / 8),
  'links with outputs': (n) => '[a]({{ u }}) '.repeat(n / 13),
  'links with open outputs': (n) => '[a]({{ u '.repeat(n / 9),
  'HTML with outputs': (n) => '<a href="{{ x }}" '.repeat(n / 18),
  'code with outputs': (n) => '`{{`'.repeat(n / 4),
  'lists between tags': (n) => '{% if a %}\n- x\n{% endif %}\n'.repeat(n / 27),
  'rows with outputs': (n) => `|a|\n|-|\n|${'{{a|b}}`'.repeat(n / 8)}`,
  'outputs in strong text': (n) => '**{{ a }}'.repeat(n / 9),
};

/** The same of what `html: kramdown` has. */
const KRAMDOWN: Readonly<Record<string, (n: number) => string>> = {
  quotes: (n) => `"'`.repeat(n / 2),
  'quotes and outputs': (n) => `"{{ a }}'`.repeat(n / 9),
  'attribute lists': (n) => '*a*{:.b}'.repeat(n / 8),
  'open attribute lists': (n) => '*a*{:.b '.repeat(n / 8),
  'lines of attribute lists': (n) => 'a\n{:.b}\n'.repeat(n / 8),
  'open extensions': (n) => '{::comment} {:/x}'.repeat(n / 17),
  'lines of open extensions': (n) => '{::comment}\n{:/x}\n'.repeat(n / 18),
  'open formulas': (n) => '$$a\n\n'.repeat(n / 5),
  'formulas with text behind': (n) => '$$a$$b\n\n'.repeat(n / 8),
  rows: (n) => '| a | b\n'.repeat(n / 8),
  'open code in cells': (n) => '| `a |'.repeat(n / 6),
  'open elements in cells': (n) => '|<code'.repeat(n / 6),
  'a wide row above many': (n) => `|${'a|'.repeat(n / 4)}\n${'|a\n'.repeat(n / 6)}`,
  dashes: (n) => `${'-'.repeat(n)}|x`,
  abbreviations: (n) =>
    `${Array.from({ length: n / 40 }, (_, at) => `*[a${'b'.repeat(at % 90)}${at}]: t`).join('\n')}\n${'ab '.repeat(n / 6)}`,
  'headings below items': (n) => '- a\n## b\n'.repeat(n / 9),
  'rules between lists': (n) => '- a\n* * *\n'.repeat(n / 10),
  'open elements': (n) => '<div>\n'.repeat(n / 6),
  'text behind elements': (n) => '<p>a</p> b\n'.repeat(n / 11),
  'end tags': (n) => '</div>\n'.repeat(n / 7),
  'strong emphasis': (n) => '***a '.repeat(n / 5),
  'marks that close nothing': (n) => '*a _b **c __d '.repeat(n / 14),
  'marks alone': (n) => '*_'.repeat(n / 2),
  'a row of marks': (n) => '*'.repeat(n),
  'open struck text': (n) => '~~a ~~'.repeat(n / 6),
  'tags that close nothing': (n) => '<b>*a</i>'.repeat(n / 9),
  definitions: (n) => 'a\n: b\n'.repeat(n / 6),
  'links in open brackets': (n) => '[a]('.repeat(n / 4),
  'references with spaces': (n) => '[a] [b'.repeat(n / 6),
  'open titles': (n) => '[a](b "c'.repeat(n / 8),
  'elements in elements': (n) => `<table>\n${'<td markdown="1">\n\n</td>\n'.repeat(n / 26)}</table>\n`,
  'links with spaces': (n) => '[a](b c '.repeat(n / 8),
  'white space in a line': (n) => `a${' '.repeat(n)}b`,
  'white space in a heading': (n) => `# a${' '.repeat(n)}b`,
  footnotes: (n) =>
    `${'[^a] '.repeat(n / 10)}\n\n[^a]: b\n${Array.from({ length: n / 30 }, (_, at) => `\n[^${at}]: b\n\n[^${at}]`).join('')}`,
  'attribute lists below a long list': (n) => `${'* a\n'.repeat(n / 8)}${'{:.b}\n'.repeat(n / 12)}`,
  'tables of contents without headings': (n) => '* a\n{:toc}\n\nb\n\n'.repeat(n / 15),
};

const REFERENCES = `[a]: /${'x'.repeat(50_000)}\n\n${'[a] '.repeat(20_000)}`;
const CELLS = `${'|a'.repeat(500)}|\n${'|-'.repeat(500)}|\n${'|a\n'.repeat(120)}\n`.repeat(4);

/** Short texts of kramdown's that stand for long ones. */
const BOMBS: Readonly<Record<string, string>> = {
  titles: `*[A]: ${'x'.repeat(50_000)}\n\n${'A '.repeat(20_000)}`,
  headings: `# ${'!'.repeat(50_000)}\n\n${'* a\n{:toc}\n\nb\n\n'.repeat(2_000)}`,
  classes: `{:a: ${'.b '.repeat(300)}}\n\n${'`a`{: a} '.repeat(10_000)}`,
  attributes: `{:a: ${Array.from({ length: 100 }, (_, at) => `k${at}="v"`).join(' ')}}\n\n${'*a*{: a} '.repeat(10_000)}`,
  cells: CELLS,
};

describe('a text that is made to be slow', () => {
  // The shapes that are linear take twice the time for twice the text; the square of it would take four times.
  test.each(Object.entries(TEXTS))('%s: time grows with the length', (_, make) => {
    const [once, fourfold] = [12_000, 48_000].map((n) => {
      renderMarkdown(make(n));
      return cpuTime(() => renderMarkdown(make(n)));
    }) as [number, number];
    expect(fourfold).toBeLessThan(Math.max(10 * once, 500));
  });

  test.each(Object.entries(KRAMDOWN))('kramdown, %s: time grows with the length', (_, make) => {
    const read = (text: string) => renderMarkdown(text, {}, { html: 'kramdown', smart: true });
    const [once, fourfold] = [12_000, 48_000].map((n) => {
      read(make(n));
      return cpuTime(() => read(make(n)));
    }) as [number, number];
    expect(fourfold).toBeLessThan(Math.max(10 * once, 500));
  });

  test('tables of contents are not made without end', () => {
    const text = '* a\n{:toc}\n\n'.repeat(2000) + '# a\n\n'.repeat(2000);
    expect(renderMarkdown(text, {}, { html: 'kramdown' }).diagnostics).toMatchObject([{ code: 'too_long' }]);
  });

  test('a text of 1 MiB is read', () => {
    const text = 'Some *words* and a [link](/x) in a text with {{ liquid }}.\n\n'.repeat(17_000);
    expect(renderMarkdown(text).html).toContain('<em>words</em>');
  });

  test('a bomb of references is refused before it is made', () => {
    const { html, diagnostics } = renderMarkdown(REFERENCES);
    expect(html).toBeNull();
    expect(diagnostics).toMatchObject([{ code: 'too_long', start: { line: 1, column: 1 } }]);
  });

  test.each(Object.entries(BOMBS))('a bomb of %s is refused before it is made', (_, bomb) => {
    const { html, diagnostics } = renderMarkdown(bomb, {}, { html: 'kramdown' });
    expect(html).toBeNull();
    expect(diagnostics).toMatchObject([{ code: 'too_long' }]);
  });
});

describe('a value that is made to be large', () => {
  const bombs = { references: REFERENCES, cells: CELLS };

  test.each(Object.entries(bombs))('%s are text', (_, bomb) => {
    for (const html of [true, false]) {
      const made = renderValue(bomb, html);
      expect(made.length).toBeLessThan(2 * bomb.length);
      expect(made).toContain(bomb.slice(-3).trim());
    }
  });

  test.each(Object.entries({ ...bombs, ...BOMBS }))('as Jekyll reads it: %s', (_, bomb) => {
    const made = renderAsJekyll(bomb);
    expect(made.length).toBeLessThan(3 * bomb.length);
    expect(made).toContain(bomb.slice(-3).trim());
  });

  test('a large table and a reference that is used often are what they are', () => {
    const rows = `|a|b|\n|-|-|\n${'|1|2|\n'.repeat(5_000)}`;
    expect(renderValue(rows, false).match(/<td>/g)).toHaveLength(10_000);
    expect(renderValue(`${'[a] '.repeat(1_000)}\n\n[a]: /b`, false).match(/<a href="\/b">/g)).toHaveLength(
      1_000,
    );
  });
});

describe('nesting', () => {
  const quotes = (depth: number) => `${'> '.repeat(depth)}word`;
  const lists = (depth: number) =>
    Array.from({ length: depth }, (_, at) => `${'  '.repeat(at)}- w${at}`).join('\n');

  test('100 quotes and 100 lists keep all their text', () => {
    expect(renderMarkdown(quotes(100)).html).toContain('word');
    const html = renderMarkdown(lists(100)).html ?? '';
    expect(html.match(/w\d+/g)).toHaveLength(100);
  });

  test.each([
    ['quotes', quotes(101)],
    ['quotes', quotes(10_000)],
    ['lists', lists(101)],
  ])('deeper %s are an error, not a loss', (_, text) => {
    const { html, diagnostics } = renderMarkdown(text);
    expect(html).toBeNull();
    expect(diagnostics[0]).toMatchObject({ code: 'nesting' });
  });
});
