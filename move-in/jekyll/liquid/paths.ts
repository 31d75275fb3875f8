import { RESERVED_SITE_KEYS } from '../../../schema/site.ts';
import type { Plan } from '../plan.ts';
import { layoutsAround } from '../source/layouts.ts';
import { plainName } from '../source/names.ts';
import { type Path, pathsIn, type Token } from './markup.ts';
import { ownName } from './own-names.ts';
import { quoted } from './quoted.ts';
import type { Scope } from './scope.ts';

/** Where a path is read. */
export interface Reading {
  readonly plan: Plan;
  readonly scope: Scope;
  /** In the old folder. */
  readonly source: string;
  readonly role: 'layout' | 'include' | 'page' | 'entry';
  /** Of a layout: what its own front matter says. */
  readonly layout: Readonly<Record<string, unknown>>;
  /** Puts a piece of a template before the tag that is read. */
  before(text: string): void;
  /** Puts a piece at the start of the template, once. */
  prelude(text: string): void;
}

/** What a path becomes: so many of its names are replaced by a text; with its bracket where `index` says so. */
export interface Mapped {
  readonly names: number;
  readonly text: string;
  readonly index?: boolean;
}

/** What Jekyll's name for a value is here; undefined where it is the same. */
export function mapPath(path: Path, reading: Reading): Mapped | undefined {
  const [root = ''] = path.names;
  for (const name of path.names) reading.plan.reads.add(name);
  const variable = ownVariable(root, reading.plan);
  if (variable !== root) return mapOwn(path, reading) ?? { names: 1, text: variable };
  if (reading.scope.get(root)) return mapOwn(path, reading);
  switch (root) {
    case 'site':
      return mapSite(path, reading);
    case 'page':
      return mapPage(path, reading);
    case 'paginator':
      return mapPaginator(path);
    case 'jekyll':
      return path.names[1] === 'environment'
        ? { names: 2, text: 'site.environment' }
        : { names: path.names.length, text: "'4.3.1'" };
    case 'include':
      return mapParameter(path, reading);
    case 'layout':
      return mapLayout(path, reading);
    default:
      return mapOwn(path, reading);
  }
}

/** Names that the system gives to templates, and Jekyll does not. */
const SYSTEM = new Set(['collections', 'data', 'entry']);

/** What a variable of a template is called here: the system's names are never a template's own. */
export const ownVariable = (name: string, { setsContent }: Plan): string =>
  SYSTEM.has(name) || (name === 'content' && setsContent) ? `own_${name}` : name;

/** `include.post.id`: what is given may be a document. */
function mapParameter({ names }: Path, { plan }: Reading): Mapped | undefined {
  const [, name] = names;
  for (const member of names.slice(2)) if (COMPUTED.has(member) && member !== 'name') plan.fields.add(member);
  return name === undefined ? undefined : { names: 2, text: parameter(name) };
}

/** What a parameter of an include is called here. */
export const parameter = (name: string): string => `include_${name.replaceAll('-', '_')}`;

/** Members that Jekyll computes and that our entries and pages have only where they are written. */
const COMPUTED = new Set('id path name dir ext relative_path slug basename output layout'.split(' '));

/** Of a variable of the template itself. */
function mapOwn({ names, index }: Path, { plan, scope, before, source }: Reading): Mapped | undefined {
  const [root = '', member] = names;
  const kind = scope.get(root);
  if (kind?.is === 'collection' && (member === 'docs' || member === 'files')) {
    if (plan.site.posts.length < 2) return { names: 2, text: `collections[${root}.label]` };
    before(docsInOrder(root));
    return { names: 2, text: 'collection_docs' };
  }
  if (kind?.is === 'data' || kind?.is === 'static' || kind?.is === 'collection') return undefined;
  if (kind?.is === 'pair' && index === undefined && member === 'size') return undefined;
  const isOfPages =
    kind?.is === 'doc' ? kind.ofPages : kind && goesThroughPages(plan.documents.get(source)?.body);
  if (isOfPages && (member === 'content' || member === 'output')) plan.fields.add(PAGE_CONTENT);
  const isDoc = kind?.is === 'doc' || root === 'post';
  // Data has members of that name too.
  if (member === 'output' && (isDoc || isOfPages))
    return { names: 2, text: `${ownVariable(root, plan)}.content` };
  if (kind?.is !== 'doc' || !kind.ofPages)
    // Many things have a name.
    for (const name of names.slice(1))
      if (COMPUTED.has(name) && (isDoc || name !== 'name')) plan.fields.add(name);
  return undefined;
}

