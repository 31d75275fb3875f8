import { READS } from '../../release/reads.ts';
import { refuse } from '../../release/refusal.ts';
import { loadPage, type Rendered, renderPage } from '../../release/render.ts';
import { RequestObject } from '../../release/request-object.ts';
import { newNonce } from '../../release/response/nonce.ts';
import type { UpstreamAnswers } from '../../release/upstream-answers.ts';
import { Working } from '../../release/working.ts';
import { NotFound } from '../../site/extensions/not-found-tag.ts';
import type { PageResult, PageSpec, RequestContext } from '../request-context.ts';
import { finish, loadLast } from './finish.ts';

type AskUpstreams = (
  context: RequestContext,
  spec: PageSpec,
  request: RequestObject,
) => Promise<UpstreamAnswers>;

/** Makes a page. Throws Refusal, TemplateError or ReleaseError. What asks upstreams is loaded when the first page has some. */
export async function makePage(context: RequestContext, spec: PageSpec): Promise<PageResult> {
  const last = context.cold ? undefined : await loadLast();
  if (!spec.fetches) return last?.madeBefore(context, spec) ?? make(context, spec);
  const { askUpstreams } = await import('../upstreams/ask.ts');
  const { cache } = spec.plan.page;
  // Error pages are not taken from the edge: what is kept there is the page of the address, without errors.
  if (!cache || spec.status !== 200 || context.trace) return make(context, spec, askUpstreams);
  const { throughEdge } = await import('../upstreams/page-at-edge.ts');
  return throughEdge(context, cache, () => make(context, spec, askUpstreams));
}

/** Loads what the page is known to need, asks its upstreams at the same time, then renders. */
async function make(context: RequestContext, spec: PageSpec, ask?: AskUpstreams): Promise<PageResult> {
  const { plan, path, params, shown } = spec;
  const { manifest, services, trace } = context;
  const Watched = context.cold ? RequestObject : (await loadLast()).WatchedRequest;
  const request = new Watched(context.request, context.address, context.id, plan.page.request);
  const working = new Working(services.store, manifest, context.keepAlive, trace?.reads);
  const loading = loadPage(working, plan, spec);
  const asking = ask?.(context, spec, request);
  if (loading) await Promise.all([timed(context, loading), asking]);
  const answers = asking && (await asking);
  const wanted = spec.status === 200 ? (plan.page.status ?? 200) : spec.status;
  // Only a page with fetches has a status that names one: site/routes/routes.
  const status = typeof wanted === 'number' ? wanted : (answers?.followed(wanted, plan.path) ?? 200);
  const nonce = manifest.head.config.csp ? newNonce() : undefined;
  const profile = trace?.profiled ?? false;
  if (trace) {
    const partly = plan.page.residual !== undefined;
    Object.assign(trace, { page: plan.path, partly, upstreams: answers?.all });
  }
  const visit = { request, path, params, shown, status, answers, now: services.now, nonce, profile };
  let rendered: Rendered;
  try {
    rendered = await renderPage(working, plan, visit);
  } catch (error) {
    fail(error, answers);
  }
  answers?.refuseUnseen();
  trace?.rendered(working, rendered);
  const own = (rendered.flags & READS.nonce) !== 0 ? nonce : undefined;
  return finish(context, spec, status, { ...rendered, request }, own);
}

function fail(error: unknown, answers: UpstreamAnswers | undefined): never {
  if (error instanceof NotFound) refuse(404, error.message);
  throw answers ? answers.blame(error) : error;
}

/** Waits for storage, and adds how long that took to the request's `server-timing`. */
async function timed({ services: { now }, waits }: RequestContext, loading: Promise<void>): Promise<void> {
  const started = now();
  try {
    await loading;
  } finally {
    waits.kv += now() - started;
  }
}
