import type { ReportBuilder } from '../../report.ts';
import { idOf } from '../markdown/kramdown.ts';
import type { Doc, JekyllSite, Layout, TextFile } from '../source/site.ts';
import type { Data } from '../source/yaml.ts';
import { inText } from './in-texts.ts';
import { mentions } from './mentions.ts';

type Replace = (text: string) => string;

/** A plugin that looks through the pages that Jekyll has made. */
interface TextPlugin {
  readonly code: 'emoji' | 'mention';
  readonly message: string;
  readonly inLinks: boolean;
  /** Undefined for a document that it leaves alone. */
  readonly of: (data: Data) => Replace | undefined;
}

/** Writes into the texts of a site what jemoji and jekyll-mentions make of its pages. */
export async function rewriteTexts(site: JekyllSite, report: ReportBuilder): Promise<JekyllSite> {
  const { config } = site;
  const plugins: TextPlugin[] = [];
  if (config.plugins.has('jekyll-mentions'))
    plugins.push({
      code: 'mention',
      message: 'Names with @ are links, as jekyll-mentions makes them.',
      inLinks: false,
      of: (data) => mentions(config, data),
    });
  if (config.plugins.has('jemoji')) {
    const { emoji } = await import('./emoji.ts');
    const replace = emoji(config);
    plugins.push({
      code: 'emoji',
      message: 'Names of emoji are pictures of GitHub, as jemoji makes them.',
      inLinks: true,
      of: () => replace,
    });
  }
  return plugins.length === 0 ? site : rewriteAll(site, plugins, report);
}

function rewriteAll(site: JekyllSite, plugins: readonly TextPlugin[], report: ReportBuilder): JekyllSite {
  const textOf = (text: string, source: string, isMarkdown: boolean, data: Data): string =>
    plugins.reduce((now, { code, message, inLinks, of }) => {
      const replace = of(data);
      if (!replace) return now;
      const next = inText(now, { isMarkdown, inLinks }, replace);
      if (next !== now) report.rewritten(code, message, { path: source });
      return isMarkdown && code === 'emoji' ? withIds(now, next) : next;
    }, text);
  const docOf = <T extends Doc>(doc: T): T => {
    if (doc.outEnding !== '.html') return doc;
    noteFront(doc, plugins, report);
    return { ...doc, body: textOf(doc.body, doc.source, doc.isMarkdown, doc.data) };
  };
  const fileOf = <T extends TextFile>(file: T): T => ({
    ...file,
    text: textOf(file.text, file.source, /\.(?:md|markdown)$/.test(file.source), {}),
  });
  const layoutOf = (layout: Layout): Layout => {
    const { text } = fileOf(layout);
    return text === layout.text
      ? layout
      : { ...layout, text, body: textOf(layout.body, layout.source, false, {}) };
  };
  return {
    ...site,
    layouts: new Map([...site.layouts].map(([name, layout]) => [name, layoutOf(layout)])),
    includes: new Map([...site.includes].map(([name, file]) => [name, isText(name) ? fileOf(file) : file])),
    pages: site.pages.map(docOf),
    posts: site.posts.map(docOf),
    unseen: site.unseen.map(docOf),
    collections: new Map([...site.collections].map(([name, docs]) => [name, docs.map(docOf)])),
  };
}

/** Whether an include is for pages: styles and scripts that are put into one are no text of it. */
const isText = (name: string): boolean => !/\.(?!x?html?$|md$|markdown$|liquid$)[^./]+$/i.test(name);

/** Ids of headings come of their texts before pictures are in them. */
function withIds(before: string, now: string): string {
  if (before === now) return now;
  const old = before.split('\n');
  const lines = now.split('\n');
  const isOther = (n: number): boolean => lines[n] !== undefined && lines[n] !== old[n];
  return lines
    .flatMap((line, n) => {
      const text = isOther(n)
        ? /^#{1,6}[ \t]+(.*?)[ \t]*#*$/.exec(old[n] ?? '')?.[1]
        : isOther(n - 1) && /^(?:=+|-+)[ \t]*$/.test(line) && !old[n - 1]?.startsWith('#')
          ? old[n - 1]
          : undefined;
      return text === undefined || text.includes('{') ? [line] : [line, `{: #${idOf(shownIn(text))}}`];
    })
    .join('\n');
}

/** A line of Markdown without where its links lead and without tags. */
const shownIn = (line: string): string =>
  line.replace(/\[([^[\]]*)\](?:\([^()]*\)|\[[^[\]]*\])/g, '$1').replace(/<[^<>]*>/g, '');

/** Values of front matter are printed by layouts, where a plugin finds them and a move does not. */
function noteFront({ own, source }: Doc, plugins: readonly TextPlugin[], report: ReportBuilder): void {
  for (const { of } of plugins)
    for (const [key, value] of Object.entries(own)) {
      if (typeof value !== 'string' || (of(own)?.(value) ?? value) === value) continue;
      report.left(
        'front_text',
        'A value has a name of an emoji or with @, which a plugin replaced where it was printed.',
        'Write the emoji itself, or the link where the layout prints the value.',
        { path: source, old: `${key}: ${value}` },
      );
    }
}
