import type { Span } from '../../liquid/compile/ast.ts';
import type { CompileOptions } from '../../liquid/compile/compile.ts';
import { type Findings, positionsIn } from '../../liquid/compile/diagnostics.ts';
import { Scanner, type Token, type TokenSource, type Verbatim } from '../../liquid/compile/scan.ts';
import type { Links } from '../files/given.ts';
import type { FileLink } from './file-links.ts';
import { type Heading, headingsOf } from './headings.ts';
import { AreaFull, type Piece } from './liquid/marks.ts';
import { Reading } from './liquid/reading.ts';
import { withoutTail, withTail } from './liquid/run-fence.ts';
import type { MarkdownOptions } from './options.ts';
import { readMarkdown } from './reader.ts';
import { MAX_HTML, OutputTooLarge } from './size-limit.ts';
import { wordsIn } from './words.ts';

/**
 * Reads Markdown for Liquid's parser: HTML is its text, and each piece of Liquid is read where it is in the
 * author's file, so that messages and positions are of that file.
 */
export function markdownReader(options: MarkdownOptions = {}, around: Around = {}): Read {
  return (tailed, offset, findings) => {
    const source = withoutTail(tailed);
    const text = readText(source, offset, options, findings, around.links);
    for (const link of text.links) around.found?.(link);
    return tokensOf(source, text.body, findings);
  };
}

/** The files that a text's links may name. */
interface Around {
  readonly links?: Links | undefined;
  /** Is given each target that may be the name of a file. */
  readonly found?: (link: FileLink) => void;
}

/** Pieces that were read, for the parser. */
function tokensOf(source: string, parts: Parts, findings: Findings): TokenSource {
  return new MarkdownSource(source, parts, findings);
}

type Read = NonNullable<CompileOptions['read']>;

/** HTML and pieces of Liquid, in order. */
export type Parts = readonly (string | Piece)[];

/** A text, and what is known about it without showing it. */
export interface MarkdownText {
  readonly body: Parts;
  /** Its beginning: to `<!-- more -->`, else to the end of its first paragraph. */
  readonly excerpt: Parts;
  readonly words: number;
  readonly toc: readonly Heading[];
  readonly links: readonly FileLink[];
}

/** Reads a text once for all that is made of it. What is wrong goes to `findings`; the text is then empty. */
function readText(
  source: string,
  offset: number,
  options: MarkdownOptions,
  findings: Findings,
  links: Links = {},
): MarkdownText {
  const start = { start: offset, end: Math.min(offset + 1, source.length) };
  try {
    const reading = new Reading(source, offset, findings);
    const { tokens, html, excerpt, files } = readMarkdown(source.slice(offset), options, reading, links);
    const parts = (text: string) => [...reading.marks.cut(text)];
    return {
      body: parts(html),
      excerpt: parts(excerpt),
      words: wordsIn(tokens),
      toc: headingsOf(tokens),
      links: placed(files, reading, source, start.start),
    };
  } catch (error) {
    if (error instanceof OutputTooLarge) {
      const message = `This text becomes more than the limit of ${MAX_HTML} characters of HTML.`;
      const help = 'Part it into several, or use fewer references to long addresses.';
      findings.error('too_long', message, start, help);
    } else if (error instanceof AreaFull) findings.error('private_use', error.message, start);
    else throw error;
    return { body: [], excerpt: [], words: 0, toc: [], links: [] };
  }
}

function placed(targets: readonly string[], reading: Reading, source: string, start: number): FileLink[] {
  if (targets.length === 0) return [];
  const positionOf = positionsIn(source);
  const places = targets.map((target) => ({
    target,
    ...(reading.targets.get(target) ?? { start, end: start }),
  }));
  places.sort((a, b) => a.start - b.start);
  return places.map((at) => ({ ...at, start: positionOf(at.start), end: positionOf(at.end) }));
}

/** HTML and pieces of Liquid in order, as the parser wants them. */
class MarkdownSource implements TokenSource {
  private readonly source: string;
  /** With what fences that run need. */
  private readonly tailed: string;
  private readonly parts: Parts;
  private readonly findings: Findings;
  private scanner: Scanner;
  private at = 0;
  private end = 0;
  private trimNext = false;

  constructor(source: string, parts: Parts, findings: Findings) {
    this.source = source;
    this.tailed = withTail(source);
    this.parts = parts;
    this.findings = findings;
    this.scanner = new Scanner(source, source.length, findings);
  }

  next(): Token | undefined {
    while (this.at < this.parts.length) {
      const part = this.parts[this.at++];
      const token = typeof part === 'string' ? this.text(part) : part && this.piece(part);
      if (token) return token;
    }
    return undefined;
  }

  verbatim(endTag: string): Verbatim | undefined {
    return this.passed(this.scanner.verbatim(endTag));
  }

  comment(): boolean {
    return this.passed(this.scanner.comment());
  }

  private text(html: string): Token | undefined {
    const following = this.parts[this.at];
    const trimEnd = typeof following === 'object' && this.source[following.start + 2] === '-';
    const left = this.trimNext ? html.trimStart() : html;
    const text = trimEnd ? left.trimEnd() : left;
    this.trimNext = false;
    // HTML stands for what is between two pieces; where Markdown moved it, for nothing there.
    const end = typeof following === 'object' ? Math.max(this.end, following.start) : this.source.length;
    return text === '' ? undefined : { kind: 'text', start: this.end, end, text };
  }

  private piece({ start }: Piece): Token | undefined {
    const { end } = this;
    this.scanner = new Scanner(this.tailed, start, this.findings);
    const token = this.scanner.next();
    this.passed(token);
    if (start >= this.source.length) this.end = end; // what follows is not behind the file, where this is
    return token;
  }

  private passed<T extends Span | boolean | undefined>(found: T): T {
    this.end = this.scanner.position;
    this.trimNext = this.scanner.trims;
    return found;
  }
}

/** What a compiler needs of Markdown. */
export const TEXTS = { markdownReader, readText, tokensOf, withTail } as const;
