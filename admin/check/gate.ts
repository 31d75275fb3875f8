import { FLAG } from '../../liquid/run/render.ts';
import type { Read } from '../../release/working.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { linksOf } from '../../schema/site.ts';
import type { Known } from '../../site/addresses/address.ts';
import type { KnownList } from '../../site/addresses/known-list.ts';
import type { SiteFacts } from '../../site/facts.ts';
import { Turns, turn } from '../store/renders.ts';
import type { Assembled } from './assembled.ts';
import { Comparison } from './compare.ts';
import { changes, differs, RATE } from './gate-findings.ts';
import type { GateSources } from './gate-sources.ts';
import { byBlocks } from './known/by-blocks.ts';
import { findingIn } from './known/path-numbers.ts';
import { languageOf } from './language-of.ts';
import { linkCheck, linking } from './links/linking.ts';
import type { LinkCheck } from './links/links.ts';
import { type Looked, lookForLinks } from './links/look.ts';
import { LiquidjsRenderer } from './liquidjs.ts';
import { literalRoutes } from './page-routes.ts';
import { isForAll } from './ready-pages.ts';
import { FIXED, operationsOf, type RenderOutcome, tryRender, workOf } from './render-page.ts';
import { Findings } from './reports/findings.ts';
import { Measures, readsIn } from './reports/measures.ts';
import type { PageReports } from './reports/page-reports.ts';
import { Telling } from './reports/telling.ts';
import { Residuals } from './residual/residuals.ts';
import { siteFindings } from './responses.ts';
import {
  allRuns,
  errorSubjects,
  inputOf,
  isAlone,
  knownSubjects,
  LARGE,
  type Run,
  routeSubjects,
  type Subject,
  subjectsOf,
  type Texts,
} from './runs.ts';
import { Carrying } from './seen/carrying.ts';
import { SeenBefore } from './seen/seen-before.ts';
import { bucketsFor } from './seen/seen-lines.ts';

/** Work in one slice, which is an alarm of its own with its own CPU time. Between renders others have their turn: see Turns. */
const SLICE = { operations: 200 * RATE, runs: 500 };
/** Second runs are at another time of another day: a second, a minute, an hour and a day later. */
const LATER = 90_061_000;

interface Followed extends Looked {
  readonly isWhole: boolean;
}

/**
 * Renders every page of a release before anyone sees it: as its samples say, and as they may be one day. What would
 * fail as given, exceed a budget or print what came from outside unescaped is an error; what only fails with changed
 * values is a warning. All of it is in memory: after a crash, the gate begins again.
 */
export class Gate {
  /** What is left of pages that differ from request to request. */
  readonly residuals: Residuals;
  readonly #site: Assembled;
  readonly #found = new Findings();
  /** What is found of the site as a whole, which comes first. */
  readonly #ofSite: Generator<Diagnostic | undefined>;
  #work: Generator<readonly [Subject, Run]>;
  /** On a large site pages that are as they were come before those that have to be rendered. */
  readonly #isLarge: boolean;
  #isCarried: boolean;
  readonly #carrying: Carrying;
  #comparing: AsyncGenerator<number> | undefined;
  readonly #facts: SiteFacts;
  readonly #now: number;
  readonly #texts: Texts;
  readonly #links: LinkCheck;
  readonly #bodies: GateSources['bodies'];
  readonly #pages: PageReports;
  readonly #telling: Telling;
  /** Whether links that lead nowhere refuse a publish. */
  readonly isStrict: boolean;
  readonly #known: KnownList;
  readonly #knownAt: (path: string) => Known | undefined;
  readonly #turns = new Turns();
  /** Where site.yaml asks for a second opinion. */
  readonly #liquidjs: LiquidjsRenderer | undefined;
  /** What pages at known addresses gave the last time, and now. */
  readonly seen: SeenBefore;
  readonly #measures: Measures;
  #rendered = 0;

