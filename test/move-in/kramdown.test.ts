import { describe, expect, test } from 'vitest';
import { compile } from '../../liquid/compile/compile.ts';
import { link } from '../../liquid/run/link.ts';
import { render } from '../../liquid/run/render.ts';
import { moveIn } from '../../move-in/move-in.ts';
import { sourceOf } from '../../move-in/source.ts';
import '../../site/extensions/markdownify-filter.ts';
import { NeedsMore } from '../../liquid/run/late.ts';
import { markdownReader } from '../../site/markdown/compile.ts';
import { withTail } from '../../site/markdown/liquid/run-fence.ts';
import { readKramdownCases } from '../site/markdown/kramdown-read.ts';
import { viewHtml } from '../site/markdown/kramdown-view.ts';

/** Markdown with Liquid, and what Jekyll makes of it with this data: Liquid runs first there. */
const CASES = readKramdownCases(new URL('liquid-in-kramdown.txt', import.meta.url).pathname);
const DATA = {
  x: 'Word',
  u: '/base',
  n: 3,
  a: true,
  items: ['one', 'two'],
  md: 'Some *md* "q" -- x',
  mdh: '## Head it\n\n- a\n- b\n\ntext[^1]\n\n[^1]: n',
  html: '<b>bold</b>',
  mds: '*em* text',
};

/** Where the moved text differs, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'for list': 'lines of tags leave blank lines there, so that items hold paragraphs',
  'md output': 'what a value holds is not Markdown',
};

async function made(source: string): Promise<string> {
  const files = { Gemfile: 'gem "jekyll"\n', 'index.md': `---\ntitle: x\n---\n${source}` };
  const moved = (await moveIn(sourceOf(files), 'jekyll', { now: 0 })).files.get('pages/index.md');
  const text = moved && 'text' in moved ? moved.text.replace(/^---\n[\s\S]*?---\n/, '') : '';
  const options = { html: 'kramdown', smart: true } as const;
  const { program, diagnostics } = compile(withTail(text), {
    name: 'pages/index.md',
    read: markdownReader(options),
    vouched: () => true,
  });
  if (!program) return JSON.stringify(diagnostics);
  const partial = () => {
    throw new Error('These texts have no partials.');
  };
  const html = () => render(link(program), DATA, { escape: true, partial }).output;
  try {
    return html();
  } catch (error) {
    if (!(error instanceof NeedsMore)) throw error;
    await error.load?.();
    return html();
  }
}

describe('a text of Jekyll that has moved prints what it did', () => {
  test.each(CASES.filter(({ name }) => !Object.hasOwn(DIFFERENT, name)))(
    '$name',
    async ({ source, want }) => {
      expect(viewHtml(await made(source))).toEqual(viewHtml(want));
    },
  );

  test.each(CASES.filter(({ name }) => Object.hasOwn(DIFFERENT, name)))('$name differs', async (each) => {
    expect(viewHtml(await made(each.source))).not.toEqual(viewHtml(each.want));
  });
});
