import { log } from '../../../release/log.ts';
import { Manifest } from '../../../release/read-manifest.ts';
import type { PageRecord } from '../../../schema/manifest.ts';
import { messageOf } from '../../../schema/message-of.ts';
import { placing } from '../../../site/check/placed.ts';
import { inTurns, pauses } from '../renders.ts';
import type { Compiled } from '../tables/compiled.ts';
import type { Files } from '../tables/files.ts';
import type { Releases } from '../tables/releases.ts';
import type { Stored } from '../tables/stored.ts';
import { filesOf, makeRelease, placedOf } from './make.ts';
import { releasedSnapshot } from './snapshot.ts';

/** Files of a lost pack that are named. */
const NAMED = 20;

interface Parts {
  readonly files: Files;
  readonly compiled: Compiled;
  readonly releases: Releases;
  readonly stored: Stored;
  readonly transforms: boolean;
}

/** Makes packs of releases again, from the texts of their files. */
export class Remaker {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A pack's text, and into `remade` all others that come with it; undefined when it can't be made as it was. */
  async pack(name: string, remade: Map<string, { readonly text: string }>): Promise<string | undefined> {
    for (const id of this.#with(name)) {
      for (const pack of await this.#packsOf(id)) remade.set(pack.name, pack);
      const pack = remade.get(name);
      if (pack) return pack.text;
    }
    return undefined;
  }

  /** The files that a pack holds, as far as a release tells; at most 20. */
  pathsIn(name: string): string[] {
    const [id] = this.#with(name);
    if (id === undefined) return [];
    const manifest = new Manifest(id, this.#parts.releases.text(id, 'manifest'));
    const number = manifest.head.packs.indexOf(name) + 1;
    // The index names no shelves of texts.
    if (number === 0) return [];
    const paths = ['pages/', 'layouts/', 'partials/', 'data/'].flatMap((prefix) => manifest.keys(prefix));
    return paths.filter((path) => manifest.record<PageRecord>(path)?.at[0] === number).slice(0, NAMED);
  }

  /** Releases that are kept and have the pack, newest first. */
  #with(name: string): string[] {
    const { releases } = this.#parts;
    const having = releases.forSweep().filter(({ packs }) => packs.includes(name));
    return having.map(({ id }) => id).filter((id) => releases.has(id, 'manifest'));
  }

  /** All packs of a release; none when a text that it was made from is gone or does not compile any more. */
  async #packsOf(id: string) {
    const { releases } = this.#parts;
    try {
      const release = releases.get(id);
      if (!release) return [];
      const snapshot = releasedSnapshot(releases, id);
      const { facts, text } = filesOf(this.#parts, snapshot);
      const placed = await inTurns(
        placing(facts, text, placedOf(this.#parts, snapshot), this.#parts.transforms),
      );
      return (await makeRelease(this.#parts, release, snapshot, placed, { pause: pauses() })).packs;
    } catch (error) {
      const message = messageOf(error);
      log('error', { at: 'repair', release: id, message });
      return [];
    }
  }
}
