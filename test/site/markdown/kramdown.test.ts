import { describe, expect, test } from 'vitest';
import { renderMarkdown } from './render-markdown.ts';

const kramdown = (source: string, data = {}) =>
  renderMarkdown(source, data, { html: 'kramdown', ids: false });
const html = (source: string, data = {}) => kramdown(source, data).html?.replace(/\n+/g, '\n').trim();

describe('html: kramdown', () => {
  test('reads what is inside of an element with markdown="1", and leaves the attribute out', () => {
    const source = '<div class="note" markdown="1">\n## Ropes\n\n- *{{ a }}*\n</div>\n\nend';
    expect(html(source, { a: '<b>' })).toBe(
      '<div class="note">\n<h2>Ropes</h2>\n<ul>\n  <li><em>&lt;b&gt;</em></li>\n</ul>\n</div>\n<p>end</p>',
    );
  });

  test('leaves an element without it HTML to its end, blank lines or not, with Liquid in it', () => {
    expect(html('<div>\n\ntext *a* {{ a }}\n\n</div>\n*b*', { a: 1 })).toBe(
      '<div>\ntext *a* 1\n</div>\n<p><em>b</em></p>',
    );
  });

  test('elements nest, and code that shows them is no element', () => {
    const source =
      '<section markdown="1">\n```html\n<div>\n```\n\n<div markdown="block">\n*a*\n</div>\n\n<p>\n*b*\n</p>\n</section>';
    expect(html(source)?.replace(/<\/?span[^>]*>/g, '')).toBe(
      '<section>\n<div class="language-html highlighter-rouge"><div class="highlight"><pre class="highlight"><code>&lt;div&gt;\n</code></pre></div></div>\n<div>\n<p><em>a</em></p>\n</div>\n<p>\n*b*\n</p>\n</section>',
    );
  });

  test("without it, and where an element is not closed, HTML is CommonMark's", () => {
    const source = '<div markdown="1">\n\n*a*\n\n</div>';
    expect(renderMarkdown(source).html).toContain('<div markdown="1">\n<p><em>a</em></p>');
    for (const other of ['<div>*a*</div>', '<div>\n*a*'])
      expect(html(other)).toBe(renderMarkdown(other, {}, { ids: false }).html?.trim());
  });

  test('a tag that opens in such an element and closes outside of it, or the other way round, is refused', () => {
    const found = (source: string) =>
      kramdown(source).diagnostics.map(({ code, message }) => `${code} ${message}`);
    const element = 'an element with markdown="1"';
    const said = (opens: string, closes: string) => [
      `tag_across_blocks This endif closes an if that opens in ${opens}, and stands in ${closes}.`,
    ];
    expect(found('{% if a %}\n\n<div markdown="1">\n\n{% endif %}\n\nx\n</div>')).toEqual(
      said('the text itself', element),
    );
    expect(found('<div markdown="1">\n\n{% if a %}\n\nx\n</div>\n\n{% endif %}')).toEqual(
      said(element, 'the text itself'),
    );
    expect(found('<div markdown="1">\n{% if a %}\n</div>\n<div markdown="1">\n{% endif %}\n</div>')).toEqual(
      said(element, element),
    );
    const source =
      '{% if a %}\n\n<div class="{{ b }}" markdown="1">\n{% if b %}\n\n*x*\n\n{% endif %}\n</div>\n\n{% endif %}';
    expect(found(source)).toEqual([]);
    expect(html(source, { a: 1, b: 'c' })).toBe('<div class="c">\n<p><em>x</em></p>\n</div>');
  });

  test('past 100 elements within each other a text is refused', () => {
    const deep = (n: number) => `${'<div markdown="1">\n'.repeat(n)}x\n${'</div>\n'.repeat(n)}`;
    expect(html(deep(100))).toContain('<p>x</p>');
    expect(kramdown(deep(10_000)).diagnostics).toMatchObject([{ code: 'nesting', start: { line: 101 } }]);
  });
});
