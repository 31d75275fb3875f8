import { once } from 'node:events';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { lookupFor } from '../api/transport.ts';
import { usage } from '../frame/exit.ts';
import { OWN, SCRIPT } from './script.ts';

/** Where pages come from: asked at each request, for it may move. */
export interface Source {
  readonly origin: string;
  /** Sent with each request: what opens a preview. */
  readonly cookie?: string;
}

const DEFAULT_PORT = 4321;
/** Ports after the first that are tried, where none was named. */
const MORE = 20;
/** Headers that are about one connection. */
const HOPS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding']);

/** The site at an address of this machine, whose pages reload at each save and show what is wrong with one. */
export class DevPage {
  readonly #server: Server;
  readonly #source: () => Source;
  readonly #open = new Set<ServerResponse>();
  #said = { version: 0, problem: '' };

  private constructor(server: Server, source: () => Source) {
    this.#server = server;
    this.#source = source;
    server.on('request', (incoming, outgoing) => this.#answer(incoming, outgoing));
  }

  static async start(port: number | undefined, source: () => Source): Promise<DevPage> {
    for (let tried = port ?? DEFAULT_PORT; ; tried++) {
      const server = createServer();
      try {
        server.listen(tried, '127.0.0.1');
        await once(server, 'listening');
        return new DevPage(server, source);
      } catch {
        if (port !== undefined || tried >= DEFAULT_PORT + MORE)
          throw usage(`Port ${tried} is taken.`, `Choose another one: --port ${tried + 1}`);
      }
    }
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`; // a TCP server's address is one
  }

  /** Has open pages load again. */
  reload(): void {
    this.#say({ version: this.#said.version + 1, problem: '' });
  }

  /** Draws a problem over open pages, which stay; an empty text takes it away. */
  show(problem: string): void {
    if (problem !== this.#said.problem) this.#say({ ...this.#said, problem });
  }

  #say(said: { version: number; problem: string }): void {
    this.#said = said;
    for (const each of this.#open) each.write(this.#message());
  }

  #message(): string {
    return `data: ${JSON.stringify(this.#said)}\n\n`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (!isOurs(incoming)) return void outgoing.writeHead(403).end('Open this page at localhost.\n');
    const url = incoming.url ?? '/';
    if (url === `${OWN}/dev.js`) return void outgoing.writeHead(200, SCRIPT_HEADERS).end(SCRIPT);
    // The preview's own reload would be a second one.
    if (url === '/_preview/live.js') return void outgoing.writeHead(200, SCRIPT_HEADERS).end('');
    if (url !== `${OWN}/events`) {
      this.#pass(incoming, outgoing);
      return;
    }
    outgoing.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    outgoing.write(`retry: 500\n${this.#message()}`);
    this.#open.add(outgoing);
    outgoing.on('close', () => this.#open.delete(outgoing));
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { origin, cookie } = this.#source();
    const url = new URL(incoming.url ?? '/', origin);
    const own = [incoming.headers.cookie, cookie].filter((each) => each !== undefined).join('; ');
    const headers = {
      ...incoming.headers,
      host: url.host,
      'accept-encoding': 'identity',
      ...(own && { cookie: own }),
    };
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const passed = send(url, { method: incoming.method, headers, ...lookupFor(url.hostname) }, (reply) =>
      this.#relay(reply, outgoing, origin),
    );
    passed.on('error', (error) => {
      if (outgoing.headersSent) outgoing.destroy();
      else
        outgoing
          .writeHead(502, { 'content-type': 'text/html; charset=utf-8' })
          .end(
            `<!doctype html><title>No answer</title><p>${origin} gives no answer (${error.message}). This page loads again when it does.</p>${TAG}`,
          );
    });
    incoming.pipe(passed);
  }

  #relay(reply: IncomingMessage, outgoing: ServerResponse, origin: string): void {
    const isHtml = /^text\/html/.test(reply.headers['content-type'] ?? '');
    const headers = Object.entries(reply.headers).filter(
      ([name, value]) => value !== undefined && !(isHtml && HOPS.has(name)),
    );
    const fields: Record<string, string | string[] | undefined> = Object.fromEntries(headers);
    const location = reply.headers.location;
    if (location?.startsWith(origin)) fields.location = location.slice(origin.length) || '/';
    if (isHtml) {
      fields['cache-control'] = 'no-store';
      delete fields.etag;
      const policy = reply.headers['content-security-policy'];
      if (typeof policy === 'string') fields['content-security-policy'] = withOurs(policy);
    }
    outgoing.writeHead(reply.statusCode ?? 502, fields);
    if (!isHtml) return void reply.pipe(outgoing);
    reply.on('data', (piece) => outgoing.write(piece));
    reply.on('end', () => outgoing.end(TAG));
    reply.on('error', () => outgoing.destroy());
  }
}

const TAG = `\n<script src="${OWN}/dev.js"></script>\n`;
const SCRIPT_HEADERS = { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' };

/** A page of another site can have a browser ask us; its name in Host tells (DNS rebinding). */
function isOurs({ headers }: IncomingMessage): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(headers.host ?? '');
}

/** A policy that lets our script run and ask us; the rest of it holds. */
function withOurs(policy: string): string {
  return policy
    .split(';')
    .map((each) => {
      const [name = '', ...values] = each.trim().split(/\s+/);
      if (!['default-src', 'script-src', 'script-src-elem', 'connect-src'].includes(name)) return each.trim();
      const kept = values.filter((value) => value !== "'none'");
      return [name, ...kept, OWN_SCRIPT].join(' ');
    })
    .join('; ');
}

const OWN_SCRIPT = "'self'";
