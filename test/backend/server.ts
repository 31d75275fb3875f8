import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a path of the backend does now; set by `POST /set?path=/x&as=dead`. */
type Mode = (request: IncomingMessage, response: ServerResponse) => void;

const json = (response: ServerResponse, status: number, value: unknown) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};

const MODES: Readonly<Record<string, Mode>> = {
  dead: (request) => request.socket.destroy(),
  slow: (_, response) => void setTimeout(() => json(response, 200, { late: true }), 30_000).unref(),
  trickle(_, response) {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 100);
    response.on('close', () => clearInterval(timer));
  },
  html: (_, response) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>'),
  lying: (_, response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end('<h1>Not JSON</h1>'),
  modest: (_, response) =>
    void response.writeHead(200, { 'content-type': 'text/plain' }).end('{"n":"plain"}'),
  empty: (_, response) => void response.writeHead(204).end(),
  unchanged: (_, response) => void response.writeHead(304, { etag: '"1"' }).end(),
  cookies(request, response) {
    response.setHeader('set-cookie', ['a=1; Path=/', 'b=2; Path=/']);
    json(response, 200, { cookie: request.headers.cookie });
  },
  huge(_, response) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('["');
    for (let n = 0; n < 40; n++) response.write('x'.repeat(65_536));
    response.end('"]');
  },
  failing: (_, response) => json(response, 503, { error: 'down' }),
  halves: (_, response) =>
    void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"n":"<\\ud83d>\\ude00\\ud83d\\ude00"}'),
  numbers: (_, response) =>
    void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"id": 9007199254740993, "price": 2.0, "list": [1e3, {"n": -12345678901234567890}], "plain": 7}'),
  gone: (_, response) => json(response, 404, { error: 'no such thing' }),
  teapot: (_, response) => json(response, 418, { error: 'short and stout' }),
};

/** A backend on loopback that is as good or as bad as a test tells it to be, path by path. */
export function startBackend(): Promise<{ url: string; server: Server }> {
  const modes = new Map<string, string>();
  const counts = new Map<string, number>();
  /** Requests that are answered when there are two of them. */
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://backend');
    if (url.pathname === '/set') {
      modes.set(url.searchParams.get('path') ?? '', url.searchParams.get('as') ?? '');
      return json(response, 200, {});
    }
    if (url.pathname === '/count')
      return json(response, 200, counts.get(url.searchParams.get('path') ?? '') ?? 0);
    const count = (counts.get(url.pathname) ?? 0) + 1;
    counts.set(url.pathname, count);
    const mode = modes.get(url.pathname);
    if (mode && MODES[mode]) return MODES[mode](request, response);
    if (mode === 'together') {
      if (waiting.push(() => answer(request, response, count)) === 2)
        for (const go of waiting.splice(0)) go();
      return;
    }
    if (mode?.startsWith('to:')) return void response.writeHead(302, { location: mode.slice(3) }).end();
    answer(request, response, count);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo; // a TCP server's address is one
      resolve({ url: `http://127.0.0.1:${port}`, server });
    });
  });
}

/** By default a path tells what it was asked, and how often. */
function answer(request: IncomingMessage, response: ServerResponse, n: number): void {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    response.setHeader('keep-alive', 'timeout=5');
    response.setHeader('x-backend', 'yes');
    json(response, 200, { n, method: request.method, url: request.url, headers: request.headers, body });
  });
}
