import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

interface Value {
  readonly bytes: Buffer;
  readonly metadata: string | undefined;
}

/** How often an operation fails, between 0 and 1. Those that do not may be slow. */
export interface Trouble {
  fails: number;
  slow: number;
}

/** Workers KV as workerd asks for it: values in this process, which outlive the Workers, and a door for each of them. */
export class SoakKv {
  readonly #values = new Map<string, Value>();
  /** Operations that were made to fail. */
  injected = 0;
  /** Grows by what an operation adds to the next failure; at 1 it is there. So no two that follow one another fail: a read that is tried again works. */
  #due = 0.5;

  /** Opens a port; `trouble` may be changed at any time. */
  async open(trouble: Trouble): Promise<{ port: number; close(): void }> {
    const server = createServer((request, response) => {
      this.#answer(request, response, trouble).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // a TCP server's address is one
    return { port, close: () => server.close() && server.closeAllConnections() };
  }

  async #answer(request: IncomingMessage, response: ServerResponse, trouble: Trouble): Promise<unknown> {
    const body = await bytesOf(request);
    if (Math.random() < trouble.slow) await sleep(Math.random() * 200);
    // At random, yet never long without one: in a short soak too, some operations fail.
    this.#due += 2 * Math.random() * trouble.fails;
    if (this.#due >= 1) {
      this.#due -= 1;
      this.injected++;
      // A write may have been made although its answer says otherwise.
      if (Math.random() < 0.5) this.#change(request, body);
      return response.writeHead(Math.random() < 0.5 ? 500 : 429).end();
    }
    const url = new URL(request.url ?? '/', 'http://kv');
    if (url.pathname === '/bulk/get') return response.end(this.#bulk(body));
    if (this.#change(request, body)) return response.writeHead(204).end();
    const found = this.#values.get(keyOf(url));
    if (!found) return response.writeHead(404).end();
    if (found.metadata) response.setHeader('cf-kv-metadata', found.metadata);
    return response.end(found.bytes);
  }

  #bulk(body: Buffer): string {
    const { keys } = JSON.parse(body.toString()) as { keys: string[] }; // what workerd sends
    const found = keys.map((key) => [key, this.#values.get(key)?.bytes.toString() ?? null]);
    return JSON.stringify(Object.fromEntries(found));
  }

  #change(request: IncomingMessage, bytes: Buffer): boolean {
    const key = keyOf(new URL(request.url ?? '/', 'http://kv'));
    const metadata = request.headers['cf-kv-metadata']?.toString();
    if (request.method === 'PUT') this.#values.set(key, { bytes, metadata });
    else if (request.method === 'DELETE') this.#values.delete(key);
    else return false;
    return true;
  }
}

const keyOf = ({ pathname }: URL): string => decodeURIComponent(pathname.slice(1));

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
