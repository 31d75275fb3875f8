import type { Diagnostic } from '../../schema/diagnostic.ts';
import type { SiteConfig } from '../../schema/site.ts';
import { surveyedAs } from '../content/survey/survey.ts';
import type { CompiledFile, Facts, SiteFacts } from '../facts.ts';
import { compileFile } from '../files/compile-file.ts';
import type { Given } from '../files/given.ts';
import { mediaOf, startOf } from '../files/media.ts';
import { inOneGo } from '../in-one-go.ts';
import { ofKinds, withChanged } from '../site-facts.ts';
import { finding } from './finding.ts';
import { MarkdownGiven } from './markdown-given.ts';
import { calledPath, type NamedCall } from './names.ts';
import { wanted } from './wanted.ts';

/** A file that is compiled otherwise than its text alone says: a template that begins elsewhere, a text in Markdown. */
export interface PlacedFile {
  readonly given: Given;
  readonly compiled: CompiledAgain;
}

export interface Placed {
  readonly files: ReadonlyMap<string, PlacedFile>;
  /** The site's facts, with those of such texts in place. */
  readonly facts: SiteFacts;
  /** Warnings that only the whole site shows. */
  readonly diagnostics: readonly Diagnostic[];
}

/** `units` are those of its code, which may have to be read. */
type CompiledAgain = CompiledFile & { readonly units?: number };

/** Compiles a text that a site has; kept between calls where it is given. */
export type Compile = (path: string, given: Given) => CompiledAgain | undefined;

/**
 * Finds the templates that do not begin where they were compiled to begin, and compiles them again: a page or block goes where
 * its layout puts it, a layout begins as all its pages do, and a partial where all who render it agree. `transforms`: whether the
 * platform makes smaller versions of pictures.
 */
export const placeTemplates = (
  files: SiteFacts,
  text: (path: string) => string | undefined,
  compile?: Compile,
  transforms = false,
): Placed => inOneGo(placing(files, text, compile, transforms));

/** The same with pauses. */
export function* placing(
  files: SiteFacts,
  text: (path: string) => string | undefined,
  compile: Compile = (path, given) => {
    const source = text(path);
    return source === undefined ? undefined : compileFile(path, source, given);
  },
  transforms = false,
): Generator<void, Placed> {
  const config = files.get('site.yaml')?.config;
  // Most sites have nothing to place, and a large one should not be walked for that.
  const texts = new MarkdownGiven(files, transforms);
  if (!hasPlaced(files, config) && !hasGiven(texts))
    return { files: new Map(), facts: files, diagnostics: [] };
  return yield* new Placing(files, config, texts, compile).run();
}

/** Texts that are compiled between two pauses, or read where they were compiled before. */
const TEXTS = 20;

function hasPlaced(files: SiteFacts, config?: SiteConfig): boolean {
  for (const file of ofKinds(files, 'page', 'layout', 'partial')) if (isPlaced(file, config)) return true;
  return false;
}

function hasGiven(texts: MarkdownGiven): boolean {
  for (const path of texts.paths()) if (texts.of(path) !== undefined) return true;
  return false;
}

function isPlaced(
  [path, { kind, places, calls, front }]: readonly [string, Facts],
  config?: SiteConfig,
): boolean {
  if (kind === 'page' && front && startOf(mediaOf(path, front, config).language) !== '') return true;
  return places !== undefined || (calls?.some(({ place }) => place !== undefined) ?? false);
}

class Placing {
  private readonly files: SiteFacts;
  private readonly config: SiteConfig | undefined;
  private readonly texts: MarkdownGiven;
  private readonly compileWith: Compile;
  private readonly placed = new Map<string, PlacedFile>();
  private readonly diagnostics: Diagnostic[] = [];
  /** Who prints a template, and where: keys of contexts, `` for text. */
  private readonly callers = new Map<string, { path: string; call: NamedCall; place: string }[]>();
  private readonly layoutStarts = new Map<string, Set<string | null>>();
  private readonly done = new Set<string>();

  constructor(files: SiteFacts, config: SiteConfig | undefined, texts: MarkdownGiven, compile: Compile) {
    this.files = files;
    this.config = config;
    this.texts = texts;
    this.compileWith = compile;
  }

  *run(): Generator<void, Placed> {
    for (const [path, { front }] of ofKinds(this.files, 'page'))
      this.useLayouts(path, startOf(mediaOf(path, front, this.config).language));
    for (const [path] of ofKinds(this.files, 'page', 'layout')) this.framed(path);
    for (const path of this.callersFirst()) this.partial(path);
    yield;
    const facts = new Map<string, Facts>();
    let placing = 0;
    for (const path of this.texts.paths()) {
      const given = this.texts.of(path);
      if (given && !this.placed.has(path)) this.compile(path, given);
      const placed = given && this.placed.get(path);
      if (placed) facts.set(path, placed.compiled.facts);
      if (given && ++placing % TEXTS === 0) yield;
    }
    const changed = withChanged(this.files, facts);
    surveyedAs(changed, this.files, facts);
    return { files: this.placed, facts: changed, diagnostics: this.diagnostics };
  }

