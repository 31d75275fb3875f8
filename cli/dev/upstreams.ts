import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readSource } from '../../schema/fetch-source.ts';
import { own } from '../../schema/own.ts';
import type { SiteFacts } from '../../site/facts.ts';
import { samplePaths } from '../../site/files/samples.ts';
import { ofKinds, withChanged } from '../../site/site-facts.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Milliseconds after which an upstream that does not answer is replaced by a sample. */
const PATIENCE = 3_000;
/** Headers that are about our own connection. */
const OURS = new Set(['host', 'connection', 'content-length', 'accept-encoding', 'transfer-encoding']);

interface Sampled {
  readonly upstream: string;
  readonly target: RegExp;
  readonly paths: readonly string[];
}

/**
 * Stands between the local site Worker and its upstreams: asks the real ones, with ${NAME} of headers from the environment,
 * and answers with samples where they fail.
 */
export class Upstreams {
  readonly #server: Server;
  readonly #env: Env;
  readonly #fileOf: (path: string) => string | undefined;
  #facts: SiteFacts = new Map();
  #sampled: readonly Sampled[] = [];

  private constructor(server: Server, env: Env, fileOf: (path: string) => string | undefined) {
    this.#server = server;
    this.#env = env;
    this.#fileOf = fileOf;
    server.on(
      'request',
      (request, response) => void this.#answer(request, response).catch(() => response.destroy()),
    );
  }

  static async start(env: Env, fileOf: (path: string) => string | undefined): Promise<Upstreams> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Upstreams(server, env, fileOf);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port; // a TCP server's address is one
  }

  /** What site.yaml and pages say of upstreams. */
  know(facts: SiteFacts): void {
    this.#facts = facts;
    this.#sampled = [...ofKinds(facts, 'page')].flatMap(([page, { front }]) =>
      Object.entries(front?.fetch ?? {}).map(([name, entry]) => {
        const { upstream, target } = readSource(entry);
        return { upstream, target: patternOf(target), paths: samplePaths(page, name) };
      }),
    );
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, name = '', rest = ''] = /^\/([^/]+)(.*)$/s.exec(request.url ?? '') ?? [];
    const real = await this.#ask(name, rest, request).catch(() => undefined);
    if (real && real.status < 500) {
      const headers = Object.fromEntries(
        [...real.headers].filter(
          ([key]) => !/^(?:content-encoding|content-length|transfer-encoding|connection)$/.test(key),
        ),
      );
      response.writeHead(real.status, headers).end(Buffer.from(await real.arrayBuffer()));
      return;
    }
    const sample = this.#sample(name, rest);
    if (sample === undefined) response.writeHead(real?.status ?? 502).end();
    else response.writeHead(200, { 'content-type': 'application/json', 'x-sample': 'yes' }).end(sample);
  }

  async #ask(name: string, rest: string, request: IncomingMessage): Promise<Response> {
    const upstream = own(this.#facts.get('site.yaml')?.config?.upstreams ?? {}, name);
    if (!upstream) throw new Error('no such upstream');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const headers = new Headers();
    for (const [key, value] of Object.entries(request.headers))
      if (typeof value === 'string' && !OURS.has(key)) headers.set(key, value);
    for (const [key, value] of Object.entries(upstream.headers ?? {}))
      headers.set(
        key,
        value.replace(/\$\{(\w+)\}/g, (_, variable: string) => own(this.#env, variable) ?? ''),
      );
    return fetch(`${upstream.url.replace(/\/$/, '')}${rest}`, {
      method: request.method ?? 'GET',
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
  }

  #sample(name: string, rest: string): string | undefined {
    for (const { upstream, target, paths } of this.#sampled) {
      if (upstream !== name || !target.test(rest)) continue;
      const file = paths.map(this.#fileOf).find((each) => each !== undefined);
      if (file !== undefined) return readFileSync(file, 'utf8');
    }
    return undefined;
  }
}

/** What a target with places can become; of its query, anything. */
function patternOf(target: string): RegExp {
  const [path = ''] = target.split('?');
  const parts = path.split(/\{[^}]*\}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^?]*')}(?:\\?|$)`);
}

/** A site's configuration whose upstreams are asked by way of us. */
export function throughUs(facts: SiteFacts, port: number): SiteFacts {
  const site = facts.get('site.yaml');
  const upstreams = site?.config?.upstreams;
  if (!site?.config || !upstreams) return facts;
  const ours = Object.entries(upstreams).map(
    ([name, { headers: _, ...upstream }]) =>
      [name, { ...upstream, url: `http://127.0.0.1:${port}/${name}` }] as const,
  );
  const config = { ...site.config, upstreams: Object.fromEntries(ours) };
  return withChanged(facts, new Map([['site.yaml', { ...site, config }]]));
}
