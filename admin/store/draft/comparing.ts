import type { Compared, CompareResponse } from '../../../schema/api/compare.ts';
import { spelled } from '../../../schema/path/slash.ts';
import { fillPattern } from '../../../schema/route.ts';
import type { KnownList } from '../../../site/addresses/known-list.ts';
import type { SiteFacts } from '../../../site/facts.ts';
import type { Assembled } from '../../check/assembled.ts';
import { Comparison } from '../../check/compare.ts';
import type { LiquidjsRenderer } from '../../check/liquidjs.ts';
import type { ResolvedRender, resolveRender } from '../../check/render-at.ts';
import { subjectsOf } from '../../check/runs.ts';
import type { Renders } from '../renders.ts';

type Lookup = (path: string) => string | undefined;

/** Pages that one comparison renders, and operations of ours after which it begins no further one: liquidjs takes 4 µs for each. */
const COMPARED = { pages: 100, operations: 3_000_000 };

/** What the pages of a draft are rendered with to be compared. */
export function inputsOf(
  site: Assembled,
  facts: SiteFacts,
  texts: Lookup,
  known: KnownList,
): ResolvedRender[] {
  const subjects = [...subjectsOf(site.manifest, facts, texts, known)].slice(0, COMPARED.pages);
  return subjects.map(({ page, status, pattern, slash, params, fetched, known: at }) => {
    const url = new URL(spelled(at?.path ?? fillPattern(pattern, params), slash), 'https://preview.invalid');
    return {
      input: { page, url, params, status, fetched, shown: at, now: Date.now },
      samples: {},
      missing: [],
    };
  });
}

/** Renders each with liquidjs too; without `all`, those that are the same are only counted. */
export async function compareAll(
  renders: Renders,
  {
    site,
    liquidjs,
    texts,
  }: { readonly site: Assembled; readonly liquidjs: LiquidjsRenderer; readonly texts: Lookup },
  resolved: readonly Awaited<ReturnType<typeof resolveRender>>[],
  all: boolean,
): Promise<CompareResponse> {
  const pages: Compared[] = [];
  let compared = 0;
  let operations = 0;
  for (const each of resolved) {
    if (!('input' in each)) continue;
    if (operations >= COMPARED.operations) break;
    const comparison = new Comparison(site, each.input);
    operations += await renders.piece(() => comparison.ours());
    const found = await comparison.with(liquidjs, texts(each.input.page) ?? '');
    if (!found) continue;
    compared++;
    if (all || !found.same) pages.push(found);
  }
  return { compared, pages };
}
