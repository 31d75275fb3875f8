import { describe, expect, it } from 'vitest';
import { page } from './support/page.ts';

const ALL_ENDINGS =
  'html head body li dt dd p rt rp optgroup option colgroup caption thead tbody tfoot tr td th';
const ALL_CLIPPINGS = `head title link meta style body article section nav aside h1 h2 h3 h4 h5 h6 header footer p hr ol ul li
 dl dt dd figure main div table caption col tbody thead tfoot tr td th`;

/** A layout that takes white space, comments and end tags out of its page, whole page by whole page, as themes do. */
function layout(clippings: string): string {
  return [
    '{% capture html %}{{ content }}{% endcapture %}',
    `{% assign endings = "${ALL_ENDINGS}" | split: " " %}{% assign clippings = "${clippings}" | split: " " %}`,
    '{% for name in endings %}{% capture tag %}</{{ name }}>{% endcapture %}',
    '{% assign html = html | remove: tag %}{% endfor %}',
    '{% assign pieces = html | split: "<!--" %}{% capture html %}{% for piece in pieces %}',
    '{% if forloop.first %}{{ piece | raw }}{% else %}{% assign rest = piece | split: "-->" %}{{ rest[1] | raw }}{% endif %}',
    '{% endfor %}{% endcapture %}',
    '{% assign blocks = html | split: "<pre" %}{% assign html = "" %}{% for block in blocks %}',
    '{% assign parts = block | split: "</pre>" %}{% capture html %}{{ html }}{% unless forloop.first %}<pre{{ parts.first | raw }}</pre>{% endunless %}',
    '{% assign index = 1 %}{% if forloop.first %}{% assign index = 0 %}{% endif %}{{ parts[index] | split: " " | join: " " | raw }}{% endcapture %}{% endfor %}',
    '{% for name in clippings %}{% capture start %} <{{ name }}{% endcapture %}{% capture tight %}<{{ name }}{% endcapture %}',
    '{% capture end %}</{{ name }}> {% endcapture %}{% capture close %}</{{ name }}>{% endcapture %}',
    '{% assign html = html | replace: start, tight | replace: end, close %}{% endfor %}{{ html | raw }}',
  ].join('');
}

const ITEM = `<li>
      <h2><a href="/posts/one">A title of some words</a></h2>
      <p>Text   to be read by people, with <em>words</em> in it.</p>
  </li> <!-- the end of an item -->
  <table> <tr><td>1</td> <td>2</td></tr> </table>
`;
const CODE = '<pre>let  x;\n  let  y;</pre>';

/** At least so many characters, with so many blocks of code spread over them. */
function contentOf(characters: number, blocks: number): string {
  const part = ITEM.repeat(Math.ceil(characters / blocks / ITEM.length));
  return (part + CODE).repeat(blocks);
}

describe('a layout that compresses its page', () => {
  it('keeps what is in pre and all words', () => {
    const data = { content: contentOf(1, 1) };
    expect(page(layout(ALL_CLIPPINGS), { data }).output).toBe(
      '<li><h2><a href="/posts/one">A title of some words</a></h2><p>Text to be read by people, with <em>words</em> in it.' +
        `<table><tr><td>1<td>2 </table>${CODE}`,
    );
  });

  it.each([
    [200_000, 100, ALL_CLIPPINGS],
    [1_000_000, 1, ''],
    [1_000_000, 10, 'ul li p div'],
  ])('may have a page of %i characters with %i blocks of code', (characters, blocks, clippings) => {
    const { output } = page(layout(clippings), { data: { content: contentOf(characters, blocks) } });
    expect(output.split(CODE).length - 1).toBe(blocks);
    expect(output.replaceAll(CODE, '')).not.toMatch(/\s\s|<!--|<\/p>/);
    expect(output.length).toBeGreaterThan(characters / 2);
  });
});

describe('what variables keep at one time', () => {
  const data = { text: 'x'.repeat(1_000_000) };
  const limits = { text: 1e9, output: 1e9 };

  it('is less again when one is overwritten', () => {
    const source =
      '{% for i in (1..100) %}{% assign x = text %}{% capture y %}{{ text }}{% endcapture %}{% endfor %}{{ x.size }}';
    expect(page(source, { data, limits }).output).toBe('1000000');
  });

  it('is less again when a partial ends that is rendered', () => {
    const partials = { keeps: '{% assign a = t %}{% assign b = t | append: "b" %}{{ b.size }} ' };
    const source = '{% for i in (1..50) %}{% render "keeps", t: text %}{% endfor %}';
    expect(page(source, { data, limits, partials }).output).toBe('1000001 '.repeat(50));
  });

  it.each([
    ['by different names', Array.from({ length: 17 }, (_, at) => `{% assign x${at} = text %}`).join('')],
    ['in a partial that is included', '{% include "keeps", t: text %}'],
    ['in a partial that renders itself', '{% render "deep", t: text, n: 1 %}'],
  ])('is bounded: %s', (_, source) => {
    const keeps = Array.from({ length: 9 }, (__, at) => `{% assign x${at} = t %}`).join('');
    const partials = {
      keeps: `${keeps}${keeps.replaceAll('x', 'y')}`,
      deep: '{% assign mine = t %}{% assign m = n | plus: 1 %}{% if n < 40 %}{% render "deep", t: t, n: m %}{% endif %}',
    };
    expect(() => page(source, { data, limits, partials })).toThrow(/limit of 16777216 for assigned/);
  });
});
