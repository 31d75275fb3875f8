import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readKramdownCases } from './kramdown-read.ts';
import { viewHtml } from './kramdown-view.ts';
import { renderMarkdown } from './render-markdown.ts';

/**
 * Each file is a kind: `%%%% name`, Markdown, `%%%% html` and the HTML that Jekyll 4.3.1 makes of it with its defaults (kramdown 2.4.0,
 * kramdown-parser-gfm 1.1.0, Rouge 3.30.0).
 */
const FOLDER = join(import.meta.dirname, 'kramdown');

/** Where ours differs, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'code/lang extra': 'a fence may have more words than its language',
  'code/fence unclosed': 'a fence that is not closed ends with the text',
  'code/more 20': 'code in a line is not coloured',
  'footnote/two lines': 'a line below a footnote goes on with it',
  'html/div md1 inline': 'kramdown loses the end tag, and prints it',
  'html/li md': 'the same',
  'html/more 37': 'the same',
  'html/pre': 'kramdown loses the end tag behind an unknown element',
  'html/more 21': 'elements without end tags end at a blank line',
  'html/more 31': 'tags of blocks in a line are tags, and no text',
  'ial/on an emphasis and code': 'code in a line is not coloured',
  'link/more 2': 'a title of a reference may be in brackets',
  'link/more 10': 'a backslash in an address is no part of it',
  'link/more 15': 'references have no attribute lists',
  'list/empty item': 'a marker alone is an item, and underlines nothing',
  'list/only marker': 'the same',
  'table/more 16': 'a reference is one with a bar too',
};

const cases = readdirSync(FOLDER)
  .sort()
  .flatMap((file) =>
    readKramdownCases(join(FOLDER, file)).map((each) => ({
      ...each,
      name: `${file.replace('.txt', '')}/${each.name}`,
    })),
  );

const made = (source: string) => renderMarkdown(source, {}, { html: 'kramdown', smart: true }).html ?? '';

describe('Markdown as Jekyll reads it', () => {
  test.each(cases.filter(({ name }) => !Object.hasOwn(DIFFERENT, name)))('$name', ({ source, want }) => {
    expect(viewHtml(made(source))).toEqual(viewHtml(want));
  });

  test.each(cases.filter(({ name }) => Object.hasOwn(DIFFERENT, name)))(
    '$name differs',
    ({ source, want }) => {
      expect(viewHtml(made(source))).not.toEqual(viewHtml(want));
    },
  );

  // Templates write JSON of it without tags.
  test('quotes in code stay as Rouge leaves them', () => {
    expect(
      made('`a "b" &quot;`\n\n```js\nx = "c" + \'d\'\n```\n\n```unknown\n"e"\n```').match(
        /"[b-e]"|&[\w#]+;/g,
      ),
    ).toEqual(['"b"', '&amp;', '"c"', '"e"']);
  });

  test('cases that differ are there', () => {
    const names = new Set(cases.map(({ name }) => name));
    expect(Object.keys(DIFFERENT).filter((name) => !names.has(name))).toEqual([]);
    expect(cases.length).toBeGreaterThan(750);
  });
});
