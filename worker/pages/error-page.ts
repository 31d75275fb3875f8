import { type Plan, planPage } from '../../release/plan.ts';
import { ReleaseError } from '../../release/read-manifest.ts';
import { lastResort } from '../../release/response/fallback-page.ts';
import { siteFields } from '../../release/response/other-headers.ts';
import { pageHeaders } from '../../release/response/page-headers.ts';
import { logError } from '../log.ts';
import type { PageResult, RequestContext } from '../request-context.ts';
import { makePage } from './make.ts';
import { withWhole } from './whole.ts';

/** The site's own 404 or 500 page; a plain one when the site has none, or when its own fails too. */
export async function errorPage(given: RequestContext, status: number, path: string): Promise<PageResult> {
  const file = `pages/${status === 404 ? '404' : '500'}.liquid`;
  let context = given;
  try {
    const isThere = given.manifest.record(file) !== undefined;
    if (isThere) context = await withWhole(given);
    const plan = isThere ? planPage(context.services.store, context.manifest, file) : undefined;
    if (plan) {
      const { fetch: fetches } = plan.page;
      return shortLived(context, plan, await makePage(context, { plan, path, params: {}, fetches, status }));
    }
  } catch (error) {
    if (error instanceof ReleaseError) throw error;
    logError(context.id(), context.address, error, context.waits);
  }
  const { headers: fixed, ...page } = lastResort(status, context.id());
  const headers = siteFields(context.manifest, path, { fixed });
  return { page: { ...page, headers }, operations: 0, flags: 0, isStatic: false };
}

/** Leaves out the `cache-control` that site.yaml has for the path: it is meant for the page, not for an error. */
function shortLived({ manifest }: RequestContext, { page: record }: Plan, made: PageResult): PageResult {
  const { page, flags } = made;
  if (!manifest.head.config.paths || page.status >= 500) return made;
  const { 'cache-control': caching = 'no-store' } = pageHeaders(manifest, record, flags, '');
  return { ...made, page: { ...page, headers: { ...page.headers, 'cache-control': caching } } };
}