  /** `known` are the addresses that follow from entries and lists. */
  constructor(
    site: Assembled,
    {
      facts,
      texts,
      now,
      known = [],
      knownAt = findingIn(known),
      seen,
      pages,
      bodies,
      large = LARGE,
    }: GateSources,
  ) {
    this.#bodies = bodies;
    this.#pages = pages;
    site.keepFolders();
    this.seen = new SeenBefore(site, seen, bucketsFor(known.length, large));
    this.#site = site;
    this.#measures = new Measures(site);
    this.residuals = new Residuals(site, known);
    this.#telling = new Telling({ site, found: this.#found, pages, measures: this.#measures, texts });
    this.#now = now;
    this.#texts = texts;
    this.#known = known;
    this.#knownAt = knownAt;
    this.isStrict = linksOf(facts.get('site.yaml')?.config?.links).strict === true;
    this.#links = linkCheck(site, facts, texts, knownAt);
    const compares = facts.get('site.yaml')?.config?.compare === 'liquidjs';
    this.#liquidjs = compares ? new LiquidjsRenderer(site, texts, facts.keys()) : undefined;
    this.#ofSite = siteFindings(site.manifest, texts);
    this.#facts = facts;
    this.#isLarge = known.length >= large.from;
    this.#isCarried = !this.#isLarge;
    const parts = { measures: this.#measures, links: this.#links, residuals: this.residuals };
    const all = { site, facts, texts, now, known, knownAt, pages, ...(bodies && { bodies }) };
    this.#carrying = new Carrying({ ...all, ...parts, seen: this.seen, turns: this.#turns });
    const subjects = this.#isCarried
      ? subjectsOf(site.manifest, facts, texts, known)
      : routeSubjects(site.manifest, facts, texts);
    this.#work = allRuns(subjects);
  }

  /** Pages that were rendered, and those that were not since they are made of the same as before. */
  get counts(): { readonly rendered: number; readonly same: number } {
    return { rendered: this.#rendered, same: this.#carrying.count };
  }

  get diagnostics(): Diagnostic[] {
    return this.#found.all;
  }

  /** Does a slice of the work. Returns whether all is done. Calls `note` with each page before it is rendered. */
  async slice(note?: (page: string) => Promise<void>): Promise<boolean> {
    for (const found of this.#ofSite)
      if (found) this.#found.add(found);
      else await turn();
    let operations = 0;
    let noted = '';
    for (let runs = 0; runs < SLICE.runs && operations < SLICE.operations; runs++) {
      const next = this.#work.next();
      if (next.done) {
        if (await this.#goOn()) continue;
        this.#comparing ??= this.#carrying.comparing();
        const compared = await this.#comparing.next();
        if (!compared.done) {
          operations += compared.value;
          continue;
        }
        await this.#finish();
        return true;
      }
      const [{ page }] = next.value;
      if (note && page !== noted) await note(page);
      noted = page;
      operations += await this.#run(...next.value);
    }
    return false;
  }

  /** Takes what is as it was, and begins with what has to be rendered; false where that was done. */
  async #goOn(): Promise<boolean> {
    if (this.#isCarried) return false;
    this.#isCarried = true;
    const known = await byBlocks(this.#site, await this.#carrying.all(this.#liquidjs === undefined));
    this.#work = allRuns(this.#rest(known));
    return true;
  }

  *#rest(known: KnownList): Generator<Subject> {
    yield* errorSubjects(this.#facts, this.#texts);
    yield* knownSubjects(known, this.#facts, this.#texts);
  }

  async #run(subject: Subject, run: Run): Promise<number> {
    const { known } = subject;
    const isPlain = this.#liquidjs === undefined && known !== undefined && isAlone(subject);
    if (isPlain && !this.#isLarge && (await this.#carrying.one(known))) {
      await this.#turns.spent(FIXED);
      return FIXED;
    }
    this.#found.isClean = true;
    this.#rendered++;
    const reads: Read[] | undefined = isPlain ? [] : undefined;
    const first = await this.#render(subject, run, this.#now, reads);
    await this.#turns.spent(workOf(this.#site, first));
    await this.#turns.spent(await this.residuals.compare(subject, inputOf(subject, run, this.#now), first));
    // Of what nobody outside chooses, only the clock makes another page.
    if (subject.known && !('rendered' in first && first.rendered.flags & FLAG.clock))
      return this.#once(subject, run, first, reads);
    const second = await this.#render(subject, run, this.#now + LATER);
    await this.#turns.spent(workOf(this.#site, second));
    if (run.variant === 'as given') this.#telling.report(subject, run, first);
    this.#telling.judge(subject, run, first);
    this.#telling.judge(subject, run, second);
    this.#telling.respond(subject, run, first);
    const looked = await this.#follow(subject, run, first);
    if (looked) this.#links.has(linking(subject, run), looked.ids);
    if (run.variant === 'as given') {
      await this.#offer(subject, first);
      const changing = changes(subject, first, second);
      if (changing) this.#found.add(changing);
      await this.#compareWithLiquidjs(subject, run);
    }
    return operationsOf(first) + operationsOf(second) + 2 * FIXED;
  }

  async #offer(subject: Subject, outcome: RenderOutcome): Promise<void> {
    if (isForAll(subject, outcome)) await this.#bodies?.offer(subject, outcome.rendered.body);
  }

  /** Follows the links of a page that is as its author means it, and gives them with its ids. */
  async #follow(subject: Subject, run: Run, outcome: RenderOutcome): Promise<Followed | undefined> {
    const { page, status, complete } = subject;
    if (run.variant !== 'as given' || !complete || status !== 200 || !('rendered' in outcome))
      return undefined;
    if (languageOf(page, outcome.record) !== 'html') return undefined;
    const looked = lookForLinks(outcome.rendered.body);
    const led = await this.#links.follow(linking(subject, run), looked.targets);
    return { ...looked, isWhole: led !== 'not all' };
  }

  async #finish(): Promise<void> {
    this.#pages.end();
    const idsIn = (paths: readonly string[]) => this.#idsIn(paths);
    const addresses = { [Symbol.iterator]: () => this.#addresses() };
    for (const found of await this.#links.findings(addresses, this.isStrict, idsIn)) this.#found.add(found);
  }

  /** Made whenever they are gone through. */
  *#addresses(): Generator<string> {
    yield* literalRoutes(this.#site.manifest);
    for (const { path } of this.#known) yield path;
  }

  /** Of pages that are kept for the next release. */
  async *#idsIn(paths: readonly string[]) {
    const known = paths.flatMap((path) => this.#knownAt(path) ?? []);
    for (const ids of this.seen.idsIn(known)) {
      yield ids;
      await turn();
    }
  }

  async #once(
    subject: Subject,
    run: Run,
    outcome: RenderOutcome,
    reads: readonly Read[] | undefined,
  ): Promise<number> {
    const given = run.variant === 'as given';
    if (given) this.#telling.report(subject, run, outcome);
    this.#telling.judge(subject, run, outcome);
    this.#telling.respond(subject, run, outcome);
    const looked = await this.#follow(subject, run, outcome);
    if (given) await this.#offer(subject, outcome);
    if (given) await this.#compareWithLiquidjs(subject, run);
    if (this.#found.isClean && reads && subject.known && 'rendered' in outcome) {
      const { operations, flags } = outcome.rendered;
      const seen = {
        looked,
        isWhole: looked?.isWhole !== false,
        operations,
        bytes: this.#measures.bytes(outcome.rendered.body),
        reads: readsIn(flags),
      };
      await this.seen.keep(subject.known, reads, seen, outcome);
    } else if (looked) this.#links.has(linking(subject, run), looked.ids);
    return operationsOf(outcome) + FIXED;
  }

  #render(subject: Subject, run: Run, now: number, reads?: Read[]): Promise<RenderOutcome> {
    return tryRender(this.#site, { ...inputOf(subject, run, now), ...(reads && { reads }) });
  }

  /** Compares the page with what liquidjs renders. */
  async #compareWithLiquidjs({ page, status, known }: Subject, { url, params, fetched }: Run): Promise<void> {
    if (!this.#liquidjs) return;
    const input = { page, url, params, status, fetched, shown: known, now: () => this.#now };
    const comparison = new Comparison(this.#site, input);
    await this.#turns.spent(await comparison.ours());
    const found = await comparison.with(this.#liquidjs, this.#texts(page) ?? '');
    if (found && !found.same) this.#found.add(differs(found));
  }
}
