import { type AddressTable, addressKey } from '../../schema/content/addresses.ts';
import { type CollectionRecord, collectionKey, type EntryRecord } from '../../schema/content/records.ts';
import { HTML } from '../../schema/format.ts';
import type { PageRecord, RouteRecord } from '../../schema/manifest.ts';
import { spelled } from '../../schema/path/slash.ts';
import type { Working } from '../working.ts';
import { matchAddress, partPaths } from './addresses.ts';
import { keysIn, Large } from './large.ts';

/** Addresses of one file (sitemaps.org). */
export const MOST_URLS = 50_000;

/** An address and the day of its last change, where that is known. */
export type SitemapUrl = readonly [path: string, day?: string];

/** The robots.txt of a site that has none of its own. */
export const robotsOf = (origin: string): string =>
  `User-agent: *\nAllow: /\n\nSitemap: ${origin}/sitemap.xml\n`;

/** `/sitemap.xml` (part 0), or `/sitemap-1.xml` and so on of a site with more than fit into one; undefined where there is none. */
export function sitemapOf(
  urls: readonly SitemapUrl[],
  origin: string,
  part: number,
  most = MOST_URLS,
): string | undefined {
  const parts = Math.ceil(urls.length / most);
  if (part > (parts > 1 ? parts : 0)) return undefined;
  if (parts > 1 && part === 0) {
    const items = Array.from({ length: parts }, (_, at) => tag('sitemap', `${origin}/sitemap-${at + 1}.xml`));
    return file('sitemapindex', items);
  }
  const some = parts > 1 ? urls.slice((part - 1) * most, part * most) : urls;
  return file(
    'urlset',
    some.map(([path, day]) => tag('url', origin + path, day)),
  );
}

const file = (root: string, items: readonly string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${items.join('')}</${root}>\n`;

function tag(name: string, url: string, day?: string): string {
  const location = url.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;');
  const changed = day === undefined ? '' : `<lastmod>${day}</lastmod>`;
  return `<${name}><loc>${location}</loc>${changed}</${name}>\n`;
}

/** The addresses of all pages in HTML of a release that are known and may be found, in order. */
export async function sitemapUrls(working: Working): Promise<SitemapUrl[]> {
  const { manifest } = working;
  const { slash } = manifest.head.config;
  const pages = new Map<string, boolean>();
  const isShown = (page: string) => {
    const known = pages.get(page) ?? isListed(manifest.record<PageRecord>(page));
    pages.set(page, known);
    return known;
  };
  const paths = manifest.keys('/').filter((key) => {
    const record = key.includes('{') ? undefined : manifest.record<RouteRecord>(key);
    return record !== undefined && 'page' in record && isShown(record.page);
  });
  for (const path of await knownPaths(working)) {
    const match = await matchAddress(working, path);
    if (match && 'page' in match.route && isShown(match.route.page)) paths.push(path);
  }
  const days = await daysOf(working);
  return paths.sort().map((path) => {
    const url = spelled(path, slash);
    const day = days.get(url);
    return day === undefined ? [url] : [url, day];
  });
}

const isListed = (page: PageRecord | undefined): boolean =>
  page !== undefined &&
  page.sitemap !== false &&
  (page.status ?? 200) === 200 &&
  (page.type ?? HTML.type) === HTML.type;

async function knownPaths(working: Working): Promise<string[]> {
  const keys = Array.from({ length: working.manifest.head.tables ?? 0 }, (_, at) => addressKey(at));
  const loading = working.loadKeys(keys);
  if (loading) await loading;
  // Made by site/addresses/table.
  const inTables = keys.flatMap((key) => Object.keys((working.data(key) ?? {}) as AddressTable));
  return [...inTables, ...(await partPaths(working, inTables))];
}

/** All entries of a collection, also of a large one. */
async function entriesOf(working: Working, record: CollectionRecord): Promise<readonly EntryRecord[]> {
  if (!record.blocks) return record.entries;
  const large = new Large(working, record, record.blocks);
  const loading = working.loadKeys(keysIn(large.list, 0, record.blocks.size));
  if (loading) await loading;
  return large.range(0, record.blocks.size);
}

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** The day of the last change of each entry, by its address: as it says itself, else when its file was saved, else its date. */
async function daysOf(working: Working): Promise<Map<string, string>> {
  const keys = working.manifest.keys(collectionKey(''));
  const loading = working.loadKeys(keys);
  if (loading) await loading;
  const days = new Map<string, string>();
  for (const key of keys) {
    const record = working.data(key) as CollectionRecord | undefined; // made by site/content/collections
    for (const { url, fields, saved } of record ? await entriesOf(working, record) : []) {
      const own = [fields.updated, saved === undefined ? '' : new Date(saved).toISOString(), fields.date];
      const day = own.map((value) => DAY.exec(String(value ?? ''))?.[0]).find((found) => found !== undefined);
      if (url !== undefined && day !== undefined) days.set(url, day);
    }
  }
  return days;
}
