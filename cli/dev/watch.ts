import { type FSWatcher, lstatSync, readdirSync, watch } from 'node:fs';
import { join, relative } from 'node:path';
import { SITE_FOLDERS } from '../../schema/file.ts';

/** Milliseconds in which the events of one save arrive. */
const SETTLE = 15;
/** Milliseconds in which a file that is empty gets its text: editors that write in place empty it first. */
const REFILL = 100;

/** Tells which paths of a site's folder may have changed. One event more is no harm: whoever hears it looks. */
export class FolderWatch {
  readonly #folder: string;
  readonly #heard: (paths: ReadonlySet<string>) => void;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #dirty = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(folder: string, heard: (paths: ReadonlySet<string>) => void) {
    this.#folder = folder;
    this.#heard = heard;
    // The folder itself, for site.yaml and for folders that come; then each of those that a site has.
    this.#watch('');
    for (const name of SITE_FOLDERS) this.#enter(name, false);
  }

  /** Watches a folder and those in it. What is in it already is news where the folder is. */
  #enter(path: string, isNew: boolean): void {
    const stat = lstatSync(join(this.#folder, path), { throwIfNoEntry: false });
    if (!stat) return;
    if (isNew) this.#note(path);
    if (!stat.isDirectory() || this.#watchers.has(path)) return;
    this.#watch(path);
    for (const name of readdirSync(join(this.#folder, path))) this.#enter(`${path}/${name}`, isNew);
  }

  #watch(path: string): void {
    const at = join(this.#folder, path);
    const watcher = watch(at, { persistent: true }, (_event, name) => {
      if (name === null) return;
      const changed = relative(this.#folder, join(at, name)).replaceAll('\\', '/');
      if (path === '' && changed !== 'site.yaml' && !SITE_FOLDERS.includes(changed)) return;
      this.#note(changed);
      this.#enter(changed, true);
    });
    watcher.on('error', () => this.#forget(path));
    this.#watchers.set(path, watcher);
  }

  /** A folder that has gone may come back under its name. */
  #forget(path: string): void {
    this.#watchers.get(path)?.close();
    this.#watchers.delete(path);
  }

  #note(path: string): void {
    const watched = this.#watchers.get(path);
    if (watched && !lstatSync(join(this.#folder, path), { throwIfNoEntry: false })) this.#forget(path);
    this.#dirty.add(path.normalize('NFC'));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if ([...this.#dirty].some((each) => this.#isEmpty(each)))
        this.#timer = setTimeout(() => this.#tell(), REFILL);
      else this.#tell();
    }, SETTLE);
  }

  #tell(): void {
    const paths = new Set(this.#dirty);
    this.#dirty.clear();
    this.#heard(paths);
  }

  #isEmpty(path: string): boolean {
    const stat = lstatSync(join(this.#folder, path), { throwIfNoEntry: false });
    return stat?.isFile() === true && stat.size === 0;
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }
}
