import type { PlacedFile } from '../../../site/check/placed.ts';
import type { LooseFiles, LoosePack } from '../../../site/release/loose.ts';
import type { DraftView } from '../tables/draft/view.ts';
import type { DraftEntry } from '../tables/draft-entry.ts';

/**
 * The files of a draft as packs: each program and data file is one, read only when a page needs it, and named by all that it follows from. The view
 * says so whenever it is asked, so nothing is held of a file but of those that were `placed`.
 */
export function draftFiles(view: DraftView, placed: ReadonlyMap<string, PlacedFile>): LooseFiles {
  const again = new Map(
    Array.from(placed, ([path, { given, compiled }]) => {
      const units = compiled.code.length;
      return [path, { given: encodeURIComponent(JSON.stringify(given)), units }] as const;
    }),
  );
  const pack = (path: string): LoosePack => {
    const own = again.get(path);
    if (!own) return new DraftPack(view.entry(path), path);
    return { name: `${view.entry(path)?.hash ?? ''}:${path}:${own.given}`, units: own.units };
  };
  return {
    pack,
    saved: (path) => view.entry(path)?.saved,
    listing: view.listing,
    own: new Set(placed.keys()),
  };
}

/** Its name is a text of 100 characters, and most who ask want its units. */
class DraftPack implements LoosePack {
  readonly #entry: DraftEntry | undefined;
  readonly #path: string;

  constructor(entry: DraftEntry | undefined, path: string) {
    this.#entry = entry;
    this.#path = path;
  }

  get name(): string {
    return `${this.#entry?.hash ?? ''}:${this.#path}`;
  }

  get units(): number {
    return this.#entry?.units ?? 0;
  }
}
