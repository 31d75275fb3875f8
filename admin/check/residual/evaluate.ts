import { TemplateError } from '../../../liquid/error.ts';
import { evaluatePartially, type Partial } from '../../../liquid/partial/evaluate.ts';
import { hide } from '../../../liquid/partial/page.ts';
import { Whole } from '../../../liquid/partial/signals.ts';
import type { Template } from '../../../liquid/run/link.ts';
import type { RenderEnv } from '../../../liquid/run/render.ts';
import { type Plan, planPage } from '../../../release/plan.ts';
import { envOf, loadMissing, type Visit } from '../../../release/render.ts';
import { RequestObject } from '../../../release/scope.ts';
import type { Working } from '../../../release/working.ts';
import { isErrorPage, spelled } from '../../../schema/route.ts';
import { NotFound } from '../../../site/extensions/not-found-tag.ts';
import type { Assembled } from '../assembled.ts';
import { type PageRoute, pageRoutes } from '../page-routes.ts';
import { PAGE_TAGS } from './tags.ts';

/** Rounds in which a page loads what it reads. */
const ROUNDS = 20;

/** A page's residual program, and what it still reads. */
export interface PageResidual {
  readonly partial: Partial;
  /** Keys of what it may need, of those that the page needs. */
  readonly needs: readonly string[];
  /** UTF-16 units of what the page is made of. */
  readonly units: number;
}

/** What is left of a page once all that its release knows is in it. Undefined where it stays whole. */
export async function residualOf(site: Assembled, path: string): Promise<PageResidual | undefined> {
  const plan = planPage(site.store, site.manifest, path);
  if (!plan || !canBeLeft(plan)) return undefined;
  const working = site.working();
  const loading = working.load(plan.entries);
  if (loading) await loading;
  const routes = pageRoutes(site.manifest).filter(({ record }) => record.page === path);
  for (let round = 0; round < ROUNDS; round++) {
    try {
      const partial = evaluate(working, plan, routes);
      return { partial, needs: needsOf(plan, partial), units: unitsOf(plan) };
    } catch (error) {
      if (staysWhole(error)) return undefined;
      const missing = loadMissing(working, error);
      if (!missing) throw error;
      await missing;
    }
  }
  return undefined;
}

/** Pages whose address follows from entries or lists are as many as those: what is known of each differs. */
function canBeLeft({ path, page }: Plan): boolean {
  return (page.entry ?? page.each ?? page.paginate) === undefined && !isErrorPage(path);
}

/** Why it stays whole is the language's: it has something that depends on too much, or fails. */
const staysWhole = (error: unknown): boolean =>
  error instanceof Whole || error instanceof TemplateError || error instanceof NotFound;

function evaluate(working: Working, plan: Plan, routes: readonly PageRoute[]): Partial {
  const template = working.template(plan.path) as Template; // its plan is of the same manifest
  return evaluatePartially(template, () => knownTo(working, plan, routes), PAGE_TAGS);
}

/** A visit of which only the path is known, and that where the page has one address. */
function visitOf({ manifest }: Working, { page }: Plan, routes: readonly PageRoute[]): Visit {
  const pattern = routes[0]?.pattern ?? '/';
  return {
    request: new RequestObject(new Request('https://release.invalid/'), 'https://release.invalid/', () => ''),
    path: spelled(pattern, manifest.head.config.slash),
    params: {},
    status: typeof page.status === 'number' ? page.status : 200,
    answers: undefined,
    now: () => 0,
    nonce: undefined,
  };
}

/** What the page is rendered with, without what the request or an upstream brings. */
function knownTo(working: Working, plan: Plan, routes: readonly PageRoute[]): RenderEnv {
  const env = envOf(working, plan, visitOf(working, plan, routes));
  const shared: Readonly<Record<string, unknown>> = env.shared ?? {};
  const fetched = routes.flatMap(({ record }) => Object.keys(record.fetch ?? {}));
  for (const name of ['request', 'upstream', 'csp_nonce', ...Object.keys(plan.page.fetch ?? {}), ...fetched])
    hide(shared, name);
  const page = shared.page as object; // every page has one
  const isAlone = routes.length === 1 && !routes[0]?.record.params && !routes[0]?.record.known;
  if (!isAlone) for (const name of ['path', 'url', 'params']) hide(page, name);
  if (typeof plan.page.status === 'string') hide(page, 'status');
  return env;
}

function needsOf({ page }: Plan, partial: Partial): string[] {
  const all = page.needs ?? [];
  if (partial.partials) return all.filter((key) => !key.startsWith('layouts/'));
  const reads = { data: partial.reads('data'), collections: partial.reads('collections') };
  return all.filter(
    (key) => (reads.data && key.startsWith('data/')) || (reads.collections && key.startsWith('collections/')),
  );
}

const unitsOf = ({ entries }: Plan): number => entries.reduce((sum, { at }) => sum + at[2], 0);
