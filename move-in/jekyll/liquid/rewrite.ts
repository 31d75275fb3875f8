import type { ReportBuilder } from '../../report.ts';
import { type Code, codeAt, codeIn } from '../markdown/code.ts';
import type { Plan } from '../plan.ts';
import { tocOutput } from '../plugins/toc.ts';
import { Edits } from './edits.ts';
import { isClean, rewriteFilters } from './filters.ts';
import { dropLaxSigns } from './lax-signs.ts';
import { chainOf, pathsIn, type Token, tokensOf } from './markup.ts';
import { mapPath, ownVariable, type Reading } from './paths.ts';
import { type Piece, piecesOf, type Span } from './pieces.ts';
import { HtmlPlace } from './places.ts';
import { Scope } from './scope.ts';
import { rewriteTag } from './tags.ts';
import { isMarkup, isPlain } from './values.ts';
import type { Template, Work } from './work.ts';

/** Rewrites the Liquid of a template. What needs no change stays as it is. */
export function rewriteLiquid(text: string, template: Template): string {
  return new Rewriter(text, template).run();
}

class Rewriter implements Work {
  readonly text: string;
  readonly template: Template;
  readonly plan: Plan;
  readonly scope = new Scope();
  readonly edits = new Edits();
  readonly source: string;
  readonly role: Reading['role'];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly pieces: readonly Piece[];
  /** Code of Markdown, where no Liquid runs. */
  readonly #codes: readonly Code[];
  /** Which piece is read. */
  at = 0;
  readonly #html = new HtmlPlace();
  readonly #prelude = new Set<string>();
  #before = '';

  constructor(text: string, template: Template) {
    this.text = text;
    this.template = template;
    this.plan = template.plan;
    this.source = template.source;
    this.role = template.role;
    this.layout = template.layout ?? {};
    this.pieces = piecesOf(text);
    this.#codes = template.isMarkdown ? codesOf(text, template) : [];
  }

  get inHtml(): boolean {
    return this.#html.inBlock;
  }

  get report(): ReportBuilder {
    return this.plan.report;
  }

