import { own } from '../../../schema/own.ts';
import { type Config, defaultsOf, merged, text } from './config.ts';
import { type Clock, clockAt, momentOf, tidyDate } from './dates.ts';
import type { Front } from './front-matter.ts';
import { baseOf, endingOf, folderOf, withoutEnding } from './names.ts';
import { documentPlaces, fillPermalink, postPattern, withSuffix } from './permalink.ts';
import type { Doc } from './site.ts';
import { titleize } from './slug.ts';
import type { Data } from './yaml.ts';

const DATED = /^(?:.+\/)*?(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)$/;

/** A file whose place says what it is. */
export interface Placed {
  readonly source: string;
  readonly kind: Doc['kind'];
  readonly collection: string;
  /** Below the folder of its collection, or from the top of a site for a page. */
  readonly relative: string;
  /** Folders above `_posts`, which are categories. */
  readonly above: string;
}

/** A document of a file that was read. `target` is found later. */
export function documentOf(config: Config, placed: Placed, front: Front, now: number): Omit<Doc, 'target'> {
  const { source, kind, collection } = placed;
  const ending = endingOf(source).toLowerCase();
  const isMarkdown = config.markdownEndings.has(ending);
  const outEnding = isMarkdown || ending === '.htm' ? '.html' : ending;
  const type = kind === 'page' ? 'pages' : kind === 'draft' ? 'drafts' : collection;
  const inherited = defaultsOf(config, source, type);
  const base = merged(inherited, front.data);
  const data = kind === 'page' ? base : completed(base, placed);
  const date = tidyDate(data.date, now);
  const moment = momentOf(date, config.timezone);
  const clock = clockAt(date === undefined ? now : moment, config.timezone);
  const shape = { ...placed, outEnding, data, clock, isMarkdown };
  return {
    source,
    kind,
    collection,
    data,
    own: front.data,
    yaml: front.yaml,
    body: front.body,
    isMarkdown,
    url: kind === 'page' ? pageUrl(config, shape) : itemUrl(config, shape),
    outEnding,
    moment: date !== undefined ? moment : kind === 'item' ? now : 0,
    date,
    isHidden: data.published === false && !config.unpublished,
  };
}

/** What Jekyll adds to the front matter of posts and items: from the file's name, and lists of categories and tags. */
function completed(base: Data, { source, kind, above }: Placed): Data {
  const stem = withoutEnding(baseOf(source));
  const dated = DATED.exec(stem);
  const slug = dated?.[2] ?? stem;
  const out: Data = { ...base };
  if (dated && kind !== 'draft') out.date ??= dated[1];
  out.title ??= titleize(slug);
  out.slug ??= slug;
  if (kind === 'item') return { ...out, ...listsOf(base, []) };
  return { ...out, ...listsOf(base, above === '' ? [] : above.split('/')) };
}

function listsOf(data: Data, folders: readonly string[]): Data {
  const categories = [...folders, ...pluralized(data, 'category', 'categories')];
  return { categories: [...new Set(categories)], tags: pluralized(data, 'tag', 'tags') };
}

/** `Jekyll::Utils.pluralized_array_from_hash`. */
function pluralized(data: Data, one: string, many: string): string[] {
  const single = own(data, one);
  const value = own(data, many);
  const found = [
    ...(single === undefined || single === null ? [] : [single].flat(5)),
    ...(typeof value === 'string' ? value.split(/\s+/) : Array.isArray(value) ? value.flat(5) : []),
  ];
  return [...new Set(found.filter((each) => each !== null && each !== '').map(String))];
}

interface Shape extends Placed {
  readonly outEnding: string;
  readonly data: Data;
  readonly clock: Clock;
  readonly isMarkdown: boolean;
}

function pageUrl({ permalink }: Config, { relative, data, outEnding }: Shape): string {
  const folder = folderOf(relative);
  const base = withoutEnding(baseOf(relative));
  const places = { path: folder, basename: base, output_ext: outEnding };
  const own = text(data.permalink);
  if (own !== undefined) return fillPermalink(own, places);
  if (outEnding !== '.html') return fillPermalink('/:path/:basename:output_ext', places);
  if (base === 'index') return fillPermalink('/:path/', places);
  return fillPermalink(withSuffix('/:path/:basename', permalink), places);
}

function itemUrl(config: Config, { relative, data, outEnding, clock, collection, kind }: Shape): string {
  const isPost = kind === 'post' || kind === 'draft';
  const settings = config.collections.get(collection);
  if (!isPost && settings?.output !== true) return '';
  const path = withoutEnding(relative);
  const base = baseOf(path);
  const dated = DATED.exec(base);
  const places = documentPlaces({
    collection,
    path: isPost ? `${folderOf(relative) ? `${folderOf(relative)}/` : ''}${dated?.[2] ?? base}` : path,
    name: base,
    slug: text(data.slug),
    baseName: dated?.[2] ?? base,
    categories: Array.isArray(data.categories) ? data.categories.map(String) : [],
    ending: outEnding,
    clock,
  });
  const own = text(data.permalink);
  if (own !== undefined) return fillPermalink(own, places);
  if (isPost) return fillPermalink(postPattern(settings?.permalink ?? config.permalink), places);
  const pattern = settings?.permalink ?? withSuffix('/:collection/:path', config.permalink);
  return fillPermalink(postPattern(pattern), places);
}
