import type { Placed } from '../../../../site/check/placed.ts';
import { KeptLayouts } from '../../../../site/release/kept-layouts.ts';
import { type Listing, listingOf } from '../../tables/draft/listing.ts';
import type { Snapshot } from '../snapshot.ts';

interface Last {
  readonly layouts: KeptLayouts;
  readonly listing: Listing;
  /** Files that were compiled again with what the rest of the site says. */
  readonly placed: ReadonlySet<string>;
}

/** What laying out the release before found out, as long as the object is awake. Of that release, only what differs from the draft is held with it. */
export class LaidLast {
  #last: Last | undefined;

  /** For a release that is made now; nothing of it is kept before `keep` is called. */
  next(snapshot: Snapshot, placed: Placed): { readonly layouts: KeptLayouts; keep(): void } {
    const listing = listingOf(snapshot);
    const paths = new Set(placed.files.keys());
    const layouts = new KeptLayouts(this.#last?.layouts, this.#isOther(listing, paths));
    const keep = () => {
      layouts.end();
      this.#last = { layouts, listing, placed: paths };
    };
    return { layouts, keep };
  }

  /** Whether a file is another one than in the release before. Knows nothing else of that: what is kept of it is let go of. */
  #isOther(listing: Listing, paths: ReadonlySet<string>): (path: string) => boolean {
    if (!this.#last) return () => true;
    const others = listing.notIn(this.#last.listing);
    const { placed } = this.#last;
    // What is compiled with the rest of the site is not compared with what it was given before.
    return (path) => others.has(path) || paths.has(path) || placed.has(path);
  }
}
