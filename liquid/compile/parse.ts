import { FOREIGN_TAGS } from '../../schema/hints/other-systems.ts';
import type { Span } from './ast.ts';
import { Blocks, NOTHING } from './blocks.ts';
import { type Findings, MarkupError } from './diagnostics.ts';
import { Markup } from './markup.ts';
import { didYouMean, nearest } from './nearest.ts';
import type { Block, TagForm } from './nodes.ts';
import type { Token, TokenSource } from './scan.ts';
import type { TagSyntax } from './tags/syntax.ts';

export type TagTable = Readonly<Record<string, TagSyntax | undefined>>;

/** Where a tag is: all of it, its name, and what follows the name. */
interface Place {
  readonly span: Span;
  readonly nameSpan: Span;
  readonly inner: Span;
}

/**
 * Source to AST. Blocks are kept on a stack of their own, so no input can exhaust the call stack. A tag that is
 * wrong is reported and is in the AST as an empty form: its block still parts and closes, and no error follows
 * from it.
 */
export class Parser {
  readonly blocks: Blocks;
  private readonly source: string;
  private readonly tags: TagTable;
  private readonly findings: Findings;
  private readonly tokens: TokenSource;
  private readonly unknown = new Set<string>();

  constructor(source: string, tokens: TokenSource, tags: TagTable, findings: Findings) {
    this.source = source;
    this.tags = tags;
    this.findings = findings;
    this.tokens = tokens;
    this.blocks = new Blocks(findings);
  }

  parse(): Block {
    for (let token = this.tokens.next(); token && !this.findings.full; token = this.tokens.next()) {
      this.token(token);
    }
    return this.blocks.finish();
  }

  private token(token: Token): void {
    if (token.kind === 'text') this.blocks.text(token);
    else if (token.kind === 'output') this.single('echo', this.read('echo', token.inner, token), token);
    else if (token.name === 'liquid') this.liquid(token.inner);
    else this.tag(token.name, { span: token, nameSpan: token.nameSpan, inner: token.inner }, true);
  }

  /** One tag. `free` says that it is by itself, not on a line of a `liquid` tag. */
  private tag(name: string, place: Place, free: boolean): void {
    if (this.blocks.hides(name, this.tags[name]?.branches !== undefined)) return;
    if (name === '#') this.inlineComment(place.inner);
    else if (name === 'comment' && free) this.comment(place.span);
    else if (this.blocks.branches(name)) this.branch(name, place);
    else if (name.startsWith('end') && this.tags[name] === undefined) this.close(name, place);
    else this.open(name, place, free);
  }

  private open(name: string, place: Place, free: boolean): void {
    const syntax = this.tags[name];
    if (!syntax) {
      this.unknownTag(name, place);
      return;
    }
    const form = this.read(name, place.inner, place.span);
    if (syntax.verbatim) this.verbatim(name, form, place.span, free);
    else if (syntax.rest) this.blocks.openRest(name, form, place.span);
    else if (syntax.branches) this.blocks.open(name, syntax.branches, form, place.span);
    else this.single(name, form, place.span);
  }

  private single(name: string, form: TagForm, { start, end }: Span): void {
    this.blocks.add({ kind: 'tag', name, form, bodies: [], blank: form.blank !== undefined, start, end });
  }

  private branch(name: string, place: Place): void {
    const form = this.blocks.part(name);
    this.guard(() => form.branch?.(name, new Markup(this.source, place.inner, place.span)));
  }

  private close(name: string, place: Place): void {
    const block = name.slice(3);
    if (this.blocks.close(block) || this.unknown.has(block)) return;
    const syntax = this.tags[block];
    if (syntax?.branches || syntax?.verbatim || block === 'comment') {
      this.findings.error(
        'unexpected_end',
        `There is no open ${block} that ${name} could close.`,
        place.span,
      );
      return;
    }
    const open = this.blocks.innermost();
    if (open !== undefined && (block === '' || nearest(name, [`end${open}`]) !== undefined))
      this.blocks.close(open);
    const help = open === undefined ? undefined : `Did you mean end${open}?`;
    this.findings.error('unknown_tag', `There is no tag ${name}.`, place.nameSpan, help);
  }

