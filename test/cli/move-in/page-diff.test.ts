import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Frame, meaningOf, ORIGIN } from '../../../cli/move-in/compare/addresses.ts';
import { diffFiles, type Pair } from '../../../cli/move-in/compare/diff-file.ts';
import { Ids } from '../../../cli/move-in/compare/ids.ts';
import { withReason } from '../../../cli/move-in/compare/why.ts';

const FRAME: Frame = { origin: ORIGIN, own: new Set(['https://old.example']), base: '/blog' };

/** What differs between two texts of one address, as `kind: old -> new`. */
function differences(old: string, now: string, page = '/a/', frame = FRAME): string[] {
  const ids = new Ids();
  const url = frame.origin + frame.base + page;
  const bytes = (text: string) => new TextEncoder().encode(text);
  const pair: Pair = { page, oldUrl: url, newUrl: url, old: bytes(old), now: bytes(now) };
  return [...diffFiles(pair, frame, ids), ...ids.differences()].map(
    ({ kind, old: a, new: b }) => `${kind}: ${a} -> ${b}`,
  );
}

const html = (body: string, head = '<title>T</title>') =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;

test.each([
  [
    'white space and the order of attributes',
    '<p class="a" id=x>One  two</p>',
    "<p id='x' class=a>\n One\ttwo\n</p>",
  ],
  ['entities', '<p>&eacute; &amp; &#8212;</p>', '<p>é &amp; —</p>'],
  ['tags left out', '<ul><li>a<li>b</ul>', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
  [
    'spans that colour code',
    '<pre><code><span class="k">if</span> a</code></pre>',
    '<pre class=x>if a\n</pre>',
  ],
  ['a line break behind pre', '<pre>\na\n  b</pre>', '<pre>a  \n  b\n</pre>'],
  ['links spelled otherwise', '<a href="../b/">b</a>', '<a href="/blog/b/index.html">b</a>'],
  ['links without baseurl', '<a href="/blog/b/#x">b</a>', '<a href="/b/#x">b</a>'],
  ['links with the site’s own origin', '<a href="https://old.example/blog/b/">b</a>', '<a href="/b/">b</a>'],
  ['percent-encoding', '<a href="/b/%C3%A9">b</a>', '<a href="/b/é">b</a>'],
  ['comments', '<!-- built today --><p>a</p>', '<p>a</p>'],
  ['the version of an asset', '<img src="/assets/a.png">', `<img src="/assets/a.png?v=1-${'0'.repeat(32)}">`],
])('equal: %s', (_, old, now) => {
  expect(differences(html(old), html(now))).toEqual([]);
});

test.each([
  ['<p>One two</p>', '<p>One three</p>', 'text: One two -> One three'],
  ['<p>a</p><p>b</p>', '<p>ab</p>', 'text: a b -> ab'],
  ['a<b>b</b>', 'a <b>b</b>', 'text: ab -> a b'],
  ['<p>a&nbsp;b</p>', '<p>a b</p>', 'text: a\u00a0b -> a b'],
  ['<a href="/b">b</a>', '<a href="/c">b</a>', 'link: /b -> /c'],
  [
    '<a href="mailto:a@b.example">b</a>',
    '<a href="mailto:c@b.example">b</a>',
    'link: mailto:a@b.example -> mailto:c@b.example',
  ],
  ['<a href="/1">a</a><a href="/2">a</a>', '<a href="/2">a</a><a href="/1">a</a>', 'link: /1 -> /2'],
  ['<img src="a.png">', '<img src="/a.png">', 'source: /a/a.png -> /a.png'],
  ['<img srcset="a.png 1x, b.png 2x">', '<img srcset="a.png 1x">', 'source: /a/b.png -> '],
  ['<img alt="A boat">', '<img alt="">', 'alt: A boat -> '],
  ['<pre>a\n b</pre>', '<pre>a\nb</pre>', 'code:  b -> b'],
  ['<pre>a</pre>', '<p>a</p>', 'text: [code] -> a|code: a -> '],
  ['<a href="#x">x</a><h2 id=x>x</h2>', '<a href="#x">x</a><h2 id=y>x</h2>', 'id: #x -> '],
  ['<a href="#x">x</a><a name=x></a>', '<a href="#x">x</a>', 'id: #x -> '],
  ['<script>let a = 1</script>', '<script>let a = 2</script>', 'script: let a = 1 -> let a = 2'],
])('different: %s and %s', (old, now, expected) => {
  expect(differences(html(old), html(now)).join('|')).toBe(expected);
});

test('ids that no link points to may go, and titles may not', () => {
  expect(differences(html('<h2 id=x>x</h2>'), html('<h2>x</h2>'))).toEqual([]);
  expect(differences(html('', '<title>A</title>'), html('', '<title>B</title>'))).toEqual(['title: A -> B']);
  expect(differences(html('<svg><title>A</title></svg>', ''), html('<svg></svg>', ''))).toEqual([
    'text: A -> ',
  ]);
});

test('ids that other pages point to are found once all are known', () => {
  const ids = new Ids();
  const view = (page: string, old: string, now: string) => {
    const url = ORIGIN + page;
    const bytes = (text: string) => new TextEncoder().encode(text);
    return diffFiles({ page, oldUrl: url, newUrl: url, old: bytes(old), now: bytes(now) }, FRAME, ids);
  };
  view('/a/', '<h2 id="x">x</h2><h2 id="z">z</h2>', '<h2>x</h2><h2>z</h2>');
  const link = '<a href="/blog/a/#x">x</a>';
  view('/b/', link, link);
  expect(ids.differences()).toEqual([{ page: '/a/', kind: 'id', old: '#x', new: '', count: 1 }]);
});

const ATOM = (entry: string, updated = '2026-01-01T00:00:00Z') =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><generator>Jekyll</generator><updated>${updated}</updated><title type="html">F</title>${entry}</feed>`;
const ENTRY = (content: string, id = 'https://old.example/blog/a', date = '2026-01-02T00:00:00+01:00') =>
  `<entry><title>A</title><link href="/blog/a/" rel="alternate"/><published>${date}</published><id>${id}</id><content type="html"><![CDATA[${content}]]></content></entry>`;

test.each([
  ['when it was built', ATOM(ENTRY('<p>a</p>')), ATOM(ENTRY('<p>a</p>'), '2027-01-01T00:00:00Z'), ''],
  ['the zone of a date', ATOM(ENTRY('a')), ATOM(ENTRY('a', undefined, '2026-01-01T23:00:00Z')), ''],
  ['white space in content', ATOM(ENTRY('<p>a</p>')), ATOM(ENTRY('\n<p>a\n</p>')), ''],
  [
    'a date',
    ATOM(ENTRY('a')),
    ATOM(ENTRY('a', undefined, '2026-01-03')),
    'feed: date 2026-01-01T23:00:00.000Z -> date 2026-01-03T00:00:00.000Z',
  ],
  ['an id', ATOM(ENTRY('a')), ATOM(ENTRY('a', 'tag:b')), 'feed: entry /a -> entry tag:b'],
  ['a word', ATOM(ENTRY('<p>a b</p>')), ATOM(ENTRY('<p>a c</p>')), 'feed: a b -> a c'],
  [
    'a link in it',
    ATOM(ENTRY('<a href="x">a</a>')),
    ATOM(ENTRY('<a href="/blog/x">a</a>')),
    'feed: /a/x -> /x',
  ],
  ['an entry', ATOM(ENTRY('a') + ENTRY('b', 'tag:b')), ATOM(ENTRY('a')), 'feed: entry tag:b -> '],
])('feeds: %s', (_, old, now, expected) => {
  expect(differences(old, now, '/feed.xml').join('|')).toBe(expected);
});

test('RSS, sitemaps, JSON, texts and bytes are compared as what they are', () => {
  const rss = (item: string) =>
    `<rss version="2.0"><channel><title>F</title><link>/</link><item>${item}</item></channel></rss>`;
  const item =
    '<guid>1</guid><link>https://old.example/blog/a</link><title>A</title><pubDate>Thu, 01 Jan 2026 00:00:00 +0000</pubDate>';
  expect(
    differences(
      rss(`${item}<description>a</description>`),
      rss(`${item}<description>b</description>`),
      '/rss.xml',
    ),
  ).toEqual(['feed: a -> b']);
  const map = (...all: string[]) =>
    `<urlset>${all.map((each) => `<url><loc>${each}</loc></url>`).join('')}</urlset>`;
  expect(
    differences(map('https://old.example/blog/a', 'https://old.example/b'), map('/b', '/a'), '/sitemap.xml'),
  ).toEqual([]);
  expect(differences('{"a":1,"b":[1]}', '{ "b": [1], "a": 1 }', '/a.json')).toEqual([]);
  expect(differences('{"a":1}', '{"a":2}', '/a.json')).toEqual(['file: {"a":1} -> {"a":2}']);
  expect(differences('a { b: c }', 'a {\n  b: c\n}', '/a.css')).toEqual([]);
  expect(differences('abc', 'abd', '/a.png')).toEqual(['file: 3 bytes -> 3 other bytes']);
});

const inline = fc.constantFrom('b', 'em', 'code', 'span');
const block = fc.constantFrom('p', 'div', 'li', 'h2', 'td', 'section');
const word = fc.stringMatching(/^[a-z]{1,6}$/);
const node: fc.Arbitrary<readonly string[]> = fc.letrec<{ node: readonly string[] }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    word.map((text) => [`${text} `]),
    fc.tuple(inline, tie('node')).map(([name, inner]) => [`<${name}>`, ...inner, `</${name}>`]),
    fc
      .tuple(block, word, tie('node'))
      .map(([name, id, inner]) => [`<${name} id="${id}">`, ...inner, `</${name}>`]),
    fc.tuple(word, tie('node')).map(([href, inner]) => [`<a href="${href}">`, ...inner, '</a>']),
    word.map((text) => [`<pre>${text}\n ${text}</pre>`]),
    fc.array(tie('node'), { maxLength: 4 }).map((all) => all.flat()),
  ),
})).node;

test('a page equals itself with other white space where white space is folded', () => {
  fc.assert(
    fc.property(node, fc.constantFrom('\n', '  ', '\t\n '), (pieces, space) => {
      const old = html(pieces.join(''));
      // Between words and beside blocks it is not seen; between inline elements it would be.
      const now = html(
        pieces
          .map((piece) => {
            if (piece.startsWith('<pre') || !/^<\/?(?:p|div|li|h2|td|section)\b/.test(piece))
              return piece.replace(/ $/, space);
            return space + piece + space;
          })
          .join(''),
      );
      expect(differences(old, now)).toEqual([]);
    }),
  );
});

test('one changed word, link or id is found, wherever it is', () => {
  fc.assert(
    fc.property(node, node, word, (before, after, changed) => {
      const page = (middle: string) => html(`${before.join('')}<p>${middle}</p>${after.join('')}`);
      const kinds = (old: string, now: string) =>
        new Set(differences(page(old), page(now)).map((each) => each.split(':')[0]));
      expect(kinds(`X${changed}`, `Y${changed}`)).toEqual(new Set(['text']));
      expect(kinds(`<a href="X${changed}">a</a>`, `<a href="Y${changed}">a</a>`)).toEqual(new Set(['link']));
      expect(kinds(`<img src="X${changed}">`, `<img src="Y${changed}">`)).toEqual(new Set(['source']));
      expect(kinds(`<pre>X${changed}</pre>`, `<pre>Y${changed}</pre>`)).toEqual(new Set(['code']));
      const target = (id: string) => `<a href="#X${changed}">a</a><b id="${id}${changed}">a</b>`;
      expect(kinds(target('X'), target('Y'))).toEqual(new Set(['id']));
    }),
  );
});

test('what is known to make a difference is said', () => {
  const why = (old: string, now: string, kind: 'text' | 'link' = 'text') =>
    withReason({ page: '/', kind, old, new: now, count: 1 }).why;
  expect(why('“a” – b…', '"a" -- b...')).toBe('quotes, dashes or dots are set in another way');
  expect(why('a', '{{ page.a }}')).toBe('Liquid that is printed here and ran there');
  expect(why('built 2026-01-01 10:00', 'built 2026-01-02 11:30')).toMatch(/^a date or time/);
  expect(why('/a/', '/a', 'link')).toBe('the slash at its end');
  expect(why('/a.html#x', '/a#x', 'link')).toBe('the ending .html');
  expect(why('/a.md#x', '/a.html#x', 'link')).toMatch(/^a link to a Markdown file/);
  expect(why('/b/README.md', '/b/', 'link')).toMatch(/^a link to a Markdown file/);
  expect(why('/b.md', '/c.html', 'link')).toBeUndefined();
  expect(why('/a/#b-c', '/a/#bc', 'link')).toMatch(/^the id alone/);
  expect(why('a', 'b')).toBeUndefined();
});

test('an address has one meaning, however it is written', () => {
  const meaning = (written: string) => meaningOf(written, `${ORIGIN}/blog/a/`, FRAME);
  expect(['', '#', './', 'index.html', '/blog/a/', '../a/'].map(meaning)).toEqual(Array(6).fill('/a/'));
  expect(meaning('/blogs/a')).toBe('/blogs/a');
  expect(meaning('//other.example/a')).toBe('http://other.example/a');
  expect(meaning('http://[')).toBe('http://[');
  expect(meaning('/a?v=2')).toBe('/a?v=2');
});

test('a link whose slash a redirect adds or takes is shown, and is no difference', () => {
  const page = (links: readonly string[]) => html(links.map((link) => `<a href="${link}">x</a>`).join(' '));
  expect(differences(page(['/blog/b', '/blog/c?d=1']), page(['/blog/b/', '/blog/c/?d=1']))).toEqual([
    'slash: /b -> /b/',
  ]);
  expect(differences(page(['/blog/b', '/blog/c']), page(['/blog/b/', '/blog/d']))).toEqual([
    'link: /b -> /b/',
  ]);
  expect(differences(page(['https://x.example/b']), page(['https://x.example/b/']))).toEqual([
    'link: https://x.example/b -> https://x.example/b/',
  ]);
});