/** Whether a text has the list of pages: what is unknown in it may be one of them. */
export const goesThroughPages = (text = ''): boolean => /\bsite\.(?:html_)?pages\b/.test(text);

/** Among the collections, that of posts has the oldest first. */
const docsInOrder = (collection: string): string =>
  `{% assign collection_docs = collections[${collection}.label] %}{% if ${collection}.label == 'posts' %}{% assign collection_docs = collection_docs | reverse %}{% endif %}`;

/** Among the fields: that templates read the text of pages in a list of them. */
export const PAGE_CONTENT = 'content of pages';

const SITE_LISTS: Readonly<Record<string, string>> = {
  pages: 'pages',
  html_pages: 'html_pages',
  static_files: 'static_files',
  html_files: 'static_files',
  collections: 'collections',
};

function mapSite(path: Path, reading: Reading): Mapped | undefined {
  const { plan } = reading;
  const [, name, more] = path.names;
  if (name === undefined) return siteByName(path, plan);
  plan.settings.add(name);
  if (name === 'posts') return { names: 2, text: 'collections.posts' };
  if (name === 'data') return mapData(path, plan);
  if (name === 'time') return { names: path.names.length, text: "'now'" };
  if (name === 'tags' || name === 'categories') return mapGroups(path, name, reading);
  if (name === 'documents') {
    reading.before(documents(plan));
    return { names: 2, text: name };
  }
  if (name === 'related_posts') return mapRelated(reading);
  const list = Object.hasOwn(SITE_LISTS, name) ? SITE_LISTS[name] : undefined;
  if (list !== undefined && !(name === 'collections' && more !== undefined)) {
    plan.lists.add(list);
    return { names: 2, text: `data.jekyll.${list}` };
  }
  if (plan.site.collections.has(name)) {
    // `site.docs.docs` is the same list by a longer name.
    const isLong = more === 'docs' || more === 'files';
    return { names: isLong ? 3 : 2, text: `collections${member(plainName(name))}` };
  }
  if (RESERVED_SITE_KEYS.has(name)) return { names: 2, text: `site.own_${name}` };
  return undefined;
}

const member = (name: string): string => (/^[a-z_][\w-]*$/i.test(name) ? `.${name}` : `[${inQuotes(name)}]`);

/** A text in quotes that it does not hold: one of a tag can't hold both. */
const inQuotes = (text: string): string => (text.includes("'") ? `"${text}"` : `'${text}'`);

/** `site[page.collection]` */
function siteByName({ index }: Path, { site }: Plan): Mapped | undefined {
  if (!index || site.collections.size === 0) return undefined;
  return index.tokens.some(({ text }) => /coll/i.test(text)) ? { names: 1, text: 'collections' } : undefined;
}

function mapData({ names }: Path, { dataNames }: Plan): Mapped {
  const rest = names.slice(2).map((name) => member(dataNames.get(name) ?? name));
  return { names: names.length, text: `data${rest.join('')}` };
}

const RELATED =
  '{% assign related_posts = collections.posts | where_exp: "post", "post.url != page.url" | slice: 0, 10 %}';
const NONE_ELSEWHERE =
  "{% unless entry.collection == 'posts' %}{% assign related_posts = '' | split: '' %}{% endunless %}";

/** Posts have others beside them; to all other pages the list is empty. */
function mapRelated({ plan, role, source, before }: Reading): Mapped {
  const isPost = role === 'entry' && plan.documents.get(source)?.collection === 'posts';
  if (!isPost && (role === 'page' || role === 'entry')) return { names: 2, text: 'nil' };
  before(isPost || isOfPosts(source, plan) ? RELATED : RELATED + NONE_ELSEWHERE);
  return { names: 2, text: 'related_posts' };
}

/** Whether all documents that have a layout, or one in it, are posts. */
function isOfPosts(source: string, { site }: Plan): boolean {
  const others = [...site.pages, ...[...site.collections.values()].flat()];
  const layout = [...site.layouts.values()].find((each) => each.source === source);
  return (
    layout !== undefined && !others.some(({ data }) => layoutsAround(data.layout, site).includes(layout))
  );
}

function documents({ site }: Plan): string {
  const others = [...site.collections.keys()].map(
    (name) => ` | concat: collections${member(plainName(name))}`,
  );
  return `{% assign documents = collections.posts${others.join('')} %}`;
}

