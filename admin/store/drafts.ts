import { RpcTarget } from 'cloudflare:workers';
import { Lru } from '../../release/memory.ts';
import type { CompareResponse } from '../../schema/api/compare.ts';
import { ProblemError } from '../../schema/api/problem.ts';
import type { RenderCall, RenderResponse } from '../../schema/api/render.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { own } from '../../schema/own.ts';
import type { KnownList } from '../../site/addresses/known-list.ts';
import { dataReader } from '../../site/addresses/lists.ts';
import { FileLinks } from '../../site/check/file-links.ts';
import { diagnosticsOf, hasErrors } from '../../site/check/finding.ts';
import { type Placed, placing } from '../../site/check/placed.ts';
import type { CompiledFile, SiteFacts } from '../../site/facts.ts';
import { compileFile } from '../../site/files/compile-file.ts';
import type { Given } from '../../site/files/given.ts';
import { withChanged } from '../../site/site-facts.ts';
import { annotate } from '../../site/uses/marks.ts';
import { templatesOf } from '../../site/uses/templates-of.ts';
import { type Assembled, assemblingSources, MEMORY, type Sources } from '../check/assembled.ts';
import { LiquidjsRenderer } from '../check/liquidjs.ts';
import { placesIn } from '../check/marked-places.ts';
import { renderAt, resolveRender } from '../check/render-at.ts';
import type { Compiling } from './compiling.ts';
import { asOfOne } from './draft/as-of-one.ts';
import { compareAll, inputsOf } from './draft/comparing.ts';
import { type ChangedHash, findingAll, findingOf, knownOf } from './draft/findings.ts';
import { KeptDraft } from './draft/kept.ts';
import { draftFiles } from './draft/packs.ts';
import { checkPath } from './edit.ts';
import { type Outcome, outcome } from './outcome.ts';
import type { Renders } from './renders.ts';
import type { Compiled } from './tables/compiled.ts';
import type { Files } from './tables/files.ts';

type Texts = Readonly<Record<string, string>>;
type Lookup = (path: string) => string | undefined;

/** Texts that are not saved, as they were compiled and given; and templates that say where what they print is from. */
type Unsaved = readonly [
  unsaved: ReadonlyMap<string, CompiledFile>,
  texts: Texts | undefined,
  marked?: readonly string[],
];

interface Parts {
  readonly files: Files;
  readonly compiled: Compiled;
  readonly compiling: Compiling;
  readonly renders: Renders;
  readonly transforms: boolean;
}

/** The draft as it would be as a release: rendered and checked, also with texts that are not saved. */
export class Drafts extends RpcTarget {
  readonly #files: Files;
  readonly #compiled: Compiled;
  readonly #compiling: Compiling;
  /** What renders of all drafts remember: most of one is in the next too. */
  readonly #memory = new Lru(MEMORY);
  readonly #kept: KeptDraft;
  readonly #renders: Renders;
  readonly #whole: Pick<Sources, 'all' | 'transforms'>;

  constructor({ files, compiled, compiling, renders, transforms }: Parts) {
    super();
    this.#whole = { all: true, transforms };
    this.#renders = renders;
    this.#files = files;
    this.#compiled = compiled;
    this.#compiling = compiling;
    this.#kept = new KeptDraft(files, (before) => this.#assembling(before));
  }

  /** Renders one page, for `caller`. */
  render(request: RenderCall, caller: string): Promise<Outcome<RenderResponse>> {
    return this.#for(caller, async () => {
      const unsaved = await this.#compileAll(request.files ?? {});
      const broken = diagnosticsOf(unsaved);
      if (hasErrors(broken)) return { status: 500, body: null, diagnostics: broken };
      const texts = this.#with(request.files);
      const plain = await this.#renders.piece(async () =>
        renderAt(await this.#siteWith(unsaved, request.files), request, texts, () => this.#facts(unsaved)),
      );
      const response = (request.marks && (await this.#renderMarked(plain, unsaved, request))) || plain;
      return { ...response, diagnostics: [...response.diagnostics, ...broken] };
    });
  }

