import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Raw workerd, since Miniflare stands between clients and workerd and hides that one has gone. */
let workerd: ChildProcess;
let backend: Server;
let folder: string;
let port = 0;

/** Milliseconds that the backend takes. */
const SLOW = 400;

beforeAll(async () => {
  backend = createServer((_, response) => setTimeout(() => response.end('loaded'), SLOW)).listen(
    0,
    '127.0.0.1',
  );
  await new Promise((resolve) => backend.once('listening', resolve));
  folder = await mkdtemp(join(tmpdir(), 'meniscus-'));
  const entry = new URL('./slow-load.worker.ts', import.meta.url).pathname;
  await build({ entryPoints: [entry], bundle: true, format: 'esm', outfile: join(folder, 'worker.js') });
  port = await freePort();
  await writeFile(join(folder, 'config.capnp'), config(port, (backend.address() as AddressInfo).port)); // listens on TCP
  workerd = spawn('node_modules/.bin/workerd', ['serve', join(folder, 'config.capnp')], { stdio: 'inherit' });
  for (let tries = 0; tries < 100; tries++) {
    if ((await visit('/', 5_000).answer) === 'loaded') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('workerd did not start');
});

afterAll(async () => {
  // Asked nicely, workerd waits for the visitor that will never be answered.
  workerd?.kill('SIGKILL');
  backend?.close();
  await rm(folder, { recursive: true, force: true });
});

function config(listen: number, backendPort: number): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "worker.js")],
      compatibilityDate = "2026-11-01",
      bindings = [(name = "BACKEND", service = "backend")],
    )),
    (name = "backend", external = (address = "127.0.0.1:${backendPort}", http = ())),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${listen}", http = (), service = "main")],
);
`;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const found = (probe.address() as AddressInfo).port; // listens on TCP
  await new Promise((resolve) => probe.close(resolve));
  return found;
}

/** One request on a connection of its own. `answer` is undefined when none came in time. */
function visit(path: string, patience: number) {
  let leave = () => {};
  const answer = new Promise<string | undefined>((resolve) => {
    const sent = request({ host: '127.0.0.1', port, path, agent: false, timeout: patience }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve(body));
    });
    leave = () => void sent.socket?.resetAndDestroy();
    sent.on('error', () => resolve(undefined));
    sent.on('timeout', () => sent.destroy());
    sent.end();
  });
  return { answer, leave: () => leave() };
}

/** The first client starts the load and leaves in its middle; the second one waits for the same load. */
async function second(path: string): Promise<string | undefined> {
  const first = visit(path, 5_000);
  await new Promise((resolve) => setTimeout(resolve, SLOW / 4));
  const other = visit(path, 8 * SLOW);
  await new Promise((resolve) => setTimeout(resolve, SLOW / 4));
  first.leave();
  return other.answer;
}

test('a visitor is answered although the client that started the shared load has gone', async () => {
  expect(await second('/')).toBe('loaded');
  expect(await visit('/', 5_000).answer).toBe('loaded');
});

test('that visitor loads for itself when nothing kept the load alive', async () => {
  expect(await second('/unkept')).toBe('loaded');
});

test('(a plain shared promise would leave that visitor without an answer, which is why there is worker/share)', async () => {
  expect(await second('/plain')).toBeUndefined();
});
