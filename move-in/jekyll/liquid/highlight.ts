import { figure } from '../../../site/markdown/kramdown/code/code.ts';
import type { Piece } from './pieces.ts';
import type { Tag, Work } from './work.ts';

/** `{% highlight ruby %}…{% endhighlight %}`: a fence in Markdown, else `<pre>`. */
export function highlight(piece: Tag, rewriter: Work): string | undefined {
  const { pieces, text, template } = rewriter;
  const start = rewriter.at;
  const end = endBehind(pieces, start);
  const close = pieces[end];
  if (!close) return '';
  const [language = '', ...options] = text.slice(piece.inner.start, piece.inner.end).trim().split(/\s+/);
  const inside = pieces.slice(start + 1, end);
  const runs = inside.some(({ kind }) => kind === 'output' || kind === 'tag');
  const code = inside
    .map((each) =>
      each.kind === 'raw' ? text.slice(each.inner.start, each.inner.end) : rewriter.rewritten(each),
    )
    .join('')
    .replace(/^\n+|\s+$/g, '');
  rewriter.at = end;
  rewriter.edits.replace(piece.end, close.end, '');
  const shown = runs
    ? `{% capture code %}${code}{% endcapture %}{{ code | escape }}`
    : guarded(escapeHtml(code));
  const hasNumbers = options.some((each) => /^linenos/.test(each));
  if (template.isMarkdown && !runs && !rewriter.inHtml) {
    const info = `${language} highlight${hasNumbers ? ' linenos' : ''}`;
    return fence(code, info, indentOf(text, piece.start));
  }
  return figure(shown, language, hasNumbers).trimEnd();
}

/** Where the last `endhighlight` of a template is: behind it nothing has to be looked through. */
const lastEnds = new WeakMap<readonly Piece[], number>();

function endBehind(pieces: readonly Piece[], start: number): number {
  const isEnd = (at: number): boolean => {
    const piece = pieces[at];
    return piece?.kind === 'tag' && piece.name === 'endhighlight';
  };
  let last = lastEnds.get(pieces);
  if (last === undefined) {
    last = pieces.findLastIndex((_, at) => isEnd(at));
    lastEnds.set(pieces, last);
  }
  for (let at = start + 1; at <= last; at++) if (isEnd(at)) return at;
  return -1;
}

const indentOf = (text: string, at: number): string => {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^\s*$/.test(line) ? line : '';
};

function fence(code: string, info: string, indent: string): string {
  const longest = Math.max(2, ...Array.from(code.matchAll(/`+/g), ([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  const lines = code.split('\n').map((line) => (line === '' ? line : indent + line));
  return `\n${indent}${mark}${info}\n${lines.join('\n')}\n${indent}${mark}\n`;
}

const guarded = (text: string): string => (/\{[{%]/.test(text) ? `{% raw %}${text}{% endraw %}` : text);

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
