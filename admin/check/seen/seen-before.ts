import { FORMAT } from '../../../liquid/program.ts';
import { entryOf } from '../../../release/plan.ts';
import type { Read } from '../../../release/working.ts';
import { VERSION } from '../../../schema/version.ts';
import type { Known } from '../../../site/addresses/address.ts';
import { sha256 } from '../../../site/hash.ts';
import type { Assembled } from '../assembled.ts';
import type { Looked } from '../links/links.ts';
import { BlockKeys } from './block-keys.ts';

/** What rendering a page at a known address gave where nothing was wrong with it. */
export interface Seen extends Looked {
  readonly operations: number;
  /** Of its body in UTF-8. */
  readonly bytes: number;
  /** What makes it differ between requests. */
  readonly reads: readonly string[];
}

/** A line of what is kept: an address, what it shows, the places in the list of keys of all that it was made of, and what that gave. */
type Line = readonly [path: string, shown: string, keys: readonly number[], seen: Seen];

/** The first line. A digest is of a key's text, as it was then. */
interface First {
  /** Of all that any page may depend on without reading it as a text. */
  readonly base: string;
  readonly keys: readonly (readonly [key: string, digest: string])[];
}

/**
 * What the gate saw of pages at known addresses when it checked the release before this one. A page that is made of the same texts is the
 * same, and is not rendered again: of 10,000 entries, one edit changes what a few hundred are made of.
 */
export class SeenBefore {
  readonly #site: Assembled;
  readonly #before = new Map<string, string>();
  #first: First | undefined;
  /** Whether each key of the release before has the text that it had. */
  #same: readonly boolean[] = [];
  readonly #digests = new Map<string, Promise<string>>();
  readonly #places = new Map<string, number>();
  readonly #lines: string[] = [];
  readonly #blocks: BlockKeys;

  constructor(site: Assembled, before: string | undefined) {
    this.#site = site;
    this.#blocks = new BlockKeys(site);
    const [first, ...lines] = before?.split('\n') ?? [];
    if (first === undefined) return;
    this.#first = JSON.parse(first) as First; // as `text` wrote it
    for (const line of lines) this.#before.set(pathOf(line), line);
  }

  /** Compares what is kept with this release. Call it before `find`. `pause` lets others have their turn. */
  async begin(pause?: (share: number) => Promise<void>): Promise<void> {
    const { base, keys } = this.#first ?? {};
    if (base === undefined || base !== (await baseOf(this.#site))) return this.#before.clear();
    const same: boolean[] = [];
    for (const [key, digest] of keys ?? []) {
      same.push((await this.#digest(key)) === digest);
      await pause?.(DIGEST);
    }
    this.#same = same;
  }

  /** What it gave when it was made of the same; undefined where it has to be rendered. */
  find(known: Known): Seen | undefined {
    const line = this.#before.get(known.path);
    if (line === undefined) return undefined;
    // Each page is asked for once, and what is kept of it is in memory anew then.
    this.#before.delete(known.path);
    const [, shown, keys, seen] = JSON.parse(line) as Line; // as `keep` wrote it
    if (shown !== shownAt(known) || !keys.every((at) => this.#same[at])) return undefined;
    const names = keys.flatMap((at) => this.#first?.keys[at]?.[0] ?? []);
    this.#add(known, names, seen);
    return seen;
  }

  /** Keeps it for the next release. `listed`: whether it reads lists of entries; `unfound`: whether it looks for one that is not there. */
  async keep(
    known: Known,
    reads: readonly Read[],
    seen: Seen,
    { listed, unfound }: { readonly listed: boolean; readonly unfound: boolean },
  ): Promise<void> {
    const read = [...new Set(reads.map(({ key }) => key))];
    const keys = listed || known.entry === undefined ? read : await this.#blocks.keysOf(read, unfound);
    for (const key of keys) if (!this.#digests.has(key)) await this.#digest(key);
    this.#add(known, keys, seen);
  }

  /** All that is kept. */
  async text(): Promise<string> {
    const keys: (readonly [string, string])[] = [];
    for (const key of this.#places.keys()) keys.push([key, await this.#digest(key)]);
    const first: First = { base: await baseOf(this.#site), keys };
    return [JSON.stringify(first), ...this.#lines].join('\n');
  }

  #add(known: Known, keys: readonly string[], seen: Seen): void {
    const places = keys.map((key) => {
      const place = this.#places.get(key) ?? this.#places.size;
      this.#places.set(key, place);
      return place;
    });
    const line: Line = [known.path, shownAt(known), places, seen];
    this.#lines.push(JSON.stringify(line));
  }

  #digest(key: string): Promise<string> {
    const known = this.#digests.get(key) ?? this.#digestNow(key);
    this.#digests.set(key, known);
    return known;
  }

  async #digestNow(key: string): Promise<string> {
    const text = await this.#blocks.textOf(key);
    if (text === undefined) return digestOf(this.#site, key);
    // No digest has a sign of equality.
    return text.length < SHORT ? `=${text}` : sha256(text);
  }
}

/** How much of a turn it takes to compare a key. */
const DIGEST = 1 / 100;
/** UTF-16 units of a text that is as short as its digest: the name of a pack, for each shelf of texts. */
const SHORT = 64;

/** The first text of a line: no path holds a quotation mark. */
const pathOf = (line: string): string => line.slice(2, line.indexOf('"', 2));

const shownAt = ({ page, params, entry, number }: Known): string =>
  JSON.stringify([page, Object.entries(params), entry, number]);

/** Empty where the release has no such key. A whole pack is named by what it holds, in a table that was read too: it is not made for this. */
async function digestOf({ manifest, store }: Assembled, key: string): Promise<string> {
  if (key.startsWith('pack:')) return 'whole';
  const entry = entryOf(manifest, key);
  if (!entry) return '';
  const { pack, at } = entry;
  const text = pack === undefined ? manifest.inline(at) : (await store.packs.read([pack])).get(pack);
  if (text === null || text === undefined) return '';
  return sha256(pack === undefined ? text : text.slice(at[1], at[1] + at[2]));
}

/** Keys of what is in many values: a page depends on those that it reads. */
const READ = /^(?:\/|(?:blocks|groups|slugs|texts|addresses)\/)/;

/** What a page may depend on without reading it: settings, records of pages and assets, and which keys there are. */
function baseOf({ manifest, text }: Assembled): Promise<string> {
  const { config, site } = manifest.head;
  const start = text.indexOf('\n') + 1;
  const lines = text.slice(start, start + manifest.head.index).split('\n');
  const records = lines
    .filter((line) => !READ.test(line))
    .map((line) => line.replace(/"at":\[[\d,]*\],?/, ''));
  return sha256(JSON.stringify([VERSION, FORMAT, config, site, records]));
}
