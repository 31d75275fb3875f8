import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod/mini';
import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { KEYS } from '../../schema/keys.ts';
import type { LocalRelease } from './build.ts';

const bulkSchema = z.object({ keys: z.array(z.string()) });

/** Workers KV as workerd asks for it over HTTP, with one release in it. */
export class KvServer {
  readonly #server: Server;
  readonly #texts = new Map<string, { readonly text: string; readonly metadata?: object }>();
  #release: LocalRelease | undefined;

  private constructor(server: Server) {
    this.#server = server;
    server.on(
      'request',
      (request, response) => void this.#answer(request, response).catch(() => response.destroy()),
    );
  }

  static async start(): Promise<KvServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new KvServer(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port; // a TCP server's address is one
  }

  /** Makes a release live. Packs of the one before go. */
  publish(release: LocalRelease): void {
    this.#release = release;
    this.#texts.clear();
    const { id, version, manifest, packs } = release;
    const metadata = { id, format: MANIFEST_FORMAT, move: version, since: Date.now() };
    this.#texts.set(KEYS.live('main'), { text: manifest, metadata });
    for (const { name, text } of packs) this.#texts.set(KEYS.pack(name), { text });
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://kv');
    if (url.pathname === '/bulk/get') return this.#bulk(request, response);
    const key = decodeURIComponent(url.pathname.slice(1));
    const found = this.#texts.get(key);
    if (found) {
      if (found.metadata) response.setHeader('cf-kv-metadata', JSON.stringify(found.metadata));
      response.end(found.text);
      return;
    }
    const asset = key.startsWith('asset:')
      ? this.#release?.assets.get(key.slice('asset:'.length))
      : undefined;
    if (!asset) {
      response.writeHead(404).end();
      return;
    }
    const { type, size } = asset.record;
    response.setHeader('cf-kv-metadata', JSON.stringify({ type, size }));
    createReadStream(asset.file)
      .on('error', () => response.destroy())
      .pipe(response);
  }

  async #bulk(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { keys } = z.parse(bulkSchema, JSON.parse(body));
    const found = keys.map((key) => [key, this.#texts.get(key)?.text ?? null]);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(Object.fromEntries(found)));
  }
}
