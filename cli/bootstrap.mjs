// Installs what is missing, then runs a script of ours: `node cli/bootstrap.mjs [script [arguments]]`.
// Plain JavaScript on purpose: it runs on whatever Node the machine has (20 or newer), before anything is installed.
// The script itself runs on the Node that the project brings along, which understands TypeScript.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OLDEST_NODE = 20;
/** Milliseconds between looks whether whoever started us is still there. */
const PARENT_POLL = 500;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

requireNode();
if (!isInstalled()) install();
const [script, ...rest] = process.argv.slice(2);
if (script !== undefined) run(script, rest);

function requireNode() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return;
  fail(
    `Meniscus needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}. See https://nodejs.org.`,
  );
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes its own record of what it has installed, last
 * of all, so an installation that was cut short counts as none.
 */
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const found = packagesOf('node_modules/.package-lock.json');
  if (!wanted || !found || !existsSync(nodePath())) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const there = Object.hasOwn(found, path) ? found[path] : undefined;
    if (!there) return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

function packagesOf(lock) {
  try {
    return JSON.parse(readFileSync(join(ROOT, lock), 'utf8')).packages;
  } catch {
    return undefined; // not there, or cut short: both mean that nothing is known to be installed
  }
}

function install() {
  console.error('Installing what Meniscus needs (once, about a minute) …');
  const clean = npm('ci');
  if (clean.status === 0) return;
  console.error('`npm ci` did not work, so trying `npm install`, which may change package-lock.json …');
  const other = npm('install');
  if (other.status === 0) return;
  fail(
    `${clean.stderr}\n${other.stderr}\nThe installation failed; npm says why above. Fix that and run the same command again.`,
  );
}

function npm(command) {
  const args = [command, '--no-audit', '--no-fund', '--loglevel=error'];
  return spawnSync('npm', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Runs a script with its input, output, signals and exit code passed through. */
function run(path, args) {
  const child = spawn(nodePath(), ['--disable-warning=ExperimentalWarning', path, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    // Where the user is: npm runs its scripts in the project's folder.
    env: { ...process.env, MENISCUS_CWD: process.env.INIT_CWD ?? process.cwd() },
  });
  // A terminal's Ctrl-C reaches the child by itself; a signal sent to this process alone does not. Scripts take the second one calmly.
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  // npm runs us in a shell, and a signal that ends the shell goes no further.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), PARENT_POLL).unref();
  child.on('error', (error) => fail(`${path} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 128 + constants.signals[signal] : (code ?? 1);
  });
}

function nodePath() {
  return join(ROOT, 'node_modules/.bin/node');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
