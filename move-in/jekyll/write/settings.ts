import { own } from '../../../schema/own.ts';
import { canonicalPath } from '../../../schema/route.ts';
import { RESERVED_SITE_KEYS, type SiteConfig } from '../../../schema/site.ts';
import { isZone } from '../../../site/content/zone.ts';
import type { Put } from '../../moved.ts';
import type { Plan } from '../plan.ts';
import { text, texts } from '../source/config.ts';
import { docsOf } from '../source/site.ts';
import { addressOfStatic } from '../source/statics.ts';
import { isData } from '../source/yaml.ts';
import { yamlOf } from './front.ts';

/** Settings of Jekyll itself, which templates rarely read. */
const MACHINE = new Set(
  (
    'plugins gems whitelist exclude include kramdown sass markdown highlighter defaults collections excerpt_separator permalink ' +
    'paginate paginate_path future theme remote_theme incremental lsi safe encoding source destination collections_dir ' +
    'layouts_dir includes_dir data_dir plugins_dir keep_files markdown_ext show_drafts unpublished limit_posts strict_front_matter ' +
    'liquid relative_permalinks redcarpet rdiscount pygments port host detach profile quiet verbose compress_html timezone ' +
    'show_dir_listing livereload serving watch'
  ).split(' '),
);

/** What settings are to templates where the configuration does not say. */
const USUAL: Readonly<Record<string, unknown>> = {
  paginate_path: '/page:num',
  permalink: 'date',
  excerpt_separator: '\n\n',
  markdown: 'kramdown',
  highlighter: 'rouge',
  collections_dir: '',
  layouts_dir: '_layouts',
  includes_dir: '_includes',
  data_dir: '_data',
  encoding: 'utf-8',
  limit_posts: 0,
  future: false,
  lsi: false,
  safe: false,
  plugins: [],
};

/** `_config.yml` as `site.yaml`. */
export function writeSettings(plan: Plan, put: Put): void {
  const { config } = plan.site;
  const out: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(config.data)) {
    if (MACHINE.has(key) && !plan.settings.has(key)) continue;
    if (RESERVED_SITE_KEYS.has(key)) {
      if (plan.settings.has(key)) out[`own_${key}`] = value;
    } else if (key !== 'timezone') out[key] = value;
  }
  for (const [key, value] of Object.entries(USUAL))
    if (plan.settings.has(key) && !Object.hasOwn(config.data, key)) out[key] = value;
  if (out.title !== undefined && typeof out.title !== 'string')
    out.title = out.title === null ? '' : String(out.title);
  for (const key of ['url', 'baseurl']) if (out[key] === null) delete out[key];
  if (plan.settings.has('environment') || usesEnvironment(plan)) out.environment = 'production';
  if (config.timezone !== undefined && isZone(config.timezone)) out.timezone = config.timezone;
  const slash = slashOf(plan);
  if (slash !== 'never') out.trailing_slash = slash;
  out.markdown = {
    smart: config.smart,
    html: 'kramdown',
    ...(config.hardWrap && { breaks: true }),
    ...(!config.autoIds && { ids: false }),
  };
  const redirects = redirectsOf(plan);
  if (Object.keys(redirects).length > 0) out.redirects = redirects;
  putRedirects(plan, put);
  noteTheme(plan);
  put('site.yaml', { text: yamlOf(out) });
}

/** A theme that is a gem or in another repository: what of it is not in the folder did not come along. */
function noteTheme({ site, report }: Plan): void {
  if (site.theme) {
    report.moved('theme', `The theme in ${site.theme.where} is part of the site now.`, '_config.yml');
    return;
  }
  for (const key of ['theme', 'remote_theme']) {
    const name = text(own(site.config.data, key));
    if (name === undefined) continue;
    const help = `If some of its files are missing, name its folder with --theme on the command line, or put its _layouts, _includes, _sass and assets into this one, and move again${whereOf(name)}.`;
    report.left('theme', 'The theme is not in this folder.', help, {
      path: '_config.yml',
      old: `${key}: ${name}`,
    });
  }
}

/** Where the files of a theme are, for those whose names say it: GitHub's own, and repositories. */
function whereOf(name: string): string {
  const own =
    /^jekyll-theme-(cayman|minimal|slate|architect|midnight|time-machine|leap-day|merlot|dinky|hacker|modernist|tactile)$/.exec(
      name,
    )?.[1];
  const repository = own === undefined ? /^[\w.-]+\/[\w.-]+/.exec(name)?.[0] : `pages-themes/${own}`;
  return repository === undefined ? '' : ` (they are in https://github.com/${repository})`;
}

