import type { Kind } from './report.ts';
import type { Source } from './source.ts';

/** What a folder seems to be, and what says so. */
export interface Detected {
  /** All kinds that it could be; none where nothing says anything. */
  readonly kinds: readonly Kind[];
  /** Systems that are known and not moved yet, by the file that names them. */
  readonly others: readonly { readonly name: string; readonly sign: string }[];
}

const OTHERS: readonly (readonly [sign: RegExp, name: string])[] = [
  [/^(?:\.eleventy\.js|eleventy\.config\.[cm]?js)$/, 'Eleventy'],
  [/^config\/settings_(?:schema|data)\.json$/, 'Shopify'],
  [/^(?:hugo\.(?:toml|ya?ml|json)|config\.toml)$/, 'Hugo'],
  [/^astro\.config\.[cm]?[jt]s$/, 'Astro'],
];

const JEKYLL = /^(?:_config\.(?:ya?ml|toml)|_posts\/.+|_layouts\/.+)$/;
/** Other systems have such folders too. */
const JEKYLL_LIKE = /^(?:_includes\/.+|_data\/.+)$/;
const MENISCUS = /^site\.yaml$/;
const HTML = /(?:^|\/)[^/]+\.html?$/i;
/** Ruby's list of what a project needs: Jekyll is what makes pages with it, but for Middleman. */
const GEMFILE = /^Gemfile$/;
const MIDDLEMAN = /^config\.rb$/;
const MARKDOWN = /^(?:README|index)\.(?:md|markdown)$/i;

/** Says what a folder is, by the names of its files alone. */
export function detect({ files }: Pick<Source, 'files'>): Detected {
  const paths = files.map(({ path }) => path);
  const others = OTHERS.flatMap(([sign, name]) => {
    const found = paths.find((path) => sign.test(path));
    return found === undefined ? [] : [{ name, sign: found }];
  });
  const kinds: Kind[] = [];
  if (paths.some((path) => JEKYLL.test(path) || (others.length === 0 && JEKYLL_LIKE.test(path))))
    kinds.push('jekyll');
  if (paths.some((path) => MENISCUS.test(path))) kinds.push('meniscus');
  const hasGems = paths.some((path) => GEMFILE.test(path)) && !paths.some((path) => MIDDLEMAN.test(path));
  // What GitHub Pages builds without a line of configuration.
  const isPlain = kinds.length === 0 && others.length === 0;
  if (isPlain && (hasGems || paths.some((path) => MARKDOWN.test(path)))) kinds.push('jekyll');
  if (kinds.length === 0 && others.length === 0 && paths.some((path) => HTML.test(path))) kinds.push('html');
  return { kinds, others };
}

/** What is in a folder, by the endings of its files: those with most files first. */
export function seenIn({
  files,
}: Pick<Source, 'files'>): readonly (readonly [ending: string, files: number])[] {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const ending = /(?<=[^/])\.[^./]+$/.exec(path)?.[0].toLowerCase() ?? 'without an ending';
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