  /** A page of HTML with elements that say where they are from; undefined where that takes more than its budget. */
  async #renderMarked(
    plain: RenderResponse,
    unsaved: ReadonlyMap<string, CompiledFile>,
    request: RenderCall,
  ): Promise<RenderResponse | undefined> {
    if (plain.body === null || !plain.type?.startsWith('text/html')) return undefined;
    return this.#renders.piece(async () => {
      const texts = this.#with(request.files);
      const printed = templatesOf(plain, this.#facts(unsaved));
      const site = await this.#assembled(unsaved, request.files, printed);
      const { body } = await renderAt(site, request, texts, () => this.#facts(unsaved));
      return body === null ? undefined : { ...plain, body: annotate(body, placesIn(texts)) };
    });
  }

  /** Renders a page, or up to a hundred of them, with liquidjs too. */
  compare(request: RenderCall, caller: string): Promise<Outcome<CompareResponse>> {
    return this.#for(caller, async () => {
      const unsaved = await this.#compileAll(request.files ?? {});
      const broken = diagnosticsOf(unsaved);
      if (hasErrors(broken))
        throw new ProblemError('invalid', 'The texts have errors', { diagnostics: broken });
      const site = await this.#renders.piece(() => this.#siteWith(unsaved, request.files));
      const texts = this.#with(request.files);
      const { facts, known } = await this.known(unsaved);
      const one = request.url !== undefined || request.page !== undefined;
      const inputs = one
        ? [await resolveRender(site, request, texts, () => facts)]
        : inputsOf(site, facts, texts, known);
      const liquidjs = await this.#renders.piece(() => new LiquidjsRenderer(site, texts, facts.keys()));
      return compareAll(this.#renders, { site, liquidjs, texts }, inputs, one);
    });
  }

  /** Findings about the whole site as it would be with these texts in it. */
  validate(texts: Texts, caller: string): Promise<Outcome<Diagnostic[]>> {
    return this.#for(caller, async () => {
      const unsaved = await this.#compileAll(texts);
      const site = {
        saved: (path: string) => this.#saved(path),
        facts: () => this.#facts(unsaved),
        data: (facts: SiteFacts) => this.#data(unsaved, facts),
        placing: (facts: SiteFacts) => this.#placing(facts, texts),
      };
      return [
        ...diagnosticsOf(unsaved),
        ...(await this.#renders.piece(() => asOfOne(this.#files, () => findingAll(site, unsaved)))),
      ];
    });
  }

  /**
   * Findings about these files and the whole site, with contents by hash in place: null for none, undefined for as it is.
   * None while the draft is being compiled: those come with a publish.
   */
  diagnose(changes: readonly ChangedHash[]): Promise<Outcome<Diagnostic[]>> {
    return outcome(() => {
      if (this.#compiling.busy) return [];
      const tables = { files: this.#files, compiled: this.#compiled };
      return asOfOne(this.#files, () => findingOf(tables, changes, (path) => this.text(path)));
    });
  }

  /** The address of a page or an entry of the draft; null for what has none, or more than one. */
  addressOf(path: string): string | null {
    if (!/^(?:pages|content)\//.test(path)) return null;
    return new FileLinks(this.#files.facts()).addressOf(path) ?? null;
  }

  /** The draft, assembled; kept until it changes. */
  assembled(): Promise<Assembled> {
    return this.#kept.now();
  }

  /** Lets go of what is only asked for by who is late. */
  letGo(): void {
    this.#kept.letGo();
  }

  *#assembling(before: Assembled | undefined): Generator<void, Assembled> {
    const view = this.#files.view();
    const { files: placed, facts } = yield* this.#placing(view);
    const code = (path: string) => placed.get(path)?.compiled.code ?? this.#code(path);
    const sources = { id: this.id, facts, assets: view.assets, ...this.#whole, code };
    const files = draftFiles(view, placed);
    const read = (name: string) => this.pack(name);
    return yield* assemblingSources({ ...sources, ...files, read }, this.#memory, before);
  }

  /** The id of the draft as a release: another one after each change. */
  get id(): string {
    return `draft-${this.#files.draft}`;
  }

  /** The code that is a pack of an assembled draft; undefined when it is not kept any more. */
  pack(name: string): string | undefined {
    const laid = this.#kept.laid(name);
    if (laid !== undefined) return laid;
    const [hash = '', path = '', given] = name.split(':');
    if (given === undefined) return this.#compiled.keptCode(hash, path);
    // Written by draftFiles.
    return this.#compiled.placed(hash, path, JSON.parse(decodeURIComponent(given)) as Given)?.code;
  }

  /** The code of a file of the draft as it is saved. */
  #code(path: string): string {
    return this.#compiled.code(this.#files.entry(path)?.hash ?? '', path);
  }

  #data(unsaved: ReadonlyMap<string, CompiledFile>, facts: SiteFacts) {
    return dataReader(facts, (path) => unsaved.get(path)?.code ?? this.#code(path));
  }

  /** What is known of the draft's files, and the addresses that follow from its entries and lists. */
  known(
    unsaved: ReadonlyMap<string, CompiledFile> = new Map(),
  ): Promise<{ facts: SiteFacts; known: KnownList }> {
    return asOfOne(this.#files, () => {
      const facts = this.#facts(unsaved);
      return knownOf(facts, this.#data(unsaved, facts));
    });
  }

  /** The text of a file of the draft. */
  text(path: string): string | undefined {
    const hash = this.#files.entry(path)?.hash;
    return hash === undefined ? undefined : this.#compiled.text(hash);
  }

  /** Texts of the draft with those given in their place. */
  #with(given: Texts = {}): Lookup {
    const texts = new Map(Object.entries(given));
    return (path) => texts.get(path) ?? this.text(path);
  }

  #for<T>(caller: string, request: () => Promise<T>): Promise<Outcome<T>> {
    return outcome(() =>
      this.#renders.admit(caller, async () => {
        await this.#compiling.settled();
        return request();
      }),
    );
  }

  async #compileAll(texts: Texts): Promise<Map<string, CompiledFile>> {
    const compiled = new Map<string, CompiledFile>();
    for (const [path, text] of Object.entries(texts)) {
      if (checkPath(path) === 'asset')
        throw new ProblemError('invalid', `${path} is an asset, not text`, { path });
      compiled.set(path, await this.#renders.piece(() => compileFile(path, text)));
    }
    return compiled;
  }

  /** Places a site that is the draft but for the texts that are given. */
  #placing(facts: SiteFacts, texts: Texts = {}): Generator<void, Placed> {
    const compile = (path: string, given: Given) => {
      const unsaved = own(texts, path);
      if (unsaved !== undefined) return compileFile(path, unsaved, given);
      const hash = this.#files.entry(path)?.hash;
      return hash === undefined ? undefined : this.#compiled.placed(hash, path, given);
    };
    return placing(facts, this.#with(texts), compile, this.#whole.transforms);
  }

  #siteWith(unsaved: ReadonlyMap<string, CompiledFile>, texts: Texts | undefined): Promise<Assembled> {
    return unsaved.size > 0 ? this.#assembled(unsaved, texts) : this.assembled();
  }

  #assembled(...given: Unsaved): Promise<Assembled> {
    return asOfOne(this.#files, () => this.#assemblingWith(...given));
  }

  *#assemblingWith(...[unsaved, texts, marked = []]: Unsaved): Generator<void, Assembled> {
    const id = `unsaved-${crypto.randomUUID()}`;
    const view = this.#files.view();
    const { files: placed, facts } = yield* this.#placing(this.#facts(unsaved), texts);
    const given = (path: string) => ({ ...placed.get(path)?.given, marks: true });
    const textOf = this.#with(texts);
    const marks = new Map(
      marked.map((path) => [path, compileFile(path, textOf(path) ?? '', given(path)).code]),
    );
    const codeOf = (path: string) =>
      marks.get(path) ?? placed.get(path)?.compiled.code ?? unsaved.get(path)?.code;
    const files = draftFiles(view, placed);
    const pack = (path: string) => {
      const own = codeOf(path);
      return own === undefined ? files.pack(path) : { name: `${id}:${path}`, units: own.length };
    };
    const own = new Set([...placed.keys(), ...unsaved.keys(), ...marks.keys()]);
    const read = (name: string) =>
      name.startsWith(`${id}:`) ? codeOf(name.slice(id.length + 1)) : this.pack(name);
    const code = (path: string) => codeOf(path) ?? this.#code(path);
    const sources = { id, facts, assets: view.assets, ...this.#whole, code, ...files, pack, own, read };
    return yield* assemblingSources(sources, this.#memory, this.#kept.last);
  }

  #facts(unsaved: ReadonlyMap<string, CompiledFile>): SiteFacts {
    const changed = new Map(Array.from(unsaved, ([path, { facts }]) => [path, facts] as const));
    return withChanged(this.#files.facts(), changed);
  }

  #saved(path: string): Diagnostic[] {
    const hash = this.#files.hash(path) ?? '';
    return this.#compiled.diagnostics(hash, path).map((found) => ({ ...found, path }));
  }
}