const usesEnvironment = ({ site }: Plan): boolean =>
  [...site.layouts.values(), ...site.includes.values()].some(({ text }) =>
    text.includes('jekyll.environment'),
  ) || site.pages.some(({ body }) => body.includes('jekyll.environment'));

/** Addresses that do not end as most do: more are too much to say one by one. */
const MOST_EXCEPT = 500;

/** Whether addresses of pages end in a slash, and which do the opposite; undefined where none does. */
function slashOf({ site, report }: Plan): SiteConfig['trailing_slash'] {
  const without = new Map<string, string>();
  const having = new Map<string, string>();
  const odd: string[] = [];
  for (const { url, source } of docsOf(site)) {
    const path = canonicalPath(url);
    if (path === undefined || path === '/') continue;
    const hasEnding = /\.[^/]*$/.test(path);
    if (!hasEnding) (url.endsWith('/') ? having : without).set(path, source);
    else if (url.endsWith('/')) odd.push(path);
  }
  const usual = having.size >= without.size && having.size > 0 ? 'always' : 'never';
  const others = usual === 'always' ? without : having;
  const except = [...others.keys(), ...odd];
  if (except.length <= MOST_EXCEPT) return except.length > 0 ? { usual, except } : usual;
  for (const path of others.values())
    report.left(
      'slash',
      `Most addresses ${usual === 'always' ? 'end in a slash' : 'have no slash at the end'}: so does this one now; the old address redirects.`,
      'Nothing, if links to it may change.',
      { path },
    );
  return usual;
}

/** The list that jekyll-redirect-from writes for servers. */
function putRedirects({ site }: Plan, put: Put): void {
  const { plugins, data, baseurl } = site.config;
  // As it is written: a slash at its end is doubled there.
  const host = typeof data.url === 'string' ? data.url : '';
  if (
    !plugins.has('jekyll-redirect-from') ||
    (isData(data.redirect_from) && data.redirect_from.json === false)
  )
    return;
  const found: Record<string, string> = Object.create(null);
  for (const doc of docsOf(site)) {
    for (const from of texts(doc.data.redirect_from)) found[from] = host + baseurl + doc.url;
    const [to] = texts(doc.data.redirect_to);
    if (to !== undefined) found[doc.url] = to.startsWith('/') ? host + baseurl + to : to;
  }
  put('public/redirects.json', { text: JSON.stringify(found) });
}

/** Addresses that got one more redirect each. */
const MOST_ALIASES = 500;

/** What jekyll-redirect-from sends on, and the names of files of addresses that have no ending. */
function redirectsOf(plan: Plan): Record<string, string> {
  const { site } = plan;
  const found: Record<string, string> = Object.create(null);
  const bare = [...docsOf(site)].filter(({ url }) => /\/[^/.]+$/.test(url) && url !== '/404');
  for (const { url, kind } of docsOf(site))
    if (kind === 'page' && url.endsWith('/index.html')) found[url] = url.slice(0, -'index.html'.length);
  for (const source of site.indexes.keys()) {
    const url = `/${addressOfStatic(source, site.config) ?? ''}`;
    if (url.endsWith('/index.html')) found[url] = url.slice(0, -'index.html'.length);
  }
  if (bare.length <= MOST_ALIASES) for (const { url } of bare) found[`${url}.html`] = url;
  if (!site.config.plugins.has('jekyll-redirect-from')) return found;
  for (const { data, url, kind, source } of docsOf(site)) {
    for (const from of texts(data.redirect_from)) {
      const path = from.startsWith('/') ? from : `/${from}`;
      found[path.replace(/(.)\/$/, '$1')] = url;
      if (/\/[^/.]+$/.test(path)) found[`${path}.html`] = url;
    }
    const [to] = texts(data.redirect_to);
    if (to !== undefined && kind !== 'page')
      plan.report.left(
        'redirect_to',
        'An entry leads elsewhere, which only pages can.',
        'Make a page of it.',
        {
          path: source,
          old: to,
        },
      );
    else if (to !== undefined) found[url.replace(/(.)\/$/, '$1')] = to;
  }
  return found;
}
