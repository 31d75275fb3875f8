import type { ReportBuilder } from '../../report.ts';
import type { Source } from '../../source.ts';
import { type Config, globs, merged, readConfig } from './config.ts';
import { documentOf, type Placed } from './documents.ts';
import { type Front, readFront } from './front-matter.ts';
import { gemsIn } from './gemfile.ts';
import { inferFront } from './infer.ts';
import { baseOf, below, endingOf, folderOf, withoutEnding } from './names.ts';
import { relativeName, relativesIn } from './relative.ts';
import { timesOfData } from './ruby-times.ts';
import type { Found, JekyllSite, Layout, TextFile } from './site.ts';
import { configOfTheme } from './theme.ts';
import { type Data, isData, readRubyYaml } from './yaml.ts';

/** Endings of files that are never text: they are copied without a look. */
const BINARY =
  /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|woff2?|ttf|otf|eot|zip|gz|tgz|bz2|7z|rar|pdf|mp[34g]|m4[av]|ogg|og[av]|wav|webm|mov|avi|exe|dmg|psd|ai|sketch|wasm|jar|class|docx?|xlsx?|pptx?)$/i;

const DATA_FILE = /\.(?:ya?ml|json|[ct]sv)$/i;

export interface Read extends Omit<JekyllSite, 'pages' | 'posts' | 'unseen' | 'collections' | 'sheets'> {
  readonly documents: readonly Found[];
}

/** Reads a Jekyll folder as Jekyll does: what each file is follows from its place and its first line. */
export async function readJekyll(source: Source, now: number, report: ReportBuilder): Promise<Read> {
  const reader = new Reader(source, now, report);
  await reader.configure();
  for (const file of source.files) {
    if (file.special) {
      report.left(
        'symlink',
        'This is a symbolic link or no file, and is not followed.',
        'Put the file itself there.',
        file,
      );
    } else await reader.take(file.path);
  }
  await reader.relatives();
  return reader.result();
}

class Reader {
  readonly #source: Source;
  readonly #now: number;
  readonly #report: ReportBuilder;
  readonly #layouts = new Map<string, Layout>();
  readonly #includes = new Map<string, TextFile>();
  readonly #data = new Map<string, TextFile>();
  readonly #sass = new Map<string, TextFile>();
  readonly #statics: string[] = [];
  readonly #indexes = new Map<string, string>();
  readonly #documents: Found[] = [];
  #config: Config = readConfig({}, false);

  constructor(source: Source, now: number, report: ReportBuilder) {
    this.#source = source;
    this.#now = now;
    this.#report = report;
  }

