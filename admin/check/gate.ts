import { FLAG } from '../../liquid/run/render.ts';
import type { Read } from '../../release/working.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { linksOf } from '../../schema/site.ts';
import type { Known } from '../../site/addresses/address.ts';
import { missingLinks } from '../../site/check/file-links.ts';
import type { SiteFacts } from '../../site/facts.ts';
import { Turns, turn } from '../store/renders.ts';
import type { Assembled } from './assembled.ts';
import { Comparison } from './compare.ts';
import { changes, differs, FREE, RATE, said, slow, unescaped, whole } from './gate-findings.ts';
import type { GateSources } from './gate-sources.ts';
import { findingIn } from './known/path-numbers.ts';
import { PutOff } from './known/put-off.ts';
import { languageOf } from './language-of.ts';
import { linking } from './links/linking.ts';
import { LinkCheck } from './links/links.ts';
import { type Looked, lookForLinks } from './links/look.ts';
import { LiquidjsRenderer } from './liquidjs.ts';
import { noSample } from './no-sample.ts';
import { literalRoutes } from './page-routes.ts';
import { isForAll, isOk } from './ready-pages.ts';
import { FIXED, operationsOf, type RenderOutcome, tryRender, workOf } from './render-page.ts';
import { Findings } from './reports/findings.ts';
import { Measures, readsIn } from './reports/measures.ts';
import type { PageReports } from './reports/page-reports.ts';
import { Residuals } from './residual/residuals.ts';
import { pageFindings, siteFindings } from './responses.ts';
import {
  allRuns,
  inputOf,
  isAlone,
  knownSubjects,
  type Run,
  type Subject,
  subjectsOf,
  type Texts,
} from './runs.ts';
import { type SeenAgain, SeenBefore } from './seen/seen-before.ts';

