import type { ReportBuilder } from '../../report.ts';
import type { Source } from '../../source.ts';
import { text, texts } from '../source/config.ts';
import type { JekyllSite } from '../source/site.ts';

/** Plugins whose work the move does, and those that make nothing that visitors see. */
const KNOWN = new Set(
  (
    'jekyll-archives jekyll-default-layout jekyll-feed jekyll-gist jekyll-github-metadata jekyll-include-cache jekyll-mentions ' +
    'jekyll-optional-front-matter jekyll-paginate jekyll-paginate-v2 jekyll-readme-index jekyll-redirect-from jekyll-relative-links ' +
    'jekyll-remote-theme jekyll-sass-converter jekyll-seo-tag jekyll-sitemap jekyll-titles-from-headings ' +
    'jekyll-toc jemoji github-pages jekyll-admin jekyll-compose jekyll-data jekyll-livereload jekyll-watch jekyll-commonmark-ghpages'
  ).split(' '),
);

/** Says which plugins do not run here: gems, and Ruby of the site's own. */
export function notePlugins({ files }: Source, { config }: JekyllSite, report: ReportBuilder): void {
  const { data, plugins } = config;
  const named = new Set([data.plugins, data.gems, data.whitelist].flatMap(texts));
  for (const name of plugins) {
    if (KNOWN.has(name) || !(named.has(name) || /^jekyll-(?!theme-)/.test(name))) continue;
    if (name === text(data.theme)) continue;
    report.left(
      'plugin',
      `The plugin ${name} does not run here.`,
      'Build the old site and move again with --compare: what it made is what differs.',
      { path: named.has(name) ? '_config.yml' : 'Gemfile' },
    );
  }
  const folder = `${(text(data.plugins_dir) ?? '_plugins').replace(/\/+$/, '')}/`;
  for (const { path } of files)
    if (path.startsWith(folder) && path.endsWith('.rb'))
      report.left(
        'plugin',
        "Ruby of the site's own does not run here.",
        'Build the old site and move again with --compare: what it made is what differs.',
        { path },
      );
}
