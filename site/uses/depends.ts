import { collectionKey } from '../../schema/content/records.ts';
import { dataKey } from '../check/names.ts';
import type { Facts, SiteFacts } from '../facts.ts';
import { samplePaths } from '../files/samples.ts';
import { needsOf } from '../release/needs.ts';

/** Whether a page may look different when one of these files is changed; true where that cannot be known. */
export function dependsOn(page: string, files: SiteFacts, changed: Iterable<string>): boolean {
  const needs = new Set([page, ...needsOf(page, files)]);
  const templates = [...needs].flatMap((path) => files.get(path) ?? []);
  for (const path of changed) if (isNeeded(path, page, needs, templates)) return true;
  return false;
}

/** Those of some samples that a page may be rendered with. */
export function samplesOf(page: string, files: SiteFacts, samples: readonly string[]): string[] {
  const needs = [page, ...needsOf(page, files)];
  const templates = needs.flatMap((path) => files.get(path) ?? []);
  return samples.filter((path) => isSample(path, page, templates));
}

function isNeeded(
  path: string,
  page: string,
  needs: ReadonlySet<string>,
  templates: readonly Facts[],
): boolean {
  const [folder = '', name = ''] = path.split('/');
  switch (folder) {
    case 'pages':
      return path === page;
    case 'partials':
    case 'layouts':
      return needs.has(path) || templates.some(({ refs }) => refs?.dynamicPartials);
    case 'data':
      return needs.has(dataKey(path)) || reads(templates, dataKey(path).split('/'));
    case 'content':
      return needs.has(collectionKey(name)) || reads(templates, ['collections', name]);
    case 'samples':
      return isSample(path, page, templates);
    default:
      return true; // site.yaml, languages and assets, whose addresses have their content in them
  }
}

/** Whether a template reads a value that `names` leads through, as all of `data.blog` is a list of what is below it. */
function reads(templates: readonly Facts[], names: readonly string[]): boolean {
  return templates.some(({ refs }) =>
    (refs?.globals ?? []).some((read) => read.every((name, at) => at >= names.length || name === names[at])),
  );
}

function isSample(path: string, page: string, templates: readonly Facts[]): boolean {
  const fetches = templates.flatMap(({ front }) => Object.keys(front?.fetch ?? {}));
  return path === 'samples/params.json' || fetches.some((name) => samplePaths(page, name).includes(path));
}
