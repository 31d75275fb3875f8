import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleOne } from '../support/bundle.ts';
import { startWorkerd, type Workerd } from '../support/workerd.ts';

/** Raw workerd, since Miniflare stands between clients and workerd and hides that one has gone. */
let workerd: Workerd;
let backend: Server;

/** Milliseconds that the backend takes. */
const SLOW = 400;
/** Milliseconds that a busy machine may take for what comes. */
const PATIENCE = 30_000;

beforeAll(async () => {
  backend = createServer((_, response) => setTimeout(() => response.end('loaded'), SLOW)).listen(
    0,
    '127.0.0.1',
  );
  await new Promise((resolve) => backend.once('listening', resolve));
  const { port } = backend.address() as AddressInfo; // listens on TCP
  const entry = new URL('./slow-load.worker.ts', import.meta.url).pathname;
  workerd = await startWorkerd({
    modules: [{ name: 'worker.js', contents: await bundleOne(entry) }],
    services: [`(name = "backend", external = (address = "127.0.0.1:${port}", http = ()))`],
    bindings: ['(name = "BACKEND", service = "backend")'],
  });
  expect(await visit('/', PATIENCE).answer).toBe('loaded');
});

afterAll(async () => {
  await workerd?.stop();
  backend?.close();
});

/** One request on a connection of its own. `answer` is undefined when none came in time. */
function visit(path: string, patience: number) {
  let leave = () => {};
  const answer = new Promise<string | undefined>((resolve) => {
    const sent = request(workerd.url + path, { agent: false, timeout: patience }, (response) => {
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
async function second(path: string, patience = PATIENCE): Promise<string | undefined> {
  const first = visit(path, PATIENCE);
  await new Promise((resolve) => setTimeout(resolve, SLOW / 4));
  const other = visit(path, patience);
  await new Promise((resolve) => setTimeout(resolve, SLOW / 4));
  first.leave();
  return other.answer;
}

test('a visitor is answered although the client that started the shared load has gone', async () => {
  expect(await second('/')).toBe('loaded');
  expect(await visit('/', PATIENCE).answer).toBe('loaded');
});

test('that visitor loads for itself when nothing kept the load alive', async () => {
  expect(await second('/unkept')).toBe('loaded');
});

test('(a plain shared promise would leave that visitor without an answer, which is why there is release/shared-load)', async () => {
  expect(await second('/plain', 8 * SLOW)).toBeUndefined();
});
