import { piecesOf } from '../liquid/pieces.ts';
import { type Code, codeAt, codeIn } from './code.ts';

/** A heading of a text, as kramdown names it. */
interface Heading {
  readonly level: number;
  readonly text: string;
  readonly id: string;
  readonly inToc: boolean;
}

const ATX = /^(#{1,6})[ \t]+([^\n]*?)[ \t]*#*[ \t]*$/;
const OWN_ID = /\s*\{[:]?\s*#([\w:-]+)[^}]*\}\s*$/;
const TOC_ITEM = /^[ \t]*(?:[-*+]|\d+\.)[ \t]+\S[^\n]*$/;
const TOC = /^[ \t]*\{:\s*(?:[^}]*\s)?toc(?:\s[^}]*)?\}[ \t]*$/i;

/** Rewrites what kramdown has and our Markdown says in another way. Code stays as it is. */
export function settleKramdown(text: string): string {
  if (!/[#$^|]|\{:|\*\[|^(?:=|-)+$/m.test(text)) return text;
  const codes = codeIn(text);
  const lines = linesOf(text, codes);
  const headings = headingsIn(lines);
  const out: string[] = [];
  let isHidden = false;
  for (const [at, { line, isCode }] of lines.entries()) {
    if (!isCode && (isHidden || /^\{::comment\}/.test(line))) isHidden = !/\{:\/(?:comment)?\}/.test(line);
    else if (isCode) out.push(line);
    else if (TOC_ITEM.test(line) && TOC.test(lines[at + 1]?.line ?? '')) out.push(tocOf(headings));
    else if (!isGone(line, lines[at - 1]?.line ?? ''))
      out.push(headingLine(line) ?? tableLine(line).replaceAll(/\{:(?::nomarkdown|\/nomarkdown|\/)\}/g, ''));
  }
  return settleMath(out.join('\n'));
}

/** Lines that print nothing: abbreviations, options, ends of blocks, and what made the item above a table of contents. */
const isGone = (line: string, above: string): boolean =>
  (TOC.test(line) && TOC_ITEM.test(above)) ||
  /^\*\[[^\]]+\]:/.test(line) ||
  /^\^[ \t]*$/.test(line) ||
  /^[ \t]*\{:(?:::?|\/)?\/?(?:nomarkdown|options)[^}]*\}[ \t]*$/.test(line) ||
  /^[ \t]*\{:\/\}[ \t]*$/.test(line);

interface Line {
  readonly line: string;
  readonly isCode: boolean;
}

const OPENS = /\{%-?\s*(highlight)\b|<(pre|script|style)\b/i;

/** Lines of a text. What is in `{% highlight %}`, `<pre>` and scripts is code too. */
function linesOf(text: string, codes: readonly Code[]): Line[] {
  const blocks = codes.filter(({ kind }) => kind !== 'inline');
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

function headingsIn(lines: readonly Line[]): Heading[] {
  const found: Heading[] = [];
  const used = new Map<string, number>();
  lines.forEach(({ line, isCode }, at) => {
    if (isCode) return;
    const atx = ATX.exec(line);
    const under = atx ? null : /^(=+|-+)[ \t]*$/.exec(lines[at + 1]?.line ?? '');
    if (!atx && !(under && line.trim() !== '' && !/^[ \t]*(?:[-*+>|]|\d+\.)/.test(line))) return;
    const level = atx ? (atx[1] ?? '').length : under?.[1]?.startsWith('=') ? 1 : 2;
    const raw = atx ? (atx[2] ?? '') : line.trim();
    const own = OWN_ID.exec(raw);
    const text = raw.replace(OWN_ID, '').replace(/\s*\{:[^}]*\}\s*$/, '');
    const base = own?.[1] ?? idOf(text);
    const times = used.get(base) ?? 0;
    used.set(base, times + 1);
    const attributes = raw + (lines[at + (atx ? 1 : 2)]?.line ?? '');
    const inToc = !/\{:[^}]*\.no_toc/.test(attributes);
    found.push({ level, text, id: times === 0 ? base : `${base}-${times}`, inToc });
  });
  return found;
}

/** As kramdown's parser for GitHub's Markdown makes it: of the text as it is written. */
const idOf = (text: string): string =>
  text
    .replaceAll(/!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replaceAll(/<[^>]*>/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- \t]/gu, '')
    .replaceAll(/[ \t]/g, '-');

/** A list of links to the headings of a text. */
function tocOf(headings: readonly Heading[]): string {
  const shown = headings.filter(({ inToc }) => inToc);
  const open: number[] = [];
  return shown
    .map(({ level, text, id }) => {
      while (open.length > 0 && (open.at(-1) ?? 0) >= level) open.pop();
      const indent = '  '.repeat(open.length);
      open.push(level);
      return `${indent}- [${text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')}](#${id})`;
    })
    .join('\n');
}

/** A heading whose id Liquid prints. Undefined for all others. */
function headingLine(line: string): string | undefined {
  const atx = ATX.exec(line);
  if (!atx) return undefined;
  const [, marks = '', text = ''] = atx;
  if (OWN_ID.test(text)) return undefined;
  if (/\{\{/.test(text)) return printed(marks.length, text);
  return undefined;
}

/** A bar in code parts no cells in kramdown. */
const tableLine = (line: string): string =>
  /^[ \t]*\|/.test(line) && line.includes('`')
    ? line.replaceAll(/`[^`]*`/g, (code) => code.replaceAll(/(?<!\\)\|/g, '\\|'))
    : line;

function printed(level: number, text: string): string | undefined {
  if (/[*_`[\]<]|\{%|\{:/.test(text.replaceAll(/\{\{.*?\}\}/g, ''))) return undefined;
  const parts = piecesOf(text).map((piece) =>
    piece.kind === 'output'
      ? `{{ ${text.slice(piece.inner.start, piece.inner.end).trim()} | slugify }}`
      : idOf(text.slice(piece.start, piece.end)),
  );
  return `<h${level} id="${parts.join('')}">${text}</h${level}>\n`;
}

const SPECIAL = /[\\*_`[\]<>&^~"'|.$#+-]/g;

/** `$$x$$` as MathJax reads it: `\(x\)` in a line, `\[x\]` alone in a block. */
function settleMath(text: string): string {
  if (!text.includes('$$')) return text;
  const codes = codeIn(text);
  return text.replaceAll(
    /(^|\n[ \t]*\n)?([ \t]*)\$\$((?:[^$]|\$(?!\$))+?)\$\$(?=([ \t]*(?:\n[ \t]*\n|\n*$))?)/g,
    (...all) => {
      const [whole, before, indent, math, after] = all as unknown as [
        string,
        string?,
        string?,
        string?,
        string?,
      ];
      const at = Number(all.find((each) => typeof each === 'number'));
      if (codeAt(codes, at)) return whole;
      const isBlock = before !== undefined && after !== undefined;
      const inner = (math ?? '').trim().replaceAll(SPECIAL, (sign) => `&#${sign.charCodeAt(0)};`);
      const [open, close] = isBlock ? ['[', ']'] : ['(', ')'];
      return `${before ?? ''}${indent ?? ''}&#92;${open === '[' ? '&#91;' : open}${inner}&#92;${close === ']' ? '&#93;' : close}`;
    },
  );
}
