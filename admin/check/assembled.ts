import { readValue } from '../../liquid/run/filters/readers.ts';
import { Lru } from '../../release/memory.ts';
import type { Store } from '../../release/pack-reader.ts';
import type { Packs } from '../../release/packs.ts';
import type { Entry } from '../../release/plan.ts';
import { Manifest } from '../../release/read-manifest.ts';
import { SharedLoads } from '../../release/shared-load.ts';
import { type Read, Working } from '../../release/working.ts';
import type { SlugTable } from '../../schema/content/blocks.ts';
import { assemblingLoose, type Loose, type LooseInput } from '../../site/release/loose.ts';
import { isOfSlugs, SlugColumns } from './known/slug-columns.ts';

/** Bytes that renders of one assembled site may remember. */
export const MEMORY = 16 * 1024 * 1024;

/** A site as a release that can be rendered: what the site Worker's code loads from, wherever its texts are. */
export class Assembled {
  readonly manifest: Manifest;
  readonly text: string;
  /** What it was made from, where that is no release. */
  readonly loose: Loose | undefined;
  readonly #store: Store;
  readonly #made: Made;
  #folders: Map<string, unknown[]> | undefined;
  #read = 0;

  /**
   * Texts are remembered by names that are unique for what they hold, so several sites may share a memory. `made` gives a text that can be made
   * without the others of its pack.
   */
  constructor(text: string, packs: Packs, memory = new Lru(MEMORY), loose?: Loose, made: Made = NONE) {
    this.text = text;
    this.loose = loose;
    this.#made = (entry) => {
      const own = made(entry);
      this.#read += own?.length ?? 0;
      return own;
    };
    this.manifest = new RememberingManifest('assembled', text);
    const read = async (names: readonly string[]) => this.#counted(await packs.read(names));
    this.#store = { packs: { read }, memory, shared: new SharedLoads() };
  }

  #counted(texts: ReadonlyMap<string, string | null>): ReadonlyMap<string, string | null> {
    for (const text of texts.values()) this.#read += text?.length ?? 0;
    return texts;
  }

  /** Packs of large collections by name, which no file is. */
  get laid(): ReadonlyMap<string, { readonly code: string }> {
    return this.loose?.made.content.laid ?? new Map();
  }

  /** UTF-16 units that were read since this was last asked. */
  takeRead(): number {
    const read = this.#read;
    this.#read = 0;
    return read;
  }

  get store(): Store {
    return this.#store;
  }

  /** Has folders of data files stay in memory as lists: a page that is made for each item asks for all files at each of its addresses. */
  keepFolders(): void {
    this.#folders ??= new Map();
  }

  /** `reads` collects what is read. */
  working(reads?: Read[]): Working {
    return this.#folders
      ? new WorkingOfFolders(this.#store, this.manifest, this.#made, reads, this.#folders)
      : new WorkingOfSite(this.#store, this.manifest, this.#made, reads);
  }
}

/** Before the prefix of a folder that was read as a list. */
export const FOLDER = 'folder:';

/** The text of an entry of the index, where it can be made without the others of its pack. */
export type Made = (entry: Entry) => string | undefined;

const NONE: Made = () => undefined;

/** Has tables of slugs in columns: a check of many pages, and a preview, have most of them in memory. */
class WorkingOfSite extends Working {
  readonly #made: Made;

  constructor(store: Store, manifest: Manifest, made: Made, reads: Read[] | undefined) {
    super(store, manifest, () => undefined, reads);
    this.#made = made;
  }

  protected override near(entry: Entry): string | undefined {
    return super.near(entry) ?? this.#made(entry);
  }

  protected override readonly read = (text: string, key: string): unknown =>
    isOfSlugs(key) ? new SlugColumns(JSON.parse(text) as SlugTable) : readValue(text); // made by site/release/shelves
}

class WorkingOfFolders extends WorkingOfSite {
  readonly #folders: Map<string, unknown[]>;
  readonly #collected: Read[] | undefined;

  constructor(
    store: Store,
    manifest: Manifest,
    made: Made,
    reads: Read[] | undefined,
    folders: Map<string, unknown[]>,
  ) {
    super(store, manifest, made, reads);
    this.#folders = folders;
    this.#collected = reads;
  }

  override allData(prefix: string): unknown[] {
    const list = this.#folders.get(prefix) ?? super.allData(prefix);
    this.#folders.set(prefix, list);
    this.#collected?.push({ key: FOLDER + prefix, from: 'memory' });
    return list;
  }
}

/** Records that are remembered: of blocks, tables and pages that thousands of addresses ask for. */
const RECORDS = 2_000;

/** Parses no record twice that is asked for again and again. Nobody changes what it gives. */
class RememberingManifest extends Manifest {
  readonly #records = new Map<string, unknown>();

  override record<T>(key: string): T | undefined {
    const known = this.#records.get(key);
    if (known !== undefined) return known as T; // of this key, as below
    const found = super.record<T>(key);
    if (found === undefined) return undefined;
    if (this.#records.size >= RECORDS) this.#records.clear();
    this.#records.set(key, found);
    return found;
  }
}

export type Sources = Omit<LooseInput, 'version' | 'at'>;

/**
 * Assembles files that are not (yet) a release, with pauses. `before` is a site that most often has the same files but for a few.
 */
export function* assemblingSources(
  sources: Sources,
  memory: Lru,
  before?: Assembled,
): Generator<void, Assembled> {
  const loose = yield* assemblingLoose({ ...sources, version: 0, at: 0 }, before?.loose);
  return assembledOf(loose, sources.read, memory);
}

/** A site to render, whose packs are read when a page needs them. */
export function assembledOf(loose: Loose, read: LooseInput['read'], memory: Lru): Assembled {
  const { laid } = loose.made.content;
  const packs = packsFrom((name) => laid.get(name)?.code ?? read(name));
  return new Assembled(loose.text, packs, memory, loose);
}

/** Packs whose texts `read` gives. */
export function packsFrom(read: (name: string) => string | undefined): Packs {
  return { read: async (names) => new Map(names.map((name) => [name, read(name) ?? null])) };
}
