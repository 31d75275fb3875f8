import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const WANTED = {
  '': {},
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/mac': { version: '1.0.0', optional: true },
};
const { '': _, 'node_modules/mac': __, ...INSTALLED } = WANTED;

/** A project with a lock file, what npm has noted of its last installation, and an `npm` that notes its calls. */
function project(installed: object | undefined, npm = 'exit 0') {
  const root = mkdtempSync(join(tmpdir(), 'meniscus-bootstrap-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
  mkdirSync(join(root, 'bin'));
  cpSync('cli/bootstrap.mjs', join(root, 'cli/bootstrap.mjs'));
  symlinkSync(resolve('node_modules/.bin/node'), join(root, 'node_modules/.bin/node'));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: WANTED }));
  if (installed)
    writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
  writeFileSync(join(root, 'bin/npm'), `#!/bin/sh\necho "$1" >> "${root}/npm.log"\n${npm}\n`);
  chmodSync(join(root, 'bin/npm'), 0o755);
  writeFileSync(
    join(root, 'script.ts'),
    'const code: number = Number(process.argv[2]);\nconsole.log(process.argv.slice(2).join());\nprocess.exit(code);\n',
  );
  const run = (...args: string[]) => {
    const env = { ...process.env, PATH: `${root}/bin:${process.env.PATH}` };
    const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/bootstrap.mjs', ...args], {
      cwd: root,
      env,
      encoding: 'utf8',
    });
    return { status, stdout, stderr, npm: readCalls(join(root, 'npm.log')) };
  };
  return { run };
}

function readCalls(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').trim().split('\n');
  } catch {
    return []; // npm was never called
  }
}

test('a clone with nothing installed gets what the lock file says', () => {
  expect(project(undefined).run().npm).toEqual(['ci']);
});

test('what is installed is not installed again; packages for other systems may be missing', () => {
  expect(project(INSTALLED).run().npm).toEqual([]);
});

test('another version in the lock file is installed', () => {
  const older = { 'node_modules/a': { version: '0.9.0', integrity: 'sha512-b' } };
  expect(project(older).run().npm).toEqual(['ci']);
});

test('npm install is tried when npm ci fails, and a failure of both ends with an error', () => {
  expect(project(undefined, '[ "$1" = install ]').run()).toMatchObject({ npm: ['ci', 'install'], status: 0 });
  const failed = project(undefined, 'exit 1').run('script.ts', '0');
  expect(failed).toMatchObject({ npm: ['ci', 'install'], status: 1, stdout: '' });
  expect(failed.stderr).toContain('The installation failed');
});

test('a script in TypeScript runs with its arguments, and its exit code is ours', () => {
  expect(project(INSTALLED).run('script.ts', '7', 'b')).toMatchObject({ stdout: '7,b\n', status: 7 });
});
