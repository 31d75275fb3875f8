import { HostObject } from '../liquid/run/values/values.ts';
import type { Working } from './working.ts';

/** `data`: folders of data files, each file loaded when it is first read. */
export class DataFolder extends HostObject {
  readonly #working: Working;
  readonly #prefix: string;
  /** Folders below, and the names in this one. They are remembered, as a loop reads them again and again. */
  readonly #folders = new Map<string, DataFolder>();
  #names: string[] | undefined;
  #items: readonly unknown[] | undefined;

  constructor(working: Working, prefix = 'data/') {
    super();
    this.#working = working;
    this.#prefix = prefix;
  }

  override get(name: string): unknown {
    const folder = this.#folders.get(name);
    if (folder) return folder;
    const key = this.#prefix + name;
    const value = this.#working.data(key);
    if (value !== undefined) return value;
    return this.#working.manifest.hasPrefix(`${key}/`) ? this.#folder(name, `${key}/`) : undefined;
  }

  #folder(name: string, prefix: string): DataFolder {
    const folder = new DataFolder(this.#working, prefix);
    this.#folders.set(name, folder);
    return folder;
  }

  override items(): readonly unknown[] | undefined {
    if (this.#prefix === 'data/') return undefined;
    this.#items ??= this.#working.allData(this.#prefix);
    return this.#items;
  }

  override keys(): string[] {
    this.#names ??= this.#list();
    return this.#names;
  }

  #list(): string[] {
    const below = this.#working.manifest
      .keys(this.#prefix)
      .map((key) => key.slice(this.#prefix.length).split('/')[0] ?? '');
    return [...new Set(below)];
  }
}
