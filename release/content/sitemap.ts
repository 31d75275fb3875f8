import { type AddressTable, addressKey } from '../../schema/content/addresses.ts';
import { type CollectionRecord, collectionKey, type EntryRecord } from '../../schema/content/records.ts';
import { HTML } from '../../schema/format.ts';
import type { PageRecord, RouteRecord } from '../../schema/manifest.ts';
import { spelled } from '../../schema/path/slash.ts';
import type { Working } from '../working.ts';
import { knownMatch, partPaths } from './addresses.ts';
import { keysIn, Large } from './large.ts';

/** What one file may list, so that it needs few packs: entries of large collections, tables of addresses, and other addresses (50,000 in all is the most of sitemaps.org). */
export const SITEMAP = { entries: 2_000, tables: 16, paths: 25_000 };

/** An address and the day of its last change, where that is known. */
export type SitemapUrl = readonly [path: string, day?: string];

/** The robots.txt of a site that has none of its own. */
export const robotsOf = (origin: string): string =>
  `User-agent: *\nAllow: /\n\nSitemap: ${origin}/sitemap.xml\n`;

/** A file with these addresses. */
export const sitemapOf = (urls: readonly SitemapUrl[], origin: string): string =>
  file(
    'urlset',
    urls.map(([path, day]) => tag('url', origin + path, day)),
  );

/** `/sitemap.xml` of a site with several files, which are `/sitemap-1.xml` and so on. */
export const sitemapIndexOf = (files: number, origin: string): string =>
  file(
    'sitemapindex',
    Array.from({ length: files }, (_, at) => tag('sitemap', `${origin}/sitemap-${at + 1}.xml`)),
  );

