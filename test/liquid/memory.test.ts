import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

test('no template needs more than a hundred megabytes before it ends or is stopped', {
  timeout: 120_000,
}, () => {
  // Ten more for Node and the data.
  const flags = ['--max-old-space-size=110', '--disable-warning=ExperimentalWarning'];
  const { status, stdout, stderr } = spawnSync(
    resolve('node_modules/.bin/node'),
    [...flags, 'test/liquid/support/memory.ts'],
    { encoding: 'utf8' },
  );
  expect(status, `The last one is the one:\n${stdout}\n${stderr.slice(0, 2_000)}`).toBe(0);
  expect(stdout.trim().split('\n').length).toBeGreaterThan(25);
  // Of the whole process. One large text is let through by the bound on the heap.
  expect(Number(/(\d+) MB at most/.exec(stdout)?.[1])).toBeLessThan(450);
});
