import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from './render-markdown.ts';

const require = createRequire(import.meta.url);
// The package has no types.
const { tests } = require('commonmark-spec') as {
  readonly tests: readonly { readonly number: number; readonly markdown: string; readonly html: string }[];
};

/** Examples that come out otherwise, on purpose: a bare address is a link, as GitHub has it. */
const AUTOLINKS = [602, 608, 611];

const examples = tests.map(({ number, markdown, html }) => ({
  number,
  source: markdown.replaceAll('→', '\t'),
  html: html.replaceAll('→', '\t'),
}));

/** HTML as HTML5 writes it: `<hr>` for `<hr />`, and no line end in an element that is empty. */
const asHtml5 = (html: string) =>
  html.replaceAll(' />', '>').replace(/<blockquote>\s*<\/blockquote>/g, '<blockquote></blockquote>');

/** Without the colours of code, which the specification has none of. */
const withoutColours = (html: string) => html.replace(/<span class="tok-[^"]*">([^<]*)<\/span>/g, '$1');

describe('CommonMark', () => {
  test('has 652 examples', () => expect(examples).toHaveLength(652));

  test.each(examples.filter(({ number }) => !AUTOLINKS.includes(number)))(
    'example $number',
    ({ source, html }) => {
      const got = renderMarkdown(source, {}, { ids: false });
      const made = got.html ?? String(got.diagnostics[0]?.message);
      expect(withoutColours(asHtml5(made))).toBe(asHtml5(html));
    },
  );

  test.each(AUTOLINKS)('example %i links its bare address', (number) => {
    const got = renderMarkdown(examples[number - 1]?.source ?? '', {}, { ids: false });
    expect(got.html).toMatch(/<a href="https:\/\/(foo\.bar|example\.com)/);
  });
});
