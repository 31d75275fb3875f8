import { LIMITS } from '../../schema/limits.ts';
import type { Head, Ready, RouteRecord } from '../../schema/manifest.ts';
import type { ReleaseOutput } from './assemble.ts';

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
    const [head, index, body] = partsOf(made.manifest);
    const records = new Map<string, Ready>();
    let at = body.length;
    for (const [key, text] of this.#texts) {
      records.set(key, { at: [0, at, text.length], ...(await print(text)) });
      at += text.length;
    }
    const lines = index
      .split('\n')
      .map((line) => withReady(line, records))
      .join('\n');
    const texts = [...this.#texts.values()].join('');
    const lengths = { index: lines.length, body: body.length + texts.length };
    const manifest = `${JSON.stringify({ ...head, ...lengths })}\n${lines}${body}${texts}`;
    return { ...made, manifest, meant: new Map([...made.meant, ...this.#texts]) };
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

function withReady(line: string, records: ReadonlyMap<string, Ready>): string {
  const key = line.slice(0, line.indexOf('\t'));
  const ready = records.get(key);
  if (!ready) return line;
  const record = JSON.parse(line.slice(key.length + 1)) as RouteRecord; // assemble wrote it
  return `${key}\t${JSON.stringify({ ...record, ready })}`;
}

function partsOf(manifest: string): [head: Head, index: string, body: string] {
  const end = manifest.indexOf('\n') + 1;
  const head = JSON.parse(manifest.slice(0, end)) as Head; // assemble wrote it
  return [head, manifest.slice(end, end + head.index), manifest.slice(end + head.index)];
}
