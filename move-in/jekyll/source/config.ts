import { type Data, isData } from './yaml.ts';

/** One entry of `defaults`: values of the front matter of all documents in a scope. */
export interface Defaults {
  readonly path: string;
  readonly type: string | undefined;
  readonly values: Data;
}

export interface CollectionConfig {
  readonly output: boolean;
  readonly permalink: string | undefined;
  readonly sortBy: string | undefined;
  /** File names in the order that they are to have. */
  readonly order: readonly string[];
}

/** `_config.yml`, with Jekyll's own defaults where it says nothing. */
export interface Config {
  /** All of it, as it is written. */
  readonly data: Data;
  readonly permalink: string;
  readonly baseurl: string;
  readonly url: string;
  readonly timezone: string | undefined;
  readonly defaults: readonly Defaults[];
  readonly collections: ReadonlyMap<string, CollectionConfig>;
  readonly plugins: ReadonlySet<string>;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly markdownEndings: ReadonlySet<string>;
  readonly folders: Readonly<Record<'layouts' | 'includes' | 'data' | 'sass' | 'collections', string>>;
  readonly future: boolean;
  readonly unpublished: boolean;
  readonly showDrafts: boolean;
  readonly limitPosts: number;
  readonly paginate: number | undefined;
  readonly paginatePath: string;
  readonly excerptSeparator: string;
  readonly hardWrap: boolean;
  readonly smart: boolean;
  readonly autoIds: boolean;
  /** Whether text in HTML is Markdown. */
  readonly blockHtml: boolean;
  /** Whether a plugin brings what makes `blank` mean something in conditions. */
  readonly hasBlank: boolean;
}

const EXCLUDED = [
  ...['.sass-cache', '.jekyll-cache', 'gemfiles', 'Gemfile', 'Gemfile.lock', 'node_modules', '_site'],
  ...['vendor/bundle/', 'vendor/cache/', 'vendor/gems/', 'vendor/ruby/'],
];

const MARKDOWN = 'markdown,mkdown,mkdn,mkd,md';

/** Plugins that GitHub Pages runs whatever a site says. */
const GITHUB = [
  ...['jekyll-optional-front-matter', 'jekyll-readme-index', 'jekyll-relative-links'],
  ...['jekyll-default-layout', 'jekyll-titles-from-headings'],
];

/** Plugins that load ActiveSupport, without which nothing is `blank` to Ruby's Liquid. */
const BLANK = new Set(['github-pages', 'jemoji', 'jekyll-mentions', 'jekyll-scholar']);

/** `isGitHub`: the site is built by GitHub Pages itself. */
export function readConfig(data: Data, isGitHub: boolean, gems: readonly string[] = []): Config {
  const plugins = [...texts(data.plugins), ...texts(data.gems), ...texts(data.whitelist), ...gems];
  const sass = isData(data.sass) ? data.sass : {};
  const kramdown = isData(data.kramdown) ? data.kramdown : {};
  const rdiscount = String(data.markdown ?? 'kramdown').toLowerCase();
  return {
    data,
    permalink: text(data.permalink) ?? 'date',
    baseurl: (text(data.baseurl) ?? '').replace(/\/+$/, ''),
    url: (text(data.url) ?? '').replace(/\/+$/, ''),
    timezone: text(data.timezone),
    defaults: list(data.defaults).flatMap(readDefaults),
    collections: readCollections(data.collections),
    plugins: new Set([...plugins, ...(isGitHub ? GITHUB : [])]),
    include: ['.htaccess', ...texts(data.include)],
    exclude: [...EXCLUDED, ...texts(data.exclude)],
    markdownEndings: new Set(
      (text(data.markdown_ext) ?? MARKDOWN).split(',').map((each) => `.${each.trim().toLowerCase()}`),
    ),
    folders: {
      layouts: folder(data.layouts_dir, '_layouts'),
      includes: folder(data.includes_dir, '_includes'),
      data: folder(data.data_dir, '_data'),
      sass: folder(sass.sass_dir, '_sass'),
      collections: folder(data.collections_dir, ''),
    },
    future: data.future === true,
    unpublished: data.unpublished === true,
    showDrafts: data.show_drafts === true,
    limitPosts: typeof data.limit_posts === 'number' ? data.limit_posts : 0,
    paginate: plugins.includes('jekyll-paginate') || isGitHub ? number(data.paginate) : undefined,
    paginatePath: text(data.paginate_path) ?? '/page:num',
    excerptSeparator: typeof data.excerpt_separator === 'string' ? data.excerpt_separator : '\n\n',
    hardWrap: kramdown.hard_wrap === true || rdiscount === 'gfm',
    smart: !texts(kramdown.smart_quotes).join(',').includes('apos'),
    autoIds: kramdown.auto_ids !== false,
    blockHtml: kramdown.parse_block_html === true,
    hasBlank: isGitHub || plugins.some((name) => BLANK.has(name)),
  };
}

