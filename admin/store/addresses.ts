import type { Manifest } from '../../release/read-manifest.ts';
import { spelled } from '../../schema/path/slash.ts';
import { fillPattern } from '../../schema/route.ts';
import type { KnownList } from '../../site/addresses/known-list.ts';
import type { SiteFacts } from '../../site/facts.ts';
import { dependsOn } from '../../site/uses/depends.ts';
import { pageRoutes } from '../check/page-routes.ts';
import { subjectsOf } from '../check/runs.ts';
import type { Differences } from './diff.ts';
import type { Publisher } from './releasing/publish.ts';

/** Where a page is seen. */
export interface Address {
  readonly url: string;
  readonly page: string;
}

/** Addresses that one answer lists. */
const MOST = 1_000;

export const listed = (all: readonly Address[]): { addresses: Address[]; total: number } => ({
  addresses: all.slice(0, MOST),
  total: all.length,
});

/** Those without parameters, those of entries and lists (`known`), and those that samples name. */
export function addressesIn(
  manifest: Manifest,
  facts: SiteFacts,
  texts: (path: string) => string | undefined,
  known: KnownList,
): Address[] {
  const found = new Map<string, Address>();
  for (const subject of subjectsOf(manifest, facts, texts, known)) {
    if (subject.status !== 200) continue;
    const { pattern, params, slash, page, known: at } = subject;
    const url = spelled(at?.path ?? fillPattern(pattern, params), slash);
    if (!found.has(url)) found.set(url, { url, page });
  }
  return [...found.values()];
}

/** Addresses without parameters that are live, and that are not among those known. */
export async function goneFromLive(
  { publisher, differences }: { readonly publisher: Publisher; readonly differences: Differences },
  known: readonly Address[],
): Promise<Address[]> {
  const live = publisher.live?.release;
  if (live === undefined) return [];
  const { manifest } = await differences.site(live);
  const urls = new Set(known.map(({ url }) => url));
  return pageRoutes(manifest).flatMap(({ pattern, record }) => {
    const url = spelled(pattern, manifest.head.config.slash);
    return pattern.includes('{') || urls.has(url) ? [] : [{ url, page: record.page }];
  });
}

/** Whether a page is not there any more, or needs one of these files. */
export function dependents(facts: SiteFacts, paths: readonly string[]): (page: string) => boolean {
  const known = new Map<string, boolean>();
  return (page) => {
    const is = known.get(page) ?? (!facts.has(page) || dependsOn(page, facts, paths));
    known.set(page, is);
    return is;
  };
}
