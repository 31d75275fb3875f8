import { Parser } from 'htmlparser2';
import { type Frame, meaningOf } from './addresses.ts';
import { wordsOf } from './page-view.ts';

/** An entry as those who subscribe have it. */
export interface FeedEntry {
  readonly id: string;
  readonly link: string;
  readonly title: string;
  /** Milliseconds since the epoch, as a text; the text itself where it is no date. */
  readonly date: string;
  /** HTML. */
  readonly content: string;
}

export interface FeedView {
  readonly title: string;
  readonly entries: readonly FeedEntry[];
}

/** Which kind of XML a text is, by its first element. */
export function xmlKind(text: string): 'feed' | 'sitemap' | undefined {
  const root = /<(?![?!])(?:\w+:)?(\w+)/.exec(text.slice(0, 5_000))?.[1]?.toLowerCase();
  if (root === 'feed' || root === 'rss' || root === 'rdf') return 'feed';
  return root === 'urlset' || root === 'sitemapindex' ? 'sitemap' : undefined;
}

/** Reads Atom and RSS. */
export function feedOf(xml: string, page: string, frame: Frame): FeedView {
  const reader = new Reader((written) => meaningOf(written, page, frame));
  parse(xml, reader);
  return { title: reader.title, entries: reader.entries };
}

/** The addresses in a sitemap, in order of their letters. */
export function locationsOf(xml: string, page: string, frame: Frame): string[] {
  const found: string[] = [];
  let text: string[] | undefined;
  parse(xml, {
    open: (name) => {
      if (name === 'loc') text = [];
    },
    text: (some) => text?.push(some),
    close: () => {
      if (text) found.push(meaningOf(text.join('').trim(), page, frame));
      text = undefined;
    },
  });
  return found.sort();
}

interface Listener {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

function parse(xml: string, listener: Listener): void {
  const local = (name: string) => name.toLowerCase();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => listener.open(local(name), attributes),
      ontext: (text) => listener.text(text),
      onclosetag: (name) => listener.close(local(name)),
    },
    { xmlMode: true },
  );
  parser.end(xml);
}

const CONTENT = new Set(['content', 'content:encoded', 'description', 'summary']);
const FIELDS = new Set([
  'id',
  'guid',
  'title',
  'link',
  'published',
  'pubdate',
  'dc:date',
  'updated',
  ...CONTENT,
]);

class Reader implements Listener {
  title = '';
  readonly entries: FeedEntry[] = [];
  readonly #meaning: (written: string) => string;
  #entry: Map<string, string> | undefined;
  #field: { readonly name: string; readonly texts: string[]; depth: number } | undefined;

  constructor(meaning: (written: string) => string) {
    this.#meaning = meaning;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#field) {
      // XHTML inside an entry: written as it was.
      this.#field.depth++;
      const written = Object.entries(attributes).map(
        ([key, value]) => ` ${key}="${value.replaceAll('"', '&quot;')}"`,
      );
      this.#field.texts.push(`<${name}${written.join('')}>`);
    } else if (name === 'entry' || name === 'item') this.#entry = new Map();
    else if (FIELDS.has(name)) {
      this.#field = { name, texts: [], depth: 0 };
      const { href, rel = 'alternate' } = attributes;
      if (name === 'link' && href !== undefined && rel === 'alternate') this.#entry?.set('link', href);
    }
  }

  text(text: string): void {
    this.#field?.texts.push(text);
  }

  close(name: string): void {
    const field = this.#field;
    if (field && field.depth > 0) {
      field.depth--;
      field.texts.push(`</${name}>`);
    } else if (field) {
      this.#field = undefined;
      this.#set(field.name, field.texts.join(''));
    } else if (this.#entry && (name === 'entry' || name === 'item')) {
      this.entries.push(this.#made(this.#entry));
      this.#entry = undefined;
    }
  }

  #set(name: string, text: string): void {
    if (!this.#entry) {
      if (name === 'title' && this.title === '') this.title = folded(text);
    } else if (text.trim() !== '' && !this.#entry.has(name)) this.#entry.set(name, text);
  }

  #made(entry: ReadonlyMap<string, string>): FeedEntry {
    const first = (...names: string[]) =>
      names.map((name) => entry.get(name)).find((found) => found !== undefined) ?? '';
    const id = first('id', 'guid', 'link').trim();
    const date = first('published', 'pubdate', 'dc:date', 'updated').trim();
    const time = Date.parse(date);
    return {
      id: this.#meaning(id),
      link: this.#meaning(first('link').trim()),
      title: folded(first('title')),
      date: Number.isNaN(time) ? date : String(time),
      content: first('content', 'content:encoded', 'description', 'summary'),
    };
  }
}

const folded = (text: string): string => wordsOf(text).join(' ');
