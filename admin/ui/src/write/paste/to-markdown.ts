import TurndownService from 'turndown';
import { all, childrenOf } from './dom.ts';
import { dropInvisible, escapeTexts, plainAddress, plainTitle } from './escape.ts';
import { tables } from './tables.ts';
import { GAP, tidy } from './tidy.ts';

/** What was pasted, as a person would have written it. */
export interface Pasted {
  readonly markdown: string;
  /** Whether it has nothing that plain text has not. */
  readonly isPlain: boolean;
  /** Pictures that are in it, by the address that stands for each: they are still to be uploaded. */
  readonly pictures: ReadonlyMap<string, string>;
  /** How many pictures it only has on the other computer. */
  readonly lost: number;
}

/** Makes Markdown of a document of pasted HTML, and changes the document on the way. */
export function toMarkdown(document: Document): Pasted {
  dropInvisible(document.body);
  tidy(document);
  const pictures = new Map<string, string>();
  let lost = 0;
  for (const image of all(document.body, 'img')) {
    const source = image.getAttribute('src') ?? '';
    if (/^data:image\//i.test(source)) {
      const name = `pasted-picture-${pictures.size + 1}`;
      pictures.set(name, source);
      image.setAttribute('src', name);
    } else if (!/^(?:https?:\/)?\//i.test(source) || isDot(image)) {
      if (!isDot(image)) lost++;
      image.remove();
    }
  }
  const isPlain = document.body.querySelector(RICH) === null;
  escapeTexts(document.body, 'block');
  for (const node of all(document.body, 'a[href], img, [title]')) plainAttributes(node);
  return { markdown: written(document.body), isPlain, pictures, lost };
}

/** What an element says of itself is text too. */
function plainAttributes(node: Element): void {
  const change = (name: string, by: (text: string) => string) => {
    const given = node.getAttribute(name);
    if (given !== null) node.setAttribute(name, by(given));
  };
  change('href', plainAddress);
  change('src', plainAddress);
  change('title', plainTitle);
}

const RICH =
  'a[href], b, strong, i, em, del, s, code, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote, img, hr, input';

/** What pages measure their readers with. */
const isDot = (image: Element): boolean =>
  ['width', 'height'].every((each) => /^[01]$/.test(image.getAttribute(each) ?? ''));

function written(body: HTMLElement): string {
  const text = service().turndown(body);
  return text
    .replaceAll('\u00a0', ' ')
    .replace(/(?<![ \t])[ \t]+$/gm, (spaces, at: number) => (text.slice(at - 1, at) === '\\' ? spaces : ''))
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function service(): TurndownService {
  const made = new TurndownService({
    headingStyle: 'atx',
    hr: '---',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
    br: '\\',
  });
  // Its texts are escaped already, by where they are.
  made.escape = (text) => text;
  tables(made);
  made.addRule('raised', {
    filter: ['sub', 'sup'],
    // A number that leads to a note is no power.
    replacement: (content, node) =>
      (node as Element).querySelector('a')
        ? content
        : `<${node.nodeName.toLowerCase()}>${content}</${node.nodeName.toLowerCase()}>`,
  });
  made.addRule('picture', { filter: 'img', replacement: (_, node) => picture(node as Element) }); // as above
  made.addRule('gone', {
    filter: ['del', 's'],
    replacement: (content) => (content.trim() ? `~~${content}~~` : ''),
  });
  made.addRule('box', {
    filter: (node) => node.nodeName === 'INPUT',
    replacement: (_, node) => ((node as Element).hasAttribute('checked') ? '[x] ' : '[ ] '), // a node of the document
  });
  made.addRule('item', { filter: 'li', replacement: (content, node) => item(content, node as Element) }); // as above
  made.addRule('bare link', {
    filter: (node) => node.nodeName === 'A' && node.textContent === node.getAttribute('href'),
    replacement: (_, node) => (node as Element).getAttribute('href') ?? '', // as above
  });
  made.addRule('code', { filter: 'pre', replacement: (_, node) => fence(node as Element) }); // as above
  made.addRule('gap', {
    filter: (node) => node.nodeName === 'HR' && node.className === GAP,
    replacement: () => '\n\n',
  });
  made.addRule('picture text', {
    filter: 'figcaption',
    replacement: (content) => `\n\n*${content.trim()}*\n\n`,
  });
  return made;
}

/** With one space behind its sign, and what is in it below its first letter. */
function item(content: string, node: Element): string {
  const list = node.parentElement;
  const at = (list ? childrenOf(list) : []).indexOf(node);
  const sign = list?.nodeName === 'OL' ? `${Number(list.getAttribute('start') ?? 1) + at}. ` : '- ';
  const isLoose = childrenOf(node).filter(({ nodeName }) => nodeName === 'P').length > 0;
  const lines = content
    .trim()
    .replace(/\n{2,}(?=(?:[-*]|\d+\.) )/g, '\n')
    .replaceAll('\n', `\n${' '.repeat(sign.length)}`);
  const end = node.nextElementSibling ? (isLoose ? '\n\n' : '\n') : '';
  return `${sign}${lines.replace(/^ +$/gm, '')}${end}`;
}

function picture(node: Element): string {
  const [source, alt, title] = ['src', 'alt', 'title'].map((name) => node.getAttribute(name) ?? '');
  const shown = plainTitle(alt?.trim() ?? '').replace(/[[\]`|]/g, '\\$&');
  const address = source?.replace(/[()]/g, '\\$&');
  return source ? `![${shown}](${address}${title ? ` "${title.replaceAll('"', '\\"')}"` : ''})` : '';
}

const LANGUAGE = /(?:^|\s)(?:language|lang|highlight-source|brush:)[-:\s]?([\w+#-]+)/;

function fence(node: Element): string {
  const classes = [node, ...all(node, 'code'), node.parentElement].map((each) => each?.className ?? '');
  const language = classes.map((each) => LANGUAGE.exec(each)?.[1]).find((each) => each !== undefined) ?? '';
  const code = (node.textContent ?? '').replace(/\n$/, '');
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
  const sign = '`'.repeat(longest + 1);
  return `\n\n${sign}${language}\n${code}\n${sign}\n\n`;
}

/** With the addresses of pictures that were uploaded, and without those that were not. */
export const placed = (markdown: string, paths: ReadonlyMap<string, string | undefined>): string =>
  markdown.replace(PASTED, (_, alt: string, name: string, title: string) => {
    const path = paths.get(name);
    return path === undefined ? '' : `![${alt}](/${path}${title})`;
  });

/** A picture as it is written here: its text and title may have brackets and quotes in them. */
const PASTED = /!\[((?:\\.|[^\]\\])*)\]\((pasted-picture-\d+)((?: "(?:\\.|[^"\\])*")?)\)/g;