  run(): string {
    for (; this.at < this.pieces.length; this.at++) {
      const piece = this.pieces[this.at];
      if (!piece) break;
      this.#before = '';
      if (codeAt(this.#codes, piece.start)) continue;
      if (piece.kind === 'text') this.#html.pass(this.text.slice(piece.start, piece.end));
      else if (piece.kind === 'output') this.#output(piece);
      else if (piece.kind === 'tag') this.#tag(piece);
    }
    if (this.role === 'layout' && this.plan.setsContent)
      this.#prelude.add('{% assign own_content = content %}');
    const hidden = this.role === 'layout' ? (this.plan.leaks.get(this.source) ?? []) : [];
    for (const name of hidden) this.#prelude.add(`{% assign ${ownVariable(name, this.plan)} = nil %}`);
    return [...this.#prelude].join('') + this.edits.apply(this.text);
  }

  readonly before = (text: string): void => {
    if (!this.#before.includes(text)) this.#before += text;
  };

  readonly prelude = (text: string): void => {
    this.#prelude.add(text);
  };

  /** Rewrites the variables of a stretch of markup, and returns its tokens as they were. */
  paths(span: Span): readonly Token[] {
    const tokens = tokensOf(this.text, span);
    dropLaxSigns(tokens, this.edits);
    for (const path of pathsIn(tokens)) {
      // `for page in site.pages` sets a variable of that name.
      const isSet = path.start === tokens[0]?.start && /^(?:in|=)$/.test(tokens[1]?.text ?? '');
      const mapped = isSet && path.names[0] === 'page' ? undefined : mapPath(path, this);
      if (!mapped) continue;
      const end = mapped.index ? path.index?.end : path.ends[mapped.names - 1];
      this.edits.replace(path.start, end ?? path.end, mapped.text);
    }
    return tokens;
  }

  /** A piece that stands in code, as it is in the new site. The code as a whole goes before the changes made here. */
  rewritten(piece: Piece): string {
    const was = this.text.slice(piece.start, piece.end);
    if (piece.kind !== 'output') return was;
    const chain = chainOf(this.paths(piece.inner));
    rewriteFilters(this.text, chain, this.edits, this);
    return this.now(piece);
  }

  /** What stands in a stretch of the source now. */
  readonly now = ({ start, end }: Span): string => this.edits.within(this.text, start, end);

  note(old: Span, text: string): void {
    const was = this.text.slice(old.start, old.end);
    if (was === text) return;
    this.report.rewritten('liquid', 'Liquid was rewritten.', {
      path: this.source,
      old: oneLine(was),
      new: oneLine(text),
    });
  }

  /** Replaces a piece as a whole, with what belongs before it. */
  put(piece: Span, text: string): void {
    const whole = this.#before + text;
    this.edits.replace(piece.start, piece.end, whole);
    this.note(piece, whole);
  }

  #output(piece: Piece & { kind: 'output' }): void {
    const { inner } = piece;
    const tokens = this.paths(inner);
    const toc = tocOutput(tokens, this);
    if (toc !== undefined) {
      this.put(piece, toc);
      return;
    }
    const chain = chainOf(tokens);
    const filters = rewriteFilters(this.text, chain, this.edits, this);
    const end = tokens.at(-1)?.end ?? inner.end;
    if (isBareDate(tokens, filters, this)) this.edits.replace(end, end, " | date: '%Y-%m-%d %H:%M:%S %z'");
    const isRaw = filters.at(-1)?.name === 'raw';
    if (this.#isIn(this.plan.marked, tokens, filters))
      this.edits.replace(end, end, " | raw | markdownify | strip | remove: '<p>' | remove: '</p>' | raw");
    else if (this.#isIn(this.plan.straight, tokens, filters)) this.edits.replace(end, end, ' | smartify');
    if (!isRaw && chain.value.length > 0 && this.#needsRaw(chain.value, filters))
      this.edits.replace(end, end, ' | raw');
    const whole = this.now(piece);
    this.edits.replace(piece.start, piece.end, this.#before + whole);
    if (whole !== this.text.slice(piece.start, piece.end)) this.note(piece, this.#before + whole);
  }

  /** Whether Markdown made something else of what is printed, quotes or more: it runs after Liquid in Jekyll. */
  #isIn(names: ReadonlySet<string>, tokens: readonly Token[], filters: readonly unknown[]): boolean {
    if (this.template.isMarkdown !== true || this.#html.place !== 'text' || this.#html.inBlock) return false;
    if (filters.length > 0) return false;
    const [path, other] = pathsIn(tokens);
    return (
      path !== undefined && !other && names.has(path.names.at(-1) ?? '') && path.names.at(-1) !== 'content'
    );
  }

  #needsRaw(value: readonly Token[], filters: Parameters<typeof isClean>[0]): boolean {
    if (!this.template.escapes) return false;
    const { place } = this.#html;
    if (this.template.isCode || place === 'script' || place === 'tag') return true;
    if (filters.length === 0 && isMarkup(value, this)) return false;
    return !isClean(filters, isPlain(value, this));
  }

  #tag(piece: Piece & { kind: 'tag' }): void {
    const text = rewriteTag(piece, this);
    if (text !== undefined) this.put(piece, text);
    else if (this.#before !== '') this.put(piece, this.now(piece));
    else this.note(piece, this.now(piece));
  }
}

const codesOf = (text: string, { plan }: Template): readonly Code[] =>
  codeIn(text, plan.site.config.blockHtml).filter((code) => !runs(text, code));

/** `{{ post.date }}`: Ruby prints a moment in the site's time zone, and here a date is printed as it is written. */
function isBareDate(
  tokens: readonly Token[],
  filters: readonly unknown[],
  { scope, source, plan }: Reading,
): boolean {
  const [path, other] = pathsIn(tokens);
  if (filters.length > 0 || !path || other || path.index || path.names.at(-1) !== 'date') return false;
  const [root = '', list, item] = path.names;
  // `site.posts.first.date`
  if (path.names.length === 4)
    return root === 'site' && list === 'posts' && (item === 'first' || item === 'last');
  if (path.names.length !== 2) return false;
  if (root === 'page') return plan.documents.get(source)?.kind !== 'page';
  return scope.get(root)?.is === 'doc' || root === 'post';
}

const runs = (text: string, { info }: Code): boolean =>
  text.slice(info.start, info.end).trim().startsWith('liquid run');

const oneLine = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 157)}...` : line;
};
