import { FORMAT } from '../../../liquid/program.ts';
import { entryOf } from '../../../release/plan.ts';
import type { Read } from '../../../release/working.ts';
import { VERSION } from '../../../schema/version.ts';
import type { Known } from '../../../site/addresses/address.ts';
import { sha256 } from '../../../site/hash.ts';
import { type Assembled, FOLDER } from '../assembled.ts';
import type { Looked } from '../links/look.ts';
import { BlockKeys } from './block-keys.ts';
import { lineOf, numbersIn, readLine, shownAt } from './seen-line.ts';
import { bucketsFor, SeenLines, type SeenStore } from './seen-lines.ts';

/** What rendering a page at a known address gave where nothing was wrong with it. */
export interface Seen {
  readonly operations: number;
  /** Of its body in UTF-8. */
  readonly bytes: number;
  /** What makes it differ between requests. */
  readonly reads: readonly string[];
  /** Undefined where its links are not followed. */
  readonly looked: Looked | undefined;
}

/** What was seen of it the last time, with its links as JSON: undefined where they are not followed. */
export interface SeenAgain extends Pick<Seen, 'operations' | 'bytes' | 'reads'> {
  readonly targets: string | undefined;
}

/** What is kept of all of them. A digest is of a key's text, as it was then. */
interface First {
  readonly form: typeof FORM;
  /** Of all that any page may depend on without reading it as a text. */
  readonly base: string;
  /** Of lines: see SeenLines. */
  readonly buckets: number;
  /** The number of a key is its place, where lines name it. One that no line names is empty, and may become another. */
  readonly keys: readonly (readonly [key: string, digest: string])[];
}

/** Which form of lines they are. */
const FORM = 2;

/**
 * What the gate saw of pages at known addresses when it checked the release before this one. A page that is made of the same texts is the
 * same, and is not rendered again: of 10,000 entries, one edit changes what a few hundred are made of. The line of such a page is kept as it is.
 */
export class SeenBefore {
  readonly #site: Assembled;
  #first: First | undefined;
  /** Whether each key of the release before has the text that it had, by its number. */
  #same: readonly boolean[] = [];
  readonly #digests = new Map<string, string>();
  readonly #lines: SeenLines;
  readonly #buckets: number;
  readonly #blocks: BlockKeys;
  /** Keys by number; which of them lines of this release name; and numbers that none has. */
  #keys: string[] = [];
  readonly #used = new Set<number>();
  #free: number[] = [];
  readonly #numbers = new Map<string, number>();

  /** `addresses` are known in this release. */
  constructor(site: Assembled, store: SeenStore, addresses: number) {
    this.#site = site;
    this.#blocks = new BlockKeys(site);
    this.#buckets = bucketsFor(addresses);
    this.#lines = new SeenLines(store, this.#buckets);
    if (store.first !== undefined) this.#first = firstOf(store.first);
  }

  /** Compares what is kept with this release. Call it before `find`. `pause` lets others have their turn. */
  async begin(pause?: (share: number) => Promise<void>): Promise<void> {
    const kept = this.#first;
    this.#first = undefined;
    if (kept?.base !== (await baseOf(this.#site))) return;
    const same: boolean[] = [];
    for (const [key, digest] of kept.keys) {
      same.push(key !== '' && (await this.#digest(key)) === digest);
      await pause?.(DIGEST);
    }
    this.#same = same;
    this.#first = kept;
    this.#keys = kept.keys.map(([key]) => key);
    for (const [number, key] of this.#keys.entries())
      if (key === '') this.#free.push(number);
      else this.#numbers.set(key, number);
  }

  /** What it gave when it was made of the same; undefined where it has to be rendered. */
  find(known: Known): SeenAgain | undefined {
    const first = this.#first;
    const line = first && this.#lines.take(known, first.buckets);
    if (line === undefined) return undefined;
    const { keys, shown, cost, ids, targets } = readLine(line);
    const numbers = numbersIn(keys);
    if (shown !== shownAt(known) || !numbers.every((number) => this.#same[number])) return undefined;
    for (const number of numbers) this.#used.add(number);
    this.#lines.add(known, line);
    const [operations, bytes, ...reads] = cost.split(' ');
    const looked = ids === '' ? undefined : targets;
    return { operations: Number(operations), bytes: Number(bytes), reads, targets: looked };
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
    for (const key of keys) await this.#digest(key);
    const { operations, bytes, looked } = seen;
    const line = lineOf(known.path, {
      keys: keys.map((key) => this.#numberOf(key)).join(),
      shown: shownAt(known),
      cost: [operations, bytes, ...seen.reads].join(' '),
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

  /** Ends what is kept; gives what is to be the `first` of it. */
  async end(): Promise<string> {
    this.#lines.flush();
    const keys: (readonly [string, string])[] = [];
    for (const [number, key] of this.#keys.entries())
      keys.push(this.#used.has(number) ? [key, await this.#digest(key)] : ['', '']);
    const first: First = { form: FORM, base: await baseOf(this.#site), buckets: this.#buckets, keys };
    return JSON.stringify(first);
  }

  #numberOf(key: string): number {
    const number = this.#numbers.get(key) ?? this.#free.pop() ?? this.#keys.length;
    this.#numbers.set(key, number);
    this.#keys[number] = key;
    this.#used.add(number);
    return number;
  }

  async #digest(key: string): Promise<string> {
    const digest = this.#digests.get(key) ?? (await this.#digestNow(key));
    this.#digests.set(key, digest);
    return digest;
  }

  async #digestNow(key: string): Promise<string> {
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

/** How much of a turn it takes to compare a key. */
const DIGEST = 1 / 100;
/** UTF-16 units of a text that is as short as its digest: the name of a pack, for each shelf of texts. */
const SHORT = 64;

/** Undefined where another version wrote it. */
function firstOf(text: string): First | undefined {
  if (text.includes('\n')) return undefined;
  const first = JSON.parse(text) as First; // as `end` wrote it, or another version
  return first.form === FORM ? first : undefined;
}

/** Empty where the release has no such key. A whole pack is named by what it holds, in a table that was read too: it is not made for this. */
async function digestOf({ manifest, store }: Assembled, key: string): Promise<string> {
  if (key.startsWith('pack:')) return 'whole';
  const entry = entryOf(manifest, key);
  if (!entry) return '';
  const { pack, at } = entry;
  if (pack !== undefined && LAID.test(key)) return `${pack}:${at[1]}:${at[2]}`;
  const text = pack === undefined ? manifest.inline(at) : (await store.packs.read([pack])).get(pack);
  if (text === null || text === undefined) return '';
  return sha256(pack === undefined ? text : text.slice(at[1], at[1] + at[2]));
}

/** Keys of what is made when it is asked for. Where it is says what it holds, as a pack is named by that: none is made to find that it is as it was. */
const LAID = /^(?:blocks|groups|slugs|texts|addresses)\//;

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
