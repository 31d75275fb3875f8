import { logError } from './errors.ts';
import { lastResort } from './last-resort.ts';
import { planPage } from './load.ts';
import { ReleaseError } from './manifest.ts';
import { makePage, NO_FETCHES, type Wanted } from './page.ts';
import type { PageAnswer, Passage } from './passage.ts';

/** The site's own page for an error, or ours when it has none or when that fails too. */
export async function errorPage(passage: Passage, status: number, path: string): Promise<PageAnswer> {
  const file = `pages/${status === 404 ? '404' : '500'}.liquid`;
  try {
    const plan = planPage(passage.services.store, passage.manifest, file);
    if (plan)
      return await make(passage, { plan, path, params: {}, fetches: plan.page.fetch ?? NO_FETCHES, status });
  } catch (error) {
    if (error instanceof ReleaseError) throw error;
    logError(passage.id(), passage.address, error, passage.waits);
  }
  return { page: lastResort(status, passage.id()), operations: 0, flags: 0, isStatic: false };
}

/** Error pages are not taken from the edge: what is kept there is what stands at the address while all is well. */
async function make(passage: Passage, wanted: Wanted): Promise<PageAnswer> {
  if (wanted.fetches === NO_FETCHES) return makePage(passage, wanted);
  const { makeWithUpstreams } = await import('./with-upstreams.ts');
  return makeWithUpstreams(passage, wanted);
}
