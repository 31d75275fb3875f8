import {
  robotsOf,
  Sitemap,
  type SitemapUrl,
  sitemapIndexOf,
  sitemapOf,
} from '../../release/content/sitemap.ts';
import { fingerprint } from '../../release/etag.ts';
import { siteFields } from '../../release/response/other-headers.ts';
import { Working } from '../../release/working.ts';
import { withWhole } from '../pages/whole.ts';
import type { PageResult, RequestContext } from '../request-context.ts';

/** Addresses at which every site has something, unless the site has its own page or file there. */
const BUILT_IN = /^\/(?:robots\.txt|sitemap(?:-\d{1,4})?\.xml)$/;

/** `/robots.txt` and `/sitemap.xml` of a release; undefined where there is no such part. */
export async function builtIn(context: RequestContext, path: string): Promise<PageResult | undefined> {
  if (!BUILT_IN.test(path)) return undefined;
  const origin = originOf(context);
  if (path === '/robots.txt') return pageOf(context, path, robotsOf(origin), 'text/plain; charset=utf-8');
  const part = Number(/\d+/.exec(path)?.[0] ?? 0);
  if (path !== '/sitemap.xml' && part === 0) return undefined;
  const text = await sitemapAt(context, origin, part);
  return text === undefined ? undefined : pageOf(context, path, text, 'application/xml; charset=utf-8');
}

/** `/sitemap.xml` (part 0), or `/sitemap-1.xml` and so on of a site with more than fits into one; undefined where there is none. */
async function sitemapAt(context: RequestContext, origin: string, part: number): Promise<string | undefined> {
  const { files, urls } = await listed(context, Math.max(0, part - 1));
  if (part > (files > 1 ? files : 0)) return undefined;
  return files > 1 && part === 0 ? sitemapIndexOf(files, origin) : sitemapOf(urls, origin);
}

/** The origin that site.yaml names, else that of the request. */
function originOf({ manifest, address }: RequestContext): string {
  const { site } = manifest.head;
  const members: unknown = typeof site === 'string' ? JSON.parse(site) : site;
  const url = typeof members === 'object' && members !== null && 'url' in members ? members.url : undefined;
  return typeof url === 'string' && URL.canParse(url) && /^https?:/i.test(url)
    ? new URL(url).origin
    : new URL(address).origin;
}

interface Listed {
  /** How many files the sitemap has. */
  readonly files: number;
  /** What one of them lists. */
  readonly urls: readonly SitemapUrl[];
}

/** Kept for the release. */
async function listed(context: RequestContext, at: number): Promise<Listed> {
  const { services, keepAlive, trace } = context;
  const { memory } = services.store;
  const key = `sitemap:${context.manifest.head.id}:${at}`;
  const known = memory.get<Listed>(key);
  if (known) return known;
  const { manifest } = await withWhole(context);
  const sitemap = await Sitemap.of(new Working(services.store, manifest, keepAlive, trace?.reads));
  const urls = await sitemap.urls(at);
  const made = { files: sitemap.length, urls };
  if (at < sitemap.length) memory.set(key, made, 200 * urls.length);
  return made;
}

async function pageOf(
  { manifest }: RequestContext,
  path: string,
  body: string,
  type: string,
): Promise<PageResult> {
  const fixed = { 'content-type': type, 'cache-control': 'public, max-age=300' };
  const headers = siteFields(manifest, path, { fixed });
  return {
    page: { status: 200, body, ...(await fingerprint(body)), headers },
    operations: 0,
    flags: 0,
    isStatic: false,
  };
}
