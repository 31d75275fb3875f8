import type { Assembled } from '../assembled.ts';
import { FREE, RATE, said, slow, unescaped, whole } from '../gate-findings.ts';
import { languageOf } from '../language-of.ts';
import { noSample } from '../no-sample.ts';
import type { RenderOutcome } from '../render-page.ts';
import { pageFindings } from '../responses.ts';
import type { Run, Subject, Texts } from '../runs.ts';
import type { Findings } from './findings.ts';
import { type Measures, readsIn } from './measures.ts';
import type { PageReports } from './page-reports.ts';

interface TellingSources {
  readonly site: Assembled;
  readonly found: Findings;
  readonly pages: PageReports;
  readonly measures: Measures;
  readonly texts: Texts;
}

/** Tells of pages that were rendered. */
export class Telling {
  readonly #with: TellingSources;

  constructor(sources: TellingSources) {
    this.#with = sources;
  }

  /** Reports what a page takes, rendered as given. */
  report(subject: Subject, { url }: Run, outcome: RenderOutcome): void {
    const { page, fetched } = subject;
    for (const [name, data] of fetched) if (data === undefined) this.#with.found.add(noSample(page, name));
    if (!('rendered' in outcome)) return;
    const { operations, flags } = outcome.rendered;
    const bytes = this.#with.measures.bytes(outcome.rendered.body);
    this.#with.pages.add(this.#with.measures.report(subject, { operations, bytes, reads: readsIn(flags) }));
    for (const [name, blocks] of outcome.whole) this.#with.found.add(whole(page, url, name, blocks));
    if (operations > FREE * RATE) this.#with.found.add(slow(page, url, operations));
  }

  /** What is wrong with a page that failed, or that prints what came from outside. */
  judge({ page, complete, trusted }: Subject, { variant, changer }: Run, outcome: RenderOutcome): void {
    if ('failed' in outcome) {
      const { failed } = outcome;
      const asGiven = variant === 'as given' && complete;
      const refuses = asGiven || failed.code.startsWith('budget_');
      // That a page needs numbers is found with values of other types; here only what it prints counts.
      if (variant === 'hostile numbers' && !refuses) return;
      const severity = refuses ? 'error' : 'warning';
      // The first run that fails at a place speaks for all: as given comes before the others.
      this.#with.found.add({ ...failed, severity, ...(!asGiven && said(failed, variant)) }, failed.code);
    } else if (changer && 'rendered' in outcome && outcome.record.escape) {
      const language = languageOf(page, outcome.record);
      const places = changer.unescapedIn(outcome.rendered.body, language);
      for (const place of places)
        if (!trusted.includes(/^\w+/.exec(place)?.[0] ?? '')) this.#with.found.add(unescaped(page, place));
    }
  }

  /** Builds the response that the site Worker would send. */
  respond({ page, status }: Subject, { url }: Run, outcome: RenderOutcome): void {
    if (!('rendered' in outcome)) return;
    const made = { page, url, status, record: outcome.record, rendered: outcome.rendered };
    for (const found of pageFindings(this.#with.site.manifest, made, this.#with.texts))
      this.#with.found.add(found, found.code);
  }
}
