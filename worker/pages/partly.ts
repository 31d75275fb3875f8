import { Budget } from '../../liquid/run/budget.ts';
import { late, NeedsMore } from '../../liquid/run/late.ts';
import { link, type Template } from '../../liquid/run/link.ts';
import { type RenderEnv, render } from '../../liquid/run/render.ts';
import type { Manifest } from '../../release/read-manifest.ts';
import { FLAGGED, READS } from '../../release/reads.ts';
import { RequestObject } from '../../release/request-object.ts';
import { newNonce } from '../../release/response/nonce.ts';
import { HTML } from '../../schema/format.ts';
import type { FullPageRecord, Members, PageRecord, Place } from '../../schema/manifest.ts';
import { spelled } from '../../schema/path/slash.ts';
import type { PageResult, RequestContext, Unmade } from '../request-context.ts';
import { finish, loadLast } from './finish.ts';
import { RENDERERS } from './renderers.ts';

/** Operations that a page may take here: far more than most need, and few beside what it may take where it is then rendered. */
const MOST = 50_000;
/** Bytes in memory of a linked program, per character of its text: measured roughly. */
const LINKED = 6;

/** What is left of a page at publish, where that needs nothing but the request. */
interface Left {
  readonly file: string;
  readonly page: FullPageRecord;
  readonly template: Template;
}

/**
 * Makes a page of what is left of it at publish, with the core of the language: a cold isolate compiles nothing else for it. Undefined where that is
 * not enough, or fails: then render.ts makes the page, and says why it fails.
 */
async function renderPartly(context: RequestContext, found: Unmade): Promise<PageResult | undefined> {
  const { manifest, services } = context;
  try {
    const left = leftOf(context, found);
    if (!left) return undefined;
    const path = spelled(found.path, manifest.head.config.slash);
    const made = { plan: { path: left.file, page: left.page }, path, fetches: undefined, status: 200 };
    // What is kept of a page depends on what it reads of its request.
    const Watched = context.cold ? RequestObject : (await loadLast()).WatchedRequest;
    const nonce = manifest.head.config.csp ? newNonce() : undefined;
    const request = new Watched(context.request, context.address, context.id, left.page.request);
    const env = envOf(context, left, { request, path, params: found.match.params, nonce });
    const { output, flags, operations } = render(left.template, NO_GLOBALS, env);
    const body = output.toWellFormed();
    const rendered = { body, flags: flags | request.reads, operations, partly: true, request };
    const own = (rendered.flags & READS.nonce) !== 0 ? nonce : undefined;
    return finish(context, made, 200, rendered, own);
  } catch (error) {
    // As long as its release is in memory, it would be so again.
    if (error instanceof NeedsMore) services.store.memory.set(keyOf(manifest, found.file), 0, 0);
    return undefined;
  }
}

RENDERERS.partly = renderPartly;

/** Undefined for pages that show content, ask upstreams, may be XML, or read more than the request. */
function leftOf(
  { manifest, services, trace, cold }: RequestContext,
  { match: { route, shown }, file }: Unmade,
): Left | undefined {
  if (trace || shown || !('page' in route) || route.fetch) return undefined;
  const { memory } = services.store;
  // Each function that a cold isolate runs is one to compile: what keeps things in memory is not for its first page.
  const key = cold ? '' : keyOf(manifest, file);
  const known = cold ? undefined : memory.get<Left | 0>(key);
  if (known !== undefined) return known || undefined;
  const record = manifest.record<PageRecord>(file);
  const at = record && placeOf(record);
  if (!at) {
    if (!cold) memory.set(key, 0, 0);
    return undefined;
  }
  const text = manifest.inline(at);
  const left = { file, page: { ...HTML, ...record }, template: link(JSON.parse(text)) };
  if (!cold) memory.set(key, left, text.length * LINKED);
  return left;
}

const keyOf = ({ head }: Manifest, file: string) => `left:${head.id}:${file}`;

/** Where its program is. */
function placeOf(page: PageRecord): Place | undefined {
  const { residual, fetch, entry, each, paginate, type, headers, status } = page;
  const more = fetch ?? entry ?? each ?? paginate ?? type ?? headers ?? status ?? residual?.needs;
  return more === undefined ? residual?.at : undefined;
}

interface Visit {
  readonly request: RequestObject;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly nonce: string | undefined;
}

/** As release/render.ts has it; what that has and this has not, stops the render. */
function envOf(
  { manifest, services }: RequestContext,
  { page }: Left,
  { request, path, params, nonce }: Visit,
): RenderEnv {
  const { site, config } = manifest.head;
  return {
    shared: {
      get collections() {
        return needMore();
      },
      get data() {
        return needMore();
      },
      page: { ...known(page.own), path, url: path, params, status: 200 },
      site: known(site),
      request,
      upstream: undefined,
      ...(nonce !== undefined && { csp_nonce: nonce }),
    },
    escape: page.escape,
    schemes: config.schemes,
    zones: config.zones,
    flagged: FLAGGED,
    now: services.now,
    get host() {
      return needMore();
    },
    partial: needMore,
    layout: page.layout,
    budget: new Budget({ operations: MOST }),
  };
}

const NO_GLOBALS = {};

function needMore(): never {
  throw new NeedsMore('more than the request');
}

const known = (members: Members | undefined): object | undefined =>
  typeof members === 'string' ? (late('exact')(members) as object) : members; // site/files/exact wrote an object
