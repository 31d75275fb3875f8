import { TemplateError } from '../liquid/error.ts';
import { readValue } from '../liquid/run/filters/readers.ts';
import { NeedsMore } from '../liquid/run/late.ts';
import { link, type Template } from '../liquid/run/link.ts';
import { KEYS } from '../schema/keys.ts';
import { messageOf } from '../schema/message-of.ts';
import { templatePath } from '../site/check/names.ts';
import type { Lru } from './memory.ts';
import { PACKS_AT_ONCE, type Packs } from './packs.ts';
import { type Entry, entryOf } from './plan.ts';
import { type Manifest, ReleaseError } from './read-manifest.ts';
import type { KeepAlive, SharedLoads } from './shared-load.ts';

/**
 * Stops a render that needs something that is not loaded yet. It is loaded, and the render starts again. No Error: nobody reads
 * where it was thrown, and to find that out takes longer than the rest of it.
 */
export class Missing {
  readonly keys: readonly string[];
  constructor(keys: readonly string[]) {
    this.keys = keys;
  }
}

/** What an isolate loads with: storage and memory, shared by all requests. */
export interface Store {
  readonly packs: Packs;
  readonly memory: Lru;
  readonly shared: SharedLoads;
}

/** Bytes in memory of parsed JSON or a linked program, per character of its text: measured roughly. */
const PARSED = 6;

/** A program or data file that a page was made of. */
export interface Read {
  readonly key: string;
  /** Parsed in memory, as text in memory, or asked for now. */
  readonly from: 'memory' | 'text' | 'storage';
}

/** A text that is not parsed yet. `address` is where its value goes in memory. */
interface Held {
  readonly text: string;
  readonly address: string;
}

/** The programs and data of one request, all from one release. They are held until the response is made, even if memory lets go of them. */
export class Working {
  readonly manifest: Manifest;
  /** Whether templates asked for `collections`: what they print may depend on how many entries there are, and where. */
  listed = false;
  /** Whether an entry of a large collection was looked for that is not there. */
  unfound = false;
  readonly #store: Store;
  readonly #keepAlive: KeepAlive;
  readonly #reads: Read[] | undefined;
  readonly #values = new Map<string, unknown>();
  /** What is here and not parsed yet, by key. Made when something is not in memory. */
  #texts: Map<string, Held> | undefined;
  /** Packs that texts were taken from: none of them stays in memory when one turns out to be damaged. */
  #sources: Set<string> | undefined;

  /** `reads` collects what was read and from where, for the inspector. */
  constructor(store: Store, manifest: Manifest, keepAlive: KeepAlive, reads?: Read[]) {
    this.#store = store;
    this.#reads = reads;
    this.manifest = manifest;
    this.#keepAlive = keepAlive;
  }

  /** Loads what is not in memory, in one round of KV for up to 100 packs. Undefined when there is nothing to wait for. */
  load(entries: readonly Entry[]): Promise<void> | undefined {
    const absent = entries.filter((entry) => !this.#recall(entry));
    return absent.length > 0 ? this.#fetch(absent) : undefined;
  }

  async #fetch(absent: readonly Entry[]): Promise<void> {
    const packs = [...new Set(absent.map(({ pack = '' }) => pack))];
    const texts = await this.#packs(packs);
    for (const entry of absent) {
      this.#reads?.push({ key: entry.key, from: 'storage' });
      this.#hold(entry, this.#cut(texts.get(entry.pack ?? ''), entry));
    }
  }

