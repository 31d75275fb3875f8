import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Built } from './build.ts';

/** The path of the binary: the package is CommonJS and calls it its default. */
const workerd: string = createRequire(import.meta.url)('workerd').default;

/** A workerd process with one Worker in it, and nothing else. */
export interface Isolate {
  readonly url: string;
  /** Milliseconds of CPU of all its threads since it was started. */
  cpu(): number;
  /** Kilobytes of memory. */
  memory(): number;
  stop(): Promise<void>;
}

/** Starts workerd; answers when it listens. `kv` is the port of what answers for KV and upstreams. */
export async function start(
  worker: Built,
  kv: number,
  vars: Readonly<Record<string, string>> = {},
): Promise<Isolate> {
  const folder = write(worker, kv, vars);
  const child = spawn(workerd, ['serve', '--control-fd=3', join(folder, 'config.capnp')], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  running.add(child);
  const port = await listening(child);
  const pid = child.pid ?? 0;
  return {
    url: `http://127.0.0.1:${port}`,
    cpu: () => cpuOf(pid),
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => {
          running.delete(child);
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        child.kill('SIGKILL');
      }),
  };
}

/** Processes that are not stopped yet: they end with this one, however it ends. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

let folders = 0;

function write(worker: Built, kv: number, vars: Readonly<Record<string, string>>): string {
  const folder = join(tmpdir(), `meniscus-bench-${process.pid}-${folders++}`);
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of worker.modules) writeFileSync(join(folder, path), contents);
  writeFileSync(join(folder, 'config.capnp'), configOf(worker, kv, vars));
  return folder;
}

function configOf(worker: Built, kv: number, vars: Readonly<Record<string, string>>): string {
  const modules = worker.modules.map(({ type, path }) => {
    const kind = type === 'ESModule' ? 'esModule' : 'wasm';
    return `(name = "${path}", ${kind} = embed "${path}")`;
  });
  const texts = { SITE: 'main', FRESH_LOOK: '5', FRESH_WAIT: '30', UPSTREAM_HOSTS: '127.0.0.1:*', ...vars };
  const bindings = Object.entries(texts).map(([name, text]) => `(name = "${name}", text = "${text}")`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "kv", external = (address = "127.0.0.1:${kv}", http = ())),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [${modules.join(', ')}],
  bindings = [(name = "KV", kvNamespace = "kv"), ${bindings.join(', ')}],
  cacheApiOutbound = "kv",
  compatibilityDate = "2026-11-01",
);
`;
}

/** The port that workerd tells on its control descriptor. */
function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`workerd ended with ${code}`)));
    let said = '';
    child.stdio[3]?.on('data', (chunk) => {
      said += chunk;
      const port = /"port":(\d+)/.exec(said)?.[1];
      if (port) resolve(Number(port));
    });
  });
}

function cpuOf(pid: number): number {
  let total = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    total += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  }
  return total;
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