  private unknownTag(name: string, place: Place): void {
    const names = Object.keys(this.tags);
    const branches = new Set(Object.values(this.tags).flatMap((syntax) => syntax?.branches ?? []));
    if (name === '') this.findings.error('syntax', 'Expected the name of a tag here.', place.span);
    else if (!branches.has(name)) this.misspelt(name, place, names, [...branches]);
    else if (this.unknown.size === 0) {
      const where = names.filter((tag) => this.tags[tag]?.branches?.includes(name)).join(' or ');
      this.findings.error('unexpected_branch', `${name} stands inside of ${where} only.`, place.span);
    }
  }

  /** Reports an unknown tag; when a block was likely meant, what ends and parts that block is not reported. */
  private misspelt(name: string, place: Place, names: readonly string[], branches: readonly string[]): void {
    const help = FOREIGN_TAGS[name] ?? didYouMean(name, [...names, ...branches, 'comment', 'liquid']);
    this.findings.error('unknown_tag', `There is no tag ${name}.`, place.nameSpan, help);
    this.unknown.add(name);
    const meant = FOREIGN_TAGS[name] ? undefined : nearest(name, names);
    const block = meant === undefined ? undefined : this.tags[meant]?.branches;
    if (meant !== undefined && block) this.blocks.openGhost(meant, name, block, place.span);
  }

  private verbatim(name: string, form: TagForm, span: Span, free: boolean): void {
    if (!free) {
      this.findings.error('syntax', `${name} can't stand inside of a liquid tag.`, span);
      return;
    }
    const body = this.tokens.verbatim(`end${name}`);
    if (!body) {
      this.blocks.unclosed(name, span);
      return;
    }
    this.guard(() => form.text?.(body.text, body));
    this.single(name, form, span);
  }

  private comment(span: Span): void {
    if (!this.tokens.comment()) this.blocks.unclosed('comment', span);
  }

  private inlineComment(inner: Span): void {
    const [, ...more] = this.source.slice(inner.start, inner.end).split('\n');
    if (more.every((line) => /^\s*(#|$)/.test(line))) return;
    this.findings.error('syntax', 'Each line of a # comment begins with #.', inner);
  }

  /** `{% liquid %}`: a tag on each line. What a line opens must be closed inside of the same liquid tag. */
  private liquid(inner: Span): void {
    const floor = this.blocks.raiseFloor();
    let commentDepth = 0;
    let commentSpan = inner;
    for (let start = inner.start; start < inner.end && !this.findings.full; ) {
      const feed = this.source.indexOf('\n', start);
      const end = feed < 0 || feed > inner.end ? inner.end : feed;
      const line = this.line(start, end);
      if (line.name === 'comment') {
        if (commentDepth === 0) commentSpan = line.place.span;
        commentDepth++;
      } else if (commentDepth > 0) {
        if (line.name === 'endcomment') commentDepth--;
      } else if (line.name !== '' || line.place.span.start < end) {
        this.tag(line.name, line.place, false);
      }
      start = end + 1;
    }
    if (commentDepth > 0) this.blocks.unclosed('comment', commentSpan);
    this.blocks.lowerFloor(floor);
  }

  /** The tag on one line; the word `liquid` in front of it changes nothing. */
  private line(start: number, end: number): { name: string; place: Place } {
    for (let from = start; ; ) {
      LINE_NAME.lastIndex = from;
      const name = LINE_NAME.exec(this.source)?.[1] ?? '';
      const nameEnd = Math.min(LINE_NAME.lastIndex, end);
      if (name !== 'liquid' || nameEnd === end) {
        const blank = name === 'liquid' || nameEnd - name.length < start;
        const nameStart = blank ? end : nameEnd - name.length;
        const nameSpan = { start: nameStart, end: blank ? end : nameEnd };
        const place = { span: { start: nameStart, end }, nameSpan, inner: { start: nameSpan.end, end } };
        return { name: blank ? '' : name, place };
      }
      from = nameEnd;
    }
  }

  private read(name: string, inner: Span, whole: Span): TagForm {
    const syntax = this.tags[name];
    const form = this.guard(() => syntax?.parse(new Markup(this.source, inner, whole)));
    if (form || syntax?.standIn === undefined) return form ?? NOTHING;
    return syntax.parse(new Markup(syntax.standIn, { start: 0, end: syntax.standIn.length }));
  }

  private guard<T>(parse: () => T): T | undefined {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof MarkupError)) throw error;
      this.findings.error(error.code, error.message, error.span, error.help);
      return undefined;
    }
  }
}

const LINE_NAME = /[^\S\n]*(#|\w*)/y;