  #hold({ key, address }: Entry, text: string): void {
    this.#texts ??= new Map();
    this.#texts.set(key, { text, address });
  }

  #addSource(pack: string): void {
    this.#sources ??= new Set();
    this.#sources.add(pack);
  }

  /** Loads keys that a render found missing. */
  loadKeys(keys: readonly string[]): Promise<void> | undefined {
    return this.load(keys.map((key) => entryOf(this.manifest, key)).filter((found) => found !== undefined));
  }

  /** A text of a pack. Throws a ReleaseError when the pack is not there. */
  async text(pack: string, start: number, length: number): Promise<string> {
    const known = this.#store.memory.get<string>(`pack:${pack}`);
    const text = known ?? (await this.#packs([pack])).get(pack);
    return this.#cut(text, { key: pack, at: [1, start, length], pack, address: pack });
  }

  /** Whether this request holds the value or the text of a key. */
  has(key: string): boolean {
    return this.#values.has(key) || (this.#texts?.has(key) ?? false);
  }

  /** Takes a key from memory if it is there. Returns whether it can be used without asking KV. */
  recall(key: string): boolean {
    const found = entryOf(this.manifest, key);
    return found !== undefined && this.#recall(found);
  }

  /** A linked template; undefined when the release has none of that key. */
  template(key: string): Template | undefined {
    return this.#value(key, (text) => link(JSON.parse(text))) as Template | undefined;
  }

  /** A partial or a layout as templates name it. Throws a TemplateError when the release has none of that name. */
  readonly partial = (name: string, kind: 'partial' | 'layout'): Template => {
    const key = templatePath(kind, name);
    const template = this.template(key);
    if (!template) throw new TemplateError('missing_partial', `${key} does not exist`);
    return template;
  };

  /** A data file's value; undefined when the release has none of that key. */
  data(key: string): unknown {
    return this.#value(key, readValue);
  }

  /** What all data files are whose keys begin with `prefix`, as one list. All that is missing of them is asked for at once. */
  allData(prefix: string): unknown[] {
    const keys = this.manifest.keys(prefix);
    const missing = keys.filter((key) => !this.recall(key));
    if (missing.length > 0) throw new Missing(missing);
    return keys.flatMap((key) => this.data(key) ?? []);
  }

  #value(key: string, read: (text: string) => unknown): unknown {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const held = this.#texts?.get(key);
    if (held) return this.#parse(key, held, read);
    const entry = entryOf(this.manifest, key);
    if (!entry) return undefined;
    if (!this.#recall(entry)) throw new Missing([key]);
    return this.#value(key, read);
  }

  /** Takes it from memory, parsed or as text; returns false when KV must be asked. */
  #recall(entry: Entry): boolean {
    if (this.has(entry.key)) return true;
    const value = this.#store.memory.get(entry.address);
    if (value !== undefined) {
      this.#reads?.push({ key: entry.key, from: 'memory' });
      this.#values.set(entry.key, value);
      return true;
    }
    const { pack } = entry;
    const text =
      pack === undefined ? this.manifest.inline(entry.at) : this.#store.memory.get<string>(`pack:${pack}`);
    if (text === undefined) return false;
    this.#reads?.push({ key: entry.key, from: 'text' });
    this.#hold(entry, pack === undefined ? text : this.#cut(text, entry));
    return true;
  }

  async #packs(names: readonly string[]): Promise<Map<string, string | null>> {
    const groups = Array.from({ length: Math.ceil(names.length / PACKS_AT_ONCE) }, (_, n) =>
      names.slice(n * PACKS_AT_ONCE, (n + 1) * PACKS_AT_ONCE),
    );
    const { packs, memory, shared } = this.#store;
    const read = (group: readonly string[]) =>
      shared.do(group.join(), this.#keepAlive, () => readPacks(packs, group));
    const found = new Map<string, string | null>();
    for (const texts of await Promise.all(groups.map(read))) {
      for (const [name, text] of texts) {
        found.set(name, text);
        this.#addSource(name);
        if (text !== null) memory.set(`pack:${name}`, text, text.length * 2);
      }
    }
    return found;
  }

  #cut(text: string | null | undefined, { at, pack = '' }: Entry): string {
    this.#addSource(pack);
    if (text && at[1] + at[2] <= text.length) return text.slice(at[1], at[1] + at[2]);
    this.#forget();
    throw new ReleaseError(KEYS.pack(pack), text ? 'the pack is cut off' : 'the pack is not there (yet)');
  }

  /** Forgets the packs in memory: what is damaged may be whole at the next read. */
  #forget(): void {
    for (const pack of this.#sources ?? []) this.#store.memory.delete(`pack:${pack}`);
  }

  #parse(key: string, { text, address }: Held, read: (text: string) => unknown): unknown {
    try {
      const value = read(text) ?? null;
      this.#values.set(key, value);
      this.#store.memory.set(address, value, text.length * PARSED);
      return value;
    } catch (error) {
      if (error instanceof NeedsMore) throw error;
      this.#forget();
      throw new ReleaseError(address, `the text of ${key} is damaged`);
    }
  }
}

/** An error of storage becomes a ReleaseError: the release cannot be loaded now. */
const readPacks = (packs: Packs, names: readonly string[]) =>
  packs.read(names).catch((error) => {
    throw new ReleaseError(names.map(KEYS.pack).join(), messageOf(error));
  });
