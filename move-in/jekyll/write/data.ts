import { renderValue } from '../../../site/markdown/values.ts';
import type { Put } from '../../moved.ts';
import { PAGE_CONTENT } from '../liquid/paths.ts';
import { dataName, type Plan } from '../plan.ts';
import { defaultsOf, merged } from '../source/config.ts';
import { layoutsAround } from '../source/layouts.ts';
import { baseOf, endingOf, folderOf, withoutEnding } from '../source/names.ts';
import { type Doc, docsOf } from '../source/site.ts';
import { addressOfStatic, isInCollection } from '../source/statics.ts';
import { type Data, isData, readRubyYaml, readsOtherwise } from '../source/yaml.ts';
import { yamlOf } from './front.ts';
import { printOnce } from './print-once.ts';

/** `_data` as `data/`, and the lists of Jekyll's that templates read. */
export function writeData(plan: Plan, put: Put): void {
  const { site, report } = plan;
  for (const [path, { source, text }] of site.data) {
    const ending = endingOf(path).toLowerCase();
    const name = withoutEnding(path).split('/').map(dataName).join('/');
    const isYaml = ending === '.yml' || ending === '.yaml';
    const moved = isYaml ? tidyYaml(text, source, plan) : text;
    if (moved === undefined) continue;
    put(`data/${name}${ending}`, { text: moved });
    report.moved('data', 'Data is in data/.', source);
  }
  for (const name of plan.lists) put(`data/jekyll/${name}.yaml`, { text: yamlOf(listOf(name, plan)) });
}

function tidyYaml(given: string, path: string, { report }: Plan): string | undefined {
  const { data, document, error, text } = readRubyYaml(given);
  if (error !== undefined) {
    report.left('data', "This data can't be read, and was left out.", 'Mend it and move again.', {
      path,
      old: error,
    });
    return undefined;
  }
  return readsOtherwise(document) ? yamlOf(data) : text;
}

function listOf(name: string, plan: Plan): unknown {
  const { pages, statics, collections, posts } = plan.site;
  switch (name) {
    case 'pages':
      return pages.map((page) => pageItem(page, plan));
    case 'html_pages':
      return pages
        .filter(({ outEnding, url }) => outEnding === '.html' || url.endsWith('/'))
        .map((page) => pageItem(page, plan));
    case 'static_files':
      return statics.map((path) => ({
        ...defaultsOf(plan.site.config, path, ''),
        path: isInCollection(path, plan.site.config) ? path : `/${path}`,
        name: baseOf(path),
        basename: withoutEnding(baseOf(path)),
        extname: endingOf(path),
      }));
    case 'layouts':
      return Object.fromEntries([...plan.site.layouts.keys()].map((each) => [each, layoutData(each, plan)]));
    case 'links':
      return linksOf(plan);
    default:
      return [['posts', posts] as const, ...collections]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([label, docs]) => ({
          ...settingsOf(label, plan),
          label,
          relative_directory: `_${label}`,
          output: label === 'posts' || docs.some(({ url }) => url !== ''),
        }));
  }
}

/** Addresses by paths in the old folder. */
function linksOf({ site }: Plan): Record<string, string> {
  const { baseurl } = site.config;
  return Object.fromEntries([
    ...Array.from(docsOf(site), ({ source, url }) => [source, baseurl + url]),
    ...site.statics.map((path) => [path, `${baseurl}/${addressOfStatic(path, site.config) ?? path}`]),
  ]);
}

/** What the configuration says of a collection. */
function settingsOf(label: string, { site }: Plan): Data {
  const all = site.config.data.collections;
  const settings = isData(all) && Object.hasOwn(all, label) ? all[label] : undefined;
  return isData(settings) ? settings : {};
}

/** What the front matter of a layout says, and that of the layouts around it; the innermost wins. */
function layoutData(name: string, { site }: Plan): Data {
  return layoutsAround(name, site).reduce<Data>((found, { data }) => merged(data, found), {});
}

function pageItem(doc: Doc, plan: Plan): Record<string, unknown> {
  const { source, url, data } = doc;
  const folder = folderOf(url.slice(1));
  const dir = folder === '' ? '/' : `/${folder}/`;
  const item = { ...data, name: baseOf(source), path: source, dir, url };
  return plan.fields.has(PAGE_CONTENT) ? { ...item, content: textOf(doc, plan) } : item;
}

/** The HTML of a page's text; where its Liquid reads what is not known now, the text without it. */
function textOf(doc: Doc, plan: Plan): string {
  const text = printed(doc, plan) ?? doc.body.replaceAll(/\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g, '');
  return doc.isMarkdown ? renderValue(text, true) : text;
}

function printed(doc: Doc, plan: Plan): string | undefined {
  try {
    return printOnce(doc, plan);
  } catch {
    return undefined;
  }
}
