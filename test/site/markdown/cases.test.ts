import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderMarkdown } from './render-markdown.ts';

/** Each file: remarks, then `=== markdown`, `=== data` (JSON, may be left out) and `=== html` or `=== problems`. */
const FOLDER = join(import.meta.dirname, 'cases');

function sectionsOf(text: string): ReadonlyMap<string, string> {
  const parts = text.split(/^=== (\w+)\n/m);
  const sections = new Map<string, string>();
  for (let at = 1; at < parts.length; at += 2) sections.set(parts[at] ?? '', parts[at + 1] ?? '');
  return sections;
}

test.each(readdirSync(FOLDER).sort())('%s', (file) => {
  const sections = sectionsOf(readFileSync(join(FOLDER, file), 'utf8'));
  const source = (sections.get('markdown') ?? '').replace(/\n$/, '');
  const { html, diagnostics } = renderMarkdown(source, JSON.parse(sections.get('data') ?? '{}'));
  const found = diagnostics.map(({ severity, code, start, end }) => {
    const text = source.slice(start.offset, end.offset).replaceAll('\n', '\\n');
    return `${severity} ${code} ${start.line}:${start.column} ${text}`;
  });
  expect(found.join('\n')).toBe((sections.get('problems') ?? '').trim());
  if (!sections.has('problems') || sections.has('html')) {
    // Blank lines between blocks are where lines of tags stood.
    expect(html?.replace(/\n+/g, '\n').trim()).toBe((sections.get('html') ?? '').trim());
  }
});
