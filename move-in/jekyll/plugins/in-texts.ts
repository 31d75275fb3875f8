import type { Span } from '../liquid/pieces.ts';
import { codeIn } from '../markdown/code.ts';

/** Where something begins that may be no text: Liquid, comments, tags. */
const OPENING = /\{%|\{\{|<!--|<\/?[a-z!]/gi;
/** Tags of Liquid and elements whose content is no text that plugins look at. */
const WHOLE_TAG = /^\{%-?\s*(highlight|raw|comment)\b/;
const WHOLE_ELEMENT = /^<(pre|code|tt|script|style|title|textarea)\b/i;
const LINK_ELEMENT = /^<(a)\b/i;
/** No text in Markdown: where links lead, titles and attributes, what is read out for pictures. */
const NOT_IN_MARKDOWN =
  /!\[[^[\]\n]*(?=\])|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|^ {0,3}\[[^\]\n]+\]:.*|\{:[^}\n]{0,300}\}|<[a-z][a-z0-9+.-]*:[^<>\s]*>/gim;
const MARKDOWN_LINKS = /\[[^[\]\n]*\](?:\([^()\n]*\)|\[[^[\]\n]*\])/g;

/** How a text is read. */
interface Reading {
  readonly isMarkdown: boolean;
  /** Whether texts of links count. */
  readonly inLinks: boolean;
}

/** Replaces what `replace` finds in the text that visitors read, from the body of a page on; what is around it stays. */
export function inText(source: string, reading: Reading, replace: (text: string) => string): string {
  const body = reading.isMarkdown ? 0 : source.search(/<body\b/i);
  let at = Math.max(0, body);
  let made = source.slice(0, at);
  for (const { start, end } of [...notText(source, reading), { start: source.length, end: source.length }]) {
    if (start > at) made += replace(source.slice(at, start));
    if (end > at) made += source.slice(Math.max(at, start), end);
    at = Math.max(at, end);
  }
  return made;
}

/** Stretches that are no text, by where they begin. They may be in each other. */
function notText(source: string, { isMarkdown, inLinks }: Reading): readonly Span[] {
  const patterns = isMarkdown ? [NOT_IN_MARKDOWN, ...(inLinks ? [] : [MARKDOWN_LINKS])] : [];
  const found = patterns.flatMap((pattern) =>
    Array.from(source.matchAll(pattern), ({ 0: text, index }) => ({
      start: index,
      end: index + text.length,
    })),
  );
  const all = [...found, ...(isMarkdown ? codeIn(source) : []), ...markupIn(source, inLinks)];
  return all.sort((a, b) => a.start - b.start);
}

function* markupIn(source: string, inLinks: boolean): Generator<Span> {
  const closings = new Closings(source);
  let at = 0;
  for (const { index: start } of source.matchAll(OPENING)) {
    if (start < at) continue;
    const head = source.slice(start, start + 40);
    const name = (WHOLE_ELEMENT.exec(head) ?? (inLinks ? null : LINK_ELEMENT.exec(head)))?.[1];
    const tag = WHOLE_TAG.exec(head)?.[1];
    const end =
      tag !== undefined
        ? closings.behind(`\\{%-?\\s*end${tag}\\s*-?%\\}`, start)
        : name !== undefined
          ? closings.behind(`</${name}\\s*>`, start)
          : undefined;
    at = end ?? closings.behind(closingOf(head), start) ?? start;
    if (at > start) yield { start, end: at };
  }
}

const closingOf = (head: string): string =>
  head.startsWith('{%') ? '%\\}' : head.startsWith('{{') ? '\\}\\}' : head.startsWith('<!--') ? '-->' : '>';

/** Ends of what is open. What has none is looked for once, so that many of them take no square of time. */
class Closings {
  readonly #source: string;
  readonly #missing = new Set<string>();

  constructor(source: string) {
    this.#source = source;
  }

  /** Behind the first `pattern` from a place on. */
  behind(pattern: string, from: number): number | undefined {
    if (this.#missing.has(pattern)) return undefined;
    const search = new RegExp(pattern, 'gi');
    search.lastIndex = from;
    if (search.exec(this.#source)) return search.lastIndex;
    this.#missing.add(pattern);
    return undefined;
  }
}
