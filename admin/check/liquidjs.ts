import { type FS, Liquid } from 'liquidjs';
import { numberOf } from '../../liquid/run/values/numbers.ts';
import { isNumeric } from '../../liquid/run/values/values.ts';
import { assetUrl } from '../../release/render.ts';
import type { Members, PageRecord } from '../../schema/manifest.ts';
import { compileFile } from '../../site/files/compile-file.ts';
import { readFrontMatter } from '../../site/files/front-matter.ts';
import type { Assembled } from './assembled.ts';
import { type RenderInput, statusOf } from './render-page.ts';
import { runSteps } from './steps.ts';

type Texts = (path: string) => string | undefined;

/** What liquidjs may use. Its clock does not move here: these are counts, and it runs only what our budget let pass. */
const BOUNDS = { parseLimit: 2_000_000, memoryLimit: 10_000_000 };

/** liquidjs over the same files: the second reference of the dialect, for templates that were written for it. */
export class LiquidjsRenderer {
  readonly #site: Assembled;
  readonly #texts: Texts;
  readonly #data: unknown;

  constructor(site: Assembled, texts: Texts, paths: Iterable<string>) {
    this.#site = site;
    this.#texts = texts;
    this.#data = dataOf(paths, texts);
  }

  /** Renders what our code has rendered before; others have their turn meanwhile. */
  async render({
    page,
    url,
    params,
    status,
    fetched,
  }: RenderInput): Promise<{ body: string } | { error: string }> {
    const record = this.#site.manifest.record<PageRecord>(page);
    const text = this.#texts(page) ?? '';
    const source = text.slice(readFrontMatter(text).end);
    const shown = record ? statusOf(record, status) : status;
    const framed = record?.layout ? `{% layout '${record.layout}' %}${source}` : source;
    const { host, searchParams } = new URL(url.href);
    const globals = {
      ...Object.fromEntries([...fetched].map(([name, data]) => [name, plainData(data)])),
      page: { ...membersOf(record?.own), path: url.pathname, url: url.pathname, params, status: shown },
      site: membersOf(this.#site.manifest.head.site),
      data: this.#data,
      request: {
        path: url.pathname,
        method: 'GET',
        host,
        query: Object.fromEntries(searchParams),
      },
      upstream: Object.fromEntries([...fetched].map(([name, data]) => [name, { ok: data !== undefined }])),
    };
    try {
      const engine = this.#engine((record?.escape ?? true) === true, globals);
      return { body: String(await runSteps(engine._parseAndRender(framed, undefined, { sync: true }))) };
    } catch (error) {
      return { error: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
    }
  }

  #engine(escapes: boolean, globals: object): Liquid {
    const engine = new Liquid({
      ...BOUNDS,
      fs: fileSystem(this.#texts),
      root: ['pages'],
      partials: ['partials'],
      layouts: ['layouts'],
      extname: '.liquid',
      relativeReference: false,
      ownPropertyOnly: true,
      locale: 'en-US',
      timezoneOffset: 0,
      globals,
      ...(escapes && { outputEscape: 'escape' }),
    });
    engine.registerFilter('asset_url', (name: unknown) => assetUrl(this.#site.manifest, String(name)));
    return engine;
  }
}

/** A release's values by name, with JavaScript's own numbers. */
const membersOf = (members: Members = {}): object =>
  typeof members === 'string' ? JSON.parse(members) : members;

/** Data with JavaScript's own numbers: liquidjs knows no others. */
function plainData(value: unknown): unknown {
  if (value === undefined) return null;
  return JSON.parse(JSON.stringify(value, (_, each) => (isNumeric(each) ? numberOf(each) : each)));
}

/** liquidjs reads partials and layouts from the draft's texts. */
function fileSystem(texts: Texts): FS {
  const read = (path: string) => {
    const text = texts(path);
    if (text === undefined) throw new Error(`${path} does not exist`);
    return text;
  };
  return {
    exists: async (path) => texts(path) !== undefined,
    existsSync: (path) => texts(path) !== undefined,
    readFile: async (path) => read(path),
    readFileSync: read,
    resolve: (dir, file, ext) => `${dir}/${file}${file.endsWith(ext) ? '' : ext}`,
  };
}

/** Names come from paths, so nothing here has a prototype: what a path names can only ever be made in here. */
type Folder = { [name: string]: unknown };

/** All data files as one value, as templates see them. */
function dataOf(paths: Iterable<string>, texts: Texts): Folder {
  const data: Folder = Object.create(null);
  for (const path of paths) {
    if (!path.startsWith('data/')) continue;
    const keys = path
      .replace(/^data\//, '')
      .replace(/\.\w+$/, '')
      .split('/');
    const last = keys.pop() ?? '';
    keys.reduce(folderIn, data)[last] = JSON.parse(compileFile(path, texts(path) ?? '').code || 'null');
  }
  return data;
}

/** The folder of a name, made where there is none. A file of the same name hides it, as it does from our templates. */
function folderIn(folder: Folder, name: string): Folder {
  const known = folder[name];
  // Only folders have no prototype: a file's value is a hash, a list or a scalar, made by JSON.
  if (typeof known === 'object' && known !== null && Object.getPrototypeOf(known) === null)
    return known as Folder;
  const made: Folder = Object.create(null);
  if (known === undefined) folder[name] = made;
  return made;
}
