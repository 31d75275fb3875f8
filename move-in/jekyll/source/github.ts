import type { ReportBuilder } from '../../report.ts';
import { docsOf, type JekyllSite } from './site.ts';

const READ = /\bsite\.github\.([a-z_]+)/g;

/** What GitHub says of a repository, which templates read and nobody says here: jekyll-github-metadata asked for it at each build. */
export function noteGitHub(site: JekyllSite, report: ReportBuilder): void {
  if (site.config.data.github !== undefined) return;
  const docs = [...docsOf(site)].map(({ source, body }) => ({ source, text: body }));
  for (const { source, text } of [...site.layouts.values(), ...site.includes.values(), ...docs])
    for (const name of new Set(Array.from(text.matchAll(READ), ([, found = '']) => found)))
      report.left(
        'github',
        'What GitHub says of a repository is nothing here.',
        'Write what is read into site.yaml, as `github: { repository_url: "https://github.com/…" }`.',
        { path: source, old: `site.github.${name}` },
      );
}
