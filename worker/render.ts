import { TemplateError } from '../liquid/error.ts';
import { FiltersMissing } from '../liquid/run/filters/table.ts';
import type { Profile } from '../liquid/run/frame.ts';
import { render } from '../liquid/run/render.ts';
import type { AssetRecord } from '../schema/manifest.ts';
import type { FilterHost } from '../site/filters.ts';
import '../site/filters.ts';
import '../site/not-found.ts';
import { Missing, type Plan, type Working } from './load.ts';
import { DataFolder, READS, type RequestObject, UpstreamObject } from './scope.ts';
import type { UpstreamAnswer } from './upstream.ts';

/** What a page is rendered for. */
export interface Visit {
  readonly request: RequestObject;
  /** The canonical path. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** The status that the answer is to have; error pages are rendered for more than one. */
  readonly status: number;
  /** What the page's fetches brought, by their names. */
  readonly fetched: ReadonlyMap<string, UpstreamAnswer>;
  readonly now: () => number;
  /** Of the page's Content-Security-Policy, where that has one. */
  readonly nonce?: string;
  readonly profile?: boolean;
}

export interface Rendered {
  readonly body: string;
  /** What was read that is not fixed for the release, as bits of READS and the language's FLAG. */
  readonly flags: number;
  readonly operations: number;
  /** Names of fetches whose outcome the page looked at. */
  readonly seen: ReadonlySet<string>;
  readonly profile?: Profile;
}

/** Renders a page with everything it needs, loading what turns out to be missing and starting again. */
export async function renderPage(working: Working, plan: Plan, visit: Visit): Promise<Rendered> {
  const loading = working.load(plan.entries);
  if (loading) await loading;
  for (;;) {
    try {
      return renderOnce(working, plan, visit);
    } catch (error) {
      await loadMissing(working, error);
    }
  }
}

/** Loads what a render was stopped for, so that the next gets further; throws what stopped it for another reason. */
async function loadMissing(working: Working, error: unknown): Promise<unknown> {
  if (error instanceof FiltersMissing) return import('../liquid/run/filters/more.ts');
  const news = error instanceof Missing ? error.keys.filter((key) => !working.has(key)) : [];
  if (news.length === 0) throw error;
  return working.loadKeys(news);
}

function renderOnce(working: Working, plan: Plan, visit: Visit): Rendered {
  const { page, path } = plan;
  const template = working.template(path);
  if (!template) throw new Error(`the release has a record of ${path} and no program`);
  const upstream = new UpstreamObject(visit.fetched);
  const { output, flags, operations, profile } = render(
    template,
    {},
    {
      shared: sharedWith(working, plan, visit, upstream),
      escape: page.escape,
      flagged: flaggedNames(visit.fetched),
      now: visit.now,
      host: filterHost(working),
      partial: (name, kind) =>
        find(working, kind === 'layout' ? `layouts/${name}.liquid` : `partials/${name}.liquid`),
      ...(page.layout && { layout: page.layout }),
      ...(visit.profile && { profile: true }),
    },
  );
  const all = flags | visit.request.reads;
  return { body: output, flags: all, operations, seen: upstream.seen, ...(profile && { profile }) };
}

/** What every template of the page sees. Names of the system win over names of fetches. */
function sharedWith(
  working: Working,
  { page }: Plan,
  { path, params, status, request, fetched, nonce }: Visit,
  upstream: UpstreamObject,
): Record<string, unknown> {
  const shared: Record<string, unknown> = {};
  for (const [name, { ok, data }] of fetched) shared[name] = ok ? data : null;
  shared.page = { ...page.own, path, url: path, params, status };
  shared.site = working.manifest.head.site;
  shared.data = new DataFolder(working);
  shared.request = request;
  shared.upstream = upstream;
  if (nonce !== undefined) shared.csp_nonce = nonce;
  return shared;
}

const FLAGGED = { upstream: READS.upstream, csp_nonce: READS.nonce };

function flaggedNames(fetched: ReadonlyMap<string, unknown>): Readonly<Record<string, number>> {
  if (fetched.size === 0) return FLAGGED;
  const names = [...fetched.keys()].map((name) => [name, READS.upstream]);
  return { ...Object.fromEntries(names), ...FLAGGED };
}

function find(working: Working, key: string) {
  const template = working.template(key);
  if (!template) throw new TemplateError('missing_partial', `${key} does not exist`);
  return template;
}

function filterHost(working: Working): FilterHost {
  return {
    assetUrl(name) {
      const asset = working.manifest.record<AssetRecord>(`assets/${name}`);
      return asset && `/assets/${name}?v=${asset.name}`;
    },
  };
}
