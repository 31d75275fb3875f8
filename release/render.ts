import { Budget, LIMITS } from '../liquid/run/budget.ts';
import { readValue } from '../liquid/run/filters/readers.ts';
import type { Profile } from '../liquid/run/frame.ts';
import { NeedsMore } from '../liquid/run/late.ts';
import type { Template } from '../liquid/run/link.ts';
import { type RenderEnv, render } from '../liquid/run/render.ts';
import '../liquid/run/usual.ts';
import { HostObject } from '../liquid/run/values/values.ts';
import type { Shown } from '../schema/content/addresses.ts';
import type { AssetRecord, Members } from '../schema/manifest.ts';
import { encodePart } from '../schema/path/encode-part.ts';
import type { FilterHost } from '../site/extensions/address-filters.ts';
import '../site/extensions/address-filters.ts';
import '../site/extensions/not-found-tag.ts';
import '../site/extensions/set-page-tag.ts';
import type { PageContent } from './content/collections.ts';
import { DataFolder } from './data-folder.ts';
import type { Plan } from './plan.ts';
import type { Manifest } from './read-manifest.ts';
import { FLAGGED, READS } from './reads.ts';
import type { RequestObject } from './request-object.ts';
import type { UpstreamAnswers } from './upstream-answers.ts';
import { Missing, type Working } from './working.ts';

/** What a page is rendered for. */
export interface Visit {
  readonly request: RequestObject;
  /** The canonical path. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** Of an address that follows from an entry or a list. */
  readonly shown?: Shown | undefined;
  /** The status that the response is to have; error pages are rendered for more than one. */
  readonly status: number;
  /** What the page's fetches brought; undefined when it has none. */
  readonly answers: UpstreamAnswers | undefined;
  readonly now: () => number;
  /** Of the page's Content-Security-Policy, where that has one. */
  readonly nonce: string | undefined;
  readonly profile?: boolean;
  /** A residual program to render in place of the page's own, to see what it makes. */
  readonly residual?: Template | undefined;
}

export interface Rendered {
  readonly body: string;
  /** What was read that is not fixed for the release, as bits of READS and the language's FLAG. */
  readonly flags: number;
  readonly operations: number;
  readonly profile: Profile | undefined;
  /** Whether it was made in part at publish. */
  readonly partly: boolean;
}

/**
 * Renders a page whose plan is loaded. What turns out to be missing is loaded, and the render starts again. Where what is left of it at publish
 * fails, the page itself is rendered: its error has a place.
 */
export async function renderPage(working: Working, plan: Plan, visit: Visit): Promise<Rendered> {
  const isXml = isXmlPage(plan.page);
  let { residual } = plan;
  for (let left = ATTEMPTS * LIMITS.operations; ; ) {
    const budget = new Budget({ operations: Math.max(1, Math.min(left, LIMITS.operations)) });
    try {
      const rendered = renderOnce(working, plan, visit, budget, residual);
      return isXml ? await legal(rendered) : rendered;
    } catch (error) {
      const loading = loadMissing(working, error);
      if (loading) await loading;
      else if (residual === undefined) throw error;
      else residual = undefined;
      left -= budget.operations;
    }
  }
}

/** Loads what a page is known to need, and what it most likely reads of large collections. Undefined when there is nothing to wait for. */
export function loadPage(
  working: Working,
  plan: Plan,
  at: Pick<Visit, 'params' | 'shown'>,
): Promise<void> | undefined {
  if (!plan.hasContent) return working.load(plan.entries);
  return content
    ? content.loadAhead(working, plan, at)
    : loadContent().then(() => loadPage(working, plan, at));
}

/** Budgets of operations that one page may take in all, however often its render starts again. */
const ATTEMPTS = 3;

function isXmlPage({ type, headers }: Plan['page']): boolean {
  const own = headers && Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type');
  return /[/+]xml\b/.test(own?.[1] ?? type);
}

async function legal(rendered: Rendered): Promise<Rendered> {
  const { legalXml } = await import('./legal-xml.ts');
  return { ...rendered, body: legalXml(rendered.body) };
}

