import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VERSION } from '../../../schema/version.ts';
import { Server } from '../support/server.ts';
import { freePort } from '../support/started.ts';

/** The packed tarball, installed in an empty folder with an empty home, and a server. */
let server: Server;
let place: string;
let env: Record<string, string>;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'meniscus-package-'));
  server = await Server.start();
  // From a copy, as a clone is: it builds the editor too.
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', place], {
    cwd: server.root,
    encoding: 'utf8',
  });
  const file = join(place, packed.trim().split('\n').at(-1) ?? '');
  mkdirSync(join(place, 'home/.cache/meniscus'), { recursive: true });
  env = { PATH: process.env.PATH ?? '', HOME: join(place, 'home'), ADMIN: server.admin, TOKEN: server.token };
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', file], { cwd: place, env });
  // What npm would fetch when it is first needed: wrangler and workerd, of the version that is asked for. Tests have no network,
  // so the repository's own are linked. Only their commands are looked for there; no import of the package leads to it.
  mkdirSync(join(place, 'home/.cache/meniscus/tools'), { recursive: true });
  symlinkSync(resolve('node_modules'), join(place, 'home/.cache/meniscus/tools/node_modules'));
  mkdirSync(join(place, 'bin'));
  writeFileSync(join(place, 'bin/meniscus'), `#!/bin/sh\nexec "${place}/node_modules/.bin/meniscus" "$@"\n`);
  chmodSync(join(place, 'bin/meniscus'), 0o755);
  env.PATH = `${place}/bin:${env.PATH}`;
});

afterAll(async () => {
  await server.stop();
  rmSync(place, { recursive: true, force: true });
});

test('needs no other package, and is the version of package.json', () => {
  expect(readdirSync(join(place, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    'meniscus',
  ]);
  expect(JSON.parse(readFileSync('package.json', 'utf8')).version).toBe(VERSION);
  expect(execFileSync('meniscus', ['--version'], { env, encoding: 'utf8' }).trim()).toBe(VERSION);
});

test('the commands of docs/cli.md, one after the other', () => {
  const guide = readFileSync('docs/cli.md', 'utf8');
  const commands = [...guide.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block).join('\n');
  expect(commands.match(/^meniscus /gm)?.length).toBeGreaterThan(15);
  mkdirSync(join(place, 'work'));
  const { status, stderr, stdout } = spawnSync('bash', ['-c', `set -euo pipefail\n${commands}`], {
    cwd: join(place, 'work'),
    env,
    encoding: 'utf8',
  });
  expect({ status, out: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, out: '' });
  expect(stdout + stderr).not.toContain(server.token);
});

test('dev --local runs the Worker that the package brings', async () => {
  const port = await freePort();
  execFileSync('meniscus', ['init', 'local'], { cwd: place, env });
  const child = spawn('meniscus', ['dev', '--local', '--port', String(port), 'local'], { cwd: place, env });
  try {
    await expect
      .poll(async () => (await fetch(`http://localhost:${port}/`).catch(() => undefined))?.text(), {
        timeout: 30_000,
      })
      .toContain('The sea, on your kitchen wall.');
  } finally {
    child.kill('SIGINT');
  }
});

test('deploy --dry-run bundles what the package brings, with wrangler', () => {
  const { status, stdout, stderr } = spawnSync(
    'meniscus',
    ['deploy', '--dry-run', '--domain', 'example.com'],
    { cwd: place, env, encoding: 'utf8' },
  );
  expect({ status, err: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, err: '' });
  expect(stdout).toContain(`Deploys Meniscus ${VERSION}`);
  expect(stdout).toContain('The dry run went through.');
});
