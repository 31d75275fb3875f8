import { isMarkdown } from '../../schema/file.ts';
import { configOf } from '../content/collections.ts';
import type { Given } from '../files/given.ts';
import type { MarkdownOptions } from '../markdown/options.ts';
import type { SiteFacts } from './check.ts';
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

  /** Undefined for what is no Markdown, and where there is nothing to say. */
  of(path: string): Given | undefined {
    if (!isMarkdown(path)) return undefined;
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
