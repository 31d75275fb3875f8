import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { foldPath, isText, readPath, SITE_FOLDERS, suggestPath } from '../../schema/file.ts';
import { LIMITS } from '../../schema/limits.ts';
import { isSkipped } from '../../schema/skipped.ts';
import { readIgnore } from './ignore.ts';

/** A file of the site, as the disk has it. */
export interface Found {
  /** As the site calls it: in NFC, with slashes. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  readonly size: number;
  /** Changes whenever the file does, but for what happens within one tick of the disk's clock. */
  readonly stamp: string;
  /** Milliseconds since the epoch. */
  readonly modified: number;
}

/** Why a file can't be one of the site. */
export interface Problem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly help: string;
}

export interface Scan {
  readonly files: ReadonlyMap<string, Found>;
  readonly problems: readonly Problem[];
  /** What lies in the folder and is no file of a site. */
  readonly ignored: readonly string[];
}

const FOLDERS = new Set(SITE_FOLDERS);

/** All files of a site's folder. What is beside them is left alone. */
export function scanFolder(folder: string): Scan {
  const scanner = new Scanner(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    scanner.top(entry.name, entry.isDirectory());
  return scanner.result();
}

/** One path of it; nothing where there is no such file. */
export function scanPath(folder: string, path: string): Scan {
  const scanner = new Scanner(folder);
  scanner.only(path);
  return scanner.result();
}

class Scanner {
  readonly #folder: string;
  readonly #isIgnored: (path: string) => boolean;
  readonly #files = new Map<string, Found>();
  readonly #problems: Problem[] = [];
  readonly #ignored: string[] = [];
  readonly #folded = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#isIgnored = readIgnore(folder);
  }

  top(name: string, isFolder: boolean): void {
    const folded = name.toLowerCase();
    if (name === 'site.yaml' || FOLDERS.has(name)) this.#visit(name);
    else if (!this.#isIgnored(name) && ((FOLDERS.has(folded) && isFolder) || folded === 'site.yaml')) {
      this.#problem(
        name,
        'path_upper_case',
        `${name} is written in upper case, and no folder of a site.`,
        `Rename it to ${folded}, or name it in .meniscusignore.`,
      );
    } else this.#ignored.push(isFolder ? `${name}/` : name);
  }

  /** A path, unless a link or something else that is left alone is on the way to it. */
  only(path: string): void {
    const parts = path.split('/');
    if (path !== 'site.yaml' && !FOLDERS.has(parts[0] ?? '')) return;
    for (let depth = 1; depth < parts.length; depth++) {
      const stat = this.#stat(parts.slice(0, depth).join('/'));
      if (!stat?.isDirectory()) return;
    }
    this.#visit(path);
  }

  #visit(disk: string): void {
    const path = disk.normalize('NFC');
    if (this.#isIgnored(path)) return;
    const stat = this.#stat(disk);
    if (!stat) return;
    if (stat.isSymbolicLink())
      this.#problem(
        path,
        'symlink',
        `${path} is a symbolic link, and a site has files only.`,
        `Put the file itself there (cp -L), or name it in .meniscusignore.`,
      );
    else if (stat.isDirectory()) {
      if (isSkipped(`${path}/`)) this.#ignored.push(`${path}/`);
      else for (const name of readdirSync(join(this.#folder, disk))) this.#visit(`${disk}/${name}`);
    } else this.#take(path, disk, stat);
  }

  #take(path: string, disk: string, stat: Stats): void {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const hidden = name.startsWith('.') && !/^(?:assets|public)\//.test(path);
    if (isSkipped(path) || hidden) return void this.#ignored.push(path);
    const found = fileProblem(path, stat, () => this.#renaming(path, stat));
    if (found) return void this.#problems.push(found);
    const other = this.#folded.get(foldPath(path));
    if (other !== undefined) {
      this.#problem(
        path,
        'path_case',
        `${other} and ${path} differ only in case: some disks keep only one of them.`,
        'Rename one of them.',
      );
      return;
    }
    this.#folded.set(foldPath(path), path);
    this.#files.set(path, foundFile(path, join(this.#folder, disk), stat));
  }

  /** How a name becomes one that a site takes; nothing to type where that would write over another file. */
  #renaming(path: string, { ino }: Stats): string {
    const to = suggestPath(path);
    const there = this.#stat(to);
    return there && there.ino !== ino
      ? `${to} is there too: give this one another name, or name it in .meniscusignore.`
      : `mv ${quoted(path)} ${quoted(to)}, or name it in .meniscusignore.`;
  }

  #problem(path: string, code: string, message: string, help: string): void {
    this.#problems.push({ path, code, message, help });
  }

  #stat(disk: string): Stats | undefined {
    return lstatSync(`${this.#folder}/${disk}`, { throwIfNoEntry: false });
  }

  result(): Scan {
    const files = new Map([...this.#files].sort(([a], [b]) => (a < b ? -1 : 1)));
    return { files, problems: this.#problems, ignored: this.#ignored };
  }
}

function foundFile(path: string, file: string, stat: Stats): Found {
  const modified = Math.max(stat.mtimeMs, stat.ctimeMs);
  return { path, file, size: stat.size, stamp: stampOf(stat), modified };
}

/** In milliseconds with a fraction: finer than the clocks of disks. */
function stampOf({ mtimeMs, ctimeMs, size, ino }: Stats): string {
  return `${mtimeMs}-${ctimeMs}-${size}-${ino}`;
}

/** Milliseconds: longer than a tick of any disk's clock. */
const TICK = 2_000;

/**
 * Whether a file that was read at `time`, or later, can't change any more without another stamp. Not so of one that had
 * changed shortly before: it may change again within the same tick.
 */
export const isSettled = ({ modified }: Pick<Found, 'modified'>, time: number): boolean =>
  time - modified >= TICK;

/** Whether a file still is what it was when it was found. */
export function isAsFound({ file, stamp }: Found): boolean {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  return stat !== undefined && stampOf(stat) === stamp;
}

/** As a shell takes it. */
const quoted = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`;

function fileProblem(path: string, stat: Stats, renaming: () => string): Problem | undefined {
  if (!stat.isFile())
    return {
      path,
      code: 'no_file',
      message: `${path} is no file: a socket, pipe or device.`,
      help: 'Move it out of the site.',
    };
  const read = readPath(path);
  if ('problem' in read) {
    const { code, message } = read.problem;
    return { path, code, message: `${path}: ${message}`, help: renaming() };
  }
  const limit = isText(read.kind) ? LIMITS.textBytes : LIMITS.assetBytes;
  if (stat.size <= limit) return undefined;
  return {
    path,
    code: 'file_size',
    message: `${path} has ${stat.size} bytes; at most ${limit} are allowed.`,
    help: isText(read.kind)
      ? 'Split it into several files.'
      : 'Make it smaller, or keep it elsewhere and link to it.',
  };
}
