import { own } from '../../../schema/own.ts';
import type { Plan } from '../plan.ts';
import { merged, text } from '../source/config.ts';
import { folderOf, plainName } from '../source/names.ts';
import type { Doc } from '../source/site.ts';
import { type Data, isData } from '../source/yaml.ts';

/** What `paginate` of a page says: see schema/page. */
export interface Parts {
  readonly items: string;
  readonly size: number;
  readonly path: string;
}

/** The page that shows the posts in parts, as jekyll-paginate finds it. */
export function listPage({ site }: Plan): Doc | undefined {
  const { paginate, paginatePath } = site.config;
  if (paginate === undefined) return undefined;
  const below = folderOf(paginatePath.replace(/^\//, ''));
  const found = site.pages.filter(({ source, outEnding }) => {
    const folder = folderOf(source);
    return (
      /(?:^|\/)index\.[^/]+$/.test(source) &&
      outEnding === '.html' &&
      (folder === '' || `${below}/`.startsWith(`${folder}/`))
    );
  });
  return found.sort((a, b) => b.source.length - a.source.length)[0];
}

/** The parts that a page shows a list in; `list` is the page that jekyll-paginate takes. */
export function partsOf(doc: Doc, plan: Plan, list: Doc | undefined): Parts | undefined {
  const { config } = plan.site;
  const settings = paginationOf(doc, plan);
  if (settings) {
    const items = `collections.${plainName(String(settings.collection))}`;
    const size = isSize(settings.per_page) ? Number(settings.per_page) : Number(USUAL.per_page);
    return {
      items,
      size,
      path: numbered(String(isNumbered(settings.permalink) ? settings.permalink : USUAL.permalink)),
    };
  }
  if (doc !== list || config.paginate === undefined) return undefined;
  const base = doc.url.replace(/\/$/, '');
  const full = numbered(config.paginatePath);
  const path = full.startsWith(`${base}/`)
    ? full.slice(base.length)
    : `/${full.slice(full.lastIndexOf('/') + 1)}`;
  return { items: 'collections.posts', size: config.paginate, path };
}

const numbered = (path: string): string => `/${path.replace(/^\/+|\/+$/g, '')}`.replace(':num', '{n}');

/** What jekyll-paginate-v2 does where nobody says otherwise. */
const USUAL: Data = { collection: 'posts', per_page: 10, permalink: '/page:num/', sort_reverse: false };

/** What `pagination` of a page and of the settings says to jekyll-paginate-v2; undefined where it makes no parts. */
function paginationOf({ data }: Doc, { site }: Plan): Data | undefined {
  const all = own(site.config.data, 'pagination');
  const its = own(data, 'pagination');
  if (!site.config.plugins.has('jekyll-paginate-v2') || !isData(its) || its.enabled !== true)
    return undefined;
  return !isData(all) || all.enabled !== true ? undefined : merged(USUAL, merged(all, its));
}

/** What of it has no meaning here. */
export function notePagination(doc: Doc, plan: Plan): void {
  const settings = paginationOf(doc, plan);
  if (!settings) return;
  for (const key of Object.keys(settings)) {
    const value = own(settings, key);
    if (isMoved(key, value)) continue;
    plan.report.left(
      'pagination',
      `\`${key}\` of a list in parts is nothing here.`,
      'Order and choose what is in the list in _collection.yaml, by groups, or in the page; write titles of further parts with paginator.page.',
      { path: doc.source, old: `pagination: { ${key}: ${text(value) ?? JSON.stringify(value)} }` },
    );
  }
}

const isSize = (value: unknown): boolean =>
  Number.isInteger(Number(value)) && Number(value) >= 1 && Number(value) <= 1_000;

/** Whether a path of further parts has their number once, and nothing that an address can't have. */
const isNumbered = (value: unknown): boolean =>
  typeof value === 'string' && /^[^:{}?#\\\s]*:num[^:{}?#\\\s]*$/.test(value);

/** Whether a setting means the same here: the newest first, all of them, of one collection. */
function isMoved(key: string, value: unknown): boolean {
  switch (key) {
    case 'enabled':
    case 'debug':
      return true;
    case 'per_page':
      return isSize(value);
    case 'permalink':
      return isNumbered(value);
    case 'collection':
      return typeof value === 'string' && /^[\w-]+$/.test(value);
    case 'sort_field':
      return value === 'date';
    case 'sort_reverse':
      return value === true;
    case 'offset':
    case 'limit':
      return value === 0;
    case 'extension':
      return value === 'html';
    case 'indexpage':
      return value === 'index' || value === null;
    default:
      return false;
  }
}