const file = (root: string, items: readonly string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${items.join('')}</${root}>\n`;

function tag(name: string, url: string, day?: string): string {
  const location = url.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;');
  const changed = day === undefined ? '' : `<lastmod>${day}</lastmod>`;
  return `<${name}><loc>${location}</loc>${changed}</${name}>\n`;
}

/** What one file lists. */
interface Part {
  /** Addresses that follow from routes and their lists alone. */
  readonly paths: readonly string[];
  /** Keys of tables of addresses. */
  readonly tables: readonly string[];
  /** Entries of large collections, from one place to before another. */
  readonly entries: readonly (readonly [large: LargeCollection, from: number, to: number])[];
}

/** A collection in blocks, and the page that shows its entries. */
interface LargeCollection {
  readonly entries: Large;
  readonly page: string;
}

/** The addresses of all pages in HTML of a release that are known and may be found: one list of them for each file. */
export class Sitemap {
  readonly #working: Working;
  /** Days of entries by their addresses, but for those of large collections. */
  readonly #days: ReadonlyMap<string, string>;
  /** Pages whose addresses are listed with the entries that they show. */
  readonly #ofEntries: ReadonlySet<string>;
  readonly #shown = new Map<string, boolean>();
  #parts: readonly Part[] = [];

  private constructor(
    working: Working,
    records: readonly CollectionRecord[],
    large: readonly LargeCollection[],
  ) {
    this.#working = working;
    this.#days = new Map(records.flatMap(({ entries }) => entries.flatMap(dated)));
    this.#ofEntries = new Set(large.map(({ page }) => page));
  }

  static async of(working: Working, most = SITEMAP): Promise<Sitemap> {
    const { manifest } = working;
    const keys = manifest.keys(collectionKey(''));
    await working.loadKeys(keys);
    const records = keys.map((key) => working.data(key) as CollectionRecord); // made by site/content/collections
    const large = records.flatMap((record): LargeCollection[] => {
      const { blocks, page } = record;
      return blocks && page ? [{ entries: new Large(working, record, blocks), page: page.path }] : [];
    });
    const sitemap = new Sitemap(working, records, large);
    sitemap.#parts = partsOf(
      await sitemap.#pathsOfRoutes(),
      large.filter(({ page }) => sitemap.#isShown(page)),
      manifest.head.tables ?? 0,
      most,
    );
    return sitemap;
  }

  /** How many files it has. */
  get length(): number {
    return this.#parts.length;
  }

  /** What a file lists, in order. */
  async urls(at: number): Promise<SitemapUrl[]> {
    const { paths, tables, entries } = this.#parts[at] ?? EMPTY;
    const { slash } = this.#working.manifest.head.config;
    const blocks = entries.flatMap(([large, from, to]) => keysIn(large.entries.list, from, to));
    await this.#working.loadKeys([...tables, ...blocks]);
    const listed = entries.flatMap(([{ entries }, from, to]) => entries.range(from, to).flatMap(urlOf));
    const others = [...paths, ...(await this.#pathsIn(tables))].map((path): SitemapUrl => {
      const url = spelled(path, slash);
      const day = this.#days.get(url);
      return day === undefined ? [url] : [url, day];
    });
    return [...listed, ...others].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  async #pathsOfRoutes(): Promise<string[]> {
    const { manifest } = this.#working;
    const paths = manifest.keys('/').filter((key) => {
      const record = key.includes('{') ? undefined : manifest.record<RouteRecord>(key);
      return record !== undefined && 'page' in record && this.#isShown(record.page);
    });
    return [...paths, ...(await partPaths(this.#working, paths))];
  }

  /** Addresses in these tables, and of parts of their lists, but for those of entries of large collections. */
  async #pathsIn(keys: readonly string[]): Promise<string[]> {
    const paths = keys.flatMap((key) =>
      // Made by site/addresses/table.
      Object.entries((this.#working.data(key) ?? {}) as AddressTable).flatMap(([path, row]) => {
        const { route } = knownMatch(this.#working.manifest, path, row) ?? {};
        const page = route && 'page' in route ? route.page : undefined;
        return page !== undefined && !this.#ofEntries.has(page) && this.#isShown(page) ? path : [];
      }),
    );
    return [...paths, ...(await partPaths(this.#working, paths))];
  }

  #isShown(page: string): boolean {
    const known = this.#shown.get(page) ?? isListed(this.#working.manifest.record<PageRecord>(page));
    this.#shown.set(page, known);
    return known;
  }
}

const EMPTY: Part = { paths: [], tables: [], entries: [] };

/** What each file lists: all of it in one, where that is little. */
function partsOf(
  paths: readonly string[],
  large: readonly LargeCollection[],
  tables: number,
  most: typeof SITEMAP,
): readonly Part[] {
  const keys = Array.from({ length: tables }, (_, at) => addressKey(at));
  const all = large.map((each) => [each, 0, each.entries.blocks.size] as const);
  const size = all.reduce((sum, [, , to]) => sum + to, 0);
  if (paths.length <= most.paths && tables <= most.tables && size <= most.entries)
    return [{ paths, tables: keys, entries: all }];
  return [
    ...inPieces(paths, most.paths).map((paths) => ({ ...EMPTY, paths })),
    ...inPieces(keys, most.tables).map((tables) => ({ ...EMPTY, tables })),
    ...all.flatMap(([each, , size]) =>
      Array.from({ length: Math.ceil(size / most.entries) }, (_, n): Part => {
        const from = n * most.entries;
        return { ...EMPTY, entries: [[each, from, Math.min(size, from + most.entries)]] };
      }),
    ),
  ];
}

const inPieces = <T>(list: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / most) }, (_, n) => list.slice(n * most, (n + 1) * most));

const isListed = (page: PageRecord | undefined): boolean =>
  page !== undefined &&
  page.sitemap !== false &&
  (page.status ?? 200) === 200 &&
  (page.type ?? HTML.type) === HTML.type;

const urlOf = (entry: EntryRecord): SitemapUrl[] => {
  const found = dated(entry);
  return found.length > 0 || entry.url === undefined ? found : [[entry.url]];
};

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** The address of an entry and the day of its last change: as it says itself, else when its file was saved, else its date. None where either is not known. */
function dated({ url, fields, saved }: EntryRecord): (readonly [url: string, day: string])[] {
  const own = [fields.updated, saved === undefined ? '' : new Date(saved).toISOString(), fields.date];
  const day = own.map((value) => DAY.exec(String(value ?? ''))?.[0]).find((found) => found !== undefined);
  return url === undefined || day === undefined ? [] : [[url, day]];
}
