import { profileLines } from '../liquid/run/profile.ts';
import type { Fetches } from '../schema/page.ts';
import { NotFound } from '../site/not-found.ts';
import { logError } from './errors.ts';
import { byteLength, type Fingerprint, fingerprint } from './etag.ts';
import { newNonce, pageHeaders, withNonce } from './headers.ts';
import { lastResort } from './last-resort.ts';
import { type Plan, planPage, Working } from './load.ts';
import { ReleaseError } from './manifest.ts';
import { type PageAnswer, type Passage, timed } from './passage.ts';
import { type Rendered, renderPage } from './render.ts';
import { READS, RequestObject, valuesOf } from './scope.ts';
import type { Trace } from './trace.ts';
import { askAll, hasFailed, type UpstreamAnswer } from './upstream.ts';

/** What is to be shown: a page file, and for whom. */
export interface Wanted {
  readonly plan: Plan;
  /** The canonical path. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly fetches: Fetches;
  /** 200, or that of the error which the page tells of. */
  readonly status: number;
}

/** Why a page is not shown: the status that its visitors get instead. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const NOTHING: ReadonlyMap<string, UpstreamAnswer> = new Map();

/** Makes a page. Throws Refusal, TemplateError or ReleaseError. */
export async function makePage(passage: Passage, wanted: Wanted): Promise<PageAnswer> {
  const { plan, path, params } = wanted;
  const { manifest, trace } = passage;
  const request = new RequestObject(passage.request, passage.url, passage.id, plan.page.request);
  const working = new Working(passage.services.store, manifest, passage.keepAlive, trace?.reads);
  const loading = working.load(plan.entries);
  const asked = wanted.fetches === NO_FETCHES ? undefined : fetchAll(passage, wanted, request);
  if (loading) await Promise.all([timed(passage, 'kv', loading), asked]);
  const fetched = asked ? await asked : NOTHING;
  if (trace) Object.assign(trace, { page: plan.path, upstreams: fetched });
  const status = statusOf(wanted, fetched);
  const nonce = manifest.head.config.csp ? newNonce() : undefined;
  const { now } = passage.services;
  const profile = trace?.profiled ?? false;
  const visit = { request, path, params, status, fetched, now, ...(nonce && { nonce }), profile };
  const rendered = await renderUnlessFailed(working, plan, visit);
  if (trace) note(trace, working, rendered);
  return finish(passage, wanted, status, rendered, nonce);
}

/** What the inspector tells of a render. */
function note(
  trace: Trace,
  working: Working,
  { body, flags, operations, profile = new Map() }: Rendered,
): void {
  const lines = [...profile.keys()].flatMap((name) => {
    const template = working.template(name);
    return template ? [[name, Object.fromEntries(profileLines(profile, template.program))]] : [];
  });
  Object.assign(trace, {
    flags,
    operations,
    bytes: byteLength(body),
    lines: Object.fromEntries(lines),
  });
}

async function fetchAll(
  passage: Passage,
  { params, fetches }: Wanted,
  request: RequestObject,
): Promise<ReadonlyMap<string, UpstreamAnswer>> {
  const { manifest, keepAlive, id } = passage;
  const asking = {
    ...passage.services.access,
    upstreams: manifest.head.config.upstreams ?? {},
    keepAlive,
    id,
  };
  const answers = await timed(passage, 'fetch', askAll(asking, fetches, valuesOf(params, request)));
  return answers ?? refuse(404, 'a value of the URL can not stand in the URL of an upstream');
}

export const NO_FETCHES: Fetches = {};

/** The status of a page that follows one of its upstreams: what does not exist there does not exist here. */
function statusOf({ plan, status }: Wanted, fetched: ReadonlyMap<string, UpstreamAnswer>): number {
  const wanted = plan.page.status ?? 200;
  if (status !== 200) return status;
  return typeof wanted === 'number' ? wanted : followed(wanted, plan, fetched);
}