/** Loads what a render lacked, so that the next one gets further. Undefined if it ended with another error. */
export function loadMissing(working: Working, error: unknown): Promise<unknown> | undefined {
  if (error instanceof NeedsContent) return loadContent();
  if (error instanceof NeedsMore) return error.load?.() ?? import('./more.ts');
  const news = error instanceof Missing ? error.keys.filter((key) => !working.has(key)) : [];
  return news.length === 0 ? undefined : (working.loadKeys(news) ?? Promise.resolve());
}

function renderOnce(
  working: Working,
  plan: Plan,
  visit: Visit,
  budget: Budget,
  residual: string | undefined,
): Rendered {
  const env = envOf(working, plan, visit);
  const template = visit.residual ?? working.template(residual ?? plan.path);
  if (!template) throw new Error(`the release has a record of ${plan.path} and no program`);
  const { output, flags, operations, profile } = render(template, NO_GLOBALS, { ...env, budget });
  // A template can cut a surrogate pair in half, which UTF-8 cannot write.
  const body = output.toWellFormed();
  const partly = residual !== undefined;
  return { body, flags: flags | visit.request.reads, operations, profile, partly };
}

/** What a page is rendered with. */
export function envOf(working: Working, plan: Plan, visit: Visit): RenderEnv {
  const { page } = plan;
  if (!content && (page.entry ?? page.each ?? page.paginate) !== undefined) throw new NeedsContent();
  const more = content?.contentOf(working, page, visit);
  const shared = sharedWith(working, plan, visit, more);
  const { schemes, zones } = working.manifest.head.config;
  return {
    shared,
    escape: page.escape,
    schemes,
    zones,
    flagged: flaggedNames(visit.answers),
    now: visit.now,
    host: filterHost(working),
    partial: working.partial,
    layout: page.layout,
    ...(more && { begin: (inside) => more.begin(inside, shared) }),
    profile: visit.profile,
  };
}

/** Templates of a page see the same, whether they are rendered or included: `shared`. */
const NO_GLOBALS = {};

/** What every template of the page sees. Names of the system win over names of fetches. */
function sharedWith(
  working: Working,
  { page, hasCollections }: Plan,
  visit: Visit,
  more: PageContent | undefined,
): Record<string, unknown> {
  const { path, params, status, request, answers, nonce } = visit;
  return {
    ...answers?.values,
    collections: hasCollections ? new LaterCollections() : undefined,
    ...more?.shared,
    page: { ...more?.fields, ...read(page.own), path, url: path, params, status },
    site: read(working.manifest.head.site),
    data: new DataFolder(working),
    request,
    upstream: answers,
    ...(nonce !== undefined && { csp_nonce: nonce }),
  };
}

/** Members as they are, or as JSON where JSON.parse would have changed their numbers. */
function read(members: Members | undefined): object | undefined {
  // Written by site/files/exact: an object.
  return typeof members === 'string' ? (readValue(members) as object) : members;
}

/** Code for content, which few sites have. It is loaded when a page first needs it. */
let content: typeof import('./content/collections.ts') | undefined;

async function loadContent(): Promise<void> {
  content = await import('./content/collections.ts');
}

/** Stops a render that needs the code for content before it is loaded. */
class NeedsContent extends Error {}

class LaterCollections extends HostObject {
  override get(): never {
    throw new NeedsContent();
  }

  override keys(): never {
    return this.get();
  }
}

function flaggedNames(answers: UpstreamAnswers | undefined): Readonly<Record<string, number>> {
  if (!answers) return FLAGGED;
  const names = Object.keys(answers.values).map((name) => [name, READS.upstream]);
  return { ...Object.fromEntries(names), ...FLAGGED };
}

function filterHost(working: Working): FilterHost {
  return {
    assetUrl: (name) => assetUrl(working.manifest, name),
    site: () => read(working.manifest.head.site),
    release: working.manifest,
  };
}

/** The address of an asset with its hash, by its name as it is written below assets/; undefined when there is none. */
export function assetUrl(manifest: Manifest, name: string): string | undefined {
  const path = `assets/${name.normalize()}`;
  const asset = manifest.record<Partial<AssetRecord>>(path); // in lower case it may be a SpellingRecord
  return asset?.name && `/${path.split('/').map(encodePart).join('/')}?v=${asset.name}`;
}
