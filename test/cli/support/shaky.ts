import { once } from 'node:events';
import { createServer, type Server as HttpServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

type Fate = 'pass' | 'lose request' | 'lose answer';

/** A way to a server on which requests, and answers, get lost as a test wants it. */
export class ShakyProxy {
  readonly #server: HttpServer;
  /** Says before each request what happens to it; it waits for that. */
  next: (asked: string) => Fate | Promise<Fate> = () => 'pass';

  private constructor(server: HttpServer) {
    this.#server = server;
  }

  static async start(target: number): Promise<ShakyProxy> {
    const server = createServer();
    const proxy = new ShakyProxy(server);
    server.on('request', async (incoming, outgoing) => {
      const fate = await proxy.next(`${incoming.method} ${incoming.url}`);
      if (fate === 'lose request') return void incoming.socket.destroy();
      const headers = { ...incoming.headers, host: `admin.localhost:${target}` };
      const passed = request(
        { host: '127.0.0.1', port: target, method: incoming.method, path: incoming.url, headers },
        (reply) => {
          if (fate === 'lose answer') {
            reply.resume();
            reply.on('end', () => incoming.socket.destroy());
            return;
          }
          outgoing.writeHead(reply.statusCode ?? 0, reply.headers);
          reply.pipe(outgoing);
        },
      );
      passed.on('error', () => incoming.socket.destroy());
      incoming.pipe(passed);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://admin.localhost:${(this.#server.address() as AddressInfo).port}`; // a TCP server's address is one
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
