import type { ReportBuilder } from '../report.ts';
import { foldersGoneThrough } from './data-folders.ts';
import { endlessIncludes } from './endless.ts';
import { templatesInCode } from './in-code.ts';
import { leaksOf } from './leaks.ts';
import { pathsIn, tokensOf } from './liquid/markup.ts';
import { piecesOf } from './liquid/pieces.ts';
import { Names, plainName } from './source/names.ts';
import { type Doc, docsOf, type JekyllSite } from './source/site.ts';

/** What templates turned out to need, which is written when all of them are rewritten; and what rewriting needs to know. */
export interface Plan {
  readonly site: JekyllSite;
  readonly report: ReportBuilder;
  /** Members of documents that Jekyll computes and templates read: written into front matter. */
  readonly fields: Set<string>;
  /** Names that templates read of anything. */
  readonly reads: Set<string>;
  /** Settings that templates read. */
  readonly settings: Set<string>;
  /** Lists that are kept in data/jekyll/. */
  readonly lists: Set<string>;
  /** Partials of ours, by name. */
  readonly partials: Set<string>;
  /** Names of partials, by path below the folder of includes. */
  readonly includes: ReadonlyMap<string, string>;
  /** What each include reads of its parameters, by the name of its partial. */
  readonly parameters: ReadonlyMap<string, ReadonlySet<string>>;
  /** Tags of includes that would never end: see endless.ts. */
  readonly endless: ReadonlySet<string>;
  /** Names of layouts, as Jekyll and as we call them. */
  readonly layouts: ReadonlyMap<string, string>;
  /** Names of data files and folders that are spelled otherwise here. */
  readonly dataNames: ReadonlyMap<string, string>;
  /** Folders of data that become one file each, by their paths below the folder of data. */
  readonly dataFolders: ReadonlySet<string>;
  /** Names whose values somewhere hold markup. */
  readonly markup: ReadonlySet<string>;
  /** Names whose values somewhere hold quotes, dashes or dots that Markdown makes others of. */
  readonly straight: ReadonlySet<string>;
  /** Names whose values somewhere hold signs of Markdown. */
  readonly marked: ReadonlySet<string>;
  /** Keys of front matter and data whose values are lists somewhere. */
  readonly listKeys: ReadonlySet<string>;
  /** Keys of front matter and settings whose values are texts in one place, and lists or maps in another. */
  readonly mixed: ReadonlySet<string>;
  /** Of `tags` and `categories` those that templates use other than in a loop: a list with nothing in it is something to them. */
  readonly emptyLists: ReadonlySet<string>;
  /** Keys of the front matter of pages that the system has for entries. */
  readonly pageKeys: ReadonlySet<string>;
  /** Layouts and includes of pages that are scripts, style sheets or JSON, by their paths in the old folder. */
  readonly inCode: ReadonlySet<string>;
  /** Variables that a layout must not see, by its path in the old folder. */
  readonly leaks: ReadonlyMap<string, readonly string[]>;
  /** Whether some template has a variable of its own called content. */
  readonly setsContent: boolean;
  /** Whether templates may read excerpts. */
  readonly excerpts: boolean;
  /** By path in the old folder. */
  readonly documents: ReadonlyMap<string, Doc>;
  /** Posts by what `post_url` calls them. */
  readonly posts: ReadonlyMap<string, Doc>;
  readonly statics: ReadonlySet<string>;
}

/** Looks through a site once for what rewriting its templates needs. */
export function planOf(site: JekyllSite, report: ReportBuilder): Plan {
  const all = [...docsOf(site), ...site.unseen];
  const includes = includeNames(site, all);
  return {
    site,
    report,
    fields: new Set(),
    reads: new Set(),
    settings: new Set(),
    lists: new Set(),
    partials: new Set(),
    includes,
    parameters: new Map(
      [...site.includes].map(([path, { text }]) => [includes.get(path) ?? path, parametersIn(text)]),
    ),
    endless: endlessIncludes(site),
    layouts: new Map([...site.layouts.keys()].map((name) => [name, plainName(name)])),
    dataNames: dataNames(site),
    dataFolders: foldersGoneThrough(site, all),
    markup: keysLike(site, all, /[<&]/, '[<&]'),
    straight: site.config.smart ? keysLike(site, all, STRAIGHT, STRAIGHT.source) : new Set(),
    leaks: leaksOf(site, all),
    inCode: templatesInCode(site),
    setsContent: setsContent(site),
    excerpts: readsExcerpts(site, all),
    marked: keysLike(site, all, MARKED, MARKED.source),
    listKeys: listKeys(site, all),
    emptyLists: emptyLists(site, all),
    mixed: mixedKeys([site.config.data, ...all.map(({ data }) => data)]),
    pageKeys: new Set(site.pages.flatMap(({ data }) => Object.keys(data))),
    documents: new Map([...all, ...site.sheets].map((doc) => [doc.source, doc])),
    posts: new Map(all.filter(({ collection }) => collection === 'posts').flatMap(postNames)),
    statics: new Set(site.statics),
  };
}

/**
 * Names of partials. `include 'card'` also gives what a variable `card` holds to the partial, which a template of Jekyll does not
 * mean: a partial whose name is a variable's is in a folder, where it does not.
 */
function includeNames(site: JekyllSite, all: readonly Doc[]): ReadonlyMap<string, string> {
  const names = new Names();
  const variables = new Set<string>();
  const texts = [...site.layouts.values(), ...site.includes.values()].map(({ text }) => text);
  for (const text of [...texts, ...all.map(({ body }) => body)])
    for (const [, name = ''] of text.matchAll(VARIABLE)) variables.add(name);
  const nameOf = (path: string): string => {
    const name = partialName(path);
    return variables.has(name) ? `includes/${name}` : name;
  };
  return new Map([...site.includes.keys()].map((path) => [path, names.take(nameOf(path))]));
}

