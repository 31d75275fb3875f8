import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Runs its arguments as a command whose whole process group ends when our end of the pipe at its standard input closes,
 * which the kernel does for us even when we are killed. wrangler itself would live on with nobody to stop it.
 */
const TIED_TO_US = 'exec 3<&0 </dev/null; { cat <&3 >/dev/null; kill -9 0; } & exec 3<&-; exec "$@"';

/**
 * Starts a command in a process group of its own, which ends at the latest when we do, however that happens. To end it
 * before, end its `stdin`. It has nothing to read.
 */
export function spawnTied(
  root: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcess {
  return spawn('sh', ['-c', TIED_TO_US, 'meniscus', command, ...args], {
    cwd: root,
    detached: true,
    env: { ...process.env, ...env },
  });
}
