import { matchAddress } from '../../release/content/addresses.ts';
import { Working } from '../../release/working.ts';
import type { Match } from '../../site/routes/match.ts';
import { withWhole } from '../pages/whole.ts';
import type { RequestContext } from '../request-context.ts';

/** What is at a path of a release that has tables of addresses. */
export async function matchInTables(context: RequestContext, path: string): Promise<Match | undefined> {
  const { services, manifest, keepAlive, trace } = await withWhole(context);
  return matchAddress(new Working(services.store, manifest, keepAlive, trace?.reads), path);
}