/** `site.tags` is a list of names with their posts; `site.tags.sea` and `site.tags[name]` are the posts of one. */
function mapGroups({ names, index }: Path, name: string, reading: Reading): Mapped {
  const { plan, before, prelude } = reading;
  const more = names[2];
  if (more !== undefined && more !== 'size' && more !== 'first' && more !== 'last') {
    before(postsOf(name, inQuotes(more)));
    return { names: 3, text: `${name}_posts` };
  }
  if (index) {
    before(postsOf(name, indexText(index.tokens, reading)));
    return { names: names.length, text: `${name}_posts`, index: true };
  }
  plan.partials.add(`jekyll/${name}`);
  prelude(`{% include 'jekyll/${name}' %}`);
  return { names: 2, text: `site_${name}` };
}

/** What stands in brackets, as our templates say it. */
function indexText(tokens: readonly Token[], reading: Reading): string {
  const [path] = pathsIn(tokens);
  const text = (some: readonly Token[]): string => some.map((token) => token.text).join('');
  const mapped = path && !path.index ? mapPath(path, reading) : undefined;
  if (!path || !mapped) return text(tokens);
  const end = path.ends[mapped.names - 1] ?? path.end;
  return mapped.text + text(tokens.filter(({ start }) => start >= end));
}

const postsOf = (field: string, value: string): string =>
  `{% assign ${field}_posts = collections.posts | where: '${field}', ${value} %}`;

/** What an entry has by itself; the page of an entry does not have it as `page.`. */
const OF_ENTRY = new Set(['excerpt', 'next', 'previous', 'collection', 'content']);

function mapPage({ names, index }: Path, { plan, role, prelude }: Reading): Mapped | undefined {
  const [, name] = names;
  if (name === undefined) {
    if (index || role === 'page') return undefined;
    // As a whole it is given to includes, which read of it what here an entry has.
    prelude('{% assign page_itself = entry | default: page %}');
    return { names: 1, text: 'page_itself' };
  }
  if (name === 'content' && role === 'layout' && plan.site.pages.length > 0) {
    prelude('{% assign page_content = entry.content | default: content %}');
    return { names: 2, text: 'page_content' };
  }
  if (OF_ENTRY.has(name)) {
    if (!plan.pageKeys.has(name) && name !== 'collection') return { names: 2, text: `entry.${name}` };
    prelude(`{% assign page_${name} = entry.${name} | default: page.${name} %}`);
    return { names: 2, text: `page_${name}` };
  }
  if (name === 'url' || (name === 'date' && !index)) return undefined;
  const own = ownName(name);
  if (COMPUTED.has(name)) plan.fields.add(own);
  else if (own !== name) plan.fields.add(own);
  return own === name ? undefined : { names: 2, text: `page.${own}` };
}

const PAGINATOR: Readonly<Record<string, string>> = {
  posts: 'items',
  page: 'page',
  per_page: 'size',
  total_posts: 'total',
  total_pages: 'pages',
  previous_page: 'previous.page',
  previous_page_path: 'previous.url',
  next_page: 'next.page',
  next_page_path: 'next.url',
};

function mapPaginator({ names }: Path): Mapped | undefined {
  const name = names[1] ?? '';
  const ours = Object.hasOwn(PAGINATOR, name) ? PAGINATOR[name] : undefined;
  return ours === undefined ? undefined : { names: 2, text: `paginator.${ours}` };
}

/** Values of a layout. Where a page's own layout may say another, or they are no texts, they are read from data by the layout's name. */
function mapLayout({ names }: Path, { layout, role, plan, before }: Reading): Mapped | undefined {
  const name = names[1];
  if (name === undefined) return undefined;
  const value = Object.hasOwn(layout, name) ? layout[name] : undefined;
  const says = [...plan.site.layouts.values()].filter(({ data }) => Object.hasOwn(data, name));
  const isOnly = says.length === 0 || (says.length === 1 && says[0]?.data === layout);
  if (!isOnly || role !== 'layout' || (typeof value === 'object' && value !== null)) {
    if (says.length === 0) return { names: names.length, text: 'nil' };
    plan.lists.add('layouts');
    plan.fields.add('own_layout');
    return { names: 2, text: `data.jekyll.layouts[page.own_layout]${member(name)}` };
  }
  const text =
    typeof value === 'string'
      ? quoted(value, `layout_${name.replaceAll(/\W/g, '_')}`, (set) => before(set))
      : value === undefined || value === null
        ? 'nil'
        : String(value);
  return { names: names.length, text };
}
