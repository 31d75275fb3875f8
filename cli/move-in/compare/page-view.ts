import { Parser } from 'htmlparser2';
import { type Frame, meaningOf } from './addresses.ts';

/** What a visitor has of a page. Nothing here depends on how its HTML is written. */
export interface PageView {
  readonly title: string;
  /** Visible text, white space folded; CODE where a block of code is. */
  readonly words: readonly string[];
  /** Blocks of code, as text. */
  readonly code: readonly string[];
  /** What links mean, in order. */
  readonly links: readonly string[];
  /** What is loaded: images, scripts, frames. */
  readonly sources: readonly string[];
  /** Texts for those who don't see pictures. */
  readonly alts: readonly string[];
  readonly ids: ReadonlySet<string>;
  /** `name=content` of meta elements. */
  readonly metas: readonly string[];
  /** Scripts and styles inside the page, white space folded. */
  readonly scripts: readonly string[];
  /** Where a page of a redirect leads; undefined for others. */
  readonly refresh: string | undefined;
}

/** A block of code among the words: no text has it. */
export const CODE = '\u0000code';

const BLOCKS = new Set(
  'address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe img input legend li main menu nav noscript object ol optgroup option p pre search section select summary svg table tbody td textarea tfoot th thead tr ul video audio'.split(
    ' ',
  ),
);
const SOURCES: Readonly<Record<string, string>> = { poster: 'video', data: 'object', action: 'form' };

/** Reads the HTML of a page whose URL is `page`. Linear in its length. */
export function viewOf(html: string, page: string, frame: Frame): PageView {
  const reader = new Reader(page, frame);
  const parser = new Parser({
    onopentag: (name, attributes) => reader.open(name, attributes),
    ontext: (text) => reader.text(text),
    onclosetag: (name) => reader.close(name),
  });
  parser.end(html);
  return reader.view();
}

export const wordsOf = (text: string): string[] => text.split(/[ \t\n\f\r]+/).filter((word) => word !== '');
const folded = (text: string): string => wordsOf(text).join(' ');

class Reader {
  #base: string;
  readonly #frame: Frame;
  readonly #texts: string[] = [];
  readonly #code: string[] = [];
  readonly #links: string[] = [];
  readonly #sources: string[] = [];
  readonly #alts: string[] = [];
  readonly #ids = new Set<string>();
  readonly #metas: string[] = [];
  readonly #scripts: string[] = [];
  #title: string | undefined;
  #refresh: string | undefined;
  /** Elements whose text is kept by itself: the names of those that are open, and the text so far. */
  #kept: { readonly name: string; depth: number; readonly texts: string[] } | undefined;
  #svg = 0;

  constructor(page: string, frame: Frame) {
    this.#base = page;
    this.#frame = frame;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#attributes(name, attributes);
    if (name === 'svg') this.#svg++;
    if (this.#kept) {
      if (this.#kept.name === name) this.#kept.depth++;
      if (name === 'br') this.#kept.texts.push('\n');
      return;
    }
    if (isKept(name) && !(name === 'title' && this.#svg > 0)) this.#kept = { name, depth: 1, texts: [] };
    if (BLOCKS.has(name)) this.#texts.push(' ');
  }

  text(text: string): void {
    (this.#kept?.texts ?? this.#texts).push(text);
  }

  close(name: string): void {
    if (name === 'svg') this.#svg--;
    if (this.#kept) {
      if (this.#kept.name !== name || --this.#kept.depth > 0) return;
      this.#keep(name, this.#kept.texts.join(''));
      this.#kept = undefined;
    }
    if (BLOCKS.has(name)) this.#texts.push(' ');
  }

  #keep(name: string, text: string): void {
    if (name === 'title') this.#title ??= folded(text);
    else if (name !== 'pre') this.#scripts.push(...(text.trim() === '' ? [] : [folded(text)]));
    else {
      this.#code.push(codeText(text));
      this.#texts.push(` ${CODE} `);
    }
  }

  #attributes(name: string, attributes: Readonly<Record<string, string>>): void {
    const { href, src, srcset, id, alt } = attributes;
    if (name === 'base' && href !== undefined) this.#base = URL.parse(href, this.#base)?.href ?? this.#base;
    else if (href !== undefined) this.#links.push(this.#meaning(href));
    if (src !== undefined) this.#sources.push(this.#meaning(src));
    for (const each of srcset?.split(/,\s+/) ?? [])
      this.#sources.push(this.#meaning(each.trim().split(/\s/)[0] ?? ''));
    for (const [key, element] of Object.entries(SOURCES)) {
      const value = element === name && Object.hasOwn(attributes, key) ? attributes[key] : undefined;
      if (value !== undefined) this.#sources.push(this.#meaning(value));
    }
    if (id !== undefined && id !== '') this.#ids.add(id);
    if (name === 'a' && attributes.name) this.#ids.add(attributes.name);
    if (alt !== undefined && alt !== '') this.#alts.push(folded(alt));
    if (name === 'meta') this.#meta(attributes);
  }

  #meta(attributes: Readonly<Record<string, string>>): void {
    const { content = '' } = attributes;
    const name = attributes.name ?? attributes.property ?? attributes['http-equiv'];
    if (name === undefined) return;
    this.#metas.push(`${name.toLowerCase()}=${folded(content)}`);
    const target = /^\s*\d+\s*[;,]\s*(?:url\s*=\s*)?['"]?([^'"]*)/i.exec(content)?.[1];
    if (name.toLowerCase() === 'refresh' && target !== undefined) this.#refresh = this.#meaning(target);
  }

  #meaning(written: string): string {
    return meaningOf(written, this.#base, this.#frame);
  }

  view(): PageView {
    return {
      title: this.#title ?? '',
      words: wordsOf(this.#texts.join('')),
      code: this.#code,
      links: this.#links,
      sources: this.#sources,
      alts: this.#alts,
      ids: this.#ids,
      metas: this.#metas,
      scripts: this.#scripts,
      refresh: this.#refresh,
    };
  }
}

const isKept = (name: string): boolean => /^(?:pre|title|script|style|template)$/.test(name);

/** As a reader copies it: the line break behind `<pre>` is none, and white space at the ends of lines is not seen. */
function codeText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').replace(/^\n/, '').split('\n');
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}