function followed(wanted: string, plan: Plan, fetched: ReadonlyMap<string, UpstreamAnswer>): number {
  const answer = fetched.get(wanted);
  if (!answer) throw new Error(`status: ${wanted} names no fetch of ${plan.path}`);
  if (isGone(answer.status)) refuse(404, `${wanted} answered ${answer.status}`);
  if (hasFailed(answer.status)) refuse(502, `${wanted} failed: ${answer.problem ?? answer.status}`);
  return answer.status;
}

/** A page that fails for want of an answer that it did not ask about is not at fault. */
async function renderUnlessFailed(
  working: Working,
  plan: Plan,
  visit: Parameters<typeof renderPage>[2],
): Promise<Rendered> {
  try {
    const rendered = await renderPage(working, plan, visit);
    if (visit.fetched !== NOTHING) refuseUnseen(visit.fetched, rendered.seen);
    return rendered;
  } catch (error) {
    throw blamed(error, visit.fetched);
  }
}

function refuseUnseen(fetched: ReadonlyMap<string, UpstreamAnswer>, seen: ReadonlySet<string>): void {
  for (const [name, { ok, status, problem }] of fetched) {
    if (ok || seen.has(name)) continue;
    refuse(isGone(status) ? 404 : 502, `${name}: ${problem ?? `it answered ${status}`}`);
  }
}

function blamed(error: unknown, fetched: ReadonlyMap<string, UpstreamAnswer>): unknown {
  if (error instanceof NotFound) return new Refusal(404, error.message);
  if (error instanceof ReleaseError || error instanceof Refusal) return error;
  const failed = [...fetched.values()].some((answer) => hasFailed(answer.status));
  return failed ? Object.assign(new Refusal(502, 'rendered without an answer'), { cause: error }) : error;
}

const isGone = (status: number) => status === 404 || status === 410;

function refuse(status: number, message: string): never {
  throw new Refusal(status, message);
}

async function finish(
  passage: Passage,
  { plan, path, fetches, status: given }: Wanted,
  status: number,
  { body, flags, operations }: Rendered,
  nonce: string | undefined,
): Promise<PageAnswer> {
  const isStatic = flags === 0 && fetches === NO_FETCHES && given === 200 && status === 200;
  const known = isStatic ? undefined : lastPrint(passage, path, body);
  const { etag: strong, bytes } = known ?? (await newPrint(passage, path, body, isStatic));
  const plain = pageHeaders(passage.manifest, plan.page, flags);
  const own = (flags & READS.nonce) !== 0 && nonce !== undefined;
  const fields = own ? withNonce(plain, nonce) : plain;
  const headers = status >= 500 ? { ...fields, 'cache-control': 'no-store' } : fields;
  const etag = status === 200 && !own ? strong : undefined;
  return { page: { status, body, bytes, etag, headers }, operations, flags, isStatic };
}

interface Print extends Fingerprint {
  readonly body: string;
}

const printKey = ({ manifest }: Passage, path: string) => `print:${manifest.head.id}:${path}`;

/** The fingerprint of a dynamic page that is as it was last time: most are, and to see that is cheaper than to digest it. */
function lastPrint(passage: Passage, path: string, body: string): Print | undefined {
  const last = passage.services.store.memory.get<Print>(printKey(passage, path));
  return last?.body === body ? last : undefined;
}

async function newPrint(passage: Passage, path: string, body: string, isStatic: boolean): Promise<Print> {
  const print = { ...(await fingerprint(body)), body };
  const { memory } = passage.services.store;
  if (!isStatic) memory.set(printKey(passage, path), print, 2 * print.bytes + 500);
  return print;
}

/** The site's own page for an error, or ours when it has none or when that fails too. */
export async function errorPage(passage: Passage, status: number, path: string): Promise<PageAnswer> {
  const file = `pages/${status === 404 ? '404' : '500'}.liquid`;
  try {
    const plan = planPage(passage.services.store, passage.manifest, file);
    if (plan) {
      const fetches = plan.page.fetch ?? NO_FETCHES;
      return await makePage(passage, { plan, path, params: {}, fetches, status });
    }
  } catch (error) {
    if (error instanceof ReleaseError) throw error;
    logError(passage.id(), passage.url, error, passage.waits);
  }
  return { page: lastResort(status, passage.id()), operations: 0, flags: 0, isStatic: false };
}
