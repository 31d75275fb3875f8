import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatLiquid, NotFormatted } from '../../admin/ui/src/format/liquid.ts';
import { sheetsIn, showsSpaceBy } from '../../admin/ui/src/format/showing-space.ts';
import { checkWherePut } from '../../admin/ui/src/format/where-put.ts';
import { runs } from '../support/runs.ts';

const about = (css: string, tag: string) => showsSpaceBy([css])(tag);

describe('a style sheet shows the white space of', () => {
  test.each([
    ['.poem { white-space: pre }', '<p class="a poem">'],
    ['.poem{color:red;white-space:pre-wrap}', "<p class='poem'>"],
    ['.poem { white-space-collapse: preserve-breaks }', '<p class=poem>'],
    [
      '@media (width > 1px) { main > .poem:hover, .b { white-space: break-spaces !important } }',
      '<p class="poem">',
    ],
    ['.card { & .poem { white-space: pre-line } }', '<p class="poem">'],
    ['.poem { color: red; &:hover { white-space: pre } }', '<p class="poem">'],
    ['article p { white-space: var(--space) }', '<p>'],
    ['#verse { white-space: pre }', '<div id="verse">'],
    ['[data-code] { white-space: pre }', '<div data-code>'],
    ['.sm\\:pre { white-space: pre }', '<div class="sm:pre">'],
    ['* { white-space: pre }', '<div>'],
    ['.a[title="}{"] { white-space: pre }', '<b class="a" title>'],
    // What Liquid prints may be it.
    ['.poem { white-space: pre }', '<p class="{{ kind }}">'],
    ['.poem { white-space: pre }', '<p {{ attributes }}>'],
    ['.poem { white-space: pre }', '<p class="a{% if x %} poem{% endif %}">'],
    ['.poem-b { white-space: pre }', '<p class="poem{% if x %}-b{% endif %}">'],
    ['.poem { white-space: pre }', '<p class="a {{ "x" }}">'],
  ])('%s: %s', (css, tag) => expect(about(css, tag)).toBe(true));

  test.each([
    ['.poem { white-space: nowrap }', '<p class="poem">'],
    ['.poem { color: red } .b { white-space: pre }', '<p class="poem">'],
    ['/* .poem { white-space: pre } */', '<p class="poem">'],
    ['.poem { content: "white-space: pre" }', '<p class="poem">'],
    ['.poem::before { white-space: pre }', '<p class="poem">'],
    ['pre.poem { white-space: pre }', '<p class="poem">'],
    ['.poem .line { white-space: pre }', '<p class="poem">'],
    ['.poem { white-space: pre }', '<p class="poems">'],
    ['.poem { white-space: pre }', '<p class="a{% if x %} b{% endif %}">'],
    ['.poem { white-space: pre }', '<p title="{{ x }}">'],
  ])('not %s: %s', (css, tag) => expect(about(css, tag)).toBe(false));
});

test('a template keeps what shows by a style, and is put in order around it', () => {
  const source = '<div>\n<p class="poem">\n a\n   b  \n\n\n c</p>\n<p>\nx\n</p>\n</div>';
  expect(formatLiquid(source, showsSpaceBy(['.poem { white-space: pre-wrap }']))).toBe(
    '<div>\n  <p class="poem">\n a\n   b  \n\n\n c</p>\n  <p>\n    x\n  </p>\n</div>',
  );
  expect(sheetsIn('<style media=a>\n.x {}</style><b><STYLE>.y{}</STYLE>')).toEqual(['\n.x {}', '.y{}']);
});

/** What a browser shows of a page whose elements `p.poem` keep white space: the texts, folded elsewhere. */
function shownBy(html: string): string[] {
  const open: boolean[] = [];
  return html.split(/(<[^>]*>)/).map((piece) => {
    const isTag = piece.startsWith('<');
    if (/^<p/.test(piece)) open.push(piece.includes('poem'));
    else if (/^<\/p/.test(piece)) open.pop();
    return isTag || open.includes(true) ? piece : piece.replaceAll(/\s+/g, ' ');
  });
}

test('whatever is put together, what shows stays as it is', () => {
  const shows = showsSpaceBy(['.poem { white-space: pre }']);
  const text = fc.constantFrom('a', '\n', '\n  b\n', '  ', '\n\n\n', '{{ x }}\n');
  const node: fc.Memo<string> = fc.memo((depth) =>
    depth <= 1
      ? text
      : fc.oneof(
          text,
          fc
            .tuple(
              fc.constantFrom('p', 'p class="poem"', 'p class="x"'),
              fc.array(node(depth - 1), { maxLength: 4 }),
            )
            .map(([tag, inner]) => `<${tag}>${inner.join('')}</p>`),
        ),
  );
  fc.assert(
    fc.property(fc.array(node(3), { maxLength: 5 }), (nodes) => {
      // An element `p` ends where the next one begins: they are kept apart here.
      const source = `<div>${nodes.join('')}</div>`
        .replaceAll(/<p([^>]*)>/g, '<p-p$1>')
        .replaceAll('</p>', '</p-p>');
      const formatted = formatLiquid(source, shows);
      expect(shownBy(formatted)).toEqual(shownBy(source));
      expect(formatLiquid(formatted, shows)).toBe(formatted);
    }),
    { numRuns: runs(500) },
  );
});

describe('a template that goes into an element in which white space shows is left alone', () => {
  const files: Record<string, string> = {
    'layouts/plain.liquid': '<main>{{ content }}</main>',
    'layouts/kept.liquid': '<main class="poem">\n{{ content }}</main>',
    'layouts/inner.liquid': '---\nlayout: kept\n---\n<b>{% block a %}{% endblock %}</b>',
    'pages/verse.liquid': '<p>{% render "free" %}</p>\n<pre>{% render "line" %}</pre>',
    'partials/line.liquid': '<b>\n{% render "word" %}</b>',
  };
  const site = {
    read: async (path: string) => files[path],
    uses: async (path: string) =>
      Object.entries(files).flatMap(([at, text]) =>
        [...text.matchAll(new RegExp(`"${path.slice(9, -7)}"`, 'g'))].map(({ index }) => {
          const before = text.slice(0, index).split('\n');
          return { path: at, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
        }),
      ),
    shows: showsSpaceBy(['.poem { white-space: pre }']),
  };
  const checked = (path: string, text: string) => checkWherePut(path, text, site);

  test.each([
    ['pages/a.liquid', '---\nlayout: kept\n---\n<b>x</b>'],
    ['pages/a.liquid', '---\ntitle: A\nlayout: "inner"\n---\n<b>x</b>'],
    ['partials/line.liquid', '<b>x</b>'],
    ['partials/word.liquid', '<b>x</b>'],
  ])('%s: %j', async (path, text) => {
    await expect(checked(path, text)).rejects.toThrow(NotFormatted);
  });

  test.each([
    ['pages/a.liquid', '---\nlayout: plain\n---\n<b>x</b>'],
    ['pages/a.liquid', '<b>x</b>'],
    ['pages/a.liquid', '---\nlayout: nowhere\n---\n<b>x</b>'],
    ['partials/free.liquid', '<b>x</b>'],
    ['partials/unused.liquid', '<b>x</b>'],
  ])('but not %s: %j', async (path, text) => {
    await expect(checked(path, text)).resolves.toBeUndefined();
  });
});
