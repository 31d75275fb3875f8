import type { Read } from '../../../release/working.ts';
import type { Known } from '../../../site/addresses/address.ts';
import type { KnownList } from '../../../site/addresses/known-list.ts';
import { sha256 } from '../../../site/hash.ts';
import { TextNumbers } from '../../../site/text-numbers.ts';
import { type Assembled, FOLDER } from '../assembled.ts';
import type { Looked } from '../links/look.ts';
import { BlockKeys } from './block-keys.ts';
import { baseOf, digestOf, waysOf } from './digests.ts';
import { type First, FORM, firstOf } from './seen-first.ts';
import {
  type Cost,
  costAt,
  endOfNumbers,
  followedAgain,
  isOpen,
  lineOf,
  noteNumbers,
  OPEN,
  pathIn,
  readLine,
  type SeenLine,
  shownAt,
} from './seen-line.ts';
import { SeenLines } from './seen-lines.ts';
import type { SeenStore } from './seen-store.ts';

/** What rendering a page at a known address gave where nothing was wrong with it. */
export interface Seen {
  readonly operations: number;
  /** Of its body in UTF-8. */
  readonly bytes: number;
  /** What makes it differ between requests. */
  readonly reads: readonly string[];
  /** Undefined where its links are not followed. */
  readonly looked: Looked | undefined;
  /** Whether these lead to pages as a whole. */
  readonly isWhole: boolean;
}

/** What was seen of it the last time. */
export type SeenAgain = Pick<Seen, 'operations' | 'bytes' | 'reads'>;

/** Follows links of a page, which are JSON. Gives whether all lead to pages as a whole. */
export type Follow = (known: Known, targets: string) => Promise<boolean>;

const TAB = 9;

/** Of the form of addresses, which lines name as what their pages show. */
const SHOWN = 'shown:';

/**
 * What the gate saw of pages at known addresses when it checked the release before this one. A page that is made of the same texts is the
 * same, and is not rendered again: of 10,000 entries, one edit changes what a few hundred are made of. The line of such a page is kept as it is.
 */
export class SeenBefore {
  readonly #site: Assembled;
  readonly #store: SeenStore;
  /** Of the release before, where it is compared with this one. */
  #first: Pick<First, 'buckets' | 'ways'> | undefined;
  /** 1 for each key of the release before that has the text that it had, by its number. */
  #same = new Uint8Array();
  /** Digests that are long to make. */
  readonly #digests = new Map<string, string>();
  readonly #lines: SeenLines;
  readonly #buckets: number;
  readonly #blocks: BlockKeys;
  /** Keys by number; which of them lines of this release name; and numbers that none has. */
  #keys: string[] = [];
  readonly #used: boolean[] = [];
  #free: number[] = [];
  #numbers = new TextNumbers((number) => this.#keys[number]);
  /** What lines say that addresses of a form show. */
  readonly #shown = new Map<string, string>();
  /** Buckets of this release in which links have to be followed, and whether those of all pages have to. */
  readonly #open = new Set<number>();
  #isAnew = false;
  #ways = '';

  /** `buckets` are for all addresses that are known in this release. */
  constructor(site: Assembled, store: SeenStore, buckets: number) {
    this.#site = site;
    this.#store = store;
    this.#blocks = new BlockKeys(site);
    this.#buckets = buckets;
    this.#lines = new SeenLines(store, this.#buckets);
  }

