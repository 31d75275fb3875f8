import { own } from '../../../schema/own.ts';
import type { ReportBuilder } from '../../report.ts';
import { endingOf, folderOf, Names, plainName, withoutEnding } from './names.ts';
import type { Read } from './read.ts';
import type { Doc, Found, JekyllSite } from './site.ts';

/** Gives each document its place in the new site, and each list its order. */
export function arrange({ documents, ...read }: Read, report: ReportBuilder): JekyllSite {
  const names = new Names();
  const place = (found: Found): Doc => ({ ...found, target: names.take(targetOf(found), slugIn) });
  const isSheet = ({ kind, outEnding }: Found) => kind === 'page' && /^\.(?:scss|sass)$/.test(outEnding);
  const kept = withoutTwins(documents, read, isSheet, report);
  const placed = kept.filter((found) => !isSheet(found)).map(place);
  const unseen = placed.filter((doc) => isUnseen(doc, read));
  const seen = placed.filter((doc) => !isUnseen(doc, read));
  const collections = new Map<string, Doc[]>(
    [...read.config.collections.keys()]
      .filter((name) => name !== 'posts')
      .map((name) => [name, seen.filter(({ kind, collection }) => kind === 'item' && collection === name)]),
  );
  const posts = seen.filter(({ kind }) => kind !== 'page' && kind !== 'item');
  posts.sort((a, b) => b.moment - a.moment || compare(b.source, a.source));
  const { limitPosts } = read.config;
  for (const [name, docs] of collections) sortItems(docs, read, name);
  return {
    ...read,
    pages: seen.filter(({ kind }) => kind === 'page').sort(comparePages),
    posts: limitPosts > 0 ? posts.slice(0, limitPosts) : posts,
    unseen,
    collections,
    sheets: kept.filter(isSheet).map((found) => ({ ...found, target: '' })),
  };
}

/** Of documents at one address, with a slash at its end or not, those that Jekyll writes last, over the others: pages, files, then entries. */
function withoutTwins(
  documents: readonly Found[],
  read: Omit<Read, 'documents'>,
  isSheet: (found: Found) => boolean,
  report: ReportBuilder,
): Found[] {
  const written = documents.filter((doc) => doc.url !== '' && !isUnseen(doc, read) && !isSheet(doc));
  const last = new Map<string, string>();
  const keyOf = (url: string): string => url.replace(/(?<=.)\/$/, '');
  for (const { url, source } of written.filter(({ kind }) => kind === 'page').sort(comparePages))
    last.set(keyOf(url), source);
  for (const path of read.statics) {
    const url = `/${path.replace(/(?:^|(?<=\/))index\.html$/, '')}`;
    if (last.has(keyOf(url))) last.set(keyOf(url), path);
  }
  const entries = written.filter(({ kind }) => kind !== 'page');
  for (const { url, source } of entries.sort((a, b) => a.moment - b.moment || compare(a.source, b.source)))
    last.set(keyOf(url), source);
  const left = new Set(written.filter(({ url, source }) => last.get(keyOf(url)) !== source));
  const urls = new Map(documents.map(({ source, url }) => [source, url]));
  for (const { url, source } of left) {
    const help = 'Give one of them another permalink and move again.';
    const isSame = (urls.get(last.get(keyOf(url)) ?? '') ?? url) === url;
    const message = isSame
      ? 'Two files have one address; this one was left out, as Jekyll writes the other over it.'
      : 'Two addresses that differ in the slash at their end are one here; this file was left out.';
    report.left('address_twice', message, help, { path: source, old: `${url} is ${last.get(keyOf(url))}` });
  }
  return documents.filter((doc) => !left.has(doc));
}

/** Pages that plugins add come after all others, in the order of their paths. */
const rankOf = ({ added }: Found): number => (added === undefined ? 0 : added === 'page' ? 1 : 2);

/** By name, as Jekyll has them; of one name in the order that it reads folders: what is deeper comes first. */
const comparePages = (a: Found, b: Found): number =>
  rankOf(a) - rankOf(b) || compare(nameOf(a), nameOf(b)) || compare(folderKey(a), folderKey(b));

/** Sorts a folder behind those in it. */
const folderKey = ({ source }: Found): string => `${folderOf(source)}/\uffff`.replace(/^\//, '');

const nameOf = ({ source, added }: Found): string =>
  added === undefined ? source.slice(source.lastIndexOf('/') + 1) : source;

function isUnseen({ kind, isHidden, moment }: Found, { config, now }: Pick<Read, 'config' | 'now'>): boolean {
  if (isHidden) return true;
  if (kind === 'draft') return !config.showDrafts;
  return kind !== 'page' && moment > now && !config.future;
}

function sortItems(docs: Doc[], { config }: Pick<Read, 'config'>, name: string): void {
  const settings = config.collections.get(name);
  docs.sort((a, b) => a.moment - b.moment || compare(a.source, b.source));
  const by = settings?.sortBy;
  if (by !== undefined) docs.sort((a, b) => compareValues(own(a.data, by), own(b.data, by)));
  const order = settings?.order ?? [];
  if (order.length > 0) {
    const placeOf = ({ source }: Doc) => {
      const at = order.findIndex((each) => source.endsWith(`_${name}/${each}`));
      return at < 0 ? order.length : at;
    };
    docs.sort((a, b) => placeOf(a) - placeOf(b));
  }
}

function compareValues(a: unknown, b: unknown): number {
  if (a === undefined || a === null) return b === undefined || b === null ? 0 : 1;
  if (b === undefined || b === null) return -1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What no two entries of a collection share: the file's name without its date and ending. */
const slugIn = (target: string): string =>
  target.startsWith('content/')
    ? target.replace(/\.[^./]+$/, '').replace(/(?<=\/)\d{4}-\d{2}-\d{2}-(?=[^/]+$)/, '')
    : target;

function targetOf({ source, kind, collection, isMarkdown, outEnding, url }: Found): string {
  const stem = withoutEnding(source);
  if (kind === 'page') {
    const name = plainName(stem.replaceAll(/(?:^|(?<=\/))_/g, '')) || 'page';
    if (url === '/404.html' || url === '/404') return 'pages/404.liquid';
    if (isMarkdown) return `pages/${name}.md`;
    return outEnding === '.html'
      ? `pages/${name}.liquid`
      : `pages/${name}${endingOf(source).toLowerCase()}.liquid`;
  }
  const ending = isMarkdown ? '.md' : outEnding === '.html' ? '.liquid' : '.liquid';
  const inner = stem.replace(/^(?:.*\/)?_[^/]+\//, '');
  const above = kind === 'item' ? '' : folderOf(source.replace(/_(?:posts|drafts)\/.*$/, ''));
  const name = plainName([above, inner].filter((part) => part !== '').join('/')) || 'entry';
  return `content/${plainName(collection)}/${name}${ending}`;
}
