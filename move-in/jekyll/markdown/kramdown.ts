import { piecesOf } from '../liquid/pieces.ts';
import { type Data, isData } from '../source/yaml.ts';
import { codeAt, codeIn } from './code.ts';

const ATX = /^#{1,6}[ \t]+([^\n]*?)[ \t]*#*[ \t]*$/;
const OWN_ID = /\{:?\s*#[\w:-]+[^}]*\}\s*$/;

/** Gives headings that Liquid prints their ids: all else that kramdown has, our Markdown reads. Code stays as it is. */
export function settleKramdown(text: string): string {
  if (!/^#.*\{\{/m.test(text)) return text;
  const lines = linesOf(text);
  return lines.map(({ line, isCode }) => (isCode ? undefined : headingLine(line)) ?? line).join('\n');
}

interface Line {
  readonly line: string;
  readonly isCode: boolean;
}

const OPENS = /\{%-?\s*(highlight)\b|<(pre|script|style)\b/i;

/** Lines of a text. What is in `{% highlight %}`, `<pre>` and scripts is code too. */
function linesOf(text: string): Line[] {
  const blocks = codeIn(text).filter(({ kind }) => kind !== 'inline');
  let at = 0;
  let closing: RegExp | undefined;
  return text.split('\n').map((line) => {
    const inCode = codeAt(blocks, at) !== undefined;
    at += line.length + 1;
    if (closing) {
      if (closing.test(line)) closing = undefined;
      return { line, isCode: true };
    }
    const opens = inCode ? null : OPENS.exec(line);
    const name = opens?.[1] ?? opens?.[2];
    const end =
      name === undefined ? undefined : new RegExp(name === 'highlight' ? 'endhighlight' : `</${name}`, 'i');
    if (end && !end.test(line.slice(opens?.index))) closing = end;
    return { line, isCode: inCode || end !== undefined };
  });
}

/** Undefined for lines that stay. */
function headingLine(line: string): string | undefined {
  const [, text = ''] = ATX.exec(line) ?? [];
  if (!text.includes('{{') || OWN_ID.test(text)) return undefined;
  if (/[`[\]<]|\{%|\{:/.test(text.replaceAll(/\{\{.*?\}\}/g, ''))) return undefined;
  const parts = piecesOf(text).map((piece) =>
    piece.kind === 'output'
      ? `{{ ${text.slice(piece.inner.start, piece.inner.end).trim()} | slugify }}`
      : idOf(text.slice(piece.start, piece.end)),
  );
  return `${line}\n{: id="${parts.join('')}"}`;
}

/** As kramdown's parser for GitHub's Markdown makes it. */
export const idOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- \t]/gu, '')
    .replaceAll(/[ \t]/g, '-');

/** A text behind what `kramdown:` in `_config.yml` says of what is in it: the levels of its table of contents, Markdown in its HTML, numbers of lines of code. */
export function withOptions(text: string, kramdown: unknown): string {
  if (!isData(kramdown)) return text;
  const { toc_levels: levels, parse_block_html: blocks } = kramdown;
  const numbers = String(levels ?? '').match(/[1-6]/g);
  const lines = lineNumbers(kramdown);
  const options = [
    ...(numbers && /\{:[^{}]*toc/.test(text) ? [`toc_levels="${numbers[0]}..${numbers.at(-1)}"`] : []),
    ...(blocks === true && /^ {0,3}<[a-z]/im.test(text) ? ['parse_block_html="true"'] : []),
    ...(lines !== '' && mayHaveBlocks(text) ? [`syntax_highlighter_opts="${lines}"`] : []),
  ];
  return options.length > 0 ? `{::options ${options.join(' ')} /}\n\n${text.replace(/^\n+/, '')}` : text;
}

/** Whether there may be a block of code in a text. */
const mayHaveBlocks = (text: string): boolean => /^[ >]*(?:```|~~~)|^ *(?: {4}|\t)/m.test(text);

/** What Rouge does with the lines of a block of code; the options of blocks go before those of all code. */
function lineNumbers({ syntax_highlighter_opts: all }: Data): string {
  if (!isData(all)) return '';
  const { line_numbers: has, start_line: first } = { ...all, ...(isData(all.block) ? all.block : {}) };
  if (has !== true) return '';
  return `line_numbers: true${typeof first === 'number' && first !== 1 ? `, start_line: ${first}` : ''}`;
}
