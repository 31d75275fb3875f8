import { FORMAT } from '../../../../liquid/program.ts';
import { VERSION } from '../../../../schema/version.ts';
import type { KnownPacks, PackName } from '../../../../site/release/make-pack.ts';
import type { Pending } from '../../tables/pending.ts';
import type { Stored } from '../../tables/stored.ts';

interface Parts {
  readonly stored: Stored;
  readonly pending: Pending;
}

/** The first line of what is kept: another version may make other packs of the same. */
const FIRST = `${VERSION} ${FORMAT}`;

/**
 * The packs of large collections of the last release, by what they follow from: of 10,000 entries, one edit changes one of 2,000 packs of
 * texts and a few of 300 of blocks, and the others need not be made to find that. Those that are new wait for their way into KV from the moment
 * when they were made.
 */
export class KeptPacks implements KnownPacks {
  readonly #parts: Parts;
  readonly #before = new Map<string, PackName>();
  readonly #lines: string[] = [FIRST];
  readonly #isStill: () => boolean;
  /** Names of packs that wait, and of those that are in KV already. */
  readonly waiting = new Set<string>();
  readonly stored = new Set<string>();

  /** `before` is the `text` of the last release. Nothing waits for a release that is not being checked any more. */
  constructor(parts: Parts, before: string | undefined, isStill: () => boolean) {
    this.#parts = parts;
    this.#isStill = isStill;
    const [first, ...lines] = before?.split('\n') ?? [];
    if (first !== FIRST) return;
    for (const line of lines) {
      const [from = '', name = '', hash = '', units] = line.split(' ');
      this.#before.set(from, { name, hash, units: Number(units) });
    }
  }

  find(from: readonly string[]): (PackName | undefined)[] {
    const known = from.map((each) => this.#before.get(each));
    const stored = this.#parts.stored.those(known.flatMap((pack) => pack?.name ?? []));
    return known.map((pack, at) => {
      // One that a sweep took is made again, under another name.
      if (!pack || !stored.has(pack.name)) return undefined;
      this.#note(from[at] ?? '', pack);
      this.stored.add(pack.name);
      return pack;
    });
  }

  add(from: string, pack: PackName, text: string): void {
    this.#note(from, pack);
    const { stored, pending } = this.#parts;
    if (stored.has(pack.name)) this.stored.add(pack.name);
    else if (this.#isStill()) {
      pending.add({ ...pack, text });
      this.waiting.add(pack.name);
    }
  }

  #note(from: string, { name, hash, units }: PackName): void {
    this.#lines.push(`${from} ${name} ${hash} ${units}`);
  }

  /** Forgets those of the last release, once all packs of this one are found or made. */
  made(): void {
    this.#before.clear();
  }

  /** What is kept for the next release. */
  get text(): string {
    return this.#lines.join('\n');
  }
}
