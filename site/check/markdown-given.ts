import { readSource } from '../../schema/fetch-source.ts';
import { isMarkdown } from '../../schema/file.ts';
import { own } from '../../schema/own.ts';
import type { FetchEntry } from '../../schema/page.ts';
import { configOf } from '../content/config-of.ts';
import type { SiteFacts } from '../facts.ts';
import type { Given } from '../files/given.ts';
import type { MarkdownOptions } from '../markdown/options.ts';
import { ofKinds, saying } from '../site-facts.ts';
import { FileLinks } from './file-links.ts';

/** What the rest of a site says of how its Markdown is read. */
export class MarkdownGiven {
  readonly #files: SiteFacts;
  readonly #links: FileLinks;
  readonly #options: MarkdownOptions;
  #foreign: readonly string[] | undefined;

  constructor(files: SiteFacts, transforms = false) {
    this.#files = files;
    this.#links = new FileLinks(files, transforms);
    this.#options = files.get('site.yaml')?.config?.markdown ?? {};
  }

  /** The files of which there may be something to say, in the order of all. */
  *paths(): Generator<string> {
    const hasOptions =
      Object.keys(this.#options).length > 0 ||
      [...ofKinds(this.#files, 'collection')].some(
        ([, { collection }]) => collection?.markdown !== undefined,
      );
    if (hasOptions) return yield* this.#files.keys();
    const found = new Set<string>();
    for (const [path] of saying(this.#files, 'links')) if (isMarkdown(path)) found.add(path);
    for (const [path, { refs }] of saying(this.#files, 'refs'))
      if (refs?.filters.includes('markdownify')) found.add(path);
    for (const path of found.size > 0 ? this.#files.keys() : []) if (found.has(path)) yield path;
  }

  /** Undefined where there is nothing to say. */
  of(path: string): Given | undefined {
    const given = {
      ...(this.#files.get(path)?.refs?.filters.includes('markdownify') && this.#vouched(path)),
      ...(isMarkdown(path) && this.#markdown(path)),
    };
    return Object.keys(given).length > 0 ? given : undefined;
  }

  /** What a template that reads Markdown of values has to know of the answers of upstreams. */
  #vouched(path: string): Given {
    const { fetch = {} } = this.#files.get(path)?.front ?? {};
    const trusted = Object.keys(fetch).filter((name) => this.#isTrusted(own(fetch, name)));
    this.#foreign ??= this.#namesOfOthers();
    const foreign = this.#foreign.filter((name) => name === 'entry' || trusted.includes(name));
    return { ...(trusted.length > 0 && { trusted }), ...(foreign.length > 0 && { foreign }) };
  }

  /**
   * Names under which a route gives any page the answer of an upstream that is not trusted; and `entry`, where a page asks for
   * one of that name: its layout does not know.
   */
  #namesOfOthers(): string[] {
    const { routes = {} } = this.#files.get('site.yaml')?.config ?? {};
    const ofRoutes = Object.values(routes).flatMap(({ fetch = {} }) => Object.entries(fetch));
    const ofPages = Array.from(ofKinds(this.#files, 'page'), ([, { front }]) =>
      own(front?.fetch ?? {}, 'entry'),
    );
    const names = ofRoutes.filter(([, entry]) => !this.#isTrusted(entry)).map(([name]) => name);
    const isAsked = ofPages.some((entry) => entry !== undefined && !this.#isTrusted(entry));
    return [...new Set(isAsked ? [...names, 'entry'] : names)].sort();
  }

  #isTrusted(entry: FetchEntry | undefined): boolean {
    const upstreams = this.#files.get('site.yaml')?.config?.upstreams ?? {};
    return entry !== undefined && own(upstreams, readSource(entry).upstream)?.trusted === true;
  }

  #markdown(path: string): Given | undefined {
    const collection = this.#files.get(path)?.entry?.collection;
    const options = {
      ...this.#options,
      ...(collection !== undefined && configOf(this.#files, collection).markdown),
    };
    const links = this.#links.of(path);
    const hasOptions = Object.keys(options).length > 0;
    if (!hasOptions && !links) return undefined;
    return { ...(hasOptions && { markdown: options }), ...(links && { links }) };
  }
}
