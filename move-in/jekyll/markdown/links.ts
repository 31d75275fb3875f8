import type { Plan } from '../plan.ts';
import { folderOf } from '../source/names.ts';
import type { Doc } from '../source/site.ts';
import { isData } from '../source/yaml.ts';

const TITLE = String.raw`(\s+"(?:\\"|[^"])*(?<!\\)"|\s+"(?:\\'|[^'])*(?<!\\)')?`;
const FRAGMENT = '(#.+?|)?';
/** As the plugin reads links: code is not left out. */
const LINK = new RegExp(
  String.raw`\[(.*?)\]\(([^)]+?)${FRAGMENT}${TITLE}\)|^(\s*?)\[(.*?)\]: (.+?)${FRAGMENT}${TITLE}\s*?$`,
  'gm',
);

/** Links to files of the old folder, which jekyll-relative-links makes addresses. */
export function settleLinks(text: string, doc: Doc, { site, documents, statics }: Plan): string {
  const { plugins, baseurl, data } = site.config;
  if (!plugins.has('jekyll-relative-links') || !text.includes(']')) return text;
  const options = isData(data.relative_links) ? data.relative_links : {};
  if (options.enabled === false || (doc.kind !== 'page' && options.collections !== true)) return text;
  const folder = folderOf(doc.source);
  return text.replaceAll(LINK, (whole, ...groups: readonly (string | undefined)[]) => {
    const isInline = groups[1] !== undefined;
    const [label = '', target = '', fragment = '', title = ''] = isInline ? groups : groups.slice(5);
    if (target.startsWith('#') || /^[a-z][a-z0-9+.-]*:/i.test(target)) return whole;
    const path = resolve(folder, target);
    const url = documents.get(path)?.url ?? (statics.has(path) ? `/${path}` : '');
    if (url === '') return whole;
    const to = `${encodeURI(baseurl + url).replaceAll('%25', '%')}${fragment}`;
    return isInline ? `[${label}](${to}${title})` : `${groups[4] ?? ''}[${label}]: ${to}${title}`;
  });
}

/** A path below the old folder; `target` is as a link writes it. */
function resolve(folder: string, target: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter((part) => part !== '');
  for (const part of decoded(target).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target.replaceAll('+', ' '));
  } catch {
    return target;
  }
}
