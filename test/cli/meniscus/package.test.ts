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
import { parse } from 'yaml';
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

/** What the workflow of docs/ci.md types in one of its jobs, as GitHub would fill it in. */
function stepsOf(job: 'check' | 'publish'): string {
  const [, workflow = ''] = /```yaml\n(.*?)```/s.exec(readFileSync('docs/ci.md', 'utf8')) ?? [];
  const { jobs } = parse(workflow);
  const lines: string[] = jobs[job].steps.flatMap(({ run }: { run?: string }) => run ?? []);
  return lines.join('\n').replace(/\$\{\{ github\.sha \}\}/g, 'a1b2c3');
}

test('the workflow of docs/ci.md, commit by commit', { timeout: 300_000 }, async () => {
  const checkout = join(place, 'checkout');
  const run = (job: 'check' | 'publish') => {
    const more = job === 'publish' && { MENISCUS_URL: server.admin, MENISCUS_TOKEN: server.token };
    // "npm install --global" of the file, below this test's own folder.
    const own = {
      npm_config_prefix: join(place, 'global'),
      npm_config_offline: 'true',
      npm_config_loglevel: 'error',
    };
    const path = `${join(place, 'global/bin')}:${process.env.PATH}`;
    const runEnv = { HOME: env.HOME ?? '', ...own, PATH: path, ...more };
    const line = `set -eo pipefail\n${stepsOf(job)}`;
    return spawnSync('bash', ['-c', line], { cwd: checkout, env: runEnv, encoding: 'utf8' });
  };
  const commit = (text: string) => writeFileSync(join(checkout, 'site/pages/index.liquid'), text);
  await server.empty();
  mkdirSync(join(checkout, 'tools'), { recursive: true });
  symlinkSync(join(place, `meniscus-${VERSION}.tgz`), join(checkout, 'tools/meniscus.tgz'));
  mkdirSync(join(checkout, 'site/pages'), { recursive: true });
  writeFileSync(join(checkout, 'site/site.yaml'), 'title: Built\n');

  commit('<h1>{{ site.title | upcse }}</h1>\n');
  const found = run('check');
  expect([found.status, found.stdout]).toEqual([
    1,
    expect.stringContaining('::error file=site/pages/index.liquid,line=1,endLine=1,col=21'),
  ]);
  for (const title of ['One', 'Two', 'Two']) {
    commit(`<h1>${title}</h1>\n`);
    expect(run('check')).toMatchObject({ status: 0 });
    expect(run('publish')).toMatchObject({ status: 0, stderr: '' });
    expect((await server.visit('/')).text).toContain(`<h1>${title}</h1>`);
  }
  const { releases } = JSON.parse((await server.api('GET', '/releases')).text);
  expect(releases.slice(0, 2).map(({ message }: { message: string }) => message)).toEqual([
    'a1b2c3',
    'a1b2c3',
  ]);

  await server.api('PUT', '/files/pages/index.liquid', '<h1>By hand</h1>\n');
  commit('<h1>Three</h1>\n');
  const stopped = run('publish');
  expect([stopped.status, stopped.stderr]).toEqual([5, expect.stringContaining('Nothing was sent')]);
  expect((await server.visit('/')).text).toContain('<h1>Two</h1>');
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
