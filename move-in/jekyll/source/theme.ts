import type { Source } from '../../source.ts';
import { withoutEnding } from './names.ts';
import { type Data, isData, readRubyYaml } from './yaml.ts';

/** What Jekyll takes of a theme. */
const TAKEN = /^(?:_layouts|_includes|_sass|_data|assets)\//;

/** What a theme says of these does not count: Jekyll has values of its own for them. */
const OWN_DEFAULTS = new Set(
  (
    'source destination collections_dir cache_dir plugins_dir layouts_dir data_dir includes_dir collections safe include exclude ' +
    'keep_files encoding markdown_ext strict_front_matter show_drafts limit_posts future unpublished whitelist plugins markdown ' +
    'highlighter lsi excerpt_separator incremental detach port host baseurl show_dir_listing permalink paginate_path timezone quiet ' +
    'verbose defaults liquid kramdown'
  ).split(' '),
);

/** A site with its theme below it: what both have is the site's. `where` is said in the report. */
export async function withTheme(site: Source, theme: Source, where: string): Promise<Source> {
  const own = new Set(site.files.map(({ path }) => nameOf(path)));
  const added = theme.files.filter(
    ({ path, special }) => !special && TAKEN.test(path) && !own.has(nameOf(path)),
  );
  const ofTheme = new Set(added.map(({ path }) => path));
  const hasConfig = theme.files.some(({ path, special }) => path === '_config.yml' && !special);
  const config = hasConfig ? new TextDecoder().decode(await theme.read('_config.yml')) : undefined;
  return {
    files: [...site.files, ...added],
    read: (path) => (ofTheme.has(path) ? theme.read(path) : site.read(path)),
    theme: { where, ...(config !== undefined && { config }) },
  };
}

/** What two files of a site and its theme have in common where one stands for the other: of layouts the name, of others the path. */
const nameOf = (path: string): string => (path.startsWith('_layouts/') ? withoutEnding(path) : path);

/** The name of the theme that a site's `_config.yml` asks for: a gem, or a repository of GitHub's. */
export function themeOf(config: string): { readonly gem?: string; readonly repository?: string } {
  const { data } = readRubyYaml(config);
  if (!isData(data)) return {};
  const { theme, remote_theme: remote } = data;
  if (typeof remote === 'string') return { repository: remote };
  return typeof theme === 'string' ? { gem: theme.trim().toLowerCase() } : {};
}

/** What the theme's own configuration says, as far as Jekyll takes it. */
export function configOfTheme({ theme }: Source, site: Data): Data {
  if (theme?.config === undefined || site.ignore_theme_config === true) return {};
  const { data } = readRubyYaml(theme.config);
  if (!isData(data)) return {};
  return Object.fromEntries(Object.entries(data).filter(([key]) => !OWN_DEFAULTS.has(key)));
}
