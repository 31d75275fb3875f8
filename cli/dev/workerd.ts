import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../frame/context.ts';
import { CliError, EXIT } from '../frame/exit.ts';
import { fetchTool } from '../tools/fetch.ts';
import { siteWorker } from '../tools/site-worker.ts';
import type { WorkerCode } from '../tools/worker-code.ts';

/** The site Worker in a workerd of its own, which ends with us. */
export class LocalWorker {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly url: string;
  /** Fails when it ends by itself. */
  readonly ended: Promise<never>;

  private constructor(child: ChildProcess, folder: string, port: number) {
    this.#child = child;
    this.#folder = folder;
    this.url = `http://localhost:${port}`;
    this.ended = new Promise((_, reject) => {
      child.once('exit', (code) => reject(broken(`workerd has ended by itself (${code}).`)));
    });
    this.ended.catch(() => undefined); // until somebody waits for it
  }

  static async start(ctx: Context, kv: number): Promise<LocalWorker> {
    const [binary, code] = [await fetchTool(ctx, 'workerd'), await siteWorker()];
    const folder = mkdtempSync(join(tmpdir(), 'meniscus-local-'));
    for (const { name, contents } of code.modules) writeFileSync(join(folder, name), contents);
    writeFileSync(join(folder, 'config.capnp'), configOf(code, kv));
    // --experimental: workerd's name for the module registry of `new_module_registry`, which Cloudflare has released.
    const child = spawn(binary, ['serve', '--experimental', '--control-fd=3', join(folder, 'config.capnp')], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    process.on('exit', () => child.kill('SIGKILL'));
    const log = (piece: Buffer) => {
      const text = piece.toString('utf8').trimEnd();
      if (text !== '') ctx.terminal.note(ctx.terminal.colours.dim(text));
    };
    child.stdout?.on('data', log);
    child.stderr?.on('data', log);
    return new LocalWorker(child, folder, await listening(child));
  }

  stop(): void {
    this.#child.removeAllListeners('exit');
    this.#child.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(broken(`workerd can't be started: ${error.message}`)));
    child.once('exit', (code) => reject(broken(`workerd ended at once (${code}).`)));
    let said = '';
    child.stdio[3]?.on('data', (chunk) => {
      said += chunk;
      const port = /"port":(\d+)/.exec(said)?.[1];
      if (port) resolve(Number(port));
    });
  });
}

const broken = (message: string) =>
  new CliError(message, {
    code: 'workerd',
    exit: EXIT.unreachable,
    next: 'meniscus doctor says which workerd it is. On old systems it needs a newer C library.',
  });

/** The Worker looks for another release at each request. It reaches this machine only: upstreams are asked by way of us. */
function configOf({ modules, flags, date }: WorkerCode, kv: number): string {
  const embedded = modules.map(({ name }) => `(name = "${name}", esModule = embed "${name}")`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "kv", external = (address = "127.0.0.1:${kv}", http = ())),
    (name = "here", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [${embedded.join(', ')}],
  bindings = [
    (name = "KV", kvNamespace = "kv"),
    (name = "SITE", text = "main"),
    (name = "FRESH_LOOK", text = "0"),
    (name = "FRESH_WAIT", text = "0"),
    (name = "UPSTREAM_HOSTS", text = "127.0.0.1:*"),
  ],
  globalOutbound = "here",
  compatibilityDate = "${date}",
  compatibilityFlags = [${flags.map((flag) => `"${flag}"`).join(', ')}],
);
`;
}
