import { fingerprint } from '../../release/etag.ts';
import { READS } from '../../release/reads.ts';
import { refuse } from '../../release/refusal.ts';
import { loadPage, type Rendered, renderPage } from '../../release/render.ts';
import { newNonce, withNonce } from '../../release/response/nonce.ts';
import { pageHeaders } from '../../release/response/page-headers.ts';
import { RequestObject } from '../../release/scope.ts';
import type { UpstreamAnswers } from '../../release/upstream-answers.ts';
import { Working } from '../../release/working.ts';
import { NotFound } from '../../site/extensions/not-found-tag.ts';
import type { PageResult, PageSpec, RequestContext } from '../request-context.ts';

type AskUpstreams = (
  context: RequestContext,
  spec: PageSpec,
  request: RequestObject,
) => Promise<UpstreamAnswers>;

/** Pages as they were made last. The first request of an isolate has none to compare with, and does not load this. */
let last: typeof import('./last.ts') | undefined;

/** Makes a page. Throws Refusal, TemplateError or ReleaseError. What asks upstreams is loaded when the first page has some. */
export async function makePage(context: RequestContext, spec: PageSpec): Promise<PageResult> {
  if (!context.cold) last ??= await import('./last.ts');
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
  const request = new RequestObject(context.request, context.address, context.id, plan.page.request);
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
  return finish(context, spec, status, rendered, own);
}

function fail(error: unknown, answers: UpstreamAnswers | undefined): never {
  if (error instanceof NotFound) refuse(404, error.message);
  throw answers ? answers.blame(error) : error;
}

/** Adds ETag and headers to what was rendered. `nonce` is set when the page printed it. */
async function finish(
  context: RequestContext,
  spec: PageSpec,
  status: number,
  { body, flags, operations, partly }: Rendered,
  nonce: string | undefined,
): Promise<PageResult> {
  const { manifest, trace } = context;
  const isStatic = flags === 0 && !spec.fetches && spec.status === 200 && status === 200;
  const isKept = !isStatic && nonce === undefined && !trace;
  const same = isKept && last?.sameAsLast(context, spec, { status, text: body, flags, operations });
  if (same) return same;
  const { etag, bytes } = await fingerprint(body);
  const plain = pageHeaders(manifest, spec.plan.page, flags, spec.path);
  const fields = nonce === undefined ? plain : withNonce(plain, nonce);
  const headers = status >= 500 ? { ...fields, 'cache-control': 'no-store' } : fields;
  const tag = status === 200 && nonce === undefined ? etag : undefined;
  const page = { status, body, bytes, etag: tag, headers };
  const made = partly ? ', made in part at publish' : '';
  const result = { page, operations, flags, isStatic, made };
  if (isKept) last?.keepLast(context, spec, result, body);
  return result;
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
