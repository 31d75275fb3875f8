import { planPage } from '../../release/plan.ts';
import { ReleaseError } from '../../release/read-manifest.ts';
import { spelled } from '../../schema/path/slash.ts';
import type { PageResult, PageSpec, RequestContext, Unmade } from '../request-context.ts';
import { makePage } from './make.ts';
import { withWhole } from './whole.ts';

/**
 * Renders what `findPage` found. This module, with all that it imports, is the second part of the site Worker: an isolate that sends only pages
 * that were made at publish never compiles it.
 */
export function renderFound(context: RequestContext, found: Unmade): Promise<PageResult> {
  const whole = withWhole(context);
  return whole instanceof Promise
    ? whole.then((context) => makePage(context, specOf(context, found)))
    : makePage(whole, specOf(whole, found));
}

/** What is to be made of a whole release. It does not change as long as the release is in memory. */
export function specOf(
  { manifest, services, trace }: RequestContext,
  { match, file, path }: Unmade,
): PageSpec {
  if (match.spec) return match.spec;
  const plan = planPage(services.store, manifest, file, trace !== undefined);
  if (!plan) throw new ReleaseError(manifest.head.id, `the release has no ${file}`);
  const { route, params, shown } = match;
  const { fetch } = plan.page;
  const own = 'page' in route ? route.fetch : undefined;
  const fetches = fetch && own ? { ...fetch, ...own } : (fetch ?? own);
  const spec = { plan, path: spelled(path, manifest.head.config.slash), params, shown, fetches, status: 200 };
  if (!trace) match.spec = spec;
  return spec;
}
