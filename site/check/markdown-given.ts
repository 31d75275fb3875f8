import { readSource } from '../../schema/fetch-source.ts';
import { isMarkdown } from '../../schema/file.ts';
import { own } from '../../schema/own.ts';
import { configOf } from '../content/config-of.ts';
import type { SiteFacts } from '../facts.ts';
import type { Given } from '../files/given.ts';
import type { MarkdownOptions } from '../markdown/options.ts';
import { FileLinks } from './file-links.ts';

/** What the rest of a site says of how its Markdown is read. */
export class MarkdownGiven {
  readonly #files: SiteFacts;
  readonly #links: FileLinks;
  readonly #options: MarkdownOptions;

  constructor(files: SiteFacts) {
    this.#files = files;
    this.#links = new FileLinks(files);
    this.#options = files.get('site.yaml')?.config?.markdown ?? {};
  }

  /** Undefined where there is nothing to say. */
  of(path: string): Given | undefined {
    const trusted = this.#trusted(path);
    const markdown = isMarkdown(path) ? this.#markdown(path) : undefined;
    return trusted || markdown ? { ...markdown, ...(trusted && { trusted }) } : undefined;
  }

  /** The answers of trusted upstreams that a page asks for, where it reads Markdown of values. */
  #trusted(path: string): readonly string[] | undefined {
    const { front, refs } = this.#files.get(path) ?? {};
    if (!front?.fetch || !refs?.filters.includes('markdownify')) return undefined;
    const upstreams = this.#files.get('site.yaml')?.config?.upstreams ?? {};
    const names = Object.entries(front.fetch).flatMap(([name, entry]) =>
      own(upstreams, readSource(entry).upstream)?.trusted === true ? [name] : [],
    );
    return names.length > 0 ? names : undefined;
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
