import { renderValue } from '../../../site/markdown/values.ts';
import type { Config } from './config.ts';
import type { Found, Layout } from './site.ts';
import { isData } from './yaml.ts';

/** What jekyll-titles-from-headings and jekyll-default-layout add to the front matter of Markdown. */
export function inferFront(doc: Found, config: Config, layouts: ReadonlyMap<string, Layout>): Found {
  if (!doc.isMarkdown) return doc;
  const titled = config.plugins.has('jekyll-titles-from-headings') ? withTitle(doc, config) : doc;
  if (!config.plugins.has('jekyll-default-layout') || doc.kind === 'item' || 'layout' in doc.data)
    return titled;
  const layout = usualLayout(doc, layouts);
  return layout === undefined ? titled : { ...titled, data: { ...titled.data, layout } };
}

function usualLayout({ url, kind }: Found, layouts: ReadonlyMap<string, Layout>): string | undefined {
  const wanted = [...(url === '/' ? ['home'] : []), kind === 'page' ? 'page' : 'post', 'default'];
  return wanted.find((name) => layouts.has(name));
}

/** As the plugin finds it: a heading at the start of a text. */
const TITLE = /\s*(?:#{1,3}\s+(.*)(?:\s+#{1,3})?|(.*)\n[-=]+\s*)$/my;

function withTitle(doc: Found, { data }: Config): Found {
  const options = isData(data.titles_from_headings) ? data.titles_from_headings : {};
  const isPage = doc.kind === 'page';
  if (options.enabled === false || (!isPage && options.collections !== true)) return doc;
  if (isPage && doc.data.title !== undefined && doc.data.title !== null) return doc;
  TITLE.lastIndex = 0;
  const found = TITLE.exec(doc.body);
  if (!found) return doc;
  const title = plainOf(found[1] ?? found[2] ?? '');
  const strips = 'strip_title' in doc.data ? doc.data.strip_title : options.strip_title;
  const body = strips === true ? doc.body.slice(found[0].length).trim() : doc.body;
  return { ...doc, body, data: { ...doc.data, title } };
}

/** The text of a line of Markdown, as HTML writes it: with `&amp;`. */
const plainOf = (line: string): string =>
  renderValue(line, true)
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\[\^[^\]]*\]/g, '')
    .trim();