const VARIABLE = /\{%-?\s*(?:assign|capture|for|tablerow|increment|decrement)\s+["']?([\w-]+)/g;

/** `head.html` is the partial `head`, `icons/a.svg` is `icons/a.svg`. */
const partialName = (path: string): string =>
  plainName(path.replace(/\.(?:html?|liquid)$/i, '')) || 'partial';

function postNames(doc: Doc): [string, Doc][] {
  const inner = doc.source.replace(/^.*_posts\//, '').replace(/\.[^.]+$/, '');
  const folder = doc.source.replace(/_posts\/.*$/, '');
  return [
    [inner, doc],
    [inner.replace(/^.*\//, ''), doc],
    [`${folder}${inner}`, doc],
  ];
}

/** Names of what a template reads of `include`. */
function parametersIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  if (!text.includes('include')) return found;
  for (const piece of piecesOf(text)) {
    if (piece.kind !== 'output' && piece.kind !== 'tag') continue;
    for (const { names } of pathsIn(tokensOf(text, piece.inner)))
      if (names[0] === 'include' && names[1] !== undefined) found.add(names[1]);
  }
  return found;
}

function dataNames(site: JekyllSite): ReadonlyMap<string, string> {
  const names = [...site.data.keys()].flatMap((path) => path.replace(/\.[^./]+$/, '').split('/'));
  return new Map(
    names.flatMap((name) => {
      const theirs = name
        .replaceAll(/[^\w\s-]+/g, '')
        .trim()
        .replaceAll(/\s+/g, '_');
      return theirs === dataName(name) ? [] : [[theirs, dataName(name)]];
    }),
  );
}

/** A name of a data file as our templates say it. */
export const dataName = (name: string): string => plainName(name).replaceAll('.', '-') || 'data';

const MARKED =
  /(?<![\w*])\*{1,2}\w[^*\n]*\w?\*{1,2}(?!\w)|`[^`\n]+`|\]\([^)\s]+\)|(?<![\w_])_\w[^_\n]*\w_(?!\w)/;
const STRAIGHT = /["']|--|\.\.\./;

/** The names of all values that hold something; in data by a look at the text. */
function keysLike(
  site: JekyllSite,
  docs: readonly Doc[],
  pattern: RegExp,
  source: string,
): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (key: string, value: unknown): void => {
    if (typeof value === 'string') {
      if (pattern.test(value)) found.add(key);
    } else if (Array.isArray(value)) for (const each of value) look(key, each);
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value)) look(name, each);
  };
  look('', site.config.data);
  for (const { data } of docs) look('', data);
  const inText = new RegExp(`([\\w-]+)["']?\\s*:[^\\n]*(?:\\n\\s+[^\\n:]*)*?(?:${source})`, 'g');
  for (const [path, { text }] of site.data) {
    if (!pattern.test(text)) continue;
    for (const name of text.matchAll(inText)) found.add(name[1] ?? '');
    for (const name of path.replace(/\.[^.]+$/, '').split('/')) found.add(name);
    const [head = ''] = text.split('\n', 1);
    if (/\.[ct]sv$/.test(path)) for (const name of head.split(/[,\t]/)) found.add(name.trim());
  }
  return found;
}

const readsExcerpts = (site: JekyllSite, docs: readonly Doc[]): boolean => {
  const reads = (text: string) => /excerpt|\{%-?\s*seo/.test(text);
  return (
    [...site.layouts.values(), ...site.includes.values()].some(({ text }) => reads(text)) ||
    docs.some(({ body, kind }) => kind === 'page' && reads(body)) ||
    site.config.plugins.has('jekyll-feed')
  );
};

const setsContent = (site: JekyllSite): boolean =>
  [...site.layouts.values(), ...site.includes.values()].some(({ text }) =>
    /\{%-?\s*(?:assign|capture|for)\s+["']?content\b/.test(text),
  );

function emptyLists(site: JekyllSite, docs: readonly Doc[]): ReadonlySet<string> {
  const found = new Set<string>();
  const texts = [...site.layouts.values(), ...site.includes.values()].map(({ text }) => text);
  for (const text of [...texts, ...docs.map(({ body }) => body)]) {
    if (!/\.(?:tags|categories)\b/.test(text)) continue;
    for (const piece of piecesOf(text)) {
      if (
        piece.kind !== 'output' &&
        (piece.kind !== 'tag' || !/^(?:if|unless|elsif|assign)$/.test(piece.name))
      )
        continue;
      for (const { names } of pathsIn(tokensOf(text, piece.inner)))
        for (const key of ['tags', 'categories']) if (names[0] !== 'site' && names[1] === key) found.add(key);
    }
  }
  return found;
}

function mixedKeys(values: readonly unknown[]): ReadonlySet<string> {
  const texts = new Set<string>();
  const others = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, each] of Object.entries(value)) {
      if (typeof each === 'string') texts.add(key);
      else if (typeof each === 'object' && each !== null) others.add(key);
      look(each);
    }
  };
  for (const value of values) look(value);
  return new Set([...texts].filter((key) => others.has(key)));
}

function listKeys(site: JekyllSite, docs: readonly Doc[]): ReadonlySet<string> {
  const found = new Set(['categories', 'tags']);
  for (const { data } of docs)
    for (const [key, value] of Object.entries(data)) if (Array.isArray(value)) found.add(key);
  for (const { text } of site.data.values())
    for (const [, key = ''] of text.matchAll(/([\w-]+)["']?\s*:\s*(?:\[|\n\s*-\s)/g)) found.add(key);
  return found;
}
