import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { CliError, EXIT } from '../frame/exit.ts';

/**
 * Writes a file whole: whoever looks sees the old one or the new one, also after a crash. `check` may throw at the last
 * moment before the old one goes: somebody may have saved it meanwhile.
 */
export function writeWhole(
  folder: string,
  path: string,
  bytes: Uint8Array | string,
  mode = 0o666,
  check?: () => void,
): void {
  const target = join(folder, path);
  checkWay(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  // Begins with a dot and ends so that no command takes it for a file of the site.
  const next = join(dirname(target), `.meniscus-${process.pid}.swp`);
  try {
    writeFileSync(next, bytes, { mode });
    check?.();
    renameSync(next, target);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}

/** The same for a file of the user's own, which may be a link to where they keep it. */
export function writeOwnFile(path: string, text: string | Uint8Array, mode?: number): void {
  const real = existsSync(path) ? realpathSync(path) : path;
  writeWhole(dirname(real), basename(real), text, mode);
}

/** Removes a file, and the folders that are empty then. */
export function removeFile(folder: string, path: string): void {
  checkWay(folder, path);
  unlinkSync(join(folder, path));
  for (let parent = dirname(join(folder, path)); relative(folder, parent) !== ''; parent = dirname(parent)) {
    if (readdirSync(parent).length > 0) return;
    rmdirSync(parent);
  }
}

/** Nothing is written through a link: it may lead out of the folder. */
function checkWay(folder: string, path: string): void {
  const parts = path.split('/');
  for (let depth = 1; depth <= parts.length; depth++) {
    const part = parts.slice(0, depth).join('/');
    const stat = lstatSync(join(folder, part), { throwIfNoEntry: false });
    if (!stat) return;
    const wrong = stat.isSymbolicLink() || (depth < parts.length ? !stat.isDirectory() : stat.isDirectory());
    if (wrong)
      throw new CliError(
        `${path} can't be written: ${part} is ${stat.isSymbolicLink() ? 'a symbolic link' : stat.isDirectory() ? 'a folder' : 'a file'} here.`,
        {
          code: 'in_the_way',
          exit: EXIT.found,
          next: `Move ${part} away and run the same command again.`,
        },
      );
  }
}
