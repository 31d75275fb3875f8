import { execFileSync } from 'node:child_process';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly zombie: boolean;
}

/** All that descend from a process, itself included, which have not ended. */
export function descendants(pid: number): number[] {
  const all = list().filter(({ zombie }) => !zombie);
  const found = all.filter((entry) => entry.pid === pid).map((entry) => entry.pid);
  for (const parent of found) {
    found.push(...all.filter((entry) => entry.parent === parent).map((entry) => entry.pid));
  }
  return found;
}

/** Those of some processes that still run. A zombie has ended; only its parent has not asked yet. */
export function stillRunning(pids: readonly number[]): number[] {
  return list()
    .filter(({ pid, zombie }) => !zombie && pids.includes(pid))
    .map(({ pid }) => pid);
}

function list(): Process[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid, parent, stat] = line.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), zombie: stat?.startsWith('Z') ?? false };
  });
}
