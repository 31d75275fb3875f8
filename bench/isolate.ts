import { readdirSync, readFileSync } from 'node:fs';
import { type Agent, request } from 'node:http';
import { startWorkerd, type Workerd } from '../test/support/workerd.ts';
import type { Built } from './build.ts';

/** A workerd process with one Worker in it, and nothing else. */
export interface Isolate {
  readonly url: string;
  /** When its process was started, as `performance.now()` says it. */
  readonly started: number;
  /** Milliseconds of CPU of all its threads since it was started. */
  cpu(): number;
  /** Pages of memory that it touched for the first time, and that needed no disk. */
  faults(): number;
  /** Kilobytes of memory. */
  memory(): number;
  stop: Workerd['stop'];
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

/** Starts workerd; answers when it listens. `kv` is the port of what answers for KV and upstreams. */
export async function start(
  worker: Built,
  kv: number,
  vars: Readonly<Record<string, string>> = {},
  under: readonly string[] = [],
): Promise<Isolate> {
  const texts = { SITE: 'main', FRESH_LOOK: '5', FRESH_WAIT: '30', UPSTREAM_HOSTS: '127.0.0.1:*', ...vars };
  const bindings = Object.entries(texts).map(([name, text]) => `(name = "${name}", text = "${text}")`);
  const { url, pid, started, stop } = await startWorkerd({
    modules: worker.modules,
    flags: worker.flags,
    under,
    compiled: process.env.PARSED === undefined,
    bindings: ['(name = "KV", kvNamespace = "kv")', ...bindings],
    services: [
      `(name = "kv", external = (address = "127.0.0.1:${kv}", http = ()))`,
      '(name = "internet", network = (allow = ["public", "private", "local"]))',
    ],
    more: 'cacheApiOutbound = "kv",',
  });
  const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  return { url, started, cpu: () => cpuOf(pid), faults: () => faultsOf(pid), memory, stop };
}

function cpuOf(pid: number): number {
  let total = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    total += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  }
  return total;
}

/** The process's name, which may have spaces, ends with the last parenthesis of its line. */
function faultsOf(pid: number): number {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(line.slice(line.lastIndexOf(')')).split(' ')[8]);
}

/** Asks for a page. */
export function get(url: string, agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { ...(agent && { agent }) }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    });
    asked.on('error', reject);
    asked.end();
  });
}
