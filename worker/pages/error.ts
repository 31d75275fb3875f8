import { ReleaseError } from '../../release/manifest.ts';
import { type Plan, planPage } from '../../release/plan.ts';
import { pageHeaders } from '../../release/response/headers.ts';
import { lastResort } from '../../release/response/last-resort.ts';
import { siteFields } from '../../release/response/site-headers.ts';
import { logError } from '../log.ts';
import type { PageAnswer, Passage } from '../request-context.ts';
import { makePage, NO_FETCHES, type Wanted } from './make.ts';

/** The site's own page for an error, or ours when it has none or when that fails too. */
export async function errorPage(passage: Passage, status: number, path: string): Promise<PageAnswer> {
  const file = `pages/${status === 404 ? '404' : '500'}.liquid`;
  try {
    const plan = planPage(passage.services.store, passage.manifest, file);
    if (plan) {
      const fetches = plan.page.fetch ?? NO_FETCHES;
      return shortLived(passage, plan, await make(passage, { plan, path, params: {}, fetches, status }));
    }
  } catch (error) {
    if (error instanceof ReleaseError) throw error;
    logError(passage.id(), passage.address, error, passage.waits);
  }
  const { headers: fixed, ...page } = lastResort(status, passage.id());
  const headers = siteFields(passage.manifest, path, { fixed });
  return { page: { ...page, headers }, operations: 0, flags: 0, isStatic: false };
}

/** What site.yaml says of how long to keep what lies at a path is not meant for its absence. */
function shortLived({ manifest }: Passage, { page: record }: Plan, made: PageAnswer): PageAnswer {
  const { page, flags } = made;
  if (!manifest.head.config.paths || page.status >= 500) return made;
  const { 'cache-control': caching = 'no-store' } = pageHeaders(manifest, record, flags, '');
  return { ...made, page: { ...page, headers: { ...page.headers, 'cache-control': caching } } };
}

/** Error pages are not taken from the edge: what is kept there is what stands at the address while all is well. */
async function make(passage: Passage, wanted: Wanted): Promise<PageAnswer> {
  if (wanted.fetches === NO_FETCHES) return makePage(passage, wanted);
  const { makeWithUpstreams } = await import('../upstreams/make.ts');
  return makeWithUpstreams(passage, wanted);
}
