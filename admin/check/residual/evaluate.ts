import { TemplateError } from '../../../liquid/error.ts';
import { evaluatePartially, type Partial } from '../../../liquid/partial/evaluate.ts';
import { changing, hide } from '../../../liquid/partial/page.ts';
import { Whole } from '../../../liquid/partial/signals.ts';
import type { Template } from '../../../liquid/run/link.ts';
import type { RenderEnv } from '../../../liquid/run/render.ts';
import { type Plan, planPage } from '../../../release/plan.ts';
import { envOf, loadMissing, type Visit } from '../../../release/render.ts';
import { RequestObject } from '../../../release/request-object.ts';
import type { Working } from '../../../release/working.ts';
import { spelled } from '../../../schema/path/slash.ts';
import { isErrorPage } from '../../../schema/route.ts';
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
  if (!plan || isErrorPage(path)) return undefined;
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

/**
 * What the page is rendered with, without what the request or an upstream brings. Pages whose address follows from entries or lists are as many as
 * those: what each of them shows is not known.
 */
function knownTo(working: Working, plan: Plan, routes: readonly PageRoute[]): RenderEnv {
  const { entry, each, paginate, fetch = {}, status } = plan.page;
  const bare = { ...plan.page, entry: undefined, each: undefined, paginate: undefined };
  const env = envOf(working, { ...plan, page: bare }, visitOf(working, plan, routes));
  // Texts of entries see the same object.
  const shared: Readonly<Record<string, unknown>> = env.shared ?? {};
  const page = changing(shared.page as object); // every page has one
  Object.assign(shared, { page });
  const isAlone =
    routes.length === 1 && !routes[0]?.record.params && (entry ?? each ?? paginate) === undefined;
  if (!isAlone) for (const name of ['path', 'url', 'params']) hide(page, name);
  if (typeof status === 'string') hide(page, 'status');
  const fetched = routes.flatMap(({ record }) => Object.keys(record.fetch ?? {}));
  const shown = [...(paginate ? ['paginator'] : []), ...(each ? [each[0]] : [])];
  // Fields of the entry are members of `page`, whatever they are called.
  const ofEntry = entry === undefined ? [] : ['entry', 'page'];
  const asked = ['request', 'upstream', 'csp_nonce', ...Object.keys(fetch), ...fetched];
  for (const name of [...asked, ...shown, ...ofEntry]) hide(shared, name);
  return env;
}

/** What is left of a page of entries or of a list still finds them. */
function needsOf({ page }: Plan, partial: Partial): string[] {
  const all = page.needs ?? [];
  if (partial.partials) return all.filter((key) => !key.startsWith('layouts/'));
  const isShown = (page.entry ?? page.each ?? page.paginate) !== undefined;
  const reads = {
    data: isShown || partial.reads('data'),
    collections: isShown || partial.reads('collections'),
  };
  return all.filter(
    (key) => (reads.data && key.startsWith('data/')) || (reads.collections && key.startsWith('collections/')),
  );
}

const unitsOf = ({ entries }: Plan): number => entries.reduce((sum, { at }) => sum + at[2], 0);
