import { fingerprint } from '../../release/etag.ts';
import type { Manifest } from '../../release/manifest.ts';
import type { Plan } from '../../release/plan.ts';
import { refuse } from '../../release/refusal.ts';
import { type Rendered, renderPage, type Visit } from '../../release/render.ts';
import { newNonce, pageHeaders, withNonce } from '../../release/response/headers.ts';
import { READS, RequestObject } from '../../release/scope.ts';
import type { UpstreamAnswers } from '../../release/upstream-answers.ts';
import { Working } from '../../release/working.ts';
import type { Shown } from '../../schema/content/addresses.ts';
import type { Fetches } from '../../schema/page.ts';
import { NotFound } from '../../site/extensions/not-found-tag.ts';
import { type PageResult, type RequestContext, timed } from '../request-context.ts';

/** What is to be shown: a page file, and for whom. */
export interface PageSpec {
  readonly plan: Plan;
  /** The canonical path. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly shown?: Shown | undefined;
  readonly fetches: Fetches;
  /** 200, or the error that the page is about. */
  readonly status: number;
}

export const NO_FETCHES: Fetches = {};

/** Asks the upstreams of a page, which is asked for with `request`. */
export type AskUpstreams = (request: RequestObject) => Promise<UpstreamAnswers>;

/** Makes a page. Throws Refusal, TemplateError or ReleaseError. */
export async function makePage(
  context: RequestContext,
  spec: PageSpec,
  ask?: AskUpstreams,
): Promise<PageResult> {
  const { plan, path, params, shown } = spec;
  const { manifest, trace } = context;
  const request = new RequestObject(context.request, context.address, context.id, plan.page.request);
  const working = new Working(context.services.store, manifest, context.keepAlive, trace?.reads);
  const loading = working.load(plan.entries);
  const fetching = ask?.(request);
  if (loading) await Promise.all([timed(context, 'kv', loading), fetching]);
  const answers = fetching && (await fetching);
  const status = statusOf(spec, answers);
  const nonce = manifest.head.config.csp ? newNonce() : undefined;
  const { now } = context.services;
  const profile = trace?.profiled ?? false;
  if (trace) Object.assign(trace, { page: plan.path, upstreams: answers?.all });
  const rendered = await attempt(working, plan, {
    request,
    path,
    params,
    shown,
    status,
    answers,
    now,
    nonce,
    profile,
  });
  trace?.rendered(working, rendered);
  return finish(context, spec, status, rendered, nonce);
}

function statusOf({ plan, status }: PageSpec, answers: UpstreamAnswers | undefined): number {
  const wanted = plan.page.status ?? 200;
  if (status !== 200) return status;
  // Only a page with fetches has a status that names one: site/routes/routes.
  return typeof wanted === 'number' ? wanted : (answers?.followed(wanted, plan.path) ?? 200);
}

async function attempt(working: Working, plan: Plan, visit: Visit): Promise<Rendered> {
  try {
    const rendered = await renderPage(working, plan, visit);
    visit.answers?.refuseUnseen();
    return rendered;
  } catch (error) {
    if (error instanceof NotFound) refuse(404, error.message);
    throw visit.answers ? visit.answers.blame(error) : error;
  }
}

async function finish(
  context: RequestContext,
  spec: PageSpec,
  status: number,
  rendered: Rendered,
  nonce: string | undefined,
): Promise<PageResult> {
  const { body, flags, operations } = rendered;
  const isStatic = flags === 0 && spec.fetches === NO_FETCHES && spec.status === 200 && status === 200;
  const own = (flags & READS.nonce) !== 0 ? nonce : undefined;
  const last = isStatic || own !== undefined ? undefined : lastOf(context, spec);
  if (last && isSame(last, status, rendered)) return last;
  const { etag, bytes } = await fingerprint(body);
  const plain = pageHeaders(context.manifest, spec.plan.page, flags, spec.path);
  const fields = own === undefined ? plain : withNonce(plain, own);
  const headers = status >= 500 ? { ...fields, 'cache-control': 'no-store' } : fields;
  const tag = status === 200 && own === undefined ? etag : undefined;
  const made = { page: { status, body, bytes, etag: tag, headers }, operations, flags, isStatic };
  if (!isStatic && own === undefined) keepLast(context, spec, made);
  return made;
}

/**
 * A dynamic page as it was made last: most are so again, and to see that is cheaper than to digest the body and to build
 * the headers.
 */
function lastOf({ services, manifest }: RequestContext, spec: PageSpec): PageResult | undefined {
  return services.store.memory.get<PageResult>(lastKey(manifest, spec));
}

/** An error page has one entry for all paths: whoever makes up paths takes no memory from pages. */
const lastKey = ({ head }: Manifest, { plan, path, status }: PageSpec) =>
  `last:${head.id}:${plan.path}:${status === 200 ? path : status}`;

function isSame(last: PageResult, status: number, { body, flags, operations }: Rendered): boolean {
  const { page } = last;
  return (
    last.flags === flags && last.operations === operations && page.status === status && page.body === body
  );
}

function keepLast({ services, manifest, trace }: RequestContext, spec: PageSpec, made: PageResult): void {
  const { memory } = services.store;
  if (!trace) memory.set(lastKey(manifest, spec), { ...made, again: true }, 2 * made.page.bytes + 2_500);
}
