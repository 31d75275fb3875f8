import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { compileFile } from '../../../site/files/compile-file.ts';
import { linkFiles } from '../../../site/markdown/file-links.ts';

const codesOf = (text: string) => [
  ...new Set(compileFile('content/posts/a.md', text).diagnostics.map(({ code }) => code)),
];

test.each([
  ['outputs in one paragraph', '{{ 1 }} '.repeat(130_000), []],
  ['lines of tags', '{%a%}\n'.repeat(170_000), ['unknown_tag']],
  ['lines of tags behind a list', `- a\n${'{%if a%}\n'.repeat(110_000)}`, ['unclosed_block', 'nesting']],
])('a text of 1 MB of %s is read as a short one is', (_, text, codes) => {
  expect(codesOf(text)).toEqual(codes);
});

test('one target of many links is looked at once', () => {
  const links = new MarkdownIt().parse(`[a]: /${'x'.repeat(1_000)}\n\n${'[a] '.repeat(50)}`, {});
  let asked = 0;
  const found = linkFiles(links, {}, () => {
    asked++;
    return false;
  });
  expect([found, asked]).toEqual([[], 1]);
});
