import type { ReadyPages } from '../../site/release/ready.ts';
import type { RenderOutcome } from './render-page.ts';
import type { Subject } from './runs.ts';

/**
 * Takes a page that was rendered as given for all requests of its route, if it is the same for all of them: as the site Worker decides
 * of one that it rendered (`isStatic` in worker/pages/make).
 */
export function addReady(
  ready: ReadyPages,
  { pattern, status, fetched, known }: Pick<Subject, 'pattern' | 'status' | 'fetched' | 'known'>,
  outcome: RenderOutcome,
): void {
  if (!('rendered' in outcome) || status !== 200 || fetched.size > 0 || known || pattern.includes('{'))
    return;
  const { rendered, record } = outcome;
  if (rendered.flags === 0 && (record.status ?? 200) === 200) ready.add(pattern, rendered.body);
}
