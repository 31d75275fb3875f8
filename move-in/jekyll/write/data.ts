import { renderAsJekyll } from '../../../site/markdown/values-kramdown.ts';
import type { Put } from '../../moved.ts';
import { goesThroughPages, PAGE_CONTENT } from '../liquid/paths.ts';
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
  for (const folder of plan.dataFolders) if (!isInside(folder, plan)) writeFolder(folder, plan, put);
  for (const [path, { source, text }] of site.data) {
    if (isInside(path, plan)) continue;
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

const isInside = (path: string, { dataFolders }: Plan): boolean =>
  [...dataFolders].some((folder) => path.startsWith(`${folder}/`));

/** A folder that templates go through, as one file: its files by their names, as Jekyll has them. */
function writeFolder(folder: string, { site, report }: Plan, put: Put): void {
  const name = folder.split('/').map(dataName).join('/');
  let whole: Data = {};
  for (const [path, { source, text }] of [...site.data].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!path.startsWith(`${folder}/`)) continue;
    const { data, error } = readRubyYaml(text);
    if (error !== undefined) {
      const message = "This data can't be read, and was left out.";
      report.left('data', message, 'Mend it and move again.', { path: source, old: error });
      continue;
    }
    const names = withoutEnding(path.slice(folder.length + 1)).split('/');
    const value = names.reduceRight<unknown>((inner, each) => ({ [each]: inner }), data);
    whole = merged(whole, value as Data);
    const message = 'Templates go through a folder of data by the names of its files: it is one file.';
    report.rewritten('data_folder', message, { path: source, new: `data/${name}.yaml` });
  }
  put(`data/${name}.yaml`, { text: yamlOf(whole) });
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

/** Whether the page that reads the text of others comes before one: Jekyll makes pages in order, and gives it what is written there. */
function isUnmade(doc: Doc, { site }: Plan): boolean {
  const reader = site.pages.findIndex(({ body }) => goesThroughPages(body) && /\.content\b/.test(body));
  return reader >= 0 && site.pages.indexOf(doc) >= reader;
}

/** The HTML of a page's text; where its Liquid reads what is not known now, the text without it. */
function textOf(doc: Doc, plan: Plan): string {
  if (isUnmade(doc, plan)) return doc.body.replace(/^(?:[ \t]*\n)+/, '');
  const text = printed(doc, plan) ?? doc.body.replaceAll(/\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g, '');
  return doc.isMarkdown ? renderAsJekyll(text) : text;
}

function printed(doc: Doc, plan: Plan): string | undefined {
  try {
    return printOnce(doc, plan);
  } catch {
    return undefined;
  }
}
