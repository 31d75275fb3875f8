import type { Manifest } from '../../release/read-manifest.ts';
import type { PageRecord } from '../../schema/manifest.ts';
import type { RenderOutcome } from './render-page.ts';
import type { Subject } from './runs.ts';

type Rendered = Extract<RenderOutcome, { rendered: unknown }>;

/**
 * Whether a page that was rendered as given is the same for all requests of its address: as the site Worker decides
 * of one that it rendered (`isStatic` in worker/pages/make).
 */
export function isForAll(
  { pattern, status, fetched, known }: Pick<Subject, 'pattern' | 'status' | 'fetched' | 'known'>,
  outcome: RenderOutcome,
): outcome is Rendered {
  if (!('rendered' in outcome) || status !== 200 || fetched.size > 0) return false;
  if (!known && pattern.includes('{')) return false;
  const { rendered, record } = outcome;
  return rendered.flags === 0 && (record.status ?? 200) === 200;
}

/** The same for pages with one address, which follows from no entry and no list. */
export function isFixed(
  subject: Pick<Subject, 'pattern' | 'status' | 'fetched' | 'known'>,
  outcome: RenderOutcome,
): outcome is Rendered {
  return !subject.known && isForAll(subject, outcome);
}

/** Whether a page's own status is 200. */
export const isOk = (manifest: Manifest, page: string): boolean =>
  (manifest.record<PageRecord>(page)?.status ?? 200) === 200;
