import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * A fresh clone in a folder of its own: every file that git does not ignore, with what is installed here. That is brought up
 * to date first: a start in the clone would do so through the link, and empty the folder here.
 */
export function copyProject(): string {
  execFileSync(process.execPath, ['cli/bootstrap.mjs'], { stdio: 'inherit' });
  const root = mkdtempSync(join(tmpdir(), 'meniscus-clone-'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  for (const path of listed.split('\0')) if (path !== '' && existsSync(path)) cpSync(path, join(root, path));
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  return root;
}