/** Work in one slice, which is an alarm of its own with its own CPU time. Between renders others have their turn: see Turns. */
const SLICE = { operations: 200 * RATE, runs: 500 };
/** Second runs are at another time of another day: a second, a minute, an hour and a day later. */
const LATER = 90_061_000;

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
  #work: Generator<readonly [Subject, Run]>;
  readonly #putOff: PutOff;
  readonly #facts: SiteFacts;
  readonly #now: number;
  readonly #texts: Texts;
  readonly #links: LinkCheck;
  readonly #bodies: GateSources['bodies'];
  readonly #pages: PageReports;
  /** Whether links that lead nowhere refuse a publish. */
  readonly isStrict: boolean;
  readonly #known: readonly Known[];
  readonly #knownAt: (path: string) => Known | undefined;
  readonly #turns = new Turns();
  /** Where site.yaml asks for a second opinion. */
  readonly #liquidjs: LiquidjsRenderer | undefined;
  /** What pages at known addresses gave the last time, and now. */
  readonly seen: SeenBefore;
  readonly #measures: Measures;
  /** Pages that were rendered, and those that were not since they are made of the same as before. */
  readonly counts = { rendered: 0, same: 0 };

  /** `known` are the addresses that follow from entries and lists. */
  constructor(
    site: Assembled,
    { facts, texts, now, known = [], knownAt = findingIn(known), seen, pages, bodies }: GateSources,
  ) {
    this.#bodies = bodies;
    this.#pages = pages;
    site.keepFolders();
    this.seen = new SeenBefore(site, seen, known.length);
    this.#site = site;
    this.#measures = new Measures(site);
    this.residuals = new Residuals(site);
    this.#now = now;
    this.#texts = texts;
    this.#known = known;
    this.#knownAt = knownAt;
    const { url, links } = facts.get('site.yaml')?.config ?? {};
    this.isStrict = linksOf(links).strict === true;
    this.#links = new LinkCheck({
      working: () => site.working(),
      origin: typeof url === 'string' && URL.canParse(url) ? url : undefined,
      texts,
      isKnown: (path) => knownAt(path) !== undefined,
      said: () => missingLinks(facts),
    });
    const compares = facts.get('site.yaml')?.config?.compare === 'liquidjs';
    this.#liquidjs = compares ? new LiquidjsRenderer(site, texts, facts.keys()) : undefined;
    for (const found of siteFindings(site.manifest, texts)) this.#found.add(found);
    this.#facts = facts;
    this.#putOff = new PutOff(site, known.length);
    this.#work = allRuns(subjectsOf(site.manifest, facts, texts, known));
  }

  get diagnostics(): Diagnostic[] {
    return this.#found.all;
  }

  /** Does a slice of the work. Returns whether all is done. Calls `note` with each page before it is rendered. */
  async slice(note?: (page: string) => Promise<void>): Promise<boolean> {
    let operations = 0;
    let noted = '';
    for (let runs = 0; runs < SLICE.runs && operations < SLICE.operations; runs++) {
      const next = this.#work.next();
      if (next.done) {
        if (await this.#goOn()) continue;
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

  /** Begins with what was put off, if anything was. */
  async #goOn(): Promise<boolean> {
    if (!this.#putOff.isOpen) return false;
    const known = await this.#putOff.take();
    this.#work = allRuns(knownSubjects(known, this.#facts, this.#texts));
    return known.length > 0;
  }

  async #run(subject: Subject, run: Run): Promise<number> {
    const { known } = subject;
    const isPlain = this.#liquidjs === undefined && known !== undefined && isAlone(subject);
    const seen = isPlain && !this.#putOff.isTaken ? this.seen.find(known) : undefined;
    if (seen) return this.#again(subject, run, seen);
    if (isPlain && this.#putOff.isOpen) {
      this.#putOff.add(known);
      return 0;
    }
    this.#found.isClean = true;
    this.counts.rendered++;
    const reads: Read[] | undefined = isPlain ? [] : undefined;
    const first = await this.#render(subject, run, this.#now, reads);
    await this.#turns.spent(workOf(this.#site, first));
    await this.#turns.spent(await this.residuals.compare(subject, inputOf(subject, run, this.#now), first));
    // Of what nobody outside chooses, only the clock makes another page.
    if (subject.known && !('rendered' in first && first.rendered.flags & FLAG.clock))
      return this.#once(subject, run, first, reads);
    const second = await this.#render(subject, run, this.#now + LATER);
    await this.#turns.spent(workOf(this.#site, second));
    if (run.variant === 'as given') this.#report(subject, run, first);
    this.#judge(subject, run, first);
    this.#judge(subject, run, second);
    this.#respond(subject, run, first);
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

  /** Takes a page as it was the last time. Its links may lead elsewhere now. */
  async #again(subject: Subject, run: Run, seen: SeenAgain): Promise<number> {
    const { page } = subject;
    if (this.residuals.looksAt(subject))
      await this.#turns.spent(await this.residuals.compare(subject, inputOf(subject, run, this.#now)));
    const { operations, bytes, reads, targets } = seen;
    this.counts.same++;
    if (reads.length === 0 && isOk(this.#site.manifest, page)) await this.#bodies?.again(subject, bytes);
    this.#pages.add(this.#measures.report(subject, { operations, bytes, reads }));
    if (targets !== undefined) await this.#links.followText(linking(subject, run, false), targets);
    await this.#turns.spent(FIXED);
    return FIXED;
  }

  async #offer(subject: Subject, outcome: RenderOutcome): Promise<void> {
    if (isForAll(subject, outcome)) await this.#bodies?.offer(subject, outcome.rendered.body);
  }

  /** Follows the links of a page that is as its author means it, and gives them with its ids. */
  async #follow(subject: Subject, run: Run, outcome: RenderOutcome): Promise<Looked | undefined> {
    const { page, status, complete } = subject;
    if (run.variant !== 'as given' || !complete || status !== 200 || !('rendered' in outcome))
      return undefined;
    if (languageOf(page, outcome.record) !== 'html') return undefined;
    const looked = lookForLinks(outcome.rendered.body);
    await this.#links.follow(linking(subject, run), looked.targets);
    return looked;
  }

  async #finish(): Promise<void> {
    this.#pages.end();
    const idsIn = (paths: readonly string[]) => this.#idsIn(paths);
    const addresses = [...literalRoutes(this.#site.manifest), ...this.#known.map(({ path }) => path)];
    for (const found of await this.#links.findings(addresses, this.isStrict, idsIn)) this.#found.add(found);
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
    if (given) this.#report(subject, run, outcome);
    this.#judge(subject, run, outcome);
    this.#respond(subject, run, outcome);
    const looked = await this.#follow(subject, run, outcome);
    if (given) await this.#offer(subject, outcome);
    if (given) await this.#compareWithLiquidjs(subject, run);
    if (this.#found.isClean && reads && subject.known && 'rendered' in outcome) {
      const { operations, flags } = outcome.rendered;
      const seen = {
        looked,
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

  #report(subject: Subject, { url }: Run, outcome: RenderOutcome): void {
    const { page, fetched } = subject;
    for (const [name, data] of fetched) if (data === undefined) this.#found.add(noSample(page, name));
    if (!('rendered' in outcome)) return;
    const { operations, flags } = outcome.rendered;
    const bytes = this.#measures.bytes(outcome.rendered.body);
    this.#pages.add(this.#measures.report(subject, { operations, bytes, reads: readsIn(flags) }));
    for (const [name, blocks] of outcome.whole) this.#found.add(whole(page, url, name, blocks));
    if (operations > FREE * RATE) this.#found.add(slow(page, url, operations));
  }

  #judge({ page, complete, trusted }: Subject, { variant, changer }: Run, outcome: RenderOutcome): void {
    if ('failed' in outcome) {
      const { failed } = outcome;
      const asGiven = variant === 'as given' && complete;
      const refuses = asGiven || failed.code.startsWith('budget_');
      // That a page needs numbers is found with values of other types; here only what it prints counts.
      if (variant === 'hostile numbers' && !refuses) return;
      const severity = refuses ? 'error' : 'warning';
      // The first run that fails at a place speaks for all: as given comes before the others.
      this.#found.add({ ...failed, severity, ...(!asGiven && said(failed, variant)) }, failed.code);
    } else if (changer && 'rendered' in outcome && outcome.record.escape) {
      const language = languageOf(page, outcome.record);
      const places = changer.unescapedIn(outcome.rendered.body, language);
      for (const place of places)
        if (!trusted.includes(/^\w+/.exec(place)?.[0] ?? '')) this.#found.add(unescaped(page, place));
    }
  }

  /** Builds the response that the site Worker would send. */
  #respond({ page, status }: Subject, { url }: Run, outcome: RenderOutcome): void {
    if (!('rendered' in outcome)) return;
    const made = { page, url, status, record: outcome.record, rendered: outcome.rendered };
    for (const found of pageFindings(this.#site.manifest, made, this.#texts))
      this.#found.add(found, found.code);
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
