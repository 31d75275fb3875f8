import { LIMITS } from '../../schema/limits.ts';
import type { Ready } from '../../schema/manifest.ts';
import type { ReleaseOutput } from './assemble.ts';
import { type Added, addTexts } from './texts.ts';

/** What a page's record says of its text. */
type Print = Pick<Ready, 'etag' | 'bytes'>;

/** Bodies of pages that are the same for every request of their route, by the route's key. */
export class ReadyPages {
  #texts = new Map<string, string>();
  #size = 0;

  add(key: string, text: string): void {
    this.#texts.set(key, text.toWellFormed());
    this.#size += text.length;
    // A site may have more of them than memory has room for.
    if (this.#size > 2 * LIMITS.readyCharacters) this.#drop();
  }

  /**
   * Puts them into a release, so that a cold isolate sends them without reading, linking or running a program. Home comes
   * first, then what has the shortest address; what does not fit any more is made at the edge.
   */
  async addTo(made: ReleaseOutput, print: (text: string) => Promise<Print>): Promise<ReleaseOutput> {
    this.#drop();
    const added = new Map<string, Added>();
    for (const [key, text] of this.#texts) {
      const printed = await print(text);
      added.set(key, { name: key, text, members: (at) => ({ ready: { at, ...printed } }) });
    }
    return addTexts(made, added);
  }

  #drop(): void {
    let left: number = LIMITS.readyCharacters;
    const byLength = [...this.#texts].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
    const fitting = byLength.filter(([, { length }]) => {
      const fits = length <= left;
      if (fits) left -= length;
      return fits;
    });
    this.#texts = new Map(fitting);
    this.#size = LIMITS.readyCharacters - left;
  }
}
