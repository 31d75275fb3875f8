import type { Known } from '../../site/addresses/address.ts';
import type { KnownList } from '../../site/addresses/known-list.ts';
import type { SiteFacts } from '../../site/facts.ts';
import type { Bodies } from './made/bodies.ts';
import type { PageReports } from './reports/page-reports.ts';
import type { Large, Texts } from './runs.ts';
import type { SeenStore } from './seen/seen-store.ts';

/** What a release is checked with. */
export interface GateSources {
  readonly facts: SiteFacts;
  readonly texts: Texts;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The addresses that follow from entries and lists. */
  readonly known?: KnownList;
  /** The one at a path. */
  readonly knownAt?: (path: string) => Known | undefined;
  /** What was kept of the release before, and is for the next: see SeenBefore. */
  readonly seen: SeenStore;
  /** Takes what is reported of pages. */
  readonly pages: PageReports;
  /** Which sites are large: see `large` in runs. */
  readonly large?: Large;
  /** Takes pages that are the same for all requests. */
  readonly bodies?: Pick<Bodies, 'offer' | 'again'> & Partial<Pick<Bodies, 'order'>>;
}
