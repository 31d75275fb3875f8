import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Built } from '../build.ts';
import { get, start } from '../isolate.ts';

/** Millions of instructions of a workerd process: until it listens, and of its first request. */
export interface Instructions {
  readonly start: number;
  readonly first: number;
}

export const hasValgrind = (): boolean => spawnSync('valgrind', ['--version']).status === 0;

/** Cachegrind counts them, with few differences from run to run: what else the machine does is not in it. */
export async function instructionsOf(worker: Built, kv: number, path: string): Promise<Instructions> {
  const alone = await counted(worker, kv, undefined);
  return { start: alone, first: (await counted(worker, kv, path)) - alone };
}

async function counted(worker: Built, kv: number, path: string | undefined): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'meniscus-count-'));
  const log = join(folder, 'log');
  const options = ['--cache-sim=no', '--cachegrind-out-file=/dev/null', `--log-file=${log}`];
  try {
    const isolate = await start(worker, kv, {}, ['valgrind', '--tool=cachegrind', ...options]);
    if (path !== undefined) await get(isolate.url + path);
    await isolate.stop('SIGTERM');
    const [, refs = ''] = /I\s+refs:\s+([\d,]+)/.exec(readFileSync(log, 'utf8')) ?? [];
    return Number(refs.replaceAll(',', '')) / 1e6;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
