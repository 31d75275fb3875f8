import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A value in KV, with its metadata. */
export interface KvValue {
  readonly text: string;
  readonly metadata?: object;
}

export interface KvServer {
  readonly port: number;
  readonly values: Map<string, KvValue>;
  readonly server: Server;
}

/**
 * Workers KV as workerd asks for it, in this process: what it costs is not the Worker's. `other` may answer what is no
 * question to KV, and then says so.
 */
export async function startKvServer(
  other: (url: URL, request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<KvServer> {
  const values = new Map<string, KvValue>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://kv');
    if (other(url, request, response)) return undefined;
    if (url.pathname === '/bulk/get') {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { keys } = JSON.parse(body) as { keys: string[] }; // what workerd sends
      const found = keys.map((key) => [key, values.get(key)?.text ?? null]);
      return response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify(Object.fromEntries(found)));
    }
    const found = values.get(decodeURIComponent(url.pathname.slice(1)));
    if (!found) return response.writeHead(404).end();
    if (found.metadata) response.setHeader('cf-kv-metadata', JSON.stringify(found.metadata));
    return response.end(found.text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is one
  return { port, server, values };
}
