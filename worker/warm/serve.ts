import type { Manifest } from '../../release/read-manifest.ts';
import type { Isolate } from '../isolate.ts';
import type { Live } from '../live.ts';
import { RENDERERS } from '../pages/renderers.ts';
import { wantsPreview } from '../previews/wants-preview.ts';
import type { IncomingRequest, PageResult, RequestContext, Unmade } from '../request-context.ts';
import { findPage } from './find.ts';
import { confirmRelease, pickRelease } from './fresh.ts';
import { respond, sendCached } from './respond.ts';

/** How far app.ts came with the first request of an isolate. */
export interface Begun {
  /** The release that is live, where there is one. */
  readonly manifest?: Manifest | undefined;
  /** Whether it is no page that was made at publish, as far as is known without a second look. */
  readonly isUnmade?: boolean;
  /** A page that was not made in part at publish, or needs more of the language than the core of it. */
  readonly found?: Unmade | undefined;
  /** A page that is made, and more work to send than others. */
  readonly result?: PageResult | undefined;
  readonly failure?: unknown;
}

/**
 * Serves every request but the first of an isolate, and a first one that is not for a page as nearly all are. It makes pages with no more
 * code than they need; all but pages is in others/app.ts, which is loaded when it is first needed.
 */
export async function serve(isolate: Isolate, incoming: IncomingRequest): Promise<Response> {
  if (wantsPreview(incoming)) return others(isolate, incoming);
  const { services, live } = isolate;
  const started = services.now();
  let manifest: Manifest | undefined;
  try {
    manifest = await pickRelease(live, incoming.keepAlive);
    if (!manifest) return others(isolate, incoming);
    const cached = incoming.cold ? undefined : sendCached(services, manifest, incoming);
    if (cached) return cached;
    incoming.waits.kv = services.now() - started;
    const context = { ...incoming, services, manifest };
    const finding = findPage(context);
    const found = finding instanceof Promise ? await finding : finding;
    if (found) return await show(live, context, found, render);
  } catch (error) {
    return others(isolate, incoming, manifest, error);
  }
  return others(isolate, incoming, manifest);
}

/** Serves what app.ts began with. */
export async function goOn(isolate: Isolate, incoming: IncomingRequest, begun: Begun): Promise<Response> {
  const { manifest, failure } = begun;
  if (!manifest || failure !== undefined) return others(isolate, incoming, manifest, failure);
  const context = { ...incoming, services: isolate.services, manifest };
  try {
    const found = begun.result ?? begun.found ?? (await findPage(context, begun.isUnmade));
    if (found) return await show(isolate.live, context, found, begun.found ? renderWhole : render);
  } catch (error) {
    return others(isolate, incoming, manifest, error);
  }
  return others(isolate, incoming, manifest);
}

/** Responds with a page, which is made where it is not yet. */
async function show(
  live: Live,
  context: RequestContext,
  found: PageResult | Unmade,
  make: typeof render,
): Promise<Response> {
  const result = 'page' in found ? found : await make(context, found);
  confirmRelease(live, context.manifest);
  return respond(context, result);
}

/** Most pages are made at publish, so what renders the others is compiled when the first of them is asked for. */
async function render(context: RequestContext, found: Unmade): Promise<PageResult> {
  if (!RENDERERS.partly) await import('../pages/partly.ts');
  return (await RENDERERS.partly?.(context, found)) ?? renderWhole(context, found);
}

let rendering: typeof import('../pages/render.ts') | undefined;

async function renderWhole(context: RequestContext, found: Unmade): Promise<PageResult> {
  rendering ??= await import('../pages/render.ts');
  return rendering.renderFound(context, found);
}

async function others(
  isolate: Isolate,
  incoming: IncomingRequest,
  manifest?: Manifest,
  failure?: unknown,
): Promise<Response> {
  const { rest } = await import('../others/app.ts');
  return rest.fetch(incoming.request, { isolate, incoming, manifest, failure });
}
