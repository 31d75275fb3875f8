import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';

export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
  /** Milliseconds without a byte after which it is given up. */
  readonly patience?: number;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Milliseconds: a publish is answered after 25 s at the latest. */
const PATIENCE = 60_000;

const OPTIONS = { keepAlive: true, maxSockets: 16 };
const AGENTS = { 'http:': new HttpAgent(OPTIONS), 'https:': new HttpsAgent(OPTIONS) };

/** Not every system resolves *.localhost (RFC 6761), and `fetch` drops a Host header: so we connect to loopback ourselves. */
const toLoopback: LookupFunction = (_host, options, done) => {
  if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

export const lookupFor = (hostname: string): { lookup?: LookupFunction } =>
  /^(?:.+\.)?localhost$/.test(hostname) ? { lookup: toLoopback } : {};

/** One request. Redirects are not followed: a token goes to the address that it was made for and nowhere else. */
export async function send(request: Request): Promise<Reply> {
  try {
    return await sendOnce(request);
  } catch (error) {
    if (error instanceof StaleError && request.method === 'GET') return await sendOnce(request);
    throw error;
  }
}

/** The server closed a kept connection just as we sent on it, so it has likely seen nothing of the request. */
class StaleError extends Error {}

function sendOnce({ method, url, headers, body, signal, patience = PATIENCE }: Request): Promise<Reply> {
  const secure = url.protocol === 'https:';
  let answered = false;
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? httpsRequest : httpRequest)(
      url,
      {
        method,
        agent: secure ? AGENTS['https:'] : AGENTS['http:'],
        timeout: patience,
        headers: { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
        ...(signal && { signal }),
        ...lookupFor(url.hostname),
      },
      (incoming) => {
        answered = true;
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('close', () => {
          if (!incoming.complete) reject(new Error('the answer was cut off'));
        });
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer in ${patience / 1000} s`)));
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // A server that refuses a body early ends the sending of it: its answer says why.
      if (answered) return;
      const stale = outgoing.reusedSocket && error.code === 'ECONNRESET';
      reject(stale ? new StaleError(error.message, { cause: error }) : error);
    });
    outgoing.end(body);
  });
}
