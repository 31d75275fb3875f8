import { parameter } from '../liquid/paths.ts';
import { piecesOf } from '../liquid/pieces.ts';
import type { Plan } from '../plan.ts';
import { relativeName } from '../source/relative.ts';
import { codeAt, codeIn } from './code.ts';
import { definitionsIn } from './definitions.ts';
import { isHalf } from './halves.ts';

const INCLUDE = /^\s*(?:"([^"]+)"|'([^']+)'|([^\s=]+))(?=\s|$)/;
const ARGUMENT = /([\w-]+)\s*=\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w.[\]'"-]+)/g;
const SIGNS =
  /^(?:#{1,6}|[-*+]|\d+\.|>)[ \t]|^[ \t]*\|.*\||```|\*\*|\]\(|\{:|(?<![\w*])[*_]\w[^*_\n]*[*_](?!\w)/m;

/** Lines that nothing but Markdown has, among HTML too. */
const LINES = /^(?:#{1,6}[ \t]+\S|\*\*\*[ \t]*$|```)/m;

/** Includes in includes that are followed. */
const MOST = 8;

/**
 * Markdown with the text of each include that holds Markdown in its place: in Jekyll includes run before Markdown, and a partial here
 * prints HTML. So with each that holds one half of an element. Values of parameters that are texts are written where they print.
 */
export function inlineIncludes(text: string, plan: Plan, source: string, depth = 0): string {
  if (depth > MOST || !/\{%-?\s*include/.test(text)) return text;
  const codes = codeIn(text, plan.site.config.blockHtml);
  const parts = piecesOf(text).map((piece) => {
    const whole = text.slice(piece.start, piece.end);
    if (piece.kind !== 'tag' || !/^include(?:_cached|_relative)?$/.test(piece.name)) return whole;
    if (codeAt(codes, piece.start)) return whole;
    const inner = text.slice(piece.inner.start, piece.inner.end);
    const named = INCLUDE.exec(inner);
    const given = (named?.[1] ?? named?.[2] ?? named?.[3] ?? '').replace(/^\.?\//, '');
    const path = piece.name === 'include_relative' ? relativeName(source, given) : given;
    const file = plan.site.includes.get(path);
    const definitions = file && definitionsIn(file.text, plan);
    if (definitions !== undefined) return `\n${definitions}\n`;
    if (!named || !file || !(isMarkdown(path, file.text) || isHalf(file.text))) return whole;
    const values = argumentsOf(inner.slice(named[0].length));
    const content = file.text.trimEnd();
    const filled = fill(content, values) ?? assigned(content, values);
    if (filled === undefined) return whole;
    return inlineIncludes(filled, plan, source, depth + 1);
  });
  return parts.join('');
}

/** Whether a file is Markdown by its ending, or has signs of it and no markup of its own. */
const isMarkdown = (path: string, text: string): boolean =>
  !text.startsWith('---') &&
  (/\.(?:md|markdown)$/i.test(path) ||
    /<[^<>]*\smarkdown\s*=\s*["']?(?:1|span|block)\b/.test(text) ||
    (/<[a-z!/]/i.test(text) ? LINES : SIGNS).test(text));

const argumentsOf = (markup: string): Map<string, string> =>
  new Map(Array.from(markup.matchAll(ARGUMENT), ([, key = '', value = '']) => [key, value]));

/** The text of an include behind tags that set its parameters; undefined where a value can't be written in a tag. */
function assigned(text: string, values: ReadonlyMap<string, string>): string | undefined {
  if ([...values.values()].some((value) => value.includes('\\') || value.includes('%}'))) return undefined;
  const read = new Set(Array.from(text.matchAll(/\binclude\.([\w-]+)/g), ([, name = '']) => name));
  const tags = [...read].map((name) => `{% assign ${parameter(name)} = ${values.get(name) ?? 'nil'} %}`);
  return `${tags.join('')}${/^(?:[#>*+|~`-]|\d+\.)/.test(text) ? '\n' : ''}${text}`;
}

/** The text of an include with its parameters; undefined where they are read in tags, or in ways that a value can't be put in. */
function fill(text: string, values: ReadonlyMap<string, string>): string | undefined {
  let isPlain = true;
  const parts = piecesOf(text).map((piece) => {
    const whole = text.slice(piece.start, piece.end);
    if (piece.kind === 'text' || !whole.includes('include.')) return whole;
    if (piece.kind !== 'output') {
      isPlain = false;
      return whole;
    }
    const found = /^\{\{(-?)\s*include\.([\w-]+)\s*(\|[\s\S]*?)?(-?)\}\}$/.exec(whole);
    const value = values.get(found?.[2] ?? '') ?? "''";
    const literal = /^(["'])([\s\S]*)\1$/.exec(value)?.[2]?.replaceAll(/\\(["'\\])/g, '$1');
    if (!found) isPlain = false;
    if (literal !== undefined && found?.[3] === undefined && found?.[1] === '' && found[4] === '')
      return literal;
    return `{{${found?.[1] ?? ''} ${value} ${found?.[3] ?? ''}${found?.[4] ?? ''}}}`;
  });
  return isPlain ? parts.join('') : undefined;
}