  async configure(): Promise<void> {
    const paths = new Set(this.#source.files.map(({ path }) => path));
    const path = ['_config.yml', '_config.yaml'].find((each) => paths.has(each));
    const gems = paths.has('Gemfile') ? await this.#text('Gemfile') : undefined;
    const isGitHub = gems === undefined ? true : /^[^#\n]*github-pages/m.test(gems);
    const plugins = [...gemsIn(gems ?? ''), ...(this.#source.theme?.plugins ?? [])];
    const written = path === undefined ? {} : await this.#written(path);
    this.#config = readConfig(merged(configOfTheme(this.#source, written), written), isGitHub, plugins);
  }

  /** What the site's own configuration says. */
  async #written(path: string): Promise<Data> {
    const { data, error } = readRubyYaml((await this.#text(path)) ?? '');
    if (error !== undefined)
      this.#report.left('config', `The configuration can't be read: ${error}.`, 'Mend it and move again.', {
        path,
      });
    return isData(data) ? data : {};
  }

  async take(path: string): Promise<void> {
    const { folders } = this.#config;
    if (path === '_config.yml' || path === '_config.yaml') return;
    if (await this.#part(path)) {
      // Jekyll leaves out a folder of its own only because of the line in front of its name.
      const isOpen = !Object.values(folders).some((each) => each.startsWith('_') && below(path, each));
      if (isOpen && !this.#isLeftOut(path)) this.#statics.push(path);
      return;
    }
    const placed = this.#place(path);
    if (placed) return this.#document(path, placed);
  }

  /** Reads what templates are made of; false for any other file. */
  async #part(path: string): Promise<boolean> {
    const { folders } = this.#config;
    const layout = below(path, folders.layouts);
    const include = below(path, folders.includes);
    const data = below(path, folders.data);
    const sass = below(path, folders.sass);
    if (layout !== undefined) await this.#layout(path, layout);
    else if (include !== undefined) await this.#keep(this.#includes, path, include);
    else if (data !== undefined) {
      if (DATA_FILE.test(data)) await this.#keep(this.#data, path, data);
    } else if (sass !== undefined) await this.#keep(this.#sass, path, sass);
    else return false;
    return true;
  }

  /** Files that documents include by their paths. In those that are included, paths are from the document. */
  async relatives(): Promise<void> {
    const paths = new Set(this.#source.files.map(({ path }) => path));
    const visit = async (source: string, body: string): Promise<void> => {
      for (const given of relativesIn(body)) {
        const name = relativeName(source, given);
        const path = name.replace(/^relative\//, '');
        if (this.#includes.has(name) || !paths.has(path)) continue;
        await this.#keep(this.#includes, path, name);
        await visit(source, this.#includes.get(name)?.text ?? '');
      }
    };
    for (const { source, body } of this.#documents) await visit(source, body);
  }

  /** What a file is by its place; undefined for what Jekyll leaves out. */
  #place(path: string): Placed | 'static' | undefined {
    const parts = path.split('/');
    for (const [name, kind] of [
      ['_posts', 'post'],
      ['_drafts', 'draft'],
    ] as const) {
      const at = parts.indexOf(name);
      if (at < 0 || this.#isLeftOut(parts.slice(0, at).join('/'))) continue;
      const base = this.#config.folders.collections;
      const above = parts.slice(0, at).join('/');
      const rest =
        base !== '' && (above === base || above.startsWith(`${base}/`))
          ? above.slice(base.length + 1)
          : above;
      return {
        source: path,
        kind,
        collection: 'posts',
        relative: parts.slice(at + 1).join('/'),
        above: rest,
      };
    }
    const inner = below(path, this.#config.folders.collections) ?? path;
    const [first = '', ...rest] = inner.split('/');
    const collection = first.startsWith('_') ? first.slice(1) : '';
    if (this.#config.collections.has(collection) && rest.length > 0) {
      if (rest.some((part) => /^[._#]|~$/.test(part))) return undefined;
      return { source: path, kind: 'item', collection, relative: rest.join('/'), above: '' };
    }
    if (this.#isLeftOut(path)) return undefined;
    return { source: path, kind: 'page', collection: 'pages', relative: path, above: '' };
  }

  #isLeftOut(path: string): boolean {
    if (path === '') return false;
    const { include, exclude } = this.#config;
    const fits = (patterns: readonly string[]) =>
      patterns.some((pattern) => globs(pattern.replace(/^\/+|\/+$/g, '')).some((glob) => glob.test(path)));
    if (fits(include)) return false;
    return path.split('/').some((part) => /^[._#]|~$/.test(part)) || fits(exclude);
  }

  async #document(path: string, placed: Placed | 'static'): Promise<void> {
    const whole = BINARY.test(path) ? undefined : await this.#decoded(path);
    const isMarked = whole?.startsWith('\ufeff');
    const content = isMarked ? whole?.slice(1) : whole;
    const written = content === undefined ? undefined : readFront(content, this.#config.timezone);
    const front = written ?? (content === undefined ? undefined : this.#optional(path, content));
    // The plugins make a page of such a file, and the file itself stays.
    if (front && !written && !this.#goes(path)) this.#statics.push(path);
    const isPost = placed !== 'static' && (placed.kind === 'post' || placed.kind === 'draft');
    if (isPost && placed.kind === 'post' && !/^(?:.*\/)?\d{2,4}-\d{1,2}-\d{1,2}-[^/]+$/.test(path))
      return this.#undated(path);
    if (placed === 'static' || !front) {
      if (isPost) return;
      this.#statics.push(path);
      if (whole !== undefined && baseOf(path) === 'index.html') this.#indexes.set(path, whole);
      return;
    }
    if (isMarked && !isPost) return this.#markedFile(path);
    if (front.error !== undefined)
      this.#report.left(
        'front_matter',
        "The front matter can't be read, and was left out.",
        'Mend it in the old folder and move again.',
        { path, old: front.error },
      );
    const isIndex =
      placed.kind === 'page' && /^README$/i.test(withoutEnding(baseOf(path))) && this.#isIndex(path);
    const place = isIndex ? { ...placed, relative: path.replace(/README(?=\.[^./]+$)/i, 'index') } : placed;
    const document = documentOf(this.#config, place, front, this.#now);
    this.#documents.push(written ? document : { ...document, added: isIndex ? 'index' : 'page' });
  }

  #markedFile(path: string): void {
    this.#statics.push(path);
    this.#report.left(
      'byte_order_mark',
      'A byte order mark is before the front matter, so that this is a file and no page to Jekyll, and is one here.',
      'Save it as UTF-8 without the mark and move again, if it should be a page.',
      { path },
    );
  }

  #undated(path: string): void {
    this.#report.left(
      'no_post',
      'A post whose name has no date is none to Jekyll.',
      'Name it 2024-05-31-title.md.',
      { path },
    );
  }

  /** A Markdown file without front matter is a page where GitHub's plugin says so. */
  #optional(path: string, content: string): Front | undefined {
    const { plugins, markdownEndings } = this.#config;
    if (!plugins.has('jekyll-optional-front-matter') || !markdownEndings.has(endingOf(path).toLowerCase()))
      return;
    const name = withoutEnding(baseOf(path)).toUpperCase();
    if (
      !/^(?:README|LICENSE|LICENCE|COPYING|CODE_OF_CONDUCT|CONTRIBUTING|ISSUE_TEMPLATE|PULL_REQUEST_TEMPLATE)$/.test(
        name,
      )
    )
      return { data: {}, yaml: '', body: content };
    return name === 'README' && this.#isIndex(path) ? { data: {}, yaml: '', body: content } : undefined;
  }

  /** Whether the plugin that made a page of a file without front matter takes the file away. */
  #goes(path: string): boolean {
    const isReadme = /^README$/i.test(withoutEnding(baseOf(path)));
    const options = this.#config.data[isReadme ? 'readme_index' : 'optional_front_matter'];
    return isData(options) && options.remove_originals === true;
  }

  /** Whether a README is the index of its folder. */
  #isIndex(path: string): boolean {
    if (!this.#config.plugins.has('jekyll-readme-index')) return false;
    const folder = folderOf(path);
    return !this.#source.files.some(
      (file) => folderOf(file.path) === folder && /^index\.(?:html?|md|markdown)$/i.test(baseOf(file.path)),
    );
  }

  async #layout(path: string, inner: string): Promise<void> {
    const content = await this.#text(path);
    if (content === undefined) return;
    const front = readFront(content, this.#config.timezone);
    const name = withoutEnding(inner);
    const data = front?.data ?? {};
    this.#layouts.set(name, { source: path, text: content, name, data, body: front?.body ?? content });
  }

  async #keep(into: Map<string, TextFile>, path: string, inner: string): Promise<void> {
    const content = await this.#text(path);
    if (content !== undefined) into.set(inner, { source: path, text: content });
  }

  async #text(path: string): Promise<string | undefined> {
    return (await this.#decoded(path))?.replace(/^\ufeff/, '');
  }

  /** A text with LF at its line ends, and its byte order mark; undefined where it is not UTF-8. */
  async #decoded(path: string): Promise<string | undefined> {
    const bytes = await this.#source.read(path);
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
        .decode(bytes)
        .replaceAll('\r\n', '\n');
    } catch {
      if (bytes[0] === 0x2d && bytes[1] === 0x2d && bytes[2] === 0x2d)
        this.#report.left('not_utf8', 'This is not UTF-8 text.', 'Save it as UTF-8 and move again.', {
          path,
        });
      return undefined;
    }
  }

  result(): Read {
    return {
      config: this.#config,
      theme: this.#source.theme,
      now: this.#now,
      layouts: this.#layouts,
      includes: this.#includes,
      data: timesOfData(this.#data, this.#config.timezone),
      sass: this.#sass,
      statics: this.#statics.sort(),
      indexes: this.#indexes,
      documents: this.#documents.map((found) => inferFront(found, this.#config, this.#layouts)),
    };
  }
}
