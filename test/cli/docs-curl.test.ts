import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyProject } from './support/project.ts';
import { freePort, Started } from './support/started.ts';

let root: string;
let started: Started;

beforeAll(async () => {
  root = copyProject();
  started = await new Started(root, await freePort()).ready();
});

afterAll(async () => {
  await started.interrupt();
  rmSync(root, { recursive: true, force: true });
});

const GUIDE = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');
/** Any answer that is a refusal ends the shell. */
const STRICT = 'set -euo pipefail; curl() { command curl -sS --fail-with-body "$@"; }';

const blocks = [...GUIDE.matchAll(/^## (.*?)$(.*?)(?=^## |$(?![\s\S]))/gms)].map(
  ([, title = '', text = '']) => {
    const commands = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block).join('\n');
    return [title, commands] as const;
  },
);

test.each(blocks)('docs/api.md: %s', (_, commands) => {
  expect(commands).toContain('curl');
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `${STRICT}\n${commands}`], {
    encoding: 'utf8',
    env: { ...process.env, ADMIN: `http://admin.localhost:${started.port}`, TOKEN: started.token },
  });
  expect({ status, stderr, stdout: status === 0 ? '' : stdout }).toEqual({
    status: 0,
    stderr: '',
    stdout: '',
  });
});
