import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const CONFIG = 'admin/ui/vite.config.ts';
/** What admin/wrangler.toml serves. */
const OUTPUT = 'admin/ui/dist/index.html';
/** Everything that can change what is built. */
const SOURCES = ['admin/ui', 'liquid', 'schema', 'site', 'move-in', 'package-lock.json'];
const BUILT = ['dist', 'build', 'node_modules'];
/** Where the hash of the sources of the last build is kept. */
const STAMP = '.wrangler/ui-build.sha256';

/** Builds the web UI to the admin Worker's static assets, unless that has been done for the same sources. Returns whether it was built. */
export function buildUi(root: string): boolean {
  if (!existsSync(join(root, CONFIG))) return false;
  const hash = hashOf(root);
  const stamp = join(root, STAMP);
  if (existsSync(join(root, OUTPUT)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash)
    return false;
  console.log('Building the admin …');
  const vite = join(root, 'node_modules/.bin/vite');
  const args = ['build', '--config', CONFIG, '--logLevel', 'warn'];
  const built = spawnSync(vite, args, { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The admin could not be built:\n${built.stdout}${built.stderr}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

/** Has the next `buildUi` build it again, whatever is there. */
export function forgetBuild(root: string): void {
  rmSync(join(root, STAMP), { force: true });
}

function hashOf(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) addTo(hash, root, source);
  return hash.digest('hex');
}

/** Adds a file, or the files below a folder in the order of their names; what was built is no source. */
function addTo(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  if (!existsSync(join(root, path))) return;
  if (path.includes('.')) {
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
    return;
  }
  const entries = readdirSync(join(root, path), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  for (const entry of entries) {
    if (entry.isDirectory() && !BUILT.includes(entry.name)) addTo(hash, root, `${path}/${entry.name}`);
    if (entry.isFile())
      hash.update(`${path}/${entry.name}\0`).update(readFileSync(join(root, path, entry.name)));
  }
}
