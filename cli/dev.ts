import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { messageOf } from '../schema/message-of.ts';
import { forgetBuild } from './pack/build-ui.ts';
import { ROOT, serve } from './serve.ts';
import { spawnTied } from './tied.ts';

/** What Vite says after each build; the first time the editor is there to be served. */
const BUILT = /built in \d/;
const QUICK_TESTS = ['--watch', '--config', 'vitest.quick.config.ts', '--no-clearScreen'];

const children: ChildProcess[] = [];

/**
 * `npm run dev`: as `npm start`, and what changes is built again. wrangler watches the Workers; Vite watches the editor, whose
 * pages reload by themselves. With `--test`, tests run again too: the quick ones, or those of the files named after it.
 */
try {
  const [flag, ...files] = process.argv.slice(2);
  if (flag !== undefined && flag !== '--test')
    throw new Error(`npm run dev has no option ${flag}: only --test`);
  await serve(watchUi, () => {
    if (flag === '--test') watchTests(files);
  });
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
} finally {
  for (const child of children) child.stdin?.end();
}

/** Resolves when the editor is built for the first time. */
function watchUi(): Promise<void> {
  // What is built here reloads itself: `npm start` and a deploy have to build it again.
  forgetBuild(ROOT);
  console.log('Building the admin …');
  const child = run('vite', [
    'build',
    '--watch',
    '--config',
    'admin/ui/vite.config.ts',
    '--clearScreen',
    'false',
  ]);
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (piece: Buffer) => {
      if (BUILT.test(piece.toString('utf8'))) resolve();
    });
    child.stderr?.pipe(process.stderr);
    child.on('exit', () => reject(new Error('The admin could not be built.')));
  });
}

function watchTests(files: readonly string[]): void {
  const child = run('vitest', [...QUICK_TESTS, ...files]);
  child.stdout?.pipe(process.stdout);
  child.stderr?.pipe(process.stderr);
}

/** Runs a command of the project until we end. */
function run(command: string, args: readonly string[]): ChildProcess {
  const child = spawnTied(ROOT, join(ROOT, 'node_modules/.bin', command), args, { FORCE_COLOR: '1' });
  child.on('error', (error) => console.error(`${command} could not be started: ${error.message}`));
  children.push(child);
  return child;
}
