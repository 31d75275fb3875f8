import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from './render-markdown.ts';

/**
 * What GitHub's extensions of CommonMark (GFM 0.29: tables, task lists, strikethrough, autolinks, disallowed HTML) are for, an
 * example for each rule of its text, by the section of that rule. Ours are in our own words; `otherwise` says why one differs.
 */
interface Example {
  readonly rule: string;
  readonly markdown: string;
  readonly html: string;
  readonly otherwise?: string;
}

const FILE = join(import.meta.dirname, 'gfm.txt');

const examples: Example[] = readFileSync(FILE, 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map((text) => {
    const [rule = '', ...rest] = text.split('\n');
    const [markdown = '', html = ''] = rest.join('\n').split(/^\.\n/m);
    const [name = '', otherwise] = rule.split(' | otherwise: ');
    return { rule: name, markdown, html, ...(otherwise && { otherwise }) };
  });

/** As GitHub writes what means the same: `align`, `del`, the order of attributes, and white space between elements. */
const normal = (html: string) =>
  html
    .replace(/ style="text-align:(\w+)"/g, ' align="$1"')
    .replace(/<input type="checkbox"( checked)? disabled>/g, '<input$1 disabled type="checkbox">')
    .replace(/<(li|ul) class="[\w -]*">/g, '<$1>')
    .replaceAll(' />', '>')
    .replace(/<(\/?)s>/g, '<$1del>')
    .replace(/\s+/g, ' ')
    .replaceAll('> <', '><')
    .trim();

const got = ({ markdown }: Example) => normal(renderMarkdown(markdown, {}, { ids: false }).html ?? '');

describe('GFM', () => {
  test.each(examples.filter(({ otherwise }) => !otherwise))('$rule', (example) => {
    expect(got(example)).toBe(normal(example.html));
  });

  const differing = examples.filter(({ otherwise }) => otherwise);

  test.each(differing)('$rule: otherwise, since $otherwise', (example) => {
    expect(got(example)).not.toBe(normal(example.html));
  });

  test('its score is known', () => {
    expect([examples.length - differing.length, examples.length]).toEqual([16, 22]);
  });
});