  /** Layouts begin as the pages do that have them. */
  private useLayouts(path: string, start: string | null): void {
    const way = new Set<string>();
    for (
      let layout = this.layoutOf(path);
      layout !== undefined && !way.has(layout);
      layout = this.layoutOf(layout)
    ) {
      way.add(layout);
      this.layoutStarts.set(layout, (this.layoutStarts.get(layout) ?? new Set()).add(start));
    }
  }

  private layoutOf(path: string): string | undefined {
    const facts = this.files.get(path);
    return facts && wanted({ ...facts, refs: facts.refs && { ...facts.refs, partials: [] } }, this.config)[0];
  }

  /** A page or layout: what it begins in, and where its own layout puts its blocks. */
  private framed(path: string): void {
    if (this.done.has(path)) return;
    this.done.add(path);
    const facts = this.files.get(path);
    const layout = this.layoutOf(path);
    if (layout !== undefined) this.framed(layout);
    const blocks = layout === undefined ? {} : this.blocksOf(layout);
    const own = this.ownStart(path, facts);
    const start =
      layout === undefined || own === null ? own : (blocks[''] ?? (this.startsInText(layout) ? '' : own));
    const isDefault = start === this.compiledStart(path, facts) && Object.keys(blocks).length === 0;
    if (!isDefault)
      this.compile(path, { ...this.texts.of(path), starts: start === null ? null : { start, blocks } });
    this.note(path);
  }

  private ownStart(path: string, facts: Facts | undefined): string | null {
    if (facts?.kind === 'page') return startOf(mediaOf(path, facts.front, this.config).language);
    const [start, ...others] = this.layoutStarts.get(path) ?? [];
    return start !== undefined && others.length === 0 ? start : '';
  }

  /** Where the file alone says that it begins. */
  private compiledStart(path: string, facts: Facts | undefined): string | null {
    return facts?.kind === 'page' ? startOf(mediaOf(path, facts.front, undefined).language) : '';
  }

  private startsInText(layout: string): boolean {
    return this.ownStart(layout, this.files.get(layout)) === '';
  }

  /** Where a layout, and those around it, put blocks, if not in text. */
  private blocksOf(path: string, depth = 0): Readonly<Record<string, string>> {
    const outer = depth < MAX_LAYOUTS ? this.layoutOf(path) : undefined;
    return { ...(outer && this.blocksOf(outer, depth + 1)), ...this.factsOf(path)?.places?.blocks };
  }

  /** Notes what a template calls, where it does. */
  private note(path: string): void {
    for (const call of this.factsOf(path)?.calls ?? []) {
      if (call.kind === 'layout') continue;
      const target = calledPath(call);
      const known = this.callers.get(target);
      const caller = { path, call, place: call.place ?? '' };
      if (known) known.push(caller);
      else this.callers.set(target, [caller]);
    }
  }

  /** Partials, each behind all that render it. */
  private callersFirst(): string[] {
    const order: string[] = [];
    const seen = new Set<string>();
    const visit = Array.from(ofKinds(this.files, 'partial'), ([path]) => ({ path, leave: false }));
    for (let next = visit.pop(); next; next = visit.pop()) {
      const { path, leave } = next;
      if (leave) order.push(path);
      else if (!seen.has(path)) {
        seen.add(path);
        visit.push({ path, leave: true });
        const called = (this.files.get(path)?.calls ?? [])
          .filter(({ kind }) => kind !== 'layout')
          .map(calledPath);
        for (const target of called) if (this.files.has(target)) visit.push({ path: target, leave: false });
      }
    }
    return order.reverse();
  }

  private partial(path: string): void {
    const callers = this.callers.get(path) ?? [];
    const [first, ...others] = new Set(callers.map(({ place }) => place));
    if (first !== undefined && others.length === 0) {
      if (first !== '') this.compile(path, { starts: { start: first } });
    } else this.disagree(path, callers);
    const end = this.factsOf(path)?.places?.end;
    if (end !== undefined && first !== undefined) this.ends(path);
    this.note(path);
  }

  private compile(path: string, given: Given): void {
    const compiled = this.compileWith(path, given);
    if (!compiled || compiled.code === '') return;
    this.placed.set(path, { given, compiled });
    const found = compiled.diagnostics.filter(({ code }) => code.startsWith('place_'));
    this.diagnostics.push(...found.map((each) => ({ ...each, path })));
  }

  private factsOf(path: string): Facts | undefined {
    return this.placed.get(path)?.compiled.facts ?? this.files.get(path);
  }

  private disagree(path: string, callers: readonly { path: string; call: NamedCall; place: string }[]): void {
    const plain = (place: string) => place === '' || place.includes('"state":"text"');
    for (const { path: caller, call, place } of callers) {
      if (plain(place)) continue;
      this.diagnostics.push({
        severity: 'warning',
        code: 'place_partial',
        message: `${path} is printed in text elsewhere, or in another place: its values are escaped as text here too`,
        path: caller,
        start: call.start,
        end: call.end,
        help: 'Write a partial of its own for this place.',
      });
    }
  }

  private ends(path: string): void {
    const message =
      'This partial ends elsewhere in the HTML than it began: what follows it is escaped as if it had not';
    const help = 'Close tags, quotes, scripts and styles in the partial that opens them.';
    this.diagnostics.push({ ...finding(path, 'place_end', message, help), severity: 'warning' });
  }
}

/** Layouts around each other that are followed. */
const MAX_LAYOUTS = 20;
