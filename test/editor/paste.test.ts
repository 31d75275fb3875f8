import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasText } from '../../admin/ui/src/write/has-text.ts';
import { placed, toMarkdown } from '../../admin/ui/src/write/paste/to-markdown.ts';
import { renderMarkdown } from '../site/markdown/render-markdown.ts';
import { runs } from '../support/runs.ts';
import { randomHtml } from './random-html.ts';

/** Its types are of a module of another name. */
const domino = createRequire(import.meta.url)('@mixmark-io/domino') as {
  createDocument(html: string): Document;
};

const folder = new URL('./paste/', import.meta.url);
const pasted = (html: string) => toMarkdown(domino.createDocument(html));

describe('what is pasted becomes the Markdown that a person would have written', () => {
  test.each(readdirSync(folder).sort())('%s', (file) => {
    const [html = '', wanted = '', counts = ''] = readFileSync(new URL(file, folder), 'utf8').split(
      /^=====/m,
    );
    const { markdown, pictures, lost } = pasted(html);
    expect(markdown).toBe(wanted.trim());
    expect(`${pictures.size} pictures, ${lost} lost`).toBe(counts.trim());
  });
});

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const words = (html: string) => domino.createDocument(html).body.textContent?.replace(/\s+/g, ' ').trim();

const PIECES = [
  ...'*_`~[]()<>{}#+-=|!\\&.1a %:/"\'$^@',
  '{{',
  '{%',
  '%}',
  '1.',
  '---',
  '- ',
  '**',
  '![x](y)',
  '&amp;',
  '<b>',
  'word ',
  ' ',
  'ü',
];

test('signs of a text stay signs, for Markdown and for Liquid', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }), (pieces) => {
      const text = pieces.join('');
      const { markdown } = pasted(`<p>before</p><p>${escaped(text)}</p>`);
      const { html, diagnostics } = renderMarkdown(markdown);
      expect(diagnostics, markdown).toEqual([]);
      expect(words(html ?? ''), markdown).toBe(`before ${text}`.replace(/\s+/g, ' ').trim());
    }),
    { numRuns: runs(150), seed: 176 },
  );
});

test('of random HTML no word is lost, and no sign is left over', () => {
  for (let seed = 1; seed <= 80; seed++) {
    const source = randomHtml(seed);
    const { markdown } = pasted(source);
    const { html, diagnostics } = renderMarkdown(markdown);
    const told = `seed ${seed}\n${source}\n=>\n${markdown}`;
    expect(diagnostics, told).toEqual([]);
    expect(words(html ?? '')?.replaceAll(' ', ''), told).toBe(words(source)?.replaceAll(' ', ''));
  }
});

test.each([
  '<a href="https://a.test/" title="\\&quot; &lt;script>x&lt;/script>">t</a>',
  '<a href="https://a.test/" title="a&#10;&#10;&lt;script>x&lt;/script>">t</a>',
  '<a href="https://a.test/" title="{{ 6 | times: 7 }}">t</a>',
  '<a href="https://a.test/{{ 6 | times: 7 }}">t</a>',
  '<a href="https://a.test/&#10;&#10;&lt;script>x&lt;/script>">t</a>',
  '<a href="javascript:x"><img src="https://a.test/b.png" alt="c"></a>',
  '<a href=" javascript:x">t<img src="https://a.test/b.png"></a>',
  '<img src="https://a.test/b.png" alt="a&#10;&#10;&lt;script>x&lt;/script>">',
  '<img src="https://a.test/b.png" alt="{{ 6 | times: 7 }}">',
  '<img src="https://a.test/{{ 6 | times: 7 }}.png" title="{{ 6 | times: 7 }}">',
  '&lt;<b></b>script>x&lt;/script>',
  '&lt;<!-- -->script>x&lt;/script>',
  '&lt;<wbr><abbr>script>x&lt;/script></abbr>',
  '<abbr>&lt;</abbr>script>x&lt;/script>',
  '&lt;&#8203;script>x&lt;/script>',
  '{<i></i>{ 6 | times: 7 }}',
  '<b>{</b>{ 6 | times: 7 }}',
  '{&#xad;{ 6 | times: 7 }}',
  '<pre>``&#8203;`\n&lt;script>x&lt;/script>\n</pre>',
])('what is pasted runs nothing: %s', (html) => {
  for (const options of [{}, { html: 'kramdown' as const }]) {
    const made = renderMarkdown(pasted(html).markdown, {}, options).html;
    expect(made).not.toBeNull();
    expect(made?.replaceAll(/="[^"]*"/g, '')).not.toMatch(/<script/i);
    expect(made).not.toMatch(/42|"\s*javascript:/i);
  }
});

test('a picture that was in what was pasted is placed with all that is said of it, or leaves nothing', () => {
  const png = 'data:image/png;base64,AAAA';
  const { markdown, pictures } = pasted(
    `<p>a <img src="${png}" alt="tide [high] (1) \\" title='say "ebb") now'> b <img src="${png}" alt=""> c</p>`,
  );
  expect([...pictures.keys()]).toEqual(['pasted-picture-1', 'pasted-picture-2']);
  const paths = new Map([['pasted-picture-1', 'assets/tide.png']]);
  const { html } = renderMarkdown(placed(markdown, paths));
  expect(html).toContain(
    '<img src="/assets/tide.png" alt="tide [high] (1) \\" title="say &quot;ebb&quot;) now">',
  );
  expect(words(html ?? '')).toBe('a b c');
});

test.each([
  ['', false],
  ['<meta charset="utf-8"><img src="https://a.example/boat.jpg" alt="A boat">', false],
  ['<html><style>p { margin: 0 }</style><body><p>What Word has</p></body></html>', true],
])('%j of a clipboard has text: %s', (html, expected) => {
  expect(hasText(html)).toBe(expected);
});
