import { own } from '../../../schema/own.ts';
import type { Put } from '../../moved.ts';
import { moveText } from '../markdown/text.ts';
import type { Plan } from '../plan.ts';
import { layoutName } from '../source/layouts.ts';
import { plainName } from '../source/names.ts';
import { postPattern } from '../source/permalink.ts';
import type { Doc } from '../source/site.ts';
import { writeFront, yamlOf } from './front.ts';

/** Rewrites all posts and items of collections. What comes of each is written when all of them are rewritten. */
export function writeEntries(plan: Plan): ((put: Put) => void)[] {
  const { site, report } = plan;
  const drafts = site.unseen.filter(({ collection }) => collection === 'posts');
  const hidden = site.unseen.filter(({ collection }) => collection !== 'posts');
  for (const { source } of hidden)
    report.left(
      'unpublished',
      'Jekyll does not publish this, and it was left out.',
      'Move it by hand if it is wanted.',
      {
        path: source,
      },
    );
  const all = [['posts', [...site.posts, ...drafts]], ...site.collections] as const;
  return all.flatMap(([name, docs]) =>
    docs.length === 0 ? writeEmpty(name, plan) : writeCollection(name, docs, plan),
  );
}

/** A collection that has nothing, for templates that count it. */
function writeEmpty(name: string, plan: Plan): ((put: Put) => void)[] {
  const isRead = () => plan.settings.has(name) || plan.lists.has('collections');
  const write = (put: Put) => {
    if (isRead()) put(`content/${plainName(name)}/_collection.yaml`, { text: yamlOf({ sort: '-date' }) });
  };
  return [write];
}

function writeCollection(name: string, docs: readonly Doc[], plan: Plan): ((put: Put) => void)[] {
  const folder = plainName(name);
  const { site, report } = plan;
  const route =
    name === 'posts'
      ? routeOf(site.config.collections.get('posts')?.permalink ?? site.config.permalink)
      : undefined;
  const ordered = name === 'posts' ? hasTies(site.posts) : true;
  const places = new Map(
    (name === 'posts' ? [...site.posts].reverse() : docs).map((doc, at) => [doc, at + 1]),
  );
  const unseen = new Set(site.unseen);
  const writes = docs.map((doc) => {
    const text = moveText(doc, plan);
    if (unseen.has(doc) && isLater(doc, plan))
      report.moved('later', 'Posts of the future come up when their time is there.', doc.source);
    report.moved('entry', `Documents of ${name} are entries, in content/${folder}/.`, doc.source);
    return (put: Put) => {
      const place = places.get(doc);
      const front = writeFront(doc, plan, {
        ...(doc.url !== '' && doc.url !== addressOn(route, doc) && { url: doc.url }),
        ...(ordered && place !== undefined && { place }),
        ...(hasNoExcerpt(doc, plan) && { excerpt: '' }),
        ...(unseen.has(doc) && !isLater(doc, plan) && { draft: true }),
      });
      put(doc.target, { text: front + text });
    };
  });
  const page = docs.some(({ url }) => url !== '') ? pageOf(folder, docs, plan, route) : undefined;
  const sort = name === 'posts' ? (ordered ? '-place' : '-date') : 'place';
  return [
    ...writes,
    (put) => {
      put(`content/${folder}/_collection.yaml`, {
        text: yamlOf({ sort, ...(site.config.future && { future: true }) }),
      });
      if (page) put(`pages/${folder}/[...slug].liquid`, { text: page });
    },
  ];
}

/** Whether nothing ends an excerpt, so that Jekyll makes none. */
const hasNoExcerpt = ({ data }: Doc, { site, excerpts }: Plan): boolean =>
  excerpts &&
  (data.excerpt === undefined || data.excerpt === null) &&
  (typeof data.excerpt_separator === 'string' ? data.excerpt_separator : site.config.excerptSeparator) === '';

const isLater = ({ kind, isHidden, moment }: Doc, { site }: Plan): boolean =>
  kind === 'post' && !isHidden && moment > site.now;

/** Whether posts of one moment come in an order that their slugs do not say. */
export const hasTies = (posts: readonly Doc[]): boolean =>
  posts.some((doc, at) => at > 0 && posts[at - 1]?.moment === doc.moment && doc.moment !== 0);

/** The page that shows every entry of a collection. */
function pageOf(folder: string, docs: readonly Doc[], plan: Plan, route: string | undefined): string {
  const layouts = new Set(docs.map(({ data }) => plan.layouts.get(layoutName(data.layout) ?? '')));
  const [layout] = layouts;
  const front = {
    entry: folder,
    ...(route !== undefined && { route }),
    ...(layouts.size === 1 && layout !== undefined && { layout }),
  };
  const named = layouts.size > 1 ? '{% if entry.layout %}' : '';
  const body = named === '' ? '{{ entry.content }}\n' : `{% layout entry.layout %}{{ entry.content }}\n`;
  return `---\n${yamlOf(front)}---\n${body}`;
}

const PARTS: Readonly<Record<string, string>> = {
  ':year': '{year}',
  ':month': '{month}',
  ':day': '{day}',
  ':title': '{slug}',
  ':slug': '{slug}',
};

/** A permalink as a route; undefined where a route can't say it. */
function routeOf(permalink: string): string | undefined {
  const pattern = postPattern(permalink).replace('/:categories', '').replace(':output_ext', '.html');
  const parts = pattern
    .replace(/^\/|\/$/g, '')
    .split('/')
    .map((part) => {
      const found = /^(:[a-z_]+)(\.html)?$/.exec(part);
      if (!found) return part.includes(':') ? undefined : part;
      const ours = own(PARTS, found[1] ?? '');
      return ours === undefined ? undefined : ours + (found[2] ?? '');
    });
  return parts.includes(undefined) || !parts.some((part) => part?.includes('{slug}'))
    ? undefined
    : `/${parts.join('/')}`;
}

/** Where a route puts a document. */
function addressOn(route: string | undefined, { target, date, url }: Doc): string | undefined {
  if (route === undefined || date === undefined) return undefined;
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date) ?? [];
  const slug = /([^/]+)\.[^.]+$/.exec(target)?.[1]?.replace(/^\d{4}-\d\d-\d\d-/, '') ?? '';
  const isDeep = target.split('/').length > 3;
  if (isDeep || /[^ ]\+/.test(date)) return undefined;
  const filled = route
    .replace('{year}', year)
    .replace('{month}', month)
    .replace('{day}', day)
    .replace('{slug}', slug);
  return url.endsWith('/') ? `${filled}/` : filled;
}