function readDefaults(value: unknown): Defaults[] {
  if (!isData(value) || !isData(value.values)) return [];
  const scope = isData(value.scope) ? value.scope : {};
  const path = (text(scope.path) ?? '').replace(/^\/+|\/+$/g, '');
  return [{ path: path === '.' ? '' : path, type: text(scope.type), values: value.values }];
}

function readCollections(value: unknown): ReadonlyMap<string, CollectionConfig> {
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((name) => [String(name), {}])
    : Object.entries(isData(value) ? value : {});
  return new Map(
    entries.map(([name, given]) => {
      const own = isData(given) ? given : {};
      const config = {
        output: own.output === true || name === 'posts',
        permalink: text(own.permalink),
        sortBy: text(own.sort_by),
        order: texts(own.order),
      };
      return [name, config];
    }),
  );
}

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

const number = (value: unknown): number | undefined => {
  const read = typeof value === 'number' ? value : Number.parseInt(String(value), 10);
  return Number.isInteger(read) && read > 0 ? read : undefined;
};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A list of texts, or one text alone. */
export const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String);

const folder = (value: unknown, usual: string): string => (text(value) ?? usual).replace(/^\.?\/+|\/+$/g, '');

/** The values that `defaults` give to a document; the most exact scope wins. */
export function defaultsOf(config: Config, path: string, type: string): Data {
  let found: Data = {};
  let old: Defaults | undefined;
  for (const each of config.defaults) {
    if ((each.type !== undefined && each.type !== type) || !inScope(path, each.path)) continue;
    if (wins(old, each)) {
      found = merged(found, each.values);
      old = each;
    } else found = merged(each.values, found);
  }
  return found;
}

function wins(old: Defaults | undefined, next: Defaults): boolean {
  if (!old) return true;
  if (next.path.length !== old.path.length) return next.path.length >= old.path.length;
  return next.type !== undefined || old.type === undefined;
}

function inScope(path: string, scope: string): boolean {
  if (scope === '') return true;
  if (!scope.includes('*')) return path === scope || path.startsWith(`${scope}/`);
  return globs(scope).some((glob) => glob.test(path));
}

const known = new Map<string, RegExp[]>();

/** As `File.fnmatch` of Ruby without flags: `*` takes slashes too; what is below a folder that fits is in it. */
export function globs(pattern: string): readonly RegExp[] {
  const found = known.get(pattern);
  if (found) return found;
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replace(/\*+\/?/g, '.*')
    .replaceAll('?', '.');
  const made = [new RegExp(`^${source}(?:/|$)`, 'u')];
  known.set(pattern, made);
  return made;
}

/** Two maps as one, all the way down; what the second says wins. */
export function merged(one: Data, two: Data): Data {
  const out: Data = { ...one };
  for (const [key, value] of Object.entries(two)) {
    const before = Object.hasOwn(out, key) ? out[key] : undefined;
    out[key] = isData(before) && isData(value) ? merged(before, value) : value;
  }
  return out;
}
