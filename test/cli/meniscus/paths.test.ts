import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { commands } from '../../../cli/commands/all.ts';
import { run } from '../../../cli/frame/run.ts';
import { toolPath } from '../../../cli/tools/find.ts';

/** Paths that a person types and that are not what a command can use: never taken for our fault. */
const folder = mkdtempSync(join(tmpdir(), 'meniscus-paths-'));
writeFileSync(join(folder, 'site.yaml'), 'title: Test\n');
writeFileSync(join(folder, 'file'), '');
symlinkSync('loop', join(folder, 'loop'));

afterAll(() => rmSync(folder, { recursive: true }));

async function typed(...argv: string[]): Promise<{ code: number; says: string }> {
  let says = '';
  const shown = () =>
    new PassThrough().on('data', (piece: Buffer) => {
      says += piece;
    });
  const code = await run(commands, argv, {
    cwd: folder,
    // Nothing listens there, and no command comes so far.
    env: { HOME: folder, MENISCUS_URL: 'http://127.0.0.1:9', MENISCUS_TOKEN: 'x' },
    stdin: new PassThrough(),
    stdout: shown(),
    stderr: shown(),
    onSignal: () => {},
    exit: () => {},
  });
  await new Promise((done) => setImmediate(done));
  return { code, says };
}

test.each([
  [['import', 'none.zip'], 2, 'There is no file none.zip'],
  [['import', 'file/a.zip'], 2, 'There is no file file/a.zip'],
  [['import', '.'], 2, '. is a folder, and an archive is a file'],
  [['export', 'none/a.zip'], 2, `There is no folder ${join(folder, 'none')}. Nothing was written.`],
  [['export', 'file'], 2, 'is there already'],
  [['check', 'none'], 2, 'There is no folder none'],
  [['check', 'file'], 2, 'is a file, and a site is a folder'],
  [['init', 'file/a'], 1, 'is a file, and no folder'],
  [['init', 'loop'], 1, 'lead in a circle'],
  [['init', 'x'.repeat(300)], 1, 'its name is too long'],
])('a path, case %#', async (argv, code, says) => {
  const ended = await typed(...argv);
  expect(ended.says).toContain(says);
  expect(ended.says).toContain('→');
  expect(ended.code).toBe(code);
});

test('wrangler runs on a Node that is new enough, whatever is first on the PATH', () => {
  writeFileSync(join(folder, 'node'), '#!/bin/sh\necho v18.0.0\n', { mode: 0o755 });
  const { stdout } = spawnSync('node', ['--version'], {
    encoding: 'utf8',
    env: { PATH: toolPath({ PATH: folder, HOME: folder }) },
  });
  expect(Number(/^v(\d+)/.exec(stdout)?.[1])).toBeGreaterThanOrEqual(22);
});
