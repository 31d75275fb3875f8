import type { RenderOutcome } from './render-page.ts';
import type { Subject } from './runs.ts';

/**
 * Whether a page that was rendered as given is the same for all requests of its route: as the site Worker decides
 * of one that it rendered (`isStatic` in worker/pages/make).
 */
export function isFixed(
  { pattern, status, fetched, known }: Pick<Subject, 'pattern' | 'status' | 'fetched' | 'known'>,
  outcome: RenderOutcome,
): outcome is Extract<RenderOutcome, { rendered: unknown }> {
  if (!('rendered' in outcome) || status !== 200 || fetched.size > 0 || known || pattern.includes('{'))
    return false;
  const { rendered, record } = outcome;
  return rendered.flags === 0 && (record.status ?? 200) === 200;
}
