import type { Source } from '../../source.ts';
import { yamlOf } from '../write/front.ts';
import { merged } from './config.ts';
import { withoutEnding } from './names.ts';
import { configIn, sourceFolder, within } from './source-folder.ts';
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

/** A site with its theme below it: what both have is the site's. `where` is said in the report, `gemspec` names the plugins. */
export async function withTheme(
  site: Source,
  theme: Source,
  { where, gemspec = '' }: { readonly where: string; readonly gemspec?: string | undefined },
): Promise<Source> {
  const folder = await sourceFolder(site);
  const own = folder === '' ? site : within(folder, site);
  const names = new Set(own.files.map(({ path }) => nameOf(path)));
  const added = theme.files.filter(
    ({ path, special }) => !special && TAKEN.test(path) && !names.has(nameOf(path)),
  );
  const at = (path: string): string => (folder === '' ? path : `${folder}/${path}`);
  const ofTheme = new Map(added.map(({ path }) => [at(path), path]));
  const data = new Map([...(await mergedData(own, theme))].map(([path, text]) => [at(path), text]));
  const config = await configIn(theme, /^_config\.yml$/);
  return {
    files: [...site.files, ...added.map(({ path }) => ({ path: at(path) }))],
    read: async (path) => {
      const its = ofTheme.get(path);
      return data.get(path) ?? (its === undefined ? site.read(path) : theme.read(its));
    },
    theme: { where, plugins: dependencies(gemspec), config },
  };
}

/** What two files of a site and its theme have in common where one stands for the other: of layouts the name, of others the path. */
const nameOf = (path: string): string => (path.startsWith('_layouts/') ? withoutEnding(path) : path);

/** What a gem needs while it runs: Jekyll loads those of a theme as plugins. */
const dependencies = (gemspec: string): string[] =>
  Array.from(
    gemspec.matchAll(/add_(?:runtime_)?dependency\b[^"'<\n]{0,20}["'<]([\w-]+)/g),
    ([, name = '']) => name,
  );

/** Data files that site and theme both have, where the theme's says something more: what the site says wins, key by key. */
async function mergedData(site: Source, theme: Source): Promise<Map<string, Uint8Array>> {
  const both = new Set(site.files.filter(({ special }) => !special).map(({ path }) => path));
  const found = new Map<string, Uint8Array>();
  for (const { path, special } of theme.files) {
    if (special || !both.has(path) || !/^_data\/.+\.ya?ml$/.test(path)) continue;
    const [own, below] = await Promise.all([site.read(path), theme.read(path)].map(readData));
    if (!own || !below) continue;
    const whole = merged(below, own);
    if (JSON.stringify(whole) !== JSON.stringify(merged(own, {})))
      found.set(path, new TextEncoder().encode(yamlOf(whole)));
  }
  return found;
}

async function readData(bytes: Promise<Uint8Array>): Promise<Data | undefined> {
  const { data } = readRubyYaml(new TextDecoder().decode(await bytes));
  return isData(data) ? data : undefined;
}

/** The gem that a site's configuration names as its theme. */
export async function themeGem(site: Source): Promise<string | undefined> {
  const { theme } = await configIn(site);
  return typeof theme === 'string' ? theme.trim().toLowerCase() : undefined;
}

/** What the theme's own configuration says, as far as Jekyll takes it. */
export function configOfTheme({ theme }: Source, site: Data): Data {
  if (!theme || site.ignore_theme_config === true) return {};
  return Object.fromEntries(Object.entries(theme.config).filter(([key]) => !OWN_DEFAULTS.has(key)));
}
