import { robotsOf, type SitemapUrl, sitemapOf, sitemapUrls } from '../../release/content/sitemap.ts';
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
  const text = sitemapOf(await urlsOf(context), origin, part);
  return text === undefined ? undefined : pageOf(context, path, text, 'application/xml; charset=utf-8');
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

/** Kept for the release: a crawler asks for more than one part. */
async function urlsOf(context: RequestContext): Promise<readonly SitemapUrl[]> {
  const { services, keepAlive, trace } = context;
  const { memory } = services.store;
  const key = `sitemap:${context.manifest.head.id}`;
  const known = memory.get<readonly SitemapUrl[]>(key);
  if (known) return known;
  const { manifest } = await withWhole(context);
  const urls = await sitemapUrls(new Working(services.store, manifest, keepAlive, trace?.reads));
  memory.set(key, urls, 200 * urls.length);
  return urls;
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
