import { TemplateError } from '../liquid/error.ts';
import { render } from '../liquid/run/render.ts';
import type { AssetRecord } from '../schema/manifest.ts';
import type { FilterHost } from '../site/filters.ts';
import '../site/filters.ts';
import { Missing, type Plan, type Working } from './load.ts';
import { DataFolder, READS, RequestObject } from './scope.ts';

/** What a page is rendered for. */
export interface Visit {
  readonly request: Request;
  readonly url: URL;
  /** The canonical path. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly now: () => number;
}

export interface Rendered {
  readonly body: string;
  /** Whether the body is the same for every request of this path in this release. */
  readonly isStatic: boolean;
  readonly operations: number;
}

/** Renders a page with everything it needs, loading what turns out to be missing and starting again. */
export async function renderPage(working: Working, plan: Plan, visit: Visit): Promise<Rendered> {
  await working.load(plan.entries);
  for (;;) {
    try {
      return renderOnce(working, plan, visit);
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      const news = error.keys.filter((key) => !working.has(key));
      if (news.length === 0) throw error;
      await working.loadKeys(news);
    }
  }
}

function renderOnce(working: Working, plan: Plan, visit: Visit): Rendered {
  const { page, path } = plan;
  const template = working.template(path);
  if (!template) throw new Error(`the release has a record of ${path} and no program`);
  const shared = {
    page: { ...page.own, path: visit.path, url: visit.path, params: visit.params },
    site: working.manifest.head.site,
    data: new DataFolder(working),
    request: new RequestObject(visit.request, visit.url, page.request),
  };
  const result = render(template, {}, {
    shared,
    escape: page.escape,
    flagged: { request: READS.request, upstream: READS.upstream, csp_nonce: READS.nonce },
    now: visit.now,
    host: filterHost(working),
    partial: (name, kind) =>
      find(working, kind === 'layout' ? `layouts/${name}.liquid` : `partials/${name}.liquid`),
    ...(page.layout && { layout: page.layout }),
  });
  return { body: result.output, isStatic: result.flags === 0, operations: result.operations };
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
