import { TemplateError } from '../liquid/error.ts';
import { readValue } from '../liquid/run/filters/readers.ts';
import { NeedsMore } from '../liquid/run/late.ts';
import { link, type Template } from '../liquid/run/link.ts';
import { templatePath } from '../site/check/names.ts';
import type { Lru } from './memory.ts';
import { PackReader, type Store } from './pack-reader.ts';
import { type Entry, entryOf, needWhole } from './plan.ts';
import { type Manifest, ReleaseError } from './read-manifest.ts';
import type { KeepAlive } from './shared-load.ts';

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
  /** What was asked of the records of collections, where that is collected: see content/asked. */
  asked: Set<string> | undefined;
  /** Whether an entry of a large collection was looked for that is not there. */
  unfound = false;
  /** What data, and what is written as data, is in memory. */
  protected readonly read: (text: string, key: string) => unknown = readValue;
  readonly #memory: Lru;
  readonly #packs: PackReader;
  readonly #reads: Read[] | undefined;
  readonly #values = new Map<string, unknown>();
  /** What is here and not parsed yet, by key. Made when something is not in memory. */
  #texts: Map<string, Held> | undefined;

  /** `reads` collects what was read and from where, for the inspector. */
  constructor(store: Store, manifest: Manifest, keepAlive: KeepAlive, reads?: Read[]) {
    this.#memory = store.memory;
    this.#packs = new PackReader(store, keepAlive);
    this.#reads = reads;
    this.manifest = manifest;
    needWhole(manifest);
  }

  /** Loads what is not in memory, in one round of KV for up to 100 packs. Undefined when there is nothing to wait for. */
  load(entries: readonly Entry[]): Promise<void> | undefined {
    const absent = entries.filter((entry) => !this.#recall(entry));
    return absent.length > 0 ? this.#fetch(absent) : undefined;
  }

  async #fetch(absent: readonly Entry[]): Promise<void> {
    const packs = [...new Set(absent.map(({ pack = '' }) => pack))];
    const texts = await this.#packs.read(packs);
    for (const entry of absent) {
      this.#note(entry, 'storage');
      this.#hold(entry, this.#cut(texts.get(entry.pack ?? ''), entry));
    }
  }

  #note({ key }: Entry, from: Read['from']): void {
    this.#reads?.push({ key, from });
  }

  #hold({ key, address }: Entry, text: string): void {
    this.#texts ??= new Map();
    this.#texts.set(key, { text, address });
  }

  /** Loads keys that a render found missing. */
  loadKeys(keys: readonly string[]): Promise<void> | undefined {
    return this.load(keys.map((key) => entryOf(this.manifest, key)).filter((found) => found !== undefined));
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
    return this.#value(key, this.read);
  }

  /** What all data files are whose keys begin with `prefix`, as one list. All that is missing of them is asked for at once. */
  allData(prefix: string): unknown[] {
    const keys = this.manifest.keys(prefix);
    const missing = keys.filter((key) => !this.recall(key));
    if (missing.length > 0) throw new Missing(missing);
    return keys.flatMap((key) => this.data(key) ?? []);
  }

  #value(key: string, read: (text: string, key: string) => unknown): unknown {
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
    const value = this.#memory.get(entry.address);
    if (value !== undefined) {
      this.#note(entry, 'memory');
      this.#values.set(entry.key, value);
      return true;
    }
    const text = this.near(entry);
    if (text === undefined) return false;
    this.#note(entry, 'text');
    this.#hold(entry, text);
    return true;
  }

  /** The text of an entry; undefined where KV must be asked. */
  protected near(entry: Entry): string | undefined {
    const { pack, at } = entry;
    const text = pack === undefined ? this.manifest.inline(at) : this.#packs.known(pack);
    return pack && text !== undefined ? this.#cut(text, entry) : text;
  }

  #cut(text: string | null | undefined, { at: [, start, length], pack = '' }: Entry): string {
    return this.#packs.cut(text, pack, start, length);
  }

  #parse(key: string, { text, address }: Held, read: (text: string, key: string) => unknown): unknown {
    try {
      const value = read(text, key) ?? null;
      this.#values.set(key, value);
      this.#memory.set(address, value, text.length * PARSED);
      return value;
    } catch (error) {
      if (error instanceof NeedsMore) throw error;
      this.#packs.forget();
      throw new ReleaseError(address, `the text of ${key} is damaged`);
    }
  }
}
