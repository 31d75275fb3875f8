import { expect, test } from 'vitest';
import { decodeHtml } from '../../move-in/html/charset.ts';
import { layoutsOf } from '../../move-in/html/layouts/layouts.ts';
import { rooted } from '../../move-in/html/layouts/rooted.ts';
import { pathsIn, tokensOf } from '../../move-in/jekyll/liquid/markup.ts';
import { codeIn } from '../../move-in/jekyll/markdown/code.ts';
import { definitionsIn } from '../../move-in/jekyll/markdown/definitions.ts';
import { withOptions } from '../../move-in/jekyll/markdown/kramdown.ts';
import type { planOf } from '../../move-in/jekyll/plan.ts';
import { moveIn } from '../../move-in/move-in.ts';
import { sourceOf } from '../../move-in/source.ts';
import { cpuTime } from '../support/cpu-time.ts';

const LENGTH = 300_000;
const again = (unit: string): string => unit.repeat(LENGTH / unit.length);
const twoPages = (html: string) => [
  { html, address: '/a' },
  { html: `${html} more`, address: '/b' },
];
const definitions = (text: string) => definitionsIn(text, {} as ReturnType<typeof planOf>); // none of these is read further

/** What takes a text, and pieces whose repetition took the square of its length. */
const CASES: readonly (readonly [name: string, read: (text: string) => unknown, units: readonly string[]])[] =
  [
    ['decodeHtml', (text) => decodeHtml(new TextEncoder().encode(text)), ['<a', '<script></script ']],
    [
      'the encoding in a meta',
      (text) => decodeHtml(new TextEncoder().encode(`<meta charset=${text}>`)),
      [' '],
    ],
    ['layoutsOf', (text) => layoutsOf(twoPages(text)), ['<a', '<script></script ', '<body>']],
    ['rooted', (text) => rooted(text, '/a'), ['<a', '<aa']],
    ['codeIn', codeIn, ['`\n', '` ``', '\n', '```a\n', '~~~ a\n']],
    ['pathsIn', (text) => pathsIn(tokensOf(text, { start: 0, end: text.length })), ['[a', 'a[', 'a.[']],
    ['withOptions', (text) => withOptions(text, { toc_levels: '1..3' }), ['{:', '{:a']],
    ['definitionsIn', definitions, ['[{{', '[a{{', '[{{}}']],
    ['definitionsIn with comments', (text) => definitions(`[{{a}}]:\npage.a\n${text}`), ['{% comment %}']],
  ];

test.each(CASES.flatMap(([name, read, units]) => units.map((unit) => [name, unit, read] as const)))(
  '%s: the time for %j again and again grows with the length',
  (_, unit, read) => {
    expect(cpuTime(() => read(again(unit)))).toBeLessThan(3000);
  },
);

test('so does the time for code that is not closed', async () => {
  const source = sourceOf({ 'index.html': `---\n---\n${again('{% highlight x %}')}` });
  const start = process.cpuUsage();
  await moveIn(source, 'jekyll', { now: 0 });
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(3000);
});
