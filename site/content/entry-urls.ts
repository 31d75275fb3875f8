import { spelled } from '../../schema/path/slash.ts';
import { slashOf } from '../../schema/site.ts';
import type { EntryFacts, SiteFacts } from '../facts.ts';
import { ofKinds } from '../site-facts.ts';
import { addressOn, type EntryPage, entryPages } from './collections.ts';
import { zoneOf } from './config-of.ts';

/** Where entries are shown, each found when it is asked for: a text names few of a large collection. */
export class EntryUrls {
  readonly #files: SiteFacts;
  #pages: ReadonlyMap<string, EntryPage> | undefined;

  constructor(files: SiteFacts) {
    this.#files = files;
  }

  /** The address of an entry; undefined where no page shows it, and for none. */
  of(entry: EntryFacts | undefined): string | undefined {
    if (!entry) return undefined;
    this.#pages ??= entryPages(this.#files);
    const at = addressOn(this.#pages.get(entry.collection), entry, zoneOf(this.#files));
    return at && spelled(at.path, slashOf(this.#files.get('site.yaml')?.config ?? {}));
  }

  /** The first address of a collection's entries, in the order of their paths. */
  first(collection: string): string | undefined {
    for (const [, { entry }] of ofKinds(this.#files, 'entry')) {
      const url = entry?.collection === collection ? this.of(entry) : undefined;
      if (url !== undefined) return url;
    }
    return undefined;
  }
}
