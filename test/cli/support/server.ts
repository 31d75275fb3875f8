import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { send } from '../../../cli/api/transport.ts';
import { DevServer } from '../../../cli/dev-server.ts';
import { ensureDevVars } from '../../../cli/dev-vars.ts';
import { copyProject } from './project.ts';
import { freePort } from './started.ts';

/** Starts a server for the tests of a file, gives it to `use`, and empties it before each. */
export function useServer(use: (server: Server) => void): void {
  let server: Server | undefined;
  beforeAll(async () => {
    server = await Server.start();
    use(server);
  });
  beforeEach(() => server?.empty());
  afterAll(() => server?.stop());
}

/** Both Workers as `npm start` runs them, with nothing in them and without the editor's pages. */
export class Server {
  readonly root: string;
  readonly port: number;
  readonly token: string;
  #process: DevServer | undefined;

  private constructor(root: string, port: number, token: string) {
    this.root = root;
    this.port = port;
    this.token = token;
  }

  static async start(): Promise<Server> {
    const root = copyProject();
    const port = await freePort();
    mkdirSync(join(root, 'admin/ui/dist'), { recursive: true });
    writeFileSync(join(root, 'admin/ui/dist/index.html'), '<title>The editor</title>');
    const token = ensureDevVars(join(root, 'admin/.dev.vars'), `http://localhost:${port}`);
    const server = new Server(root, port, token);
    await server.resume();
    return server;
  }

  get admin(): string {
    return `http://admin.localhost:${this.port}`;
  }

  get site(): string {
    return `http://localhost:${this.port}`;
  }

  /** The environment of a command for this server. */
  get env(): Record<string, string> {
    return { MENISCUS_URL: this.admin, MENISCUS_TOKEN: this.token };
  }

  /** Ends the processes; what is stored stays. */
  async pause(): Promise<void> {
    await this.#process?.stop();
    this.#process = undefined;
  }

  async resume(): Promise<void> {
    this.#process = new DevServer(this.root, this.port, '.wrangler/state', () => {});
    await this.#process.ready({ port: this.port, token: this.token });
  }

  async stop(): Promise<void> {
    await this.pause();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** A request of someone who uses the API without the CLI. */
  async api(method: string, path: string, body?: string | object, token = this.token) {
    const text = typeof body === 'object' ? JSON.stringify(body) : body;
    const reply = await send({
      method,
      url: new URL(`${this.admin}/api${path}`),
      headers: { authorization: `Bearer ${token}` },
      ...(text !== undefined && { body: text }),
    });
    return { status: reply.status, text: reply.body.toString('utf8'), etag: reply.headers.etag };
  }

  /** What a visitor gets. */
  async visit(path: string) {
    const reply = await send({ method: 'GET', url: new URL(this.site + path) });
    return { status: reply.status, text: reply.body.toString('utf8') };
  }

  /** Begins anew: every file of the draft goes. */
  async empty(): Promise<void> {
    const { text } = await this.api('GET', '/files?limit=1000');
    const edits = JSON.parse(text).files.map(({ path }: { path: string }) => ({ path, delete: true }));
    if (edits.length > 0) await this.api('POST', '/batch', { edits });
  }
}