  /** Compares what is kept with this release. Call it before `find`. `pause` lets others have their turn. */
  async begin(pause?: (share: number) => Promise<void>): Promise<void> {
    const kept = firstOf(this.#store.first());
    if (kept?.base !== (await baseOf(this.#site))) return;
    const same = new Uint8Array(kept.keys.length);
    for (const [number, [key, digest]] of kept.keys.entries()) {
      if (key !== '' && (await this.#digest(key)) === digest) same[number] = 1;
      await pause?.(DIGEST);
    }
    this.#same = same;
    this.#first = { buckets: kept.buckets, ways: kept.ways };
    this.#keys = kept.keys.map(([key]) => key);
    for (const [number, key] of this.#keys.entries())
      if (key === '') this.#free.push(number);
      else this.#numbers.add(number);
  }

  /** What it gave when it was made of the same, with its links followed; undefined where it has to be rendered. */
  async find(known: Known, follow: Follow): Promise<SeenAgain | undefined> {
    const lines = this.#first && this.#lines.beforeOf(known, this.#first.buckets);
    const line = lines?.take(known.path);
    const cost = line === undefined ? undefined : this.#costOf(known, line, 0);
    if (line === undefined || cost === undefined) return undefined;
    await this.#follow(known, line, follow);
    this.#lines.add(known, line);
    return cost;
  }

  /**
   * Goes through all known addresses, a bucket or a part of one at a time: calls `each` with what those gave that are made of the same, which are kept as they are, and
   * with their numbers, and gives the numbers of those that have to be rendered. `isSeen` says of which pages something may be kept. Call `followed` then.
   */
  async *carry(
    known: KnownList,
    isSeen: (page: string) => boolean,
    each: (known: Known, seen: SeenAgain, number: number) => void,
  ): AsyncGenerator<readonly number[]> {
    this.#ways = await waysOf(this.#site);
    const first = this.#first;
    this.#isAnew = first !== undefined && (first.buckets !== this.#buckets || first.ways !== this.#ways);
    let others: number[] = [];
    let looked = 0;
    for (const [bucket, plan] of this.#lines.inBuckets(known)) {
      const own = first?.buckets === this.#buckets ? this.#lines.before(bucket) : undefined;
      const { numbers } = plan;
      for (let place = 0; place < numbers.length; place++) {
        // The bucket of lists may have more than all others.
        if (++looked % CARRIED === 0) {
          yield others;
          others = [];
        }
        const number = numbers[place] ?? 0;
        const one = known.at(number);
        if (!one) {
          plan.leave(place);
          continue;
        }
        const lines = own ?? (first && this.#lines.beforeOf(one, first.buckets));
        const found = lines?.find(one.path) && isSeen(one.page) ? lines : undefined;
        const cost = found && this.#costOf(one, found.source, found.from);
        if (!found || !cost) {
          plan.leave(place);
          others.push(number);
          continue;
        }
        if (cost.isOpen) this.#open.add(bucket);
        if (own?.isInOrder) plan.goOn(place, own.from, own.to);
        else {
          plan.leave(place);
          this.#lines.addTo(bucket, found.line);
        }
        each(one, cost, number);
      }
      // An address that went away: links may have led there.
      if (!this.#isAnew) this.#isAnew = this.#lines.before(bucket).hasLeft;
    }
    yield others;
  }

  /** Follows links of pages that `carry` found to be made of the same: those that led nowhere or to places in pages, and all where they may lead elsewhere now. */
  async *followed(knownAt: (path: string) => Known | undefined, follow: Follow): AsyncGenerator<void> {
    const isAnew = this.#isAnew;
    const buckets = isAnew ? Array.from({ length: this.#buckets + 1 }, (_, bucket) => bucket) : this.#open;
    for (const bucket of buckets) {
      await this.#lines.change(bucket, (line) => {
        const known = isAnew || isOpen(line) ? knownAt(pathIn(line)) : undefined;
        return known ? this.#follow(known, line, follow) : line;
      });
      yield;
    }
  }

  async #follow(known: Known, line: SeenLine, follow: Follow): Promise<SeenLine> {
    const { ids, targets } = readLine(line);
    return ids === '' ? line : followedAgain(line, await follow(known, targets));
  }

  /** What a page gave, where it is made of the same as its line says, which begins at a place of a text: the keys of the line go on. */
  #costOf(known: Known, text: string, from: number): Cost | undefined {
    const at = from + known.path.length + 1;
    const shown = this.#shownAt(known);
    const keys = at + shown.length + 1;
    if (!text.startsWith(shown, at) || text.charCodeAt(keys - 1) !== TAB) return undefined;
    const end = endOfNumbers(text, keys, this.#same);
    if (end < 0) return undefined;
    if (known.form !== undefined) this.#used[Number(shown)] = true;
    noteNumbers(text, keys, end, this.#used);
    return costAt(text, end + 1);
  }

  /** What a line says of what is shown. */
  #shownAt(known: Known): string {
    const { form } = known;
    if (form === undefined) return shownAt(known);
    const shown = this.#shown.get(form) ?? `${this.#numberOf(SHOWN + form)}`;
    this.#shown.set(form, shown);
    return shown;
  }

  /** Keeps it for the next release. `asked` is what it asked of records of collections; `unfound`: whether it looks for an entry that is not there. */
  async keep(
    known: Known,
    reads: readonly Read[],
    seen: Seen,
    { asked, unfound }: { readonly asked: Iterable<string>; readonly unfound: boolean },
  ): Promise<void> {
    const read = [...new Set(reads.map(({ key }) => key))];
    const keys = await this.#blocks.keysOf(read, asked, unfound);
    // It is made now where it is long to make: thousands at the end would be one long stretch.
    for (const key of keys) if (this.#numbers.of(key) === undefined) await this.#digest(key);
    const { operations, bytes, looked, isWhole } = seen;
    const line = lineOf(known.path, {
      shown: this.#shownAt(known),
      keys: keys.map((key) => this.#numberOf(key)).join(),
      cost: [operations, bytes, ...seen.reads].join(' '),
      open: isWhole ? '' : OPEN,
      ids: looked ? JSON.stringify(looked.ids) : '',
      targets: looked ? JSON.stringify(looked.targets) : '',
    });
    this.#lines.add(known, line);
  }

  /** The ids in pages at some addresses that were found or kept, a bucket of pages at a time. */
  *idsIn(known: readonly Known[]): Generator<ReadonlyMap<string, readonly string[]>> {
    for (const lines of this.#lines.added(known)) {
      const some = known.flatMap(({ path }) => {
        const { ids } = readLine(lines.get(path) ?? '');
        return ids === '' ? [] : [[path, JSON.parse(ids) as string[]] as const]; // as `keep` wrote it
      });
      yield new Map(some);
    }
  }

  /** Ends what is kept; gives what is to be the `first` of it, in pieces of a text. `pause` lets others have their turn. */
  async *end(pause?: (share: number) => Promise<void>): AsyncGenerator<string> {
    for (const share of this.#lines.end()) await pause?.(share);
    const base = await baseOf(this.#site);
    const first: First = { form: FORM, base, buckets: this.#buckets, ways: this.#ways, keys: [] };
    let piece = JSON.stringify(first).slice(0, -END.length);
    for (const [number, key] of this.#keys.entries()) {
      const one = this.#used[number] === true ? [key, await this.#digest(key)] : ['', ''];
      piece += `${number === 0 ? '' : ','}${JSON.stringify(one)}`;
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
    yield piece + END;
  }

  #numberOf(key: string): number {
    const known = this.#numbers.of(key);
    const number = known ?? this.#free.pop() ?? this.#keys.length;
    this.#keys[number] = key;
    this.#used[number] = true;
    if (known === undefined) this.#numbers.add(number);
    return number;
  }

  async #digest(key: string): Promise<string> {
    const digest = this.#digests.get(key) ?? (await this.#digestNow(key));
    if (digest.length >= SHORT) this.#digests.set(key, digest);
    return digest;
  }

  async #digestNow(key: string): Promise<string> {
    if (key.startsWith(SHOWN)) return '';
    if (key.startsWith(FOLDER)) return this.#ofFolder(key.slice(FOLDER.length));
    const text = await this.#blocks.textOf(key);
    if (text === undefined) return digestOf(this.#site, key);
    // No digest has a sign of equality.
    return text.length < SHORT ? `=${text}` : sha256(text);
  }

  /** Which files are in a folder of data, and what they hold. */
  async #ofFolder(prefix: string): Promise<string> {
    const all: string[] = [];
    for (const key of this.#site.manifest.keys(prefix)) all.push(`${key} ${await this.#digest(key)}`);
    return sha256(all.join('\n'));
  }
}

/** The end of `First` as JSON. UTF-16 units of a piece of it, about. */
const END = ']}';
const PIECE = 64 * 1024;
/** Addresses that are looked at between two pauses. */
const CARRIED = 2_048;
/** How much of a turn it takes to compare a key. */
const DIGEST = 1 / 400;
/** UTF-16 units of a text that is as short as its digest: the name of a pack, for each shelf of texts. */
const SHORT = 64;
